"""A constellation as one sees it on a table: the centre, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations
from math import cos, pi, sin
from pathlib import Path
from unicodedata import east_asian_width

import msgspec
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from bot.screens.blocks import Board, Line, Tier

# In units of the picture: a card is as wide as about fourteen letters of its 16-unit type.
WIDTH, LINE, PADDING, GAP = 130.0, 19.0, 6.0, 8.0
LETTERS_IN_LINE, MOST_LINES = 14, 5
WIDER = 1.06
MACRO = "picture"


class Card(msgspec.Struct, frozen=True):
    """A statement's label in lines, its middle at `x`, `y`; `pick` is pressed with it, where there is one."""

    lines: tuple[str, ...]
    x: float
    y: float
    pick: str = ""

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + 2 * PADDING

    @property
    def top(self) -> float:
        return self.y - self.height / 2

    def touches(self, other: Card) -> bool:
        apart = (self.height + other.height) / 2 + GAP
        return abs(self.x - other.x) < WIDTH + GAP and abs(self.y - other.y) < apart


class Ring(msgspec.Struct, frozen=True):
    """The ellipse through the middles of its cards; for the centre, the one that holds them."""

    across: float
    down: float
    cards: tuple[Card, ...]


def board_picture(board: Board, label: str) -> Markup:
    """An SVG that says nothing that the board's list does not; empty for any form but a constellation."""
    places = {tier.place: tier for tier in board.tiers}
    if not places or not set(places) <= set(board.rings):
        return Markup("")
    rings = list(_rings([_lines(places.get(name)) for name in board.rings]))
    # A ring's line passes behind its cards, of which at least a half stands outside it.
    across = max(ring.across for ring in rings) + WIDTH / 2 + GAP
    down = max(ring.down for ring in rings) + max(map(_tallest, rings)) / 2 + GAP
    return _picture()(rings, label, across, down, WIDTH, LINE, PADDING)


def wrapped(label: str) -> tuple[str, ...]:
    """The label in lines that a card holds; what is left over ends in "…", and the list has it whole."""
    lines: list[str] = []
    for word in label.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _letters(joined) <= LETTERS_IN_LINE:
            lines[-1] = joined
        else:
            lines.extend(_broken(word))
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]}…"]
    return tuple(lines)


def _rings(statements: Sequence[Sequence[Line]]) -> Iterator[Ring]:
    """Each ring as close to the one before as its cards allow; where the centre is empty it is small."""
    centre = _centre(statements[0])
    yield centre
    placed, across, down = list(centre.cards), centre.across, centre.down
    for ring in statements[1:]:
        if not ring:
            continue
        across, down = across + WIDTH / 2 + GAP, down + 3 * LINE
        cards = _around(ring, across, down)
        while _crowded(cards, placed):
            across, down = across * WIDER, down * WIDER
            cards = _around(ring, across, down)
        yield Ring(across, down, cards)
        placed += cards


def _centre(statements: Sequence[Line]) -> Ring:
    """One card under the other, in an ellipse that holds them."""
    lines = [wrapped(statement.label) for statement in statements]
    heights = [len(one) * LINE + 2 * PADDING + GAP for one in lines]
    tops = [sum(heights[:number]) - sum(heights) / 2 for number in range(len(heights))]
    cards = tuple(
        Card(one, 0, top + height / 2, statement.pick)
        for statement, one, top, height in zip(statements, lines, tops, heights, strict=True)
    )
    return Ring(WIDTH / 2 + 3 * GAP, sum(heights) / 2 + 3 * GAP, cards)


def _around(statements: Sequence[Line], across: float, down: float) -> tuple[Card, ...]:
    """From the top, clockwise."""
    turns = [2 * pi * number / len(statements) for number in range(len(statements))]
    return tuple(
        Card(wrapped(statement.label), across * sin(turn), -down * cos(turn), statement.pick)
        for statement, turn in zip(statements, turns, strict=True)
    )


def _crowded(cards: Sequence[Card], placed: Sequence[Card]) -> bool:
    among = any(one.touches(other) for one, other in combinations(cards, 2))
    return among or any(one.touches(other) for one in cards for other in placed)


def _lines(tier: Tier | None) -> tuple[Line, ...]:
    return tier.statements if tier else ()


def _tallest(ring: Ring) -> float:
    return max((card.height for card in ring.cards), default=0.0)


def _letters(text: str) -> int:
    """How many Latin letters are as wide as this."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _broken(word: str) -> list[str]:
    """A word that is longer than a line, in pieces."""
    pieces = [""]
    for letter in word:
        if _letters(pieces[-1] + letter) > LETTERS_IN_LINE:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@cache
def _picture() -> Callable[..., Markup]:
    """With templates of its own, since the handout is made where there may be no web server."""
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(loader=folder, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    picture: Callable[..., Markup] = getattr(environment.get_template("board_picture.html").module, MACRO)
    return picture
