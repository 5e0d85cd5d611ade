"""S13: what tables of 100,000 rows cost as CSV and in a workbook, against the plain libraries."""

from __future__ import annotations

import csv
import io
import statistics
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from xlsxwriter import Workbook

from exports.codebook import codebook
from exports.formats.csv_files import write_csv
from exports.formats.xlsx import workbook
from exports.tables.frames import frame
from exports.tables.rankings import RankingRow
from tests.bench.row import Row

ROWS = 100_000
ROUNDS = 3
TEN_O_CLOCK = 1_790_586_000_000
MILLISECONDS_A_DAY = 86_400_000
LAST = datetime(2026, 9, 28, tzinfo=UTC)

Cells = list[tuple[Any, ...]]


def s13() -> list[Row]:
    """The libraries are given rows as Python has them, ours a typed table; they write the same cells."""
    rows = ranking_cells(ROWS)
    table = frame("rankings", RankingRow._fields, rows)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rankings.csv"
        write = partial(write_csv, file, table, codebook()["rankings"])
        csv_row = compared("CSV", "csv.writer", "<= 1.5 x", write, partial(plain_csv, file, rows))
        memory = Row("S13", "memory to write it as CSV", "< 1 x the table", held(write, table), "")
    ours = partial(workbook, "Restricted", "Title", LAST, [("rankings", table)])
    book_row = compared("workbook", "XlsxWriter", "<= 1.2 x", ours, partial(plain_workbook, rows))
    return [csv_row, book_row, memory]


def ranking_cells(count: int) -> Cells:
    """Rows such as rankings.csv has, a third of them without a tier."""
    return [
        RankingRow(
            workshop="KTRWXY",
            group="ABCDEFG"[number % 7],
            participant=f"P{number % 40:02}",
            level="individual",
            form="hierarchy",
            statement=f"S{number % 8 + 1}",
            origin="core",
            tier=number % 6 + 1 if number % 3 else None,
            placed=bool(number % 3),
            unplaced_reason="" if number % 3 else "no_time",
            rank=number % 16 / 2 + 1,
            rank_core=number % 16 / 2 + 1,
            entry="phone",
            submitted_at=TEN_O_CLOCK + number,
        )
        for number in range(count)
    ]


def compared(
    what: str, plain: str, reach: str, ours: Callable[[], object], theirs: Callable[[], object]
) -> Row:
    """In turns, so that whatever else the machine does falls on both."""
    taken = [(timed(ours), timed(theirs)) for _ in range(ROUNDS)]
    ratio = statistics.median(mine / other for mine, other in taken)
    mine, other = (statistics.median(column) for column in zip(*taken, strict=True))
    note = f"{mine:.1f} s against {other:.1f} s"
    return Row("S13", f"{ROWS:,} rows as {what}, against {plain}", reach, f"{ratio:.2f} x", note)


def held(work: Callable[[], object], table: pd.DataFrame) -> str:
    """The most that was held at any time beside the table itself, as a share of it."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return f"{most / int(table.memory_usage(deep=True).sum()):.2f} x"


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def plain_csv(file: Path, rows: Cells) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(rows)


def plain_workbook(rows: Cells) -> None:
    """Each kind of value by its own method, as XlsxWriter advises where many are to be written."""
    with Workbook(io.BytesIO(), {"constant_memory": True}) as book:
        sheet, of_time = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                match cell:
                    case None | "":
                        pass
                    case str():
                        sheet.write_string(number, column, cell)
                    case bool():
                        sheet.write_boolean(number, column, cell)
                    case int() if cell >= TEN_O_CLOCK:
                        sheet.write_number(number, column, cell / MILLISECONDS_A_DAY, of_time)
                    case _:
                        sheet.write_number(number, column, cell)
