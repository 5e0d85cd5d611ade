"""Rows into data frames: each column has the type that the codebook gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

import numpy as np
import pandas as pd

from exports.codebook import Column, ColumnType, codebook


def frame(table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """A data frame with the columns in this order. Empty strings, None and times of 0 are missing.

    Raises `KeyError` for a column without an entry in the codebook.
    """
    entries = [codebook()[table].column(name) for name in columns]
    values: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    series = [_series(entry, column) for entry, column in zip(entries, values, strict=True)]
    return pd.DataFrame(dict(zip(columns, series, strict=True)))


def dtype(kind: ColumnType) -> str:
    """The pandas type of a column, one that knows missing values."""
    match kind:
        case "code" | "text":
            return "str"
        case "integer":
            return "Int64"
        case "number":
            return "Float64"
        case "boolean":
            return "boolean"
        case "datetime":
            return "datetime64[ms, UTC]"
        case _:
            assert_never(kind)


def _series(entry: Column, values: Sequence[Any]) -> pd.Series[Any]:
    kind = entry.type
    match kind:
        case "code":
            return pd.Series([value or None for value in values], dtype=dtype(kind))
        case "text":
            return pd.Series([_lines_end_in_lf(value) or None for value in values], dtype=dtype(kind))
        case "datetime":
            return pd.Series(_times(values), dtype=dtype(kind))
        case "integer" | "number" | "boolean":
            return pd.Series(list(values), dtype=dtype(kind))
        case _:
            assert_never(kind)


def _lines_end_in_lf(text: str) -> str:
    """Not every reader of CSV tells a carriage return within a cell from the end of a row."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _times(milliseconds: Sequence[int]) -> pd.DatetimeIndex:
    stamps = np.array(milliseconds, dtype=np.int64)
    never = np.datetime64("NaT", "ms")
    return pd.DatetimeIndex(np.where(stamps == 0, never, stamps.astype("datetime64[ms]")), tz="UTC")
