"""Groups by statements: where each ranking put each statement, as numbers on grey."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from exports.analysed import Analysed
from exports.figures.lettering import name_of, wrapped
from exports.figures.order import counted, from_the_top
from exports.figures.sheet import GREY, INK, PAPER, SMALL, WIDTH, Heading, Margins, NamedFigure, sheet
from exports.wording import say
from workshops.consensus.rankings import Ranker, offered_half_ranks

MOST_COLUMNS = 28
"""More rankings than this are counted by rank instead of shown one by one."""

_ROW, _LEFT = 0.36, 2.1
_LETTERS = 30
_WIDEST = 0.62


def ranks(found: Analysed, names: Mapping[str, str]) -> NamedFigure:
    """The heat map; with many rankings, how many put each statement at each rank."""
    if found.m > MOST_COLUMNS:
        return _by_rank(found, names)
    statements = from_the_top(found)
    heading = Heading(say("figure.ranks.title"), counted(found), say("figure.ranks.marks"))
    axes, figure = _grid(heading, statements, [_column_name(r, found) for r in found.rankings.rankers], names)
    doubled, placed = offered_half_ranks(found.rankings), found.rankings.placed
    for y, statement in enumerate(statements):
        column = found.rankings.statements.index(statement)
        for x in range(found.m):
            _cell(axes, x, y, int(doubled[x, column]), bool(placed[x, column]), len(statements))
    rows = [_row_in_words(statement, found, names) for statement in statements]
    return NamedFigure("ranks", heading.title, " ".join([heading.title, heading.counted, *rows]), figure)


def _by_rank(found: Analysed, names: Mapping[str, str]) -> NamedFigure:
    statements = from_the_top(found)
    count = len(statements)
    heading = Heading(say("figure.ranks_counted.title"), counted(found), say("figure.ranks_counted.marks"))
    axes, figure = _grid(heading, statements, [str(rank) for rank in range(1, count + 1)], names)
    rounded = (offered_half_ranks(found.rankings) + 1) // 2
    words = []
    for y, statement in enumerate(statements):
        column = found.rankings.statements.index(statement)
        numbers = [int(np.count_nonzero(rounded[:, column] == rank)) for rank in range(1, count + 1)]
        for x, number in enumerate(numbers):
            _shade(axes, x, y, 0.75 * number / found.m, str(number) if number else "")
        words.append(f"{name_of(statement, names.get(statement, ''))}: {', '.join(map(str, numbers))}.")
    return NamedFigure("ranks", heading.title, " ".join([heading.title, heading.counted, *words]), figure)


def _grid(
    heading: Heading, statements: list[str], columns: list[str], names: Mapping[str, str]
) -> tuple[Axes, Figure]:
    room = WIDTH - _LEFT
    width = min(_WIDEST, room / len(columns))
    above = 0.2 * (1 + max(name.count("\n") for name in columns))
    margins = Margins(left=_LEFT, right=room - width * len(columns), above=above, below=0.08)
    figure, axes = sheet(heading, _ROW * len(statements), margins)
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(statements) - 0.5, -0.5)
    labels = [name_of(statement, names.get(statement, "")) for statement in statements]
    axes.set_yticks(range(len(statements)), ["\n".join(wrapped(label, _LETTERS)) for label in labels])
    axes.set_xticks(range(len(columns)), columns, size=SMALL)
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes, figure


def _column_name(ranker: Ranker, found: Analysed) -> str:
    """The group's letter, beneath its workshop's code where there are several."""
    name = ranker.participant or ranker.group
    return f"{ranker.workshop}\n{name}" if len(found.by_workshop) > 1 else name


def _cell(axes: Axes, x: int, y: int, doubled: int, placed: bool, count: int) -> None:
    if not doubled:
        axes.text(x, y, "×", size=SMALL, color=GREY, ha="center", va="center")
        return
    rank = f"{doubled / 2:g}"
    if placed:
        _shade(axes, x, y, 0.75 * (1 - (doubled / 2 - 1) / max(1, count - 1)), rank)
    else:
        _shade(axes, x, y, 0.0, f"({rank})", hatch="////")


def _shade(axes: Axes, x: int, y: int, dark: float, text: str, hatch: str = "") -> None:
    level = 1 - dark
    axes.add_patch(
        Rectangle(
            (x - 0.48, y - 0.46),
            0.96,
            0.92,
            facecolor=(level, level, level),
            edgecolor="#bfbfbf",
            linewidth=0.4,
            hatch=hatch or None,
        )
    )
    box = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6} if hatch else None
    colour = PAPER if dark > 0.5 else INK
    axes.text(x, y, text, size=SMALL, color=colour, ha="center", va="center", bbox=box)


def _row_in_words(statement: str, found: Analysed, names: Mapping[str, str]) -> str:
    column = found.rankings.statements.index(statement)
    doubled, placed = offered_half_ranks(found.rankings)[:, column], found.rankings.placed[:, column]
    cells = [
        f"{' '.join(filter(None, [ranker.workshop, ranker.group, ranker.participant]))} "
        + (
            f"{half / 2:g}"
            if on_board
            else say("figure.ranks.not_placed" if half else "figure.ranks.not_offered")
        )
        for ranker, half, on_board in zip(
            found.rankings.rankers, doubled.tolist(), placed.tolist(), strict=True
        )
    ]
    return f"{name_of(statement, names.get(statement, ''))}: {', '.join(cells)}."
