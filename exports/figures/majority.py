"""Pairwise majority: in how many rankings one statement stands above another."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from exports.analysed import Analysed
from exports.figures.lettering import name_of, wrapped
from exports.figures.order import counted, from_the_top
from exports.figures.sheet import INK, PAPER, SMALL, WIDTH, Heading, Margins, NamedFigure, sheet
from exports.wording import say

_LEFT, _WIDEST = 2.1, 0.54
_LETTERS = 30


def majority(found: Analysed, names: Mapping[str, str]) -> NamedFigure:
    """The matrix in the pooled order: the row's statement against the column's."""
    statements = from_the_top(found)
    count = len(statements)
    side = min(_WIDEST, (WIDTH - _LEFT) / count)
    convention = say(f"convention.{found.chosen}.short")
    heading = Heading(
        say("figure.majority.title"), counted(found), say("figure.majority.marks", convention=convention)
    )
    margins = Margins(left=_LEFT, right=WIDTH - _LEFT - side * count, above=0.2, below=0.08)
    figure, axes = sheet(heading, side * count, margins)
    wins = found.pooled.pairwise.wins
    place_of = {statement: place for place, statement in enumerate(found.pooled.statements)}
    for y, row in enumerate(statements):
        for x, column in enumerate(statements):
            if x != y:
                above, under = wins[place_of[row]][place_of[column]], wins[place_of[column]][place_of[row]]
                _cell(axes, x, y, above, under, found.m)
    _frame(axes, statements, [name_of(statement, names.get(statement, "")) for statement in statements])
    beaten = [
        say(
            "figure.majority.in_words",
            statement=name_of(statement, names.get(statement, "")),
            wins=f"{found.pooled.items[statement].wins:g}",
            others=count - 1,
        )
        for statement in statements
    ]
    return NamedFigure("pairwise", heading.title, " ".join([heading.title, heading.counted, *beaten]), figure)


def _cell(axes: Axes, x: int, y: int, above: int, under: int, rankings: int) -> None:
    """Dark where the row has the majority, the darker the larger; hatched where they draw."""
    dark = 0.75 * (above - under) / rankings if above > under else 0.0
    draw = above == under
    axes.add_patch(
        Rectangle(
            (x - 0.48, y - 0.48),
            0.96,
            0.96,
            facecolor=(1 - dark,) * 3,
            edgecolor="#bfbfbf",
            linewidth=0.4,
            hatch="...." if draw else None,
        )
    )
    box = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6} if draw else None
    colour = PAPER if dark > 0.5 else INK
    axes.text(x, y, f"{above}–{under}", size=SMALL - 0.5, color=colour, ha="center", va="center", bbox=box)


def _frame(axes: Axes, statements: list[str], labels: list[str]) -> None:
    count = len(statements)
    axes.set_xlim(-0.5, count - 0.5)
    axes.set_ylim(count - 0.5, -0.5)
    axes.set_yticks(range(count), ["\n".join(wrapped(label, _LETTERS)) for label in labels])
    axes.set_xticks(range(count), statements, size=SMALL)
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
