"""A figure once drawn: bytes and words, for files and reports alike."""

from __future__ import annotations

from typing import NamedTuple


class Picture(NamedTuple):
    """`name` is the file's, without its ending; `alt` says in words what is to be seen; `width` in inches."""

    name: str
    title: str
    alt: str
    width: float
    svg: bytes
    png: bytes
