"""The paper that figures are drawn on: one style, a title, the count beneath it, and what the marks mean."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

WIDTH = 6.7
"""Inches: the width of the text on A4."""

TITLE, TEXT, SMALL = 10.5, 8.5, 7.5
"""Sizes of letters, in points."""

INK, GREY, PALE, PAPER = "#000000", "#595959", "#d9d9d9", "#ffffff"

_LINE = 0.165
_MARGIN = 0.08
_CHARACTERS_OF_TITLE = 82
_CHARACTERS_OF_MARKS = 122


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure with its file's name, its title, and in words what is to be seen in it."""

    name: str
    title: str
    alt: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Heading:
    """What every figure says: a title, n of N, and what the marks are."""

    title: str
    counted: str
    marks: str


@contextmanager
def drawing() -> Iterator[None]:
    """Within it matplotlib draws in our style, whatever is set outside; to be used to make and to save."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(
            {
                "axes.linewidth": 0.6,
                "axes.spines.right": False,
                "axes.spines.top": False,
                "font.family": "DejaVu Sans",  # comes with matplotlib, so it is the same everywhere
                "font.size": TEXT,
                "hatch.linewidth": 0.5,
                "lines.linewidth": 1.0,
                "svg.fonttype": "path",
                "svg.hashsalt": "feedback-workshop",
                "text.parse_math": False,  # a dollar sign in somebody's words is a dollar sign
            }
        )
        yield


@dataclass(frozen=True, slots=True)
class Margins:
    """Room around the axes for their labels, in inches."""

    left: float = 0.0
    right: float = 0.0
    above: float = 0.0
    below: float = 0.0


NO_MARGINS = Margins()


def sheet(heading: Heading, height: float, margins: Margins = NO_MARGINS) -> tuple[Figure, Axes]:
    """A figure with its words, and axes `height` inches high between the margins."""
    title = textwrap.wrap(heading.title, _CHARACTERS_OF_TITLE) or [""]
    counted = textwrap.wrap(heading.counted, _CHARACTERS_OF_MARKS)
    marks = textwrap.wrap(heading.marks, _CHARACTERS_OF_MARKS)
    head = _MARGIN + _LINE * (1.15 * len(title) + len(counted)) + 0.14 + margins.above
    foot = _MARGIN + _LINE * 0.9 * len(marks) + 0.06 + margins.below
    whole = head + height + foot
    figure = Figure(figsize=(WIDTH, whole))
    style: dict[str, Any] = {"va": "top", "ha": "left", "linespacing": 1.25}
    figure.text(0, 1 - _MARGIN / whole, "\n".join(title), size=TITLE, weight="bold", **style)
    under = _MARGIN + 1.15 * _LINE * len(title)
    figure.text(0, 1 - under / whole, "\n".join(counted), size=TEXT, color=GREY, **style)
    figure.text(0, (foot - margins.below - 0.06) / whole, "\n".join(marks), size=SMALL, color=GREY, **style)
    box = (margins.left / WIDTH, foot / whole, 1 - (margins.left + margins.right) / WIDTH, height / whole)
    return figure, figure.add_axes(box)


def in_inches(axes: Axes, width: float, height: float) -> None:
    """Makes a plain surface of the axes: inches from the top left, downwards."""
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
