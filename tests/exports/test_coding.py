"""Coding issues: everything that was said can be coded, and each mistake in a filled-in list is named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from exports.formats.csv_files import unguarded
from exports.issues_coding import Coding, CodingMistakes, coding_csv, codings_of, read_coding
from exports.table_files import TableFileError
from exports.tables.issues import issue_rows
from exports.tables.recorded import Recorded
from exports.tables.statements import statement_rows
from tests.exports.injection_corpus import CORPUS
from tests.given import Room, ranking
from workshops.commands import (
    AcceptProposal,
    AskQuestion,
    CodeIssue,
    ExplainFit,
    GiveFit,
    ProposeStatement,
    SayMissing,
    Withdraw,
    WriteNote,
)
from workshops.model import Fit, Phase

HEADER = "workshop,group,source,item,issue,relation"


def told() -> Room:
    """Something of every kind has been said: two groups, an anonymous question, the whole room."""
    room = (
        ranking()
        .does("P01", ProposeStatement("A", "Pay us, too"))
        .does("P02", AcceptProposal("A", "A-p1", 1))
    )
    room.does("P05", WriteNote("B", "reason", "=pay comes first"), GiveFit("T2", Fit.DOES_NOT))
    room.does("P05", ExplainFit("T2", "Nobody paid me"))
    room.does("P06", AskQuestion("T1", False, "Who pays?"))
    room.does("respondent:token", AskQuestion("", True, "Is this safe?"))
    room.phase(Phase.REPORT_BACK).phase(Phase.PLENARY).does("F1", WriteNote("", "other", "Pay again"))
    return room.does("P01", SayMissing("Pay,\nplainly"))


def filled_in(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    file = tmp_path / "issues.csv"
    file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return file


def read(tmp_path: Path, *rows: str, room: Room | None = None) -> list[Coding]:
    return read_coding(filled_in(tmp_path, *rows), [(room or told()).workshop])


def mistakes(tmp_path: Path, *rows: str) -> list[str]:
    with pytest.raises(CodingMistakes) as found:
        read(tmp_path, *rows)
    return [str(mistake).removeprefix(f"{tmp_path}/issues.csv, ") for mistake in found.value.mistakes]


def test_everything_that_was_said_is_listed_with_its_words() -> None:
    assert coding_csv([told().workshop]) == (
        "workshop,group,source,item,issue,relation,words\n"
        'KTRWXY,A,statement,A-x1,,,"Pay us, too"\n'
        "KTRWXY,B,note,B-n1,,,'=pay comes first\n"
        "KTRWXY,,plenary,n1,,,Pay again\n"
        "KTRWXY,B,fit,P05/T2,,,Nobody paid me\n"
        "KTRWXY,B,question,Q1,,,Who pays?\n"
        "KTRWXY,,question,Q2,,,Is this safe?\n"
        'KTRWXY,A,plenary,P01,,,"Pay,\nplainly"\n'
    )


def test_what_was_removed_is_not_there_to_be_coded() -> None:
    room = told().does("P05", Withdraw("P05", remove=True))

    assert "Nobody paid me" not in coding_csv([room.workshop])


def test_an_anonymous_question_leads_to_no_group_even_of_one_whose_evaluation_is_kept_with_their_number() -> (
    None
):
    room = ranking().does("respondent:P05", AskQuestion("", True, "Is this safe?"))

    assert coding_csv([room.workshop]).splitlines()[1:] == ["KTRWXY,,question,Q1,,,Is this safe?"]


def test_a_filled_in_list_is_read_back(tmp_path: Path) -> None:
    codings = read(
        tmp_path,
        "KTRWXY,A,statement,A-x1,Pay,new",
        "KTRWXY,B,note,B-n1,,",
        "KTRWXY,B,fit,P05/T2, Pay ,Qualifies T2",
        "KTRWXY,B,fit,P05/T2,Recognition,part  of T2",
    )

    assert codings == [
        Coding("KTRWXY", "A", "statement", "A-x1", "Pay", "new"),
        Coding("KTRWXY", "B", "fit", "P05/T2", "Pay", "qualifies T2"),
        Coding("KTRWXY", "B", "fit", "P05/T2", "Recognition", "part of T2"),
    ]


def test_a_list_written_with_what_is_coded_reads_back_the_same(tmp_path: Path) -> None:
    room = told()
    codings = [
        Coding("KTRWXY", "A", "statement", "A-x1", "=Pay", "new"),
        Coding("KTRWXY", "A", "statement", "A-x1", "بات", "qualifies T1"),
        Coding("KTRWXY", "", "question", "Q2", "Safety", "part of T3"),
    ]
    file = tmp_path / "issues.csv"
    file.write_text(coding_csv([room.workshop], codings), encoding="utf-8-sig")

    assert read_coding(file, [room.workshop]) == codings


def test_a_spreadsheet_may_save_it_with_semicolons_and_more_columns(tmp_path: Path) -> None:
    file = filled_in(
        tmp_path, "new;Pay;x;A-x1;statement;A;KTRWXY", header="relation;issue;who;item;source;group;workshop"
    )

    assert read_coding(file, [told().workshop]) == [Coding("KTRWXY", "A", "statement", "A-x1", "Pay", "new")]


def test_every_mistake_is_named_with_line_column_and_reason(tmp_path: Path) -> None:
    assert mistakes(
        tmp_path,
        "KTRWXX,A,statement,A-x1,Pay,new",
        "KTRWXY,A,statment,A-x1,pay,",
        "KTRWXY,A,statement,A-x9,,new",
        "KTRWXY,B,statement,A-x1,Pay,qualify T1",
        "KTRWXY,A,statement,A-x1,Pay,part of T99",
        "KTRWXY,A,statement,A-x1,Pay,new",
        f"KTRWXY,A,statement,A-x1,{'a' * 121},new",
        "KTRWXY,A,statement,A-x1,Pay\u202e,new",
    ) == [
        "line 2, workshop: “KTRWXX” is none of the workshops asked for (KTRWXY).",
        "line 3, source: “statment” is not known; use one of statement, note, fit, question, plenary.",
        "line 3, issue: “pay” is written “Pay” on line 2; write it alike.",
        "line 3, relation: it is missing; write new, or qualifies or part of and a theme's id.",
        "line 4, item: workshop KTRWXY has no statement “A-x9” with words; keep the list's own ids.",
        "line 4, issue: a relation is given but no issue; name the issue, or empty both.",
        "line 5, group: statement A-x1 is of group “A”, not “B”.",
        "line 5, relation: “qualify T1” is not known; write new, or qualifies or part of and a theme's id.",
        "line 6, issue: the same item is coded as “Pay” on line 5 already; keep one.",
        "line 6, relation: the study has no theme “T99”; it has T1, T2, T3, T4, T5, T6, T7, T8.",
        "line 7, issue: the same item is coded as “Pay” on line 5 already; keep one.",
        "line 8, issue: 121 characters are too many for a name; at most 120.",
        "line 9, issue: it has characters that cannot be seen; type it anew.",
    ]


def test_a_file_that_is_no_such_list_is_refused(tmp_path: Path) -> None:
    file = filled_in(tmp_path, "KTRWXY,Pay", header="workshop,issue")

    with pytest.raises(TableFileError) as refused:
        read_coding(file, [told().workshop])

    assert str(refused.value) == (
        f"{file}: the header has no column “group”; a coding list needs workshop, group, source, item, issue "
        "and relation (it has: workshop, issue)."
    )


def test_no_words_break_the_list(tmp_path: Path) -> None:
    room = ranking()
    for text in CORPUS:
        room.does("P01", WriteNote("A", "other", text))

    rows = list(csv.DictReader(io.StringIO(coding_csv([room.workshop]), newline="")))

    assert [unguarded(row["words"]) for row in rows] == list(CORPUS)
    assert [row["item"] for row in rows] == [f"A-n{number}" for number in range(1, 151)]


def test_what_is_coded_is_what_the_room_raised_and_goes_into_the_statements_and_the_list() -> None:
    room = told()
    room.does("operator", CodeIssue("statement", "A-x1", "Pay", "new"))
    room.does("operator", CodeIssue("fit", "P05/T2", "pay", "qualifies T2"))
    room.does(
        "operator", CodeIssue("plenary", "n1", "Pay", "new"), CodeIssue("question", "Q2", "Safety", "new")
    )
    one = Recorded(room.workshop, ())

    raised = [(row.issue, row.groups, row.workshops, row.raised_by) for row in issue_rows([one])]
    own = [row.issue for row in statement_rows(room.workshop) if row.origin == "extra"]

    assert raised == [("Pay", 2, 1, "KTRWXY/A KTRWXY/B"), ("Safety", 0, 1, "")]
    assert own == ["Pay"]
    assert list(codings_of(room.workshop))[:2] == [
        Coding("KTRWXY", "A", "statement", "A-x1", "Pay", "new"),
        Coding("KTRWXY", "", "plenary", "n1", "Pay", "new"),
    ]


def test_what_somebody_removed_is_coded_no_longer() -> None:
    room = told().does("operator", CodeIssue("fit", "P05/T2", "Pay", "new"))

    room.does("P05", Withdraw("P05", remove=True))

    assert list(codings_of(room.workshop)) == []


def test_only_a_named_issue_with_a_known_relation_is_coded() -> None:
    room = told().refuses("operator", CodeIssue("fit", "P05/T2", "", "new"), "coding_incomplete")
    room.refuses("operator", CodeIssue("fit", "P05/T2", "Pay", "part of T99"), "relation_unknown")
    room.does("operator", CodeIssue("fit", "P05/T2", "Pay", "new"))
    room.changes_nothing("operator", CodeIssue("fit", "P05/T2", "Pay", "new"))
    assert room.does("operator", CodeIssue("fit", "P05/T2", "Pay", "")).workshop.coded == {
        ("fit", "P05/T2"): {}
    }
