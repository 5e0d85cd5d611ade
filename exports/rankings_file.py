"""Reading rankings from a file: our own export, typed-in paper forms, other tools' results, PrefLib."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.formats.preflib import SUFFIXES, PrefLibError, read_preflib
from exports.ranking_rows import CORE, EXTRA, Level
from exports.table_files import Cells, TableFileError, cells_by_line, text_of
from workshops.arrangement import INSIDE, PLAIN_REASONS, tier_of
from workshops.consensus.rankings import CONSTELLATION, DISCUSSION, HIERARCHY

NEEDED = ("statement", "tier")
TELLING_APART = ("workshop", "group", "participant")
MISSING = ("", "NA")
"""An empty cell, and what R writes for one."""


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
    """The rows of a rankings file, CSV (comma, semicolon or tab) or PrefLib. Raises `RankingsFileError`.

    CSV needs `statement` and `tier`; uses `workshop`, `group`, `participant`, `level`, `form`, `origin` and
    `unplaced_reason` where they are. Without `level`, a row that names a participant is an individual's.
    PrefLib does not say who ranked: each of its rankings is taken for a group's, as there is no other level.
    """
    try:
        return _preflib_rows(path) if path.suffix.lower() in SUFFIXES else _csv_rows(path)
    except TableFileError as error:
        raise RankingsFileError(str(error)) from error


def _csv_rows(path: Path) -> list[FileRow]:
    rows: list[FileRow] = []
    consistency = _Consistency()
    for line, cells in cells_by_line(path, NEEDED, "a rankings file"):
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


def _preflib_rows(path: Path) -> list[FileRow]:
    try:
        orders = read_preflib(text_of(path, NEEDED))
    except PrefLibError as error:
        raise RankingsFileError(f"{path}: {error}") from error
    digits = len(str(len(orders.rankings)))
    return [
        FileRow(statement, tier_of(tiers, statement), Level.GROUP, group=f"{number:0{digits}}")
        for number, tiers in enumerate(orders.rankings, start=1)
        for statement in orders.statements
    ]


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
