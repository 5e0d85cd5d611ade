"""The workbook, opened again by openpyxl: every value as in the table, and no text that does anything."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.utils.escape import unescape

from exports.formats import xlsx
from exports.formats.xlsx import CONTENTS, workbook
from exports.tables import TABLES, Recorded, table
from exports.tables.answers import EvaluationRow
from exports.tables.frames import frame
from tests.exports.injection_corpus import CORPUS
from tests.exports.recording import published, recorded

WARNING = "Restricted: keep it within the team."
TITLE = "Feedback workshop KTRWXY"
LAST = datetime(2026, 9, 28, 12, 0, tzinfo=UTC)


def summary(*pooled: Recorded) -> bytes:
    return workbook(WARNING, TITLE, LAST, ((name, table(name, pooled)) for name in TABLES))


def of_answers(*answers: str) -> pd.DataFrame:
    rows = [
        EvaluationRow("KTRWXY", f"E{number:02}", "", "better", 1, answer)
        for number, answer in enumerate(answers, start=1)
    ]
    return frame("evaluation", EvaluationRow._fields, rows)


def opened(book: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(book))


def values(book: openpyxl.Workbook, sheet: str) -> list[tuple[Any, ...]]:
    """The rows under the header, texts unescaped as a spreadsheet does, None for an empty cell."""
    rows = book[sheet].iter_rows(min_row=2, values_only=True)
    return [tuple(unescape(cell) if isinstance(cell, str) else cell for cell in row) for row in rows]


def as_cells(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The table's rows; a workbook knows no time zones."""
    rows = table.astype(object).itertuples(index=False)
    return [tuple(_cell(value) for value in row) for row in rows]


def _cell(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.tz_localize(None).to_pydatetime() if isinstance(value, pd.Timestamp) else value


def test_each_table_is_a_sheet_with_equal_values() -> None:
    room = recorded(published())

    book = opened(summary(room))

    assert book.sheetnames == [CONTENTS, *TABLES]
    for name in TABLES:
        assert [cell.value for cell in book[name][1]] == list(table(name, [room]).columns)
        assert values(book, name) == as_cells(table(name, [room]))


def test_times_keep_their_milliseconds() -> None:
    at = pd.Timestamp("2026-09-28T14:05:09.120Z")
    moves = frame("flow", ("workshop",), [("KTRWXY",)]).assign(at=at)

    book = opened(workbook(WARNING, TITLE, LAST, [("moves", moves)]))

    [(_, shown)] = values(book, "moves")
    assert shown.isoformat(timespec="milliseconds") == "2026-09-28T14:05:09.120"


def test_the_first_sheet_says_first_that_it_is_restricted_and_then_what_is_in_it() -> None:
    book = opened(workbook(WARNING, TITLE, LAST, [("evaluation", of_answers("a", "b"))]))

    shown = [[cell for cell in row if cell is not None] for row in book[CONTENTS].values]
    assert book.active is not None
    assert book.active.title == CONTENTS
    assert shown[:5] == [[WARNING], [TITLE], ["Times are UTC."], [], ["sheet", "rows", "one row is"]]
    assert [row[:2] for row in shown[5:]] == [["evaluation", 2]]
    assert book.properties.title == TITLE
    assert book.properties.created == LAST.replace(tzinfo=None)


def test_the_header_stays_in_sight_and_columns_are_as_wide_as_needed() -> None:
    book = opened(workbook(WARNING, TITLE, LAST, [("evaluation", of_answers("tea and talk " * 100))]))

    sheet = book["evaluation"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert (sheet.column_dimensions["F"].width > 59, sheet.column_dimensions["E"].width < 12) == (True, True)


def test_every_text_is_only_a_text() -> None:
    packed = workbook(WARNING, TITLE, LAST, [("evaluation", of_answers(*CORPUS))])

    book = opened(packed)

    assert [row[-1] for row in values(book, "evaluation")] == list(CORPUS)
    cells = [
        cell for row in book["evaluation"].iter_rows(min_row=2) for cell in row if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert [cell for cell in cells if cell.hyperlink] == []
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        sheets = b"".join(parts.read(name) for name in parts.namelist() if "worksheets" in name)
        relations = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".rels"))
    assert re.findall(rb"<f[ >]|<hyperlink", sheets) == []
    assert b"External" not in relations


def test_the_same_tables_give_the_same_bytes() -> None:
    assert summary(recorded(published())) == summary(recorded(published()))


def test_a_table_too_large_for_a_sheet_is_left_to_its_csv_file() -> None:
    book = opened(workbook(WARNING, TITLE, LAST, [("evaluation", of_answers("a" * 20_000))]))

    assert book.sheetnames == [CONTENTS]
    assert [cell.value for cell in book[CONTENTS][6]][:2] == ["evaluation", "too large: read evaluation.csv"]
    assert xlsx.MOST_ROWS == 2**20 - 1
