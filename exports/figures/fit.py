"""Whether the themes fitted people's experience: counts of answers, theme by theme."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from exports.figures.lettering import name_of, wrapped
from exports.figures.sheet import INK, PAPER, SMALL, Heading, Margins, NamedFigure, sheet
from exports.fitting import FitCounts
from exports.wording import say

_ROW = 0.36
_MARGINS = Margins(left=2.1, right=0.85, above=0.26, below=0.42)
_LETTERS = 30
_BARS = {"does_not": (INK, None), "partly": ("#a6a6a6", None), "fits": (PAPER, "////")}


def fit(themes: Sequence[FitCounts], people: int) -> NamedFigure:
    """Bars of answers, those that disconfirm first; `people` were there when the themes were shown."""
    title = say("figure.fit.title")
    heading = Heading(
        title, say("figure.fit.counted", people=say("count.people", n=people)), say("figure.fit.marks")
    )
    figure, axes = sheet(heading, _ROW * len(themes), _MARGINS)
    for row, theme in enumerate(themes):
        _bar(axes, row, theme)
        answered = say("figure.fit.answered", n=theme.answered, asked=theme.asked)
        axes.text(1.02, row, answered, transform=axes.get_yaxis_transform(), size=SMALL, va="center")
    _frame(axes, themes)
    alt = " ".join([title, heading.counted, *map(_in_words, themes)])
    return NamedFigure("fit", title, alt, figure)


def _bar(axes: Axes, row: int, theme: FitCounts) -> None:
    left = 0
    for answer, (fill, hatch) in _BARS.items():
        count = theme.counts.get(answer, 0)
        if not count:
            continue
        axes.barh(
            row, count, left=left, height=0.62, facecolor=fill, edgecolor=INK, linewidth=0.6, hatch=hatch
        )
        colour = PAPER if fill == INK else INK
        box = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8} if hatch else None
        axes.text(
            left + count / 2, row, str(count), size=SMALL, color=colour, ha="center", va="center", bbox=box
        )
        left += count


def _frame(axes: Axes, themes: Sequence[FitCounts]) -> None:
    most = max((theme.asked for theme in themes), default=1)
    axes.set_ylim(len(themes) - 0.5, -0.5)
    axes.set_xlim(0, max(1, most))
    labels = [name_of(theme.theme, theme.title) for theme in themes]
    axes.set_yticks(range(len(themes)), ["\n".join(wrapped(label, _LETTERS)) for label in labels])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(say("figure.fit.axis"), size=SMALL)
    handles = [
        Patch(facecolor=fill, edgecolor=INK, linewidth=0.6, hatch=hatch) for fill, hatch in _BARS.values()
    ]
    axes.legend(
        handles,
        [say(f"fit.{answer}") for answer in _BARS],
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=3,
        frameon=False,
        fontsize=SMALL,
        borderaxespad=0.2,
        handletextpad=0.5,
        columnspacing=1.4,
    )


def _in_words(theme: FitCounts) -> str:
    counts = {answer: theme.counts.get(answer, 0) for answer in _BARS}
    name = name_of(theme.theme, theme.title)
    return say("figure.fit.in_words", theme=name, n=theme.answered, asked=theme.asked, **counts)
