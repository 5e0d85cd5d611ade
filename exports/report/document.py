"""A report as blocks: the same content in the same order, whatever it is then written as."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from exports.pictures import Picture

MOST_ROWS_TOGETHER = 10
HALF_A_PAGE, NEARLY_HALF = 4.4, 6.0


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is a chapter; `new_page` begins one, `restricted` marks a page about one group."""

    level: int
    text: str
    new_page: bool = False
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Our own words; a `note` is set smaller."""

    text: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, and where that stands; who wrote it is not said."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    """`number` is given when the report is put together, None for a table without a caption."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    number: int | None = None


def is_short(table: Table) -> bool:
    """Whether it stands on one page, rather than leave a row or two to the next."""
    return len(table.rows) <= MOST_ROWS_TOGETHER


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture with its caption."""

    picture: Picture
    number: int | None = None


def printed_height(height: float) -> float:
    """Inches: what is a little taller than half a page is made to fit in it, so that two share a page."""
    return HALF_A_PAGE if HALF_A_PAGE < height <= NEARLY_HALF else height


Block = Heading | Paragraph | Bullets | Quote | Table | Illustration


@dataclass(frozen=True, slots=True)
class Document:
    """`opening` is the first line: who may have this. `at` in UTC milliseconds, of the last thing in it."""

    opening: str
    title: str
    subtitle: str
    at: int
    blocks: tuple[Block, ...]


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Pictures and captioned tables with their numbers, each kind counted from 1."""
    pictures = tables = 0
    found: list[Block] = []
    for block in blocks:
        match block:
            case Illustration():
                pictures += 1
                found.append(replace(block, number=pictures))
            case Table() if block.caption:
                tables += 1
                found.append(replace(block, number=tables))
            case _:
                found.append(block)
    return tuple(found)
