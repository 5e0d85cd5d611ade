"""CSV files: what is written comes back equal, and no text in them is run as a formula."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.codebook import codebook
from exports.formats.csv_files import guarded, unguarded, write_csv
from exports.tables import TABLES, Recorded, table
from exports.tables.frames import dtype
from tests.exports.recording import published, recorded
from tests.given import ranking
from workshops.commands import AnswerEvaluation, ExplainFit, GiveFit
from workshops.model import Fit, Phase

FORMULAS = (
    "=1+1",
    "+44 20 7946 0000",
    "-2+3",
    "@SUM(A1:A9)",
    '=HYPERLINK("http://example.org","here")',
    "\t=1",
    "\n=1",
    "  =1+1",
    "'=1+1",
    "''@x",
    "＝1+1",
)
HARMLESS = (
    "tea - and talk",
    "'quoted'",
    "1 = 1",
    "NA",
    "null",
    "nan",
    "‘Peerness’",
    'a "b", c',
    "one\ntwo",
    "نعم",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet=st.sampled_from("'=+-@ \t\r\nax＝")) | st.text())
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def everything_said() -> Recorded:
    """A workshop in which people say what spreadsheets and readers trip over."""
    room = published().phase(Phase.REPORT_BACK)
    for theme, words in zip(("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"), FORMULAS, strict=False):
        room.does("P01", GiveFit(theme, Fit.PARTLY), ExplainFit(theme, words))
    room.phase(Phase.PLENARY).phase(Phase.EVALUATION)
    for number, words in enumerate((*FORMULAS, *HARMLESS)):
        room.does(f"respondent:{number:03}", AnswerEvaluation("better", words=words))
    return recorded(room)


@pytest.mark.parametrize("name", TABLES)
def test_pandas_reads_each_table_back_to_equal_values(name: str, tmp_path: Path) -> None:
    entry, frame, file = codebook()[name], table(name, [everything_said()]), tmp_path / "table.csv"

    write_csv(file, frame, entry)

    kinds = {column: entry.column(column).type for column in frame.columns}
    times = [column for column, kind in kinds.items() if kind == "datetime"]
    read = pd.read_csv(
        file,
        keep_default_na=False,
        na_values=[""],
        dtype={column: dtype(kind) for column, kind in kinds.items() if column not in times},
    )
    for column, kind in kinds.items():
        if column in times:
            read[column] = pd.to_datetime(read[column], format="ISO8601", utc=True).dt.as_unit("ms")
        elif kind == "text":
            read[column] = read[column].map(unguarded, na_action="ignore").astype("str")
    pd.testing.assert_frame_equal(read, frame)


def test_no_cell_of_a_text_column_begins_like_a_formula(tmp_path: Path) -> None:
    write_csv(tmp_path / "e.csv", table("evaluation", [everything_said()]), codebook()["evaluation"])

    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as opened:
        answers = [row["answer"] for row in csv.DictReader(opened)]

    assert [unguarded(answer) for answer in answers] == [*FORMULAS, *HARMLESS]
    assert [answer for answer in answers if answer.strip().startswith(("=", "+", "-", "@", "＝"))] == []


def test_lines_end_in_lf_and_letters_are_utf_8(tmp_path: Path) -> None:
    write_csv(tmp_path / "s.csv", table("statements", [recorded(ranking())]), codebook()["statements"])

    content = (tmp_path / "s.csv").read_bytes()

    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert "‘Peerness’ and diversity\n".encode() in content


def test_carriage_returns_become_lf_and_end_no_row(tmp_path: Path) -> None:
    room = ranking().does("P01", ExplainFit("T1", "one\r\ntwo\rthree"))

    write_csv(tmp_path / "f.csv", table("fit", [recorded(room)]), codebook()["fit"])

    assert (tmp_path / "f.csv").read_bytes().splitlines(keepends=True)[1:] == [
        b'KTRWXY,P01,T1,,"one\n',
        b"two\n",
        b'three"\n',
    ]


def test_a_long_table_is_written_in_parts_without_a_seam(tmp_path: Path) -> None:
    frame = pd.DataFrame({"workshop": [f"W{number}" for number in range(25_000)]}, dtype="str")

    write_csv(tmp_path / "long.csv", frame, codebook()["groups"])

    assert (tmp_path / "long.csv").read_text().split() == ["workshop", *frame["workshop"]]
