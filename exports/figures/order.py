"""The pooled order: where each statement stands, and how far that moves when the rankings change."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from exports.analysed import Analysed
from exports.figures.lettering import name_of, wrapped
from exports.figures.sheet import GREY, INK, PAPER, SMALL, Heading, Margins, NamedFigure, sheet
from exports.wording import say
from workshops.consensus.analysis import Item
from workshops.consensus.kemeny import tier_positions
from workshops.consensus.rankings import Unplaced

_ROW = 0.4
_MARGINS = Margins(left=2.0, right=1.32, above=0.26, below=0.42)
_LETTERS = 28
# One mark a convention, apart in shape and in height, never in colour alone.
_MARKS = {
    Unplaced.REASONS: ("o", INK, 0.0),
    Unplaced.BELOW: ("s", PAPER, 0.2),
    Unplaced.MISSING: ("^", PAPER, -0.2),
}


def order(found: Analysed, names: Mapping[str, str]) -> NamedFigure:
    """The order under all three conventions, with its ranges under the one that was chosen."""
    statements = from_the_top(found)
    heading = Heading(say("figure.order.title"), counted(found), _marks(found))
    figure, axes = sheet(heading, _ROW * len(statements), _MARGINS)
    for row, statement in enumerate(statements):
        item = found.pooled.items[statement]
        _ranges(axes, row, item)
        _places(axes, row, statement, found)
        axes.text(
            1.03,
            row,
            _placed(statement, found),
            transform=axes.get_yaxis_transform(),
            size=SMALL,
            va="center",
        )
    _frame(axes, [name_of(statement, names.get(statement, "")) for statement in statements])
    _key(axes)
    alt = " ".join([heading.title, heading.counted, *(_in_words(s, found, names) for s in statements)])
    return NamedFigure("order", heading.title, alt, figure)


def from_the_top(found: Analysed) -> list[str]:
    """The statements by tiers of the order, within a tier as the study has them."""
    return [statement for tier in found.pooled.kemeny.tiers for statement in tier]


def counted(found: Analysed) -> str:
    """What the figures on the order are counted of."""
    workshops = len(found.rankings.rows_by_workshop())
    parts = [
        say(
            f"figure.counted.{found.level}",
            n=found.m,
            statements=say("count.statements", n=len(found.rankings.statements)),
            workshops=say("count.workshops", n=workshops),
        )
    ]
    if found.discussions:
        parts.append(say("figure.counted.discussions", n=found.discussions))
    return " ".join(parts)


def _marks(found: Analysed) -> str:
    items = found.pooled.items.values()
    marks = [say("figure.order.marks", convention=say(f"convention.{found.chosen}.short"))]
    if any(item.loo for item in items):
        marks.append(say("figure.order.marks_left_out"))
    if any(item.range95 for item in items):
        marks.append(say("figure.order.marks_resampled"))
    return " ".join(marks)


def _ranges(axes: Axes, row: int, item: Item) -> None:
    if item.range95:
        axes.plot(item.range95, [row, row], color=GREY, linewidth=0.9, solid_capstyle="butt", zorder=1)
        axes.plot(item.range95, [row, row], linestyle="", marker="|", markersize=7, color=GREY, zorder=1)
    if item.loo:
        low, high = item.loo
        axes.plot([low, high], [row, row], color="#a6a6a6", linewidth=7, solid_capstyle="butt", zorder=0)


def _places(axes: Axes, row: int, statement: str, found: Analysed) -> None:
    for unplaced, (marker, fill, aside) in _MARKS.items():
        position = tier_positions(found.under[unplaced].kemeny.tiers)[statement]
        axes.plot(
            position,
            row - aside,
            marker=marker,
            markersize=6 if aside == 0 else 4,
            markerfacecolor=fill,
            markeredgecolor=INK,
            markeredgewidth=0.8,
            linestyle="",
            zorder=3,
        )


def _placed(statement: str, found: Analysed) -> str:
    column = found.rankings.statements.index(statement)
    offered = int(found.rankings.offered[:, column].sum())
    item = found.pooled.items[statement]
    return say("figure.order.placed", placed=item.placed, offered=offered, first=item.first_certain)


def _frame(axes: Axes, names: list[str]) -> None:
    count = len(names)
    axes.set_ylim(count - 0.5, -0.5)
    axes.set_xlim(0.5, count + 0.5)
    axes.set_yticks(range(count), ["\n".join(wrapped(name, _LETTERS)) for name in names])
    axes.set_xticks(range(1, count + 1))
    axes.tick_params(length=0)
    axes.set_xlabel(say("figure.order.axis", n=count))
    axes.grid(axis="x", color="#e6e6e6", linewidth=0.6, zorder=-1)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)


def _key(axes: Axes) -> None:
    handles = [
        Line2D([], [], linestyle="", marker=marker, markerfacecolor=fill, markeredgecolor=INK, markersize=5)
        for marker, fill, _ in _MARKS.values()
    ]
    labels = [say(f"convention.{unplaced}.short") for unplaced in _MARKS]
    axes.legend(
        handles,
        labels,
        loc="lower left",
        bbox_to_anchor=(-0.6, 1.0),
        ncols=3,
        frameon=False,
        fontsize=SMALL,
        borderaxespad=0.2,
        handletextpad=0.2,
        columnspacing=1.2,
    )


def _in_words(statement: str, found: Analysed, names: Mapping[str, str]) -> str:
    item = found.pooled.items[statement]
    places = {
        unplaced: f"{tier_positions(analysis.kemeny.tiers)[statement]:g}"
        for unplaced, analysis in found.under.items()
    }
    sentence = say("figure.order.in_words", statement=name_of(statement, names.get(statement, "")), **places)
    if item.loo:
        sentence += say("figure.order.in_words_left_out", low=f"{item.loo[0]:g}", high=f"{item.loo[1]:g}")
    return f"{sentence}."
