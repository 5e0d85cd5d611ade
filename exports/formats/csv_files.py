"""Tables as CSV: UTF-8, LF, missing as empty, and nothing that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, assert_never

import numpy as np
import pandas as pd

from exports.codebook import ColumnType, Table

GUARD = "'"

# What spreadsheets take for the start of a formula, also in full width, and behind guards of their own.
_TAKEN_FOR_FORMULA = re.compile(rf"{GUARD}*(?: *[\t\r\n]|\s*[=+\-@＝＋－＠])")
_GUARDED = re.compile(rf"{GUARD}(?:{_TAKEN_FOR_FORMULA.pattern})")

# Few enough that a long table is never in memory twice.
_AT_ONCE = 10_000


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'quoted'"), guarded("one - two")
    ("'=1+1", "''=1+1", "'quoted'", 'one - two')
    """
    if text[:1].isalnum():  # as nearly every text begins, and sooner seen
        return text
    return GUARD + text if _TAKEN_FOR_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`.

    >>> unguarded("'=1+1"), unguarded("''=1+1"), unguarded("'quoted'")
    ('=1+1', "'=1+1", "'quoted'")
    """
    return text.removeprefix(GUARD) if _GUARDED.match(text) else text


def write_csv(file: Path, frame: pd.DataFrame, table: Table) -> None:
    """Writes the frame, whose columns are typed as the codebook's `table` says. Raises `OSError`."""
    kinds = [table.column(name).type for name in frame.columns]
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(frame.columns)
        for start in range(0, len(frame), _AT_ONCE):
            part = frame.iloc[start : start + _AT_ONCE]
            columns = (_cells(part[name], kind) for name, kind in zip(part.columns, kinds, strict=True))
            writer.writerows(zip(*columns, strict=True))


def _cells(column: pd.Series[Any], kind: ColumnType) -> Sequence[str]:
    match kind:
        case "code":
            return column.to_numpy(dtype=object, na_value="").tolist()
        case "text":
            return [guarded(text) for text in column.to_numpy(dtype=object, na_value="")]
        case "integer":
            return _each_once(column, lambda values: map(str, values))
        case "number":
            return _each_once(column, lambda values: (_shortest(value) for value in values))
        case "boolean":
            return _each_once(column, lambda values: ("true" if value else "false" for value in values))
        case "datetime":
            return _each_once(column, _iso_8601)
        case _:
            assert_never(kind)


def _each_once(column: pd.Series[Any], written: Callable[[Any], Iterable[str]]) -> list[str]:
    """Writes each different value once only: such columns repeat themselves, and writing is the slow part."""
    places, values = pd.factorize(column)
    # The place of what is missing is -1, which is also the last one.
    words = np.array([*written(values), ""], dtype=object)
    cells: list[str] = words[places].tolist()
    return cells


def _shortest(value: float) -> str:
    """As few digits as give the value back, and no decimal point after whole numbers."""
    return repr(float(value)).removesuffix(".0")


def _iso_8601(times: pd.DatetimeIndex) -> Iterable[str]:
    stamps = times.tz_localize(None).to_numpy(dtype="datetime64[ms]")
    written: list[str] = np.datetime_as_string(stamps, unit="ms", timezone="UTC").tolist()
    return written
