"""Each group's hierarchy in a column, side by side, as printed appendices show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from exports.boards import Board, reason_in_words
from exports.figures.lettering import name_of, wrapped
from exports.figures.sheet import GREY, INK, PAPER, SMALL, TEXT, WIDTH, Heading, NamedFigure, in_inches, sheet
from exports.wording import listed, say

MOST_COLUMNS = 4

_EDGE, _GAP, _NUMBER, _PADDING, _LINE, _HEAD = 0.02, 0.16, 0.2, 0.07, 0.142, 0.3
_CHARACTERS_AN_INCH = 15.2
_OWN = "#e6e6e6"


@dataclass(frozen=True, slots=True)
class _Tier:
    """The statements of one place, each in its lines, with whether it is the group's own."""

    statements: list[tuple[list[str], bool]]

    @property
    def height(self) -> float:
        lines = sum(len(lines) for lines, _ in self.statements)
        return lines * _LINE + _PADDING * (len(self.statements) + 1)


def hierarchies(code: str, boards: Sequence[Board], groups: int) -> NamedFigure:
    """The hierarchies of one workshop, of `groups` groups that were there."""
    columns = min(MOST_COLUMNS, max(2, len(boards)))
    width = (WIDTH - _EDGE - _GAP * (columns - 1)) / columns
    rows = [boards[start : start + columns] for start in range(0, len(boards), columns)]
    heights = [max(_height(board, width) for board in row) for row in rows]
    heading = Heading(
        say("figure.hierarchies.title", workshop=code),
        say("figure.hierarchies.counted", n=len(boards), groups=say("count.groups", n=groups)),
        say("figure.hierarchies.marks"),
    )
    total = sum(heights) + _GAP * (len(rows) - 1)
    figure, axes = sheet(heading, total)
    in_inches(axes, WIDTH, total)
    top = 0.0
    for row, height in zip(rows, heights, strict=True):
        for place, board in enumerate(row):
            _column(axes, board, place * (width + _GAP), top, width)
        top += height + _GAP
    alt = " ".join([heading.title, heading.counted, *map(in_words, boards)])
    return NamedFigure(f"hierarchies-{code}", heading.title, alt, figure)


def hierarchy(board: Board, groups: int) -> NamedFigure:
    """One hierarchy by itself, handed in by one of `groups` groups."""
    heading = Heading(
        say("figure.hierarchy.title", group=board.group, workshop=board.workshop),
        say(
            "figure.hierarchy.counted",
            placed=sum(len(tier) for tier in board.tiers),
            offered=len(board.names),
            groups=say("count.groups", n=groups),
        ),
        say("figure.hierarchies.marks"),
    )
    width = WIDTH - _EDGE
    height = _height(board, width)
    figure, axes = sheet(heading, height)
    in_inches(axes, WIDTH, height)
    _column(axes, board, 0, 0, width)
    alt = " ".join([heading.title, heading.counted, in_words(board)])
    return NamedFigure(f"hierarchy-{board.workshop}-{board.group}", heading.title, alt, figure)


def in_words(board: Board) -> str:
    """A board as a sentence, from the top."""
    tiers = [
        listed([name_of(statement, board.names[statement]) for statement in tier])
        for tier in board.tiers
        if tier
    ]
    placed = say("figure.board.from_the_top", group=board.group, tiers="; ".join(tiers))
    if not board.left_out:
        return placed
    left_out = listed([name_of(statement, board.names[statement]) for statement in board.left_out])
    return f"{placed} {say('figure.board.not_placed', statements=left_out)}"


def left_out_lines(board: Board, characters: int) -> list[str]:
    """What was not placed, and why where that is to be said, in lines."""
    named = ((name_of(s, board.names[s]), reason) for s, reason in board.left_out.items())
    said = (f"{name}: {reason_in_words(reason)}" if reason else name for name, reason in named)
    return [line for words in said for line in wrapped(words, characters)]


def _characters(width: float) -> int:
    return int((width - _NUMBER - 2 * _PADDING) * _CHARACTERS_AN_INCH)


def _tiers(board: Board, width: float) -> list[_Tier]:
    return [
        _Tier([(wrapped(name_of(s, board.names[s]), _characters(width)), s in board.own) for s in tier])
        for tier in board.tiers
        if tier
    ]


def _height(board: Board, width: float) -> float:
    tiers = sum(tier.height + 0.07 for tier in _tiers(board, width))
    left_out = left_out_lines(board, _characters(width) + 2)
    return _HEAD + tiers + (_LINE * (len(left_out) + 1.6) if left_out else 0)


def _column(axes: Axes, board: Board, x: float, top: float, width: float) -> None:
    heading = say("figure.group", group=board.group)
    axes.text(x + _NUMBER, top + 0.02, heading, size=TEXT, weight="bold", va="top")
    y = top + _HEAD
    for number, tier in enumerate(_tiers(board, width), start=1):
        axes.text(x + _NUMBER / 2, y + tier.height / 2, str(number), size=SMALL, ha="center", va="center")
        _box(axes, tier, x + _NUMBER, y, width - _NUMBER)
        y += tier.height + 0.07
    left_out = left_out_lines(board, _characters(width) + 2)
    if left_out:
        y += 0.06
        axes.plot([x + _NUMBER, x + width], [y, y], color=GREY, linewidth=0.6, linestyle=(0, (4, 3)))
        text = "\n".join([say("figure.board.left_out"), *left_out])
        axes.text(
            x + _NUMBER,
            y + 0.06,
            text,
            size=SMALL - 0.5,
            color=GREY,
            va="top",
            style="italic",
            linespacing=1.2,
        )


def _box(axes: Axes, tier: _Tier, x: float, top: float, width: float) -> None:
    only_own = all(own for _, own in tier.statements)
    axes.add_patch(
        FancyBboxPatch(
            (x + 0.03, top + 0.03),
            width - 0.06,
            tier.height - 0.06,
            boxstyle="round,pad=0.03,rounding_size=0.04",
            facecolor=_OWN if only_own else PAPER,
            edgecolor=INK,
            linewidth=0.7,
        )
    )
    y = top + _PADDING
    for place, (lines, own) in enumerate(tier.statements):
        if place:
            axes.plot(
                [x + _PADDING, x + width - _PADDING],
                [y - _PADDING / 2] * 2,
                color=GREY,
                linewidth=0.5,
                linestyle=":",
            )
        axes.text(
            x + _PADDING,
            y,
            "\n".join(lines),
            size=SMALL,
            va="top",
            linespacing=1.2,
            style="italic" if own else "normal",
        )
        y += len(lines) * _LINE + _PADDING
