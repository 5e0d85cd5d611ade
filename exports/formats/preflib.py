"""A PrefLib file: rankings with their ties, whole (`.soc`, `.toc`) or in part (`.soi`, `.toi`).

https://preflib.github.io/PrefLib-Jekyll/format
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from workshops.arrangement import Tiers

SUFFIXES: Final = (".soc", ".soi", ".toc", ".toi")
MOST_RANKINGS: Final = 100_000

_VOTERS: Final = "NUMBER VOTERS"
_ALTERNATIVES: Final = "NUMBER ALTERNATIVES"
_NAME = re.compile(r"ALTERNATIVE NAME (\d+)")
_ORDER = re.compile(r"(\d+)\s*:\s*(.*)")
_TIER = re.compile(r"\s*(?:\{([^{}]*)\}|([^{},]+))\s*(,|$)")


class PrefLibError(ValueError):
    """The text is no PrefLib file of rankings; the message is a sentence, with the line if there is one."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Rankings of these statements, each as its tiers from the top; what is in no tier was not placed."""

    statements: tuple[str, ...]
    rankings: tuple[Tiers, ...]


def write_preflib(orders: Orders, header: Mapping[str, str]) -> str:
    """The rankings as text, equal ones counted; `header` are the lines that say where they come from."""
    number_of = {statement: number for number, statement in enumerate(orders.statements, start=1)}
    counted = Counter(_line(tiers, number_of) for tiers in orders.rankings)
    whole = {
        **header,
        _ALTERNATIVES: str(len(orders.statements)),
        _VOTERS: str(len(orders.rankings)),
        "NUMBER UNIQUE ORDERS": str(len(counted)),
        **{f"ALTERNATIVE NAME {number}": statement for statement, number in number_of.items()},
    }
    lines = [f"# {key}: {' '.join(value.split())}".rstrip() for key, value in whole.items()]
    most_common = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return "\n".join([*lines, *(f"{count}: {order}" for order, count in most_common)]) + "\n"


def read_preflib(text: str) -> Orders:
    """The rankings, as many of each as the file counts. Raises `PrefLibError`."""
    header = _header(text)
    names = _names(header)
    rankings: list[Tiers] = []
    for line, content in _lines(text):
        if not content.startswith("#"):
            count, tiers = _order(line, content, names)
            if len(rankings) + count > MOST_RANKINGS:
                raise PrefLibError(f"line {line}: more than {MOST_RANKINGS:,} rankings; give fewer.")
            rankings += [tiers] * count
    if _VOTERS in header and header[_VOTERS] != str(len(rankings)):
        raise PrefLibError(
            f"the header counts {header[_VOTERS]} voters, the lines under it {len(rankings)}: is it whole?"
        )
    if not rankings:
        raise PrefLibError("no rankings stand under the header; a line such as “2: 1,{3,4}” is needed.")
    return Orders(tuple(names.values()), tuple(rankings))


def _line(tiers: Tiers, number_of: Mapping[str, int]) -> str:
    numbers = (",".join(str(number_of[statement]) for statement in tier) for tier in tiers)
    return ",".join(f"{{{tied}}}" if "," in tied else tied for tied in numbers)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for line, content in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if content.strip():
            yield line, content.strip()


def _header(text: str) -> dict[str, str]:
    header: dict[str, str] = {}
    for line, content in _lines(text):
        if not content.startswith("#"):
            break
        key, _, value = content.removeprefix("#").partition(":")
        if key.strip() in header:
            raise PrefLibError(f"line {line}: “{key.strip()}” stands twice in the header; keep one.")
        header[key.strip()] = value.strip()
    return header


def _names(header: Mapping[str, str]) -> dict[int, str]:
    """Each alternative's name by its number, in the order of the numbers."""
    named = ((_NAME.fullmatch(key), name) for key, name in header.items())
    names = dict(sorted((int(match[1]), name) for match, name in named if match))
    if not names:
        raise PrefLibError(
            "the header names no alternative; lines such as “# ALTERNATIVE NAME 1: S1” are needed (files "
            "from before 2022 lack them; PrefLib has them anew)."
        )
    if header.get(_ALTERNATIVES, str(len(names))) != str(len(names)):
        raise PrefLibError(f"the header counts {header[_ALTERNATIVES]} alternatives and names {len(names)}.")
    for name in names.values():
        if not name or list(names.values()).count(name) > 1:
            raise PrefLibError(f"the alternatives need names that differ; “{name}” is none.")
    return names


def _order(line: int, content: str, names: Mapping[int, str]) -> tuple[int, Tiers]:
    match = _ORDER.fullmatch(content)
    if not match or len(match[1]) > len(str(MOST_RANKINGS)):
        raise PrefLibError(f"line {line}: “{content[:40]}” is no ranking such as “2: 1,{{3,4}}”.")
    tiers = tuple(_tier(line, tied, names) for tied in _tied(line, match[2]))
    placed = [name for tier in tiers for name in tier]
    twice = [name for name in placed if placed.count(name) > 1]
    if twice:
        raise PrefLibError(f"line {line}: “{twice[0]}” stands twice in one ranking; keep one.")
    return int(match[1]), tiers


def _tied(line: int, order: str) -> Iterator[str]:
    """What stands in each tier: the numbers between two braces, or one number on its own."""
    start = 0
    while start < len(order):
        match = _TIER.match(order, start)
        if not match:
            raise PrefLibError(
                f"line {line}: “{order[start : start + 40]}” cannot be read; check braces and commas."
            )
        yield match[1] if match[1] is not None else match[2]
        start = match.end()


def _tier(line: int, tied: str, names: Mapping[int, str]) -> tuple[str, ...]:
    tier = []
    for number in map(str.strip, tied.split(",")):
        if not (number.isascii() and number.isdigit()) or int(number[:9]) not in names:
            raise PrefLibError(f"line {line}: the header names no alternative “{number[:20]}”.")
        tier.append(names[int(number[:9])])
    return tuple(tier)
