"""What an export is made of comes out of the journal as it went in."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.rankings_file import read_rankings
from exports.tables import TABLES, recorded
from tests.exports import recording
from tests.exports.recording import published, shown
from tests.given import CODE
from workshops.events import encode
from workshops.journal import HandledCommand, Journal


@pytest.fixture
async def handled(tmp_path: Path) -> list[HandledCommand]:
    """The published orders' workshop as the journal keeps it; the last command changed nothing."""
    journal = await Journal.open(tmp_path / "journal.db")
    acts = [*published().acts, published().acts[-1]._replace(events=())]
    for seq, act in enumerate(acts, start=1):
        await journal.append(HandledCommand(CODE, seq, None, "", str(act.actor), act.at, encode(act.events)))
    rows = await journal.rows(CODE)
    await journal.close()
    return rows


async def test_the_journal_gives_the_tables_that_the_room_gives(handled: list[HandledCommand]) -> None:
    room = published()

    kept = recorded(CODE, lambda study_hash: room.study, handled)

    assert [row.seq for row in kept.rows] == list(range(1, len(handled) + 1))
    for name in TABLES:
        assert shown(name, kept) == shown(name, room)


def test_the_analysis_reads_the_rankings_as_they_were_exported(tmp_path: Path) -> None:
    (tmp_path / "rankings.csv").write_text(shown("rankings", published()), encoding="utf-8")

    rows = read_rankings(tmp_path / "rankings.csv")

    placed = [
        (row.group, row.statement)
        for row in sorted(rows, key=lambda row: (row.group, row.tier or 0))
        if row.tier
    ]
    assert placed == [
        *(("A", recording.titled(title)) for title in recording.GROUP_A),
        *(("B", recording.titled(title)) for title in recording.GROUP_B),
    ]
    assert {(row.group, row.statement): row.unplaced_reason for row in rows if not row.tier} == {
        ("A", "S1"): "less_important",
        ("A", "S3"): "inside:S2",
        ("B", "S1"): "no_time",
        ("B", "S3"): "no_time",
        ("B", "S4"): "not_for_us",
        ("B", "S5"): "no_time",
    }
