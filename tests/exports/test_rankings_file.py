"""Rankings files as people bring them: ours, other tools', and broken ones, each answered with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.ranking_rows import Level, select
from exports.rankings_file import FileRow, RankingsFileError, read_rankings
from workshops.consensus.rankings import Ranker

HEADER = "workshop,group,participant,level,form,statement,origin,tier,unplaced_reason"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rankings.csv"


def read(path: Path, *lines: str, header: str = HEADER) -> list[FileRow]:
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return read_rankings(path)


def complaint(path: Path, *lines: str, header: str = HEADER) -> str:
    """What is said of a file, after its name."""
    with pytest.raises(RankingsFileError) as refused:
        read(path, *lines, header=header)
    message = str(refused.value)
    assert message.startswith(str(path))
    assert message.endswith(".")
    assert "\n" not in message
    return message.removeprefix(str(path))


def test_a_row_of_the_export(path: Path) -> None:
    rows = read(
        path,
        "W,A,,group,hierarchy,S1,core,2,",
        "W,A,P01,individual,,A-x1,extra,,inside:S1",
        "W,B,,,,S2,,NA,NA",
    )
    assert rows == [
        FileRow("S1", 2, Level.GROUP, "W", "A", "", "hierarchy", "core", ""),
        FileRow("A-x1", None, Level.INDIVIDUAL, "W", "A", "P01", "", "extra", "inside:S1"),
        FileRow("S2", None, Level.GROUP, "W", "B"),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_spreadsheets_save(path: Path, separator: str) -> None:
    text = "\ufeffgroup,statement,tier\r\nA,S1,1.0\r\n\r\nA,S2,\r\n".replace(",", separator)
    path.write_bytes(text.encode())
    assert read_rankings(path) == [
        FileRow("S1", 1, Level.GROUP, group="A"),
        FileRow("S2", None, Level.GROUP, group="A"),
    ]


def test_statement_and_tier_are_enough_for_one_ranking(path: Path) -> None:
    rows = read(path, "S1,1", "S2,1", header="statement,tier")
    assert select(rows).rankings.rankers == (Ranker(),)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A,,S1,1.5,,,", "tier “1.5” is not a whole number from 1"),
        ("A,,S1,0,,,", "tier “0” is not a whole number from 1"),
        ("A,,S1,-1,,,", "tier “-1” is not a whole number from 1"),
        ("A,,S1,first,,,", "tier “first” is not a whole number from 1"),
        ("A,,S1,²,,,", "tier “²” is not a whole number from 1"),
        ("A,,S1,99999999999999999999,,,", "tier “99999999999999999999” is not a whole number from 1"),
        ("A,,,1,,,", "the statement is empty"),
        ("A,,S1,,later,,", "unplaced_reason “later” is not known; use one of less_important"),
        ("A,,S1,,inside:,,", "unplaced_reason “inside:” is not known"),
        ("A,,S1,1,no_time,,", "statement “S1” has both a tier and an unplaced_reason"),
        ("A,,S1,1,,room,", "level “room” is not known; use one of group, individual"),
        ("A,,S1,1,,,star", "form “star” is not known; use one of hierarchy, constellation, discussion"),
        ("A,P01,S1,1,,group,", "a group's ranking names participant “P01”"),
        ("A,,S2,2,,,", "statement “S2” stands twice in the same ranking, first on line 2"),
        ("A,,S1,1,,,constellation", "form “constellation” differs from “” on line 2"),
        ("A,,S1,1,,", "6 cells stand under 7 columns"),
        ('A,,"S1,1,,,', "this is not CSV"),
    ],
)
def test_a_bad_row_is_named_by_its_line(path: Path, row: str, said: str) -> None:
    header = "group,participant,statement,tier,unplaced_reason,level,form"
    message = complaint(path, "A,,S2,1,,,", row, header=header)
    assert message.startswith((", line 3: ", ", line 4: "))
    assert said in message


def test_an_unknown_origin_and_one_that_changes(path: Path) -> None:
    header = "group,statement,origin,tier"
    assert "origin “own” is not known" in complaint(path, "A,S1,own,1", header=header)
    message = complaint(path, "A,S1,core,1", "B,S1,extra,1", header=header)
    assert ", line 3: statement “S1” is extra here and core on line 2" in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", " is empty: it needs a header with statement and tier"),
        (b" \n\n", " is empty"),
        (b"statement,tier\n", " holds no rows under its header"),
        (b"statement,rank\nS1,1\n", ": the header has no column “tier”"),
        (b"statement,tier,tier\nS1,1,1\n", ": column “tier” stands twice in the header"),
        ("statement,tier\nUnterstützung,1\n".encode("latin-1"), " is not UTF-8 text: save it as “CSV UTF-8”"),
        (
            b"statement,tier\n" + b"S" * 200_000 + b",1\n",
            ", line 2: this is not CSV (field larger than field limit",
        ),
    ],
)
def test_a_file_that_is_no_table(path: Path, text: bytes, said: str) -> None:
    path.write_bytes(text)
    with pytest.raises(RankingsFileError) as refused:
        read_rankings(path)
    assert str(refused.value).startswith(f"{path}{said}")


def test_a_file_that_is_not_there_or_a_folder(path: Path, tmp_path: Path) -> None:
    with pytest.raises(RankingsFileError, match=r"rankings\.csv cannot be read: No such file or directory\."):
        read_rankings(path)
    with pytest.raises(RankingsFileError, match=r"cannot be read: Is a directory\."):
        read_rankings(tmp_path)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: f"statement,tier\n{text}".encode())
    )
)
def test_any_bytes_are_rows_or_a_sentence(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    answer = said_of(path)
    assert answer is None or answer.startswith(str(path))


def said_of(path: Path) -> str | None:
    try:
        read_rankings(path)
    except RankingsFileError as refused:
        return str(refused)
    return None


def rows_of(*cells: str) -> list[FileRow]:
    """Rows written as workshop, group, participant, form, statement, origin and tier."""
    rows = []
    for row in cells:
        workshop, group, participant, form, statement, origin, tier = row.split(",")
        level = Level.INDIVIDUAL if participant else Level.GROUP
        rows.append(
            FileRow(statement, int(tier or 0) or None, level, workshop, group, participant, form, origin)
        )
    return rows


def test_groups_are_chosen_where_there_are_both_and_never_mixed() -> None:
    rows = rows_of("W,A,P01,,S1,core,1", "W,A,,,S1,core,1", "W,A,P02,,S1,core,1")
    groups, people = select(rows), select(rows, Level.INDIVIDUAL)
    assert (groups.level, groups.rankings.rankers) == (Level.GROUP, (Ranker("W", "A"),))
    assert [ranker.participant for ranker in people.rankings.rankers] == ["P01", "P02"]
    assert (groups.other_level_left_out, people.other_level_left_out) == (2, 1)
    assert select(rows[:1]).level is Level.INDIVIDUAL


def test_a_discussion_is_counted_beside_whatever_it_lists() -> None:
    rows = rows_of("W,A,,discussion,S1,core,", "W,A,,discussion,S9,core,1", "W,B,,hierarchy,S1,core,1")
    found = select(rows)
    assert (found.rankings.statements, len(found.rankings.rankers), found.discussions) == (("S1",), 1, 1)


def test_extras_stay_out_unless_asked_for() -> None:
    rows = rows_of("W,A,,,S1,core,1", "W,A,,,A-x1,extra,2", "W,B,,,S1,core,1")
    core, everything = select(rows), select(rows, statements="all")
    assert (core.rankings.statements, core.extras_left_out) == (("S1",), 1)
    assert (everything.rankings.statements, everything.extras_left_out) == (("S1", "A-x1"), 0)
    assert everything.rankings.offered.tolist() == [[True, True], [True, False]]


def test_extras_of_two_workshops_are_two_statements_though_their_ids_are_the_same() -> None:
    rows = rows_of("W,A,,,S1,core,1", "W,A,,,A-x1,extra,2", "V,A,,,A-x1,extra,1", "V,A,,,S1,core,2")
    assert select(rows, statements="all").rankings.statements == ("S1", "W/A-x1", "V/A-x1")


def test_the_order_of_rows_does_not_change_the_order_of_rankings() -> None:
    rows = rows_of("W,B,,,S1,core,1", "V,C,,,S1,core,2", "W,A,,,S1,core,3")
    expected = [("V", "C"), ("W", "A"), ("W", "B")]
    assert [(r.workshop, r.group) for r in select(rows).rankings.rankers] == expected
    assert [(r.workshop, r.group) for r in select(rows[::-1]).rankings.rankers] == expected
