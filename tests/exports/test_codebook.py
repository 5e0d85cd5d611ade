"""The codebook: every column of every table has its entry, and every entry its column."""

from __future__ import annotations

import pytest

from exports.analysed import analysed
from exports.codebook import ANY_PROFILE, PROFILE, codebook
from exports.ranking_rows import Level
from exports.tables import TABLES, table
from exports.tables.analysis import ANALYSIS_TABLES, analysis_tables
from tests.exports.recording import published, recorded
from tests.exports.test_tables_analysis import ranked_twice
from workshops.arrangement import Form
from workshops.consensus.findings import Outcome
from workshops.consensus.rankings import Unplaced
from workshops.model import Confirmation, Phase
from workshops.protocol.extras import LINK_KINDS
from workshops.protocol.notes import NOTE_KINDS
from workshops.protocol.questions import ANSWERS

# What outside tools rely on; see the contracts.
RANKINGS = (
    "workshop,group,participant,level,form,statement,origin,tier,placed,unplaced_reason,rank,rank_core,"
    "entry,submitted_at"
)
STATEMENTS = "workshop,group,statement,origin,theme,wording,proposed_by,accepted_at,issue"


@pytest.mark.parametrize("name", TABLES)
def test_each_column_has_an_entry_and_each_entry_a_column(name: str) -> None:
    columns = table(name, [recorded(published())]).columns

    found = dict.fromkeys(ANY_PROFILE if column.startswith(PROFILE) else column for column in columns)
    assert list(found) == list(codebook()[name].columns)


def test_each_column_of_the_analysis_has_an_entry_and_each_entry_a_column() -> None:
    kept = [recorded(ranked_twice())]

    tables = dict(analysis_tables(analysed(kept), analysed(kept, Level.INDIVIDUAL)))

    assert tuple(tables) == ANALYSIS_TABLES
    assert {name: list(frame.columns) for name, frame in tables.items()} == {
        name: list(codebook()[name].columns) for name in ANALYSIS_TABLES
    }


def test_each_table_has_an_entry_and_each_entry_a_table() -> None:
    assert tuple(codebook()) == (*TABLES, *ANALYSIS_TABLES)


def test_the_columns_that_others_rely_on_keep_their_names_and_order() -> None:
    assert list(codebook()["rankings"].columns) == RANKINGS.split(",")
    assert list(codebook()["statements"].columns)[:9] == STATEMENTS.split(",")


@pytest.mark.parametrize("name", codebook())
def test_keys_and_references_name_columns_that_are_there(name: str) -> None:
    entry = codebook()[name]

    assert set(entry.key) <= set(entry.columns)
    assert all(entry.columns[column].required for column in entry.key)
    for reference in entry.references:
        assert set(reference.columns) <= set(entry.columns)
        assert reference.columns == codebook()[reference.table].key


@pytest.mark.parametrize("name", codebook())
def test_meanings_are_sentences(name: str) -> None:
    meanings = [codebook()[name].rows, *(column.meaning for column in codebook()[name].columns.values())]

    assert [meaning for meaning in meanings if not meaning.endswith((".", "?"))] == []


def test_a_column_without_an_entry_is_refused() -> None:
    with pytest.raises(KeyError, match="mood"):
        codebook()["groups"].column("mood")


@pytest.mark.parametrize(
    ("name", "column", "said"),
    [
        ("notes", "kind", NOTE_KINDS),
        ("links", "kind", LINK_KINDS),
        ("questions", "answered", ANSWERS),
        ("groups", "form", tuple(Form)),
        ("moves", "form", tuple(Form)),
        ("timetable", "phase", tuple(Phase)),
        ("questions", "phase", tuple(Phase)),
        ("notes", "phase", tuple(Phase)),
        ("flow", "phase", tuple(Phase)),
        ("consensus", "unplaced", tuple(Unplaced)),
        ("consensus", "rule", tuple(Outcome)),
        ("confirmations", "answer", tuple(Confirmation)),
    ],
)
def test_each_value_that_there_can_be_is_explained(name: str, column: str, said: tuple[str, ...]) -> None:
    assert tuple(codebook()[name].columns[column].values) == said
