"""A figure once drawn: bytes and words, for files and reports alike."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

Drawn = bytes | Path


class Picture(NamedTuple):
    """`name` is the file's, without its ending; `alt` says in words what is to be seen; `width` in inches.

    What is drawn is held itself, or as the file that it stands in: a thousand pictures do not all fit in
    memory.
    """

    name: str
    title: str
    alt: str
    width: float
    in_lines: Drawn
    in_dots: Drawn

    @property
    def svg(self) -> bytes:
        return _bytes(self.in_lines)

    @property
    def png(self) -> bytes:
        return _bytes(self.in_dots)

    def files(self, folder: Path) -> tuple[Path, Path]:
        """Where its SVG and its PNG stand in this folder."""
        return folder / f"{self.name}.svg", folder / f"{self.name}.png"

    def written(self, folder: Path) -> Picture:
        """Writes `NAME.svg` and `NAME.png`; the same picture, held by its files alone. Raises `OSError`."""
        svg, png = self.files(folder)
        svg.write_bytes(self.svg)
        png.write_bytes(self.png)
        return self._replace(in_lines=svg, in_dots=png)


def _bytes(drawn: Drawn) -> bytes:
    return drawn.read_bytes() if isinstance(drawn, Path) else drawn
