"""summary.xlsx: a sheet for each table, behind one that says what they are."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from textwrap import shorten
from typing import Any, NamedTuple, assert_never

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exports.codebook import ColumnType, codebook
from exports.formats.stable_zip import stable_zip

CONTENTS = "about"
MOST_ROWS = 1_048_575
MOST_CHARACTERS = 32_767
LONGEST_PROPERTY = 255

_TIMES = "Times are UTC."
_TOO_LARGE = "too large: read {name}.csv"

# Few enough that a long table is never in memory twice.
_AT_ONCE = 10_000
_MEASURED = 200
_NARROWEST, _WIDEST, _TIME_WIDTH = 8, 60, 23
_DAY_ZERO = pd.Timestamp("1899-12-30", tz="UTC")


class _Styles(NamedTuple):
    warning: Format
    header: Format
    plain: Format
    wrapped: Format
    time: Format


def workbook(
    warning: str, title: str, created: datetime, tables: Iterable[tuple[str, pd.DataFrame]]
) -> bytes:
    """The tables as a workbook, each typed as the codebook says; the same bytes for the same tables.

    Every text is a text: nothing in it becomes a formula or a link. `created` is when the data last changed.
    """
    made = io.BytesIO()
    # Rows go to disk as they are written, so the workbook never stands in memory beside its tables.
    plain_words = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(made, plain_words) as book:
        book.set_properties(
            {
                "title": shorten(title, LONGEST_PROPERTY, placeholder=" …"),
                "comments": warning,
                "created": created,
            }
        )
        styles = _styles(book)
        first = book.add_worksheet(CONTENTS)
        written = [(name, _sheet(book, styles, name, frame)) for name, frame in tables]
        _contents(first, styles, [warning, title, _TIMES], written)
    return stable_zip(made.getvalue())


def _styles(book: Workbook) -> _Styles:
    top = {"valign": "top"}
    return _Styles(
        warning=book.add_format({"bold": True, **top}),
        header=book.add_format({"bold": True, "bg_color": "#E7E6E6", "bottom": 1, **top}),
        plain=book.add_format(top),
        wrapped=book.add_format({"text_wrap": True, **top}),
        time=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000", **top}),
    )


def _contents(
    sheet: Worksheet, styles: _Styles, opening: Sequence[str], written: Sequence[tuple[str, int | None]]
) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 2, 100)
    for row, line in enumerate(opening):
        sheet.write_string(row, 0, line, styles.plain if row else styles.warning)
    for column, name in enumerate(("sheet", "rows", "one row is")):
        sheet.write_string(len(opening) + 1, column, name, styles.header)
    for row, (name, rows) in enumerate(written, start=len(opening) + 2):
        sheet.write_string(row, 0, name, styles.plain)
        if rows is None:
            sheet.write_string(row, 1, _TOO_LARGE.format(name=name), styles.plain)
        else:
            sheet.write_number(row, 1, rows, styles.plain)
        sheet.write_string(row, 2, codebook()[name].rows, styles.wrapped)


def _sheet(book: Workbook, styles: _Styles, name: str, frame: pd.DataFrame) -> int | None:
    """Writes the table and returns how many rows it has; None for one that no sheet can hold."""
    kinds = [codebook()[name].column(header).type for header in frame.columns]
    if not _fits(frame, kinds):
        return None
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for number, (header, kind) in enumerate(zip(frame.columns, kinds, strict=True)):
        sheet.set_column(number, number, _width(frame[header], kind))
        sheet.write_string(0, number, header, styles.header)
    cells = _Cells(sheet, styles, kinds)
    for start in range(0, len(frame), _AT_ONCE):
        part = frame.iloc[start : start + _AT_ONCE]
        columns = [_values(part[header], kind) for header, kind in zip(frame.columns, kinds, strict=True)]
        for number, row in enumerate(zip(*columns, strict=True), start=start + 1):
            cells.write(number, row)
    return len(frame)


class _Cells:
    """Writes a table's rows. How each column is written is settled once, as there may be many rows."""

    def __init__(self, sheet: Worksheet, styles: _Styles, kinds: Sequence[ColumnType]) -> None:
        beside_words = styles.plain if "text" in kinds else None
        self._ways = [_way(sheet, styles, kind, beside_words) for kind in kinds]

    def write(self, number: int, row: Sequence[Any]) -> None:
        for column, (value, (write, style)) in enumerate(zip(row, self._ways, strict=True)):
            if value is not None:
                write(number, column, value, style)


def _way(
    sheet: Worksheet, styles: _Styles, kind: ColumnType, beside_words: Format | None
) -> tuple[Callable[..., object], Format | None]:
    match kind:
        case "code":
            return sheet.write_string, beside_words
        case "text":
            return sheet.write_string, styles.wrapped
        case "integer" | "number":
            return sheet.write_number, beside_words
        case "boolean":
            return sheet.write_boolean, beside_words
        case "datetime":
            return sheet.write_number, styles.time
        case _:
            assert_never(kind)


def _values(column: pd.Series[Any], kind: ColumnType) -> list[Any]:
    """What the cells hold, None for an empty one."""
    if kind == "datetime":
        column = _serial_numbers(column)
    values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return values


def _serial_numbers(times: pd.Series[Any]) -> pd.Series[Any]:
    """How a workbook counts time: days since the end of 1899, with fractions."""
    return (times - _DAY_ZERO) / pd.Timedelta(days=1)


def _fits(frame: pd.DataFrame, kinds: Sequence[ColumnType]) -> bool:
    texts = (frame[header] for header, kind in zip(frame.columns, kinds, strict=True) if kind == "text")
    return len(frame) <= MOST_ROWS and not any(_longest(text) > MOST_CHARACTERS for text in texts)


def _longest(texts: pd.Series[Any]) -> int:
    """In the units in which a workbook counts, at most: two for each character."""
    return 2 * int(texts.str.len().max()) if texts.notna().any() else 0


def _width(column: pd.Series[Any], kind: ColumnType) -> int:
    """As wide as the first cells need, within reason."""
    if kind == "datetime":
        return _TIME_WIDTH
    shown = column.iloc[:_MEASURED].dropna().astype(str).str.len().max()
    wanted = max(len(str(column.name)), 0 if pd.isna(shown) else int(shown)) + 2
    return min(max(wanted, _NARROWEST), _WIDEST)
