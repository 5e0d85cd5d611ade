"""Reading a table from CSV as people save it: with commas, semicolons or tabs, marked as UTF-8 or not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_DELIMITERS = ",;\t"

Cells = Mapping[str, str]


class TableFileError(ValueError):
    """The file is no such table; the message is one sentence with its name, the line, and what to do."""


def text_of(path: Path, needed: Sequence[str]) -> str:
    """The file's words. Raises `TableFileError`; `needed` are the columns that it should have."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise TableFileError(f"{path} cannot be read: {error.strerror}. Check the name.") from error
    except UnicodeDecodeError as error:
        raise TableFileError(f"{path} is not UTF-8 text: save it as “CSV UTF-8” and try again.") from error
    if not text.strip():
        raise TableFileError(f"{path} is empty: it needs a header with {_and(needed)}, and rows.")
    return text


def cells_by_line(path: Path, needed: Sequence[str], what: str) -> Iterator[tuple[int, Cells]]:
    """Each row that is not blank as a mapping from column to cell, with the number of the line it ends on.

    Raises `TableFileError`, which calls the file `what`; `needed` are the columns it cannot be without.
    """
    text = text_of(path, needed)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header, needed, what)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise TableFileError(
                    f"{path}, line {reader.line_num}: {len(cells)} cells stand under {len(header)} columns;"
                    " make them as many (text with a comma needs quotes)."
                )
            yield reader.line_num, dict(zip(header, map(str.strip, cells), strict=True))
    except csv.Error as error:
        raise TableFileError(
            f"{path}, line {reader.line_num}: this is not CSV ({error}); check quotes, or save it anew."
        ) from error


def _delimiter(text: str) -> str:
    """The separator that stands most often in the first line: some spreadsheets save CSV with semicolons."""
    header = text.lstrip().split("\n", 1)[0]
    return max(_DELIMITERS, key=header.count)


def _check_header(path: Path, header: Sequence[str], needed: Sequence[str], what: str) -> None:
    twice = [name for name in header if name and header.count(name) > 1]
    if twice:
        raise TableFileError(f"{path}: column “{twice[0]}” stands twice in the header; keep one.")
    missing = [name for name in needed if name not in header]
    if missing:
        raise TableFileError(
            f"{path}: the header has no column “{missing[0]}”; {what} needs {_and(needed)}"
            f" (it has: {', '.join(header)})."
        )


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]])
