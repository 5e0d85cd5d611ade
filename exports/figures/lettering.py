"""Names of statements as they can be drawn: wrapped, and by id where the font lacks the script."""

from __future__ import annotations

import textwrap
import unicodedata
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.ft2font import FT2Font

MOST_CHARACTERS = 90
_RIGHT_TO_LEFT = ("R", "AL", "AN")


def drawable(text: str) -> bool:
    """Whether the font has every letter, and they stand side by side as they are written.

    >>> drawable("Cefnogi’r gweithiwr"), drawable("支持"), drawable("حمایت")
    (True, False, False)
    """
    return all(_has_glyph(letter) for letter in text if not letter.isspace())


def name_of(statement: str, name: str, most: int = MOST_CHARACTERS) -> str:
    """What a figure calls a statement: its name and id, or its id alone.

    A name of more than `most` characters is cut; tables have it whole.

    >>> name_of("S2", "Supportive culture"), name_of("A-x1", "支持")
    ('Supportive culture (S2)', 'A-x1')
    """
    short = textwrap.shorten(name, most, placeholder=" …")
    return f"{short} ({statement})" if short and drawable(short) else statement


def wrapped(text: str, characters: int) -> list[str]:
    """The text in lines of so many characters, a longer word broken."""
    return textwrap.wrap(text, characters) or [""]


@cache
def _has_glyph(letter: str) -> bool:
    if unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT:
        return False
    return bool(_font().get_char_index(ord(letter)))


@cache
def _font() -> FT2Font:
    return FT2Font(str(Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")))
