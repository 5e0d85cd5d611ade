"""The team's own rule for speaking of consensus, stated beforehand: `top3 >= 0.7 and median_rank <= 3`.

A rule compares figures of a statement with numbers, joined by `and`, `or`, `not` and parentheses. A small
parser of its own reads it, so a study file can hold a rule and nothing else.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, assert_never

SHARES = ("placed", "first", "top3")
"""Figures given as shares of the rankings that were offered the statement."""
FIGURES = (*SHARES, "mean_rank", "median_rank", "q1", "q3", "borda", "wins", "position")
MOST_CHARACTERS = 300

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[A-Za-z_][A-Za-z0-9_]*|>=|<=|>|<|\(|\)|\S")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


class NotARule(ValueError):
    """The text is no rule; the message says where, and what could stand there."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure is, and the lowest and highest it could be were ties broken this way or that."""

    value: float
    low: float
    high: float


Figures = Mapping[str, Figure | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure against a number."""

    figure: str
    sign: str
    number: float


@dataclass(frozen=True, slots=True)
class Joined:
    """Two parts, both or either of which must hold."""

    word: Literal["and", "or"]
    left: Rule
    right: Rule


@dataclass(frozen=True, slots=True)
class Negated:
    """A part that must not hold."""

    part: Rule


Rule = Comparison | Joined | Negated


def parse_rule(text: str) -> Rule:
    """Read a rule; `not` binds closest, then `and`, then `or`. Raises `NotARule` with a sentence.

    >>> parse_rule("top3 >= 0.7 and median_rank <= 3").right
    Comparison(figure='median_rank', sign='<=', number=3.0)
    >>> parse_rule("top3 >= many")
    Traceback (most recent call last):
    workshops.consensus.rule.NotARule: The rule needs a number after “top3 >=”, not “many”.
    """
    if len(text) > MOST_CHARACTERS:
        raise NotARule(f"The rule is {len(text)} characters long; {MOST_CHARACTERS} is the most.")
    return _Parser(text).whole()


def figures_named(rule: Rule) -> tuple[str, ...]:
    """The figures that a rule compares, each once, in the order written."""
    match rule:
        case Comparison(figure):
            return (figure,)
        case Negated(part):
            return figures_named(part)
        case Joined(_, left, right):
            return tuple(dict.fromkeys(figures_named(left) + figures_named(right)))
        case _:
            assert_never(rule)


def holds(rule: Rule, figures: Figures) -> bool | None:
    """Whether the rule holds; None where that depends on how ties are broken, or a figure is missing.

    Three-valued logic: Kleene, "On notation for ordinal numbers", Journal of Symbolic Logic 3 (1938).

    >>> rule = parse_rule("top3 >= 0.7 and median_rank <= 3")
    >>> [holds(rule, {"top3": Figure(0.8, low, 0.9), "median_rank": Figure(2, 2, 2)}) for low in (0.6, 0.7)]
    [None, True]
    """
    match rule:
        case Comparison(name, sign, number):
            figure = figures[name]
            if figure is None:
                return None
            answers = {_SIGNS[sign](end, number) for end in (figure.low, figure.high)}
            return answers.pop() if len(answers) == 1 else None
        case Negated(part):
            inner = holds(part, figures)
            return None if inner is None else not inner
        case Joined(word, left, right):
            settles = word == "or"  # one true part settles an `or`, one false part an `and`
            parts = (holds(left, figures), holds(right, figures))
            if settles in parts:
                return settles
            return None if None in parts else not settles
        case _:
            assert_never(rule)


class _Parser:
    """Reads the words of a rule from left to right, one step of the grammar a method."""

    def __init__(self, text: str) -> None:
        self._words = _TOKEN.findall(text)
        self._at = 0

    def whole(self) -> Rule:
        rule = self._either()
        if self._next is not None:
            raise NotARule(f"The rule cannot go on with “{self._next}” after “{self._before}”; use and, or.")
        return rule

    def _either(self) -> Rule:
        rule = self._both()
        while self._take("or"):
            rule = Joined("or", rule, self._both())
        return rule

    def _both(self) -> Rule:
        rule = self._part()
        while self._take("and"):
            rule = Joined("and", rule, self._part())
        return rule

    def _part(self) -> Rule:
        if self._take("not"):
            return Negated(self._part())
        if self._take("("):
            rule = self._either()
            if not self._take(")"):
                raise NotARule(f"The rule needs a closing parenthesis after “{self._before}”.")
            return rule
        return self._comparison()

    def _comparison(self) -> Comparison:
        figure = self._required(f"one of {', '.join(FIGURES)}", lambda word: word in FIGURES)
        sign = self._required(f"one of {' '.join(_SIGNS)}", lambda word: word in _SIGNS)
        number = float(self._required("a number", lambda word: _NUMBER.fullmatch(word) is not None))
        if figure in SHARES and number > 1:
            raise NotARule(f"“{figure}” is a share of the rankings, from 0 to 1, so not “{number:g}”.")
        return Comparison(figure, sign, number)

    def _required(self, wanted: str, suits: Callable[[str], bool]) -> str:
        word = self._next
        if word is None or not suits(word):
            after = f" after “{self._before}”" if self._before else ""
            found = "and ends there" if word is None else f"not “{word}”"
            raise NotARule(f"The rule needs {wanted}{after}, {found}.")
        self._at += 1
        return word

    def _take(self, word: str) -> bool:
        if self._next != word:
            return False
        self._at += 1
        return True

    @property
    def _next(self) -> str | None:
        return self._words[self._at] if self._at < len(self._words) else None

    @property
    def _before(self) -> str:
        return " ".join(self._words[: self._at])
