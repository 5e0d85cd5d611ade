"""Reading a rankings table from a CSV file: our own export, typed-in paper forms, other tools' results."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.ranking_rows import CORE, EXTRA, Level
from workshops.arrangement import INSIDE, PLAIN_REASONS
from workshops.consensus.rankings import CONSTELLATION, DISCUSSION, HIERARCHY

NEEDED = ("statement", "tier")
TELLING_APART = ("workshop", "group", "participant")
MISSING = ("", "NA")
"""An empty cell, and what R writes for one."""

_DELIMITERS = ",;\t"

Cells = Mapping[str, str]


class RankingsFileError(ValueError):
    """The file is no rankings table; the message is one sentence with its name, the line, and what to do."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the file: a statement that one ranker was offered; `tier` None where not placed."""

    statement: str
    tier: int | None
    level: Level
    workshop: str = ""
    group: str = ""
    participant: str = ""
    form: str = ""
    origin: str = CORE
    unplaced_reason: str = ""


def read_rankings(path: Path) -> list[FileRow]:
    """The rows of a rankings file (UTF-8; comma, semicolon or tab). Raises `RankingsFileError`.

    Needs `statement` and `tier`; uses `workshop`, `group`, `participant`, `level`, `form`, `origin` and
    `unplaced_reason` where they are. Without `level`, a row that names a participant is an individual's.
    """
    rows: list[FileRow] = []
    consistency = _Consistency()
    for line, cells in _lines(path):
        try:
            row = _row(cells)
            consistency.check(row, line)
        except _Wrong as wrong:
            raise RankingsFileError(f"{path}, line {line}: {wrong}") from wrong
        rows.append(row)
    if not rows:
        raise RankingsFileError(
            f"{path} holds no rows under its header: add one row for each statement ranked."
        )
    return rows


class _Wrong(Exception):
    """What is wrong with a row, without file and line."""


class _Consistency:
    """What rows must agree on: one row a statement and one form in a ranking, one origin a statement."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], int] = {}
        self._forms: dict[tuple[str, ...], tuple[str, int]] = {}
        self._origins: dict[tuple[str, str], tuple[str, int]] = {}

    def check(self, row: FileRow, line: int) -> None:
        """Hold one more row against those before it."""
        who = (row.level, row.workshop, row.group, row.participant)
        earlier = self._seen.setdefault((*who, row.statement), line)
        if earlier != line:
            raise _Wrong(
                f"statement “{row.statement}” stands twice in the same ranking, first on line {earlier};"
                f" keep one, or tell the rankings apart by {', '.join(TELLING_APART)}."
            )
        form, earlier = self._forms.setdefault(who, (row.form, line))
        if form != row.form:
            raise _Wrong(
                f"form “{row.form}” differs from “{form}” on line {earlier} in the same ranking; give it one."
            )
        origin, earlier = self._origins.setdefault((row.workshop, row.statement), (row.origin, line))
        if origin != row.origin:
            raise _Wrong(
                f"statement “{row.statement}” is {row.origin} here and {origin} on line {earlier}; keep one."
            )


def _lines(path: Path) -> Iterator[tuple[int, Cells]]:
    """Each row that is not blank as a mapping from column to cell, with the number of the line it ends on."""
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise RankingsFileError(
                    f"{path}, line {reader.line_num}: {len(cells)} cells stand under {len(header)} columns;"
                    " make them as many (text with a comma needs quotes)."
                )
            yield reader.line_num, dict(zip(header, map(str.strip, cells), strict=True))
    except csv.Error as error:
        raise RankingsFileError(
            f"{path}, line {reader.line_num}: this is not CSV ({error}); check quotes, or save it anew."
        ) from error


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RankingsFileError(f"{path} cannot be read: {error.strerror}. Check the name.") from error
    except UnicodeDecodeError as error:
        raise RankingsFileError(f"{path} is not UTF-8 text: save it as “CSV UTF-8” and try again.") from error
    if not text.strip():
        raise RankingsFileError(f"{path} is empty: it needs a header with {' and '.join(NEEDED)}, and rows.")
    return text


def _delimiter(text: str) -> str:
    """The separator that stands most often in the first line: some spreadsheets save CSV with semicolons."""
    header = text.lstrip().split("\n", 1)[0]
    return max(_DELIMITERS, key=header.count)


def _check_header(path: Path, header: Sequence[str]) -> None:
    twice = [name for name in header if name and header.count(name) > 1]
    if twice:
        raise RankingsFileError(f"{path}: column “{twice[0]}” stands twice in the header; keep one.")
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise RankingsFileError(
            f"{path}: the header has no column “{missing[0]}”; a rankings file needs {' and '.join(NEEDED)}"
            f" (it has: {', '.join(header)})."
        )


def _row(cells: Cells) -> FileRow:
    statement = cells["statement"]
    if not statement:
        raise _Wrong("the statement is empty; write its id.")
    tier = _tier(cells["tier"])
    reason = _given(cells, "unplaced_reason")
    if reason and not _is_reason(reason):
        raise _Wrong(
            f"unplaced_reason “{reason}” is not known; use one of {', '.join(PLAIN_REASONS)}, inside:ID."
        )
    if reason and tier is not None:
        raise _Wrong(f"statement “{statement}” has both a tier and an unplaced_reason; keep one of them.")
    return FileRow(
        statement=statement,
        tier=tier,
        level=_level(cells),
        workshop=_given(cells, "workshop"),
        group=_given(cells, "group"),
        participant=_given(cells, "participant"),
        form=_one_of(cells, "form", (HIERARCHY, CONSTELLATION, DISCUSSION)),
        origin=_one_of(cells, "origin", (CORE, EXTRA)) or CORE,
        unplaced_reason=reason,
    )


def _given(cells: Cells, column: str) -> str:
    cell = cells.get(column, "")
    return "" if cell in MISSING else cell


def _one_of(cells: Cells, column: str, known: Sequence[str]) -> str:
    code = _given(cells, column)
    if code and code not in known:
        raise _Wrong(f"{column} “{code}” is not known; use one of {', '.join(known)}, or leave it empty.")
    return code


def _level(cells: Cells) -> Level:
    level = _one_of(cells, "level", tuple(Level))
    participant = _given(cells, "participant")
    if level == Level.GROUP and participant:
        raise _Wrong(
            f"a group's ranking names participant “{participant}”;"
            f" leave the participant empty, or write level {Level.INDIVIDUAL}."
        )
    if level:
        return Level(level)
    return Level.INDIVIDUAL if participant else Level.GROUP


def _tier(cell: str) -> int | None:
    """A whole number from 1, also written 1.0 as by tools that keep empty cells in a column of decimals."""
    if cell in MISSING:
        return None
    whole = cell.removesuffix(".0")
    if not (whole.isascii() and whole.isdigit()) or int(whole[:10]) < 1 or len(whole) > 9:
        raise _Wrong(
            f"tier “{cell}” is not a whole number from 1 (the top); leave it empty for what was not placed."
        )
    return int(whole)


def _is_reason(reason: str) -> bool:
    kind, _, other = reason.partition(":")
    return reason in PLAIN_REASONS or (kind == INSIDE and bool(other))
