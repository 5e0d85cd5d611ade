"""Workshops whose studies differ: pooled over what they share, each alone over its own, and said to be so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from exports.analysed import analysed, nothing_in_common
from exports.analysis_report import analyse_file, analyse_rows, report_on_file
from exports.codebook import codebook
from exports.formats.csv_files import write_csv
from exports.pooling import NotPooled, check_poolable, worded_differently
from exports.ranking_rows import Level
from exports.rankings_file import RankingsFileError
from exports.report.assembly import report_of
from exports.report.document import Paragraph
from exports.tables import Recorded, table
from exports.tables.consensus import found_in
from exports.tables.rankings import ranking_rows
from tests.exports.recording import recorded
from tests.given import BUILT_IN, Room, ranking
from workshops.consensus.rankings import Unplaced
from workshops.study import Study

SHORTER = replace(BUILT_IN, id="shorter", themes=BUILT_IN.themes[1:])
FIRST_HALF = replace(BUILT_IN, id="first", themes=BUILT_IN.themes[:4])
SECOND_HALF = replace(BUILT_IN, id="second", themes=BUILT_IN.themes[4:])


def handed_in(study: Study, *orders: str) -> Room:
    """Table A and, for a second order, table B hand in."""
    room = ranking(study)
    for who, order in zip(("P01", "P05"), orders, strict=False):
        room.handed_in(who, *order.split())
    return room


def differing() -> list[Recorded]:
    """The second workshop's study has no S1."""
    return [
        recorded(handed_in(BUILT_IN, "S1 S2 S6", "S6 S1 S2")),
        recorded(handed_in(SHORTER, "S6 S2 S5", "S2 S6"), "ZZZZZZ"),
    ]


def csv_of(pooled: Sequence[Recorded], folder: Path) -> Path:
    file = folder / "rankings.csv"
    write_csv(file, table("rankings", pooled), codebook()["rankings"])
    return file


def retitled(study: Study, **changes: object) -> Study:
    """The same study, with other words for its first theme."""
    english = study.text("en")
    first = study.themes[0].id
    themes = {**english.themes, first: replace(english.themes[first], **changes)}
    return replace(study, texts={"en": replace(english, themes=themes)})


@pytest.mark.parametrize("unplaced", Unplaced)
def test_the_exported_rankings_give_the_pooled_analysis_also_when_studies_differ(
    tmp_path: Path, unplaced: Unplaced
) -> None:
    pooled = differing()

    document = analyse_rows([row for one in pooled for row in ranking_rows(one.workshop)], unplaced=unplaced)

    assert document["group"]["pooled"] == analyse_file(csv_of(pooled, tmp_path), unplaced=unplaced)
    assert document["group"]["pooled"]["statements"] == ["S2", "S3", "S4", "S5", "S6", "S7", "S8"]


def test_each_workshop_alone_is_over_all_its_own_statements(tmp_path: Path) -> None:
    pooled = differing()

    alone = analyse_rows([row for one in pooled for row in ranking_rows(one.workshop)])["group"]["workshops"]

    assert alone["KTRWXY"] == analyse_file(csv_of(pooled[:1], tmp_path))
    assert alone["KTRWXY"]["statements"][0] == "S1"
    assert json.loads(json.dumps(alone["ZZZZZZ"])) == json.loads(
        json.dumps(analyse_file(csv_of(pooled[1:], tmp_path)))
    )


def test_the_tables_have_the_same_statements_as_the_analysis() -> None:
    found = analysed(differing())

    assert found is not None
    assert found.not_shared == ("S1",)
    assert [(each.workshop, len(each.rankings.statements)) for each in found_in([found])] == [
        ("", 7),
        ("KTRWXY", 8),
        ("ZZZZZZ", 7),
    ]


def test_a_workshop_without_a_ranking_takes_no_statement_away() -> None:
    found = analysed([recorded(handed_in(BUILT_IN, "S1 S2")), recorded(ranking(SHORTER), "ZZZZZZ")])

    assert found is not None
    assert (found.not_shared, len(found.rankings.statements)) == ((), 8)


def test_where_nothing_is_in_common_nothing_is_pooled_and_that_is_said(tmp_path: Path) -> None:
    pooled = [
        recorded(handed_in(FIRST_HALF, "S1 S2")),
        recorded(handed_in(SECOND_HALF, "S6 S5"), "ZZZZZZ"),
    ]

    assert (analysed(pooled), nothing_in_common(pooled)) == (None, True)
    with pytest.raises(RankingsFileError, match=r"no core statement in common \(analyse them one by one\)"):
        analyse_file(csv_of(pooled, tmp_path))


def test_the_terminal_says_what_was_left_out(tmp_path: Path) -> None:
    lines = report_on_file(csv_of(differing(), tmp_path)).lines()

    assert (
        "Left out: S1, which not every workshop was offered; what is pooled is over the core statements that "
        "all have in common."
    ) in lines


def test_the_report_says_what_was_left_out_and_that_each_order_is_over_its_own() -> None:
    pooled = differing()
    document = report_of(pooled, analysed(pooled), ())

    said = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert any("what is pooled leaves out what stands in some only (S1)" in text for text in said)
    assert "Each order is over all the core statements of that workshop’s own study." in said


@pytest.mark.parametrize(
    ("study", "name"),
    [
        (retitled(replace(BUILT_IN, id="other"), statement="Something else."), "S1"),
        (retitled(replace(BUILT_IN, id="other"), title="Something else"), "T1"),
    ],
)
def test_ids_that_stand_for_different_things_in_two_studies_are_never_pooled(study: Study, name: str) -> None:
    pooled = [recorded(ranking()), recorded(ranking(study), "ZZZZZZ")]

    with pytest.raises(NotPooled) as refused:
        check_poolable(pooled)

    assert str(refused.value) == (
        f"{name} stands for different words in the studies peer-worker-roles (workshop KTRWXY) and other "
        "(ZZZZZZ): what has the same id is pooled as the same; give it the same words or another id, or "
        "export these workshops apart."
    )


def test_one_study_in_two_wordings_is_pooled_and_said_to_be_so() -> None:
    other = retitled(BUILT_IN, statement="The same, in plainer words.")
    pooled = [recorded(handed_in(BUILT_IN, "S1 S2", "S2")), recorded(handed_in(other, "S1"), "ZZZZZZ")]

    check_poolable(pooled)

    assert worded_differently(pooled) == ["S1"]
    document = report_of(pooled, analysed(pooled), ())
    said = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert any("Not worded alike in all of these workshops: S1." in text for text in said)


def test_individuals_are_pooled_over_what_they_share_too() -> None:
    assert analysed(differing(), Level.INDIVIDUAL) is None
