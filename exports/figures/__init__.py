"""Figures for print: every one a pure function of what was found, drawn in greys, and described in words.

Nothing outside this package loads matplotlib, and nothing in it keeps state of matplotlib's own.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from exports.analysed import Analysed
from exports.boards import boards, core_names
from exports.figures.constellation import constellation
from exports.figures.fit import fit
from exports.figures.hierarchies import hierarchies
from exports.figures.majority import majority
from exports.figures.order import order
from exports.figures.paths import path, steps
from exports.figures.ranks import ranks
from exports.figures.sheet import WIDTH, NamedFigure, drawing
from exports.fitting import fit_counts, present_for_themes
from exports.pictures import Picture
from exports.side_by_side import side_by_side
from exports.tables.recorded import Recorded
from workshops.arrangement import Form

__all__ = ["NamedFigure", "drawn", "figures_of", "pictures_of", "write_figures"]

Maker = Callable[[], NamedFigure]

DOTS_AN_INCH = 160
FEWEST_FOR_ORDER = 2


def figures_of(recorded: Sequence[Recorded], analysed: Analysed | None) -> Iterator[NamedFigure]:
    """Every figure of these workshops, one at a time, as many as there are things to show."""
    for make in _makers(recorded, analysed):
        with drawing():
            named = make()
        yield named


def pictures_of(recorded: Sequence[Recorded], analysed: Analysed | None) -> Iterator[Picture]:
    """Every figure of these workshops, drawn."""
    return side_by_side(_picture, list(_makers(recorded, analysed)))


def drawn(figures: Iterable[NamedFigure]) -> Iterator[Picture]:
    """Each figure as SVG and PNG, the same bytes for the same figure."""
    for named in figures:
        with drawing():
            svg, png = io.BytesIO(), io.BytesIO()
            named.figure.savefig(
                svg, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type"))
            )
            named.figure.savefig(png, format="png", dpi=DOTS_AN_INCH, metadata={"Software": None})
        yield Picture(named.name, named.title, named.alt, WIDTH, svg.getvalue(), png.getvalue())


def write_figures(pictures: Iterable[Picture], folder: Path) -> list[Path]:
    """Writes `NAME.svg` and `NAME.png` of each picture. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    return [file for picture in pictures for file in picture.written(folder).files(folder)]


def _picture(make: Maker) -> Picture:
    with drawing():
        named = make()
    [picture] = drawn([named])
    return picture


def _makers(recorded: Sequence[Recorded], analysed: Analysed | None) -> Iterator[Maker]:
    for one in recorded:
        yield from _of_one_workshop(one)
    if analysed and analysed.m >= FEWEST_FOR_ORDER:
        names = core_names(recorded[0].workshop)
        yield from (partial(figure, analysed, names) for figure in (order, ranks, majority))
    themes = fit_counts(recorded)
    if any(theme.answered for theme in themes):
        yield partial(fit, themes, sum(map(present_for_themes, recorded)))


def _of_one_workshop(one: Recorded) -> Iterator[Maker]:
    handed_in = list(boards(one))
    groups = len(one.workshop.seated_groups())
    hierarchical = [board for board in handed_in if board.form is Form.HIERARCHY]
    if hierarchical:
        yield partial(hierarchies, one.workshop.code, hierarchical, groups)
    yield from (
        partial(constellation, board, groups) for board in handed_in if board.form is Form.CONSTELLATION
    )
    for board in handed_in:
        taken = steps(one, board.group)
        if board.form is not Form.DISCUSSION and len(taken) > 1:
            yield partial(path, board, taken)
