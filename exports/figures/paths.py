"""A group's path: how its arrangement came about, placing by placing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes

from exports.boards import Board
from exports.figures.lettering import name_of, wrapped
from exports.figures.sheet import GREY, INK, SMALL, Heading, Margins, NamedFigure, sheet
from exports.tables.recorded import Recorded
from exports.wording import say
from workshops.arrangement import Form, Tiers, placed
from workshops.events import ArrangementEntered, FormChosen, PlacementUndone, StatementPlaced
from workshops.model import Phase

Dashes = str | tuple[int, tuple[float, ...]]

_ROW = 0.235
_MARGINS = Margins(left=0.95, right=2.05, below=0.5)
_LETTERS, _MOST_LETTERS = 33, 52
_MOST_TICKS = 12
_APART = 0.16
# Neighbouring lines differ in dash and weight, and each is named at its end.
_LINES: tuple[Dashes, ...] = ("-", (0, (5, 2)), (0, (1, 1.4)), (0, (5, 1.5, 1, 1.5)))


@dataclass(frozen=True, slots=True)
class Step:
    """A board as it stood after a move, `minutes` into the ranking."""

    minutes: float
    tiers: Tiers


@dataclass(frozen=True, slots=True)
class _Course:
    """Where each statement stood after each step, None where it was not placed; `bands` name the levels."""

    heights: dict[str, list[float | None]]
    bands: dict[float, str]
    deepest: float

    @property
    def out(self) -> float:
        """The line for what is not placed."""
        return self.deepest + 1


def steps(recorded: Recorded, letter: str) -> list[Step]:
    """The boards of one group, one after each move; from when it last chose its form."""
    started = [run.started_at for run in recorded.workshop.runs if run.phase is Phase.RANKING]
    begin = started[0] if started else recorded.workshop.made_at
    taken: list[Step] = []
    for at, tiers, anew in _boards(recorded, letter):
        if anew:
            taken = []
        if taken or placed(tiers):
            taken.append(Step((at - begin) / 60_000, tiers))
    return taken


def path(board: Board, taken: Sequence[Step]) -> NamedFigure:
    """The path to this board, in moves from left to right. There must have been one."""
    title = say("figure.path.title", group=board.group, workshop=board.workshop)
    span = say(
        "figure.path.counted", n=len(taken), first=f"{taken[0].minutes:.0f}", last=f"{taken[-1].minutes:.0f}"
    )
    heading = Heading(title, span, say(f"figure.path.marks_{board.form}"))
    statements = _statements(board, taken)
    course = (
        _in_rings(board, statements, taken)
        if board.form is Form.CONSTELLATION
        else _in_places(statements, taken)
    )
    figure, axes = sheet(heading, _ROW * (course.deepest + 1.6), _MARGINS)
    for number, statement in enumerate(statements):
        _line(
            axes, course, course.heights[statement], _LINES[number % len(_LINES)], INK if number % 2 else GREY
        )
    _names(axes, course, board.names)
    _frame(axes, course, taken)
    order = ", ".join(name_of(s, board.names[s]) for s in placed(taken[-1].tiers)) or say(
        "figure.path.nothing"
    )
    alt = " ".join([title, span, say("figure.path.in_words", order=order)])
    return NamedFigure(f"path-{board.workshop}-{board.group}", title, alt, figure)


def places(tiers: Tiers) -> dict[str, float]:
    """How far down each statement stands, 1 at the top; those that share a tier stand close together.

    >>> places((("S2",), ("S1", "S3")))
    {'S2': 1.0, 'S1': 2.42, 'S3': 2.58}
    """
    found, above = {}, 0
    for tier in tiers:
        middle = above + (len(tier) + 1) / 2
        for place, statement in enumerate(tier):
            found[statement] = round(middle + _APART * (place - (len(tier) - 1) / 2), 2)
        above += len(tier)
    return found


def _boards(recorded: Recorded, letter: str) -> Iterator[tuple[int, Tiers, bool]]:
    """When, the board then, and whether the group chose a form with it."""
    for row in recorded.rows:
        for event in row.events:
            match event:
                case StatementPlaced() | PlacementUndone() | ArrangementEntered() if event.group == letter:
                    yield row.at, event.tiers, False
                case FormChosen() if event.group == letter:
                    yield row.at, event.tiers, True
                case _:
                    pass


def _statements(board: Board, taken: Sequence[Step]) -> list[str]:
    """From the top of the board; then those that were placed once and taken out again."""
    ever = {statement for step in taken for statement in placed(step.tiers)}
    here = [statement for statement in placed(taken[-1].tiers) if statement in board.names]
    return here + [statement for statement in board.names if statement in ever and statement not in here]


def _in_places(statements: Sequence[str], taken: Sequence[Step]) -> _Course:
    heights = [places(step.tiers) for step in taken]
    deepest = max(len(placed(step.tiers)) for step in taken)
    bands = {float(place): str(place) for place in range(1, deepest + 1)}
    return _Course({s: [found.get(s) for found in heights] for s in statements}, bands, deepest)


def _in_rings(board: Board, statements: Sequence[str], taken: Sequence[Step]) -> _Course:
    """Every statement keeps one level within a ring, so that a line bends only when it changes rings."""
    levels: dict[tuple[int, str], float] = {}
    bands: dict[float, str] = {}
    for number, ring in enumerate(board.rings):
        inside = [
            s for s in statements if any(s in step.tiers[number] for step in taken if step.tiers[number:])
        ]
        first = len(levels) + 1.0 + 0.6 * number
        levels |= {(number, statement): first + place for place, statement in enumerate(inside)}
        if inside:
            bands[first + (len(inside) - 1) / 2] = ring if len(ring) <= _LONGEST_RING else str(number + 1)
    rings = [
        {statement: levels[number, statement] for number, ring in enumerate(step.tiers) for statement in ring}
        for step in taken
    ]
    return _Course({s: [found.get(s) for found in rings] for s in statements}, bands, max(levels.values()))


_LONGEST_RING = 16


def _line(axes: Axes, course: _Course, heights: Sequence[float | None], dashes: Dashes, colour: str) -> None:
    """From where the statement is first placed; taken out, it drops to the line for what is not placed."""
    first = next(at for at, height in enumerate(heights) if height is not None)
    moves = list(range(first + 1, len(heights) + 1))
    down = [course.out if height is None else height for height in heights[first:]]
    axes.plot(moves, down, color=colour, linestyle=dashes, linewidth=1.1)
    axes.plot(moves[0], down[0], marker="o", markersize=3.4, color=INK)
    for (_, before), (move, now) in pairwise(zip(moves, down, strict=True)):
        if now != before:
            axes.plot(move, now, marker=".", markersize=3, color=GREY)


def _names(axes: Axes, course: _Course, names: Mapping[str, str]) -> None:
    ends = {s: course.out if heights[-1] is None else heights[-1] for s, heights in course.heights.items()}
    last = max(map(len, course.heights.values()))
    free = 0.0
    for statement, height in sorted(ends.items(), key=lambda end: end[1]):
        lines = wrapped(name_of(statement, names[statement], _MOST_LETTERS), _LETTERS)
        at = max(height, free + 0.26 * len(lines))
        axes.text(1.02 * last + 0.12, at, "\n".join(lines), size=SMALL - 0.5, va="center", linespacing=1.05)
        free = at + 0.26 * len(lines) + 0.1


def _frame(axes: Axes, course: _Course, taken: Sequence[Step]) -> None:
    count = len(taken)
    axes.set_ylim(course.deepest + 1.6, 0.4)
    axes.set_xlim(0.6, 1.01 * count + 0.1)
    ticks = list(range(1, count + 1, max(1, -(-count // _MOST_TICKS))))
    axes.set_xticks(ticks, [f"{tick}\n{taken[tick - 1].minutes:.0f}′" for tick in ticks], size=SMALL)
    axes.set_yticks(list(course.bands), list(course.bands.values()), size=SMALL)
    axes.axhline(course.out - 0.5, color=GREY, linewidth=0.6, linestyle=(0, (4, 3)))
    note = say("figure.path.out")
    axes.text(0.66, course.out, note, size=SMALL - 0.5, color=GREY, style="italic", va="center")
    axes.set_xlabel(say("figure.path.axis"), size=SMALL)
    axes.tick_params(length=2)
