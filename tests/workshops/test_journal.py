"""What is appended is stored, in order and once; what cannot be stored says so."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from tests.workshops.rows import log_size, outcome, row
from workshops.journal import Journal, Store

# --- appending ---


async def test_what_many_append_at_once_is_all_there_in_order(journal: Journal) -> None:
    rows = [row(seq, workshop) for seq in range(1, 101) for workshop in ("KESTRL", "MARTEN")]

    await asyncio.gather(*(journal.append(each) for each in rows))

    assert await journal.rows("KESTRL") == [each for each in rows if each.workshop == "KESTRL"]
    assert await journal.rows("MARTEN") == [each for each in rows if each.workshop == "MARTEN"]
    assert await journal.workshops() == ["KESTRL", "MARTEN"]


async def test_what_waits_together_costs_one_commit(journal: Journal, path: Path) -> None:
    await journal.append(row(1))
    one = log_size(path)

    await asyncio.gather(*(journal.append(row(seq)) for seq in range(2, 34)))

    # Each commit adds at least a page of its own to the write-ahead log.
    assert log_size(path) - one < 8 * one


@pytest.mark.parametrize(
    "words",
    ["“quotes”", 'it\'s \\ "so"', "line\nline\u2028line", "🙂‍↔️", "ﷺ", "[1, null]", "'); DROP TABLE x;--"],
)
async def test_words_come_back_as_they_went_in(journal: Journal, words: str) -> None:
    given = row(1, cause=words, events=msgspec.json.encode([words]).decode())

    await journal.append(given)

    assert await journal.rows("KESTRL") == [given]
    assert await journal.handled(words) == given


async def test_more_rows_than_a_page_are_read_whole_or_from_where_one_was(journal: Journal) -> None:
    rows = [row(seq) for seq in range(1, 2_502)]
    await asyncio.gather(*(journal.append(each) for each in rows))

    assert await journal.rows("KESTRL") == rows
    assert await journal.rows("KESTRL", after=2_400) == rows[2_400:]


async def test_pages_say_when_and_what_of_every_row_in_step(journal: Journal) -> None:
    rows = [row(seq, events=f"[{seq}, {seq}]") for seq in range(1, 2_502)]
    await asyncio.gather(*(journal.append(each) for each in (*rows, row(1, "MARTEN"))))

    pages = [page async for page in journal.pages("KESTRL")]

    assert [page.last for page in pages] == [1_000, 2_000, 2_501]
    assert [at for page in pages for at in msgspec.json.decode(page.at)] == [each.at for each in rows]
    assert [events for page in pages for events in msgspec.json.decode(page.events)] == [
        [each.seq, each.seq] for each in rows
    ]


async def test_giving_up_waiting_does_not_unsave_the_row(journal: Journal) -> None:
    waiting = [asyncio.create_task(journal.append(row(seq))) for seq in range(1, 21)]
    await asyncio.sleep(0)
    for task in waiting[::2]:
        task.cancel()

    await asyncio.gather(*waiting, return_exceptions=True)
    await journal.settled()

    assert [task.cancelled() for task in waiting] == [True, False] * 10
    assert await journal.rows("KESTRL") == [row(seq) for seq in range(1, 21)]


async def test_a_row_whose_number_is_taken_is_not_saved_and_harms_no_other(journal: Journal) -> None:
    await journal.append(row(1))

    appended = [row(1, cause="late"), row(1, "MARTEN"), row(2, "MARTEN")]

    assert await asyncio.gather(*(outcome(journal, each) for each in appended)) == [
        "not saved",
        "saved",
        "saved",
    ]
    assert await journal.rows("KESTRL") == [row(1)]
    assert await journal.rows("MARTEN") == [row(1, "MARTEN"), row(2, "MARTEN")]


async def test_what_was_decided_upon_an_unsaved_row_is_not_saved_either(journal: Journal) -> None:
    await journal.append(row(1, cause="tap"))

    appended = [row(2), row(3, cause="tap"), row(4), row(5)]

    assert await asyncio.gather(*(outcome(journal, each) for each in appended)) == [
        "saved",
        "not saved",
        "not saved",
        "not saved",
    ]
    assert await journal.rows("KESTRL") == [row(1, cause="tap"), row(2)]


async def test_there_are_no_gaps(journal: Journal) -> None:
    await journal.append(row(1))

    assert await asyncio.gather(*(outcome(journal, row(seq)) for seq in (3, 4))) == ["not saved"] * 2
    assert await outcome(journal, row(2, "MARTEN")) == "not saved"


async def test_what_was_queued_while_its_predecessor_failed_is_not_saved_even_where_it_would_fit(
    journal: Journal, path: Path
) -> None:
    await journal.append(row(1))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO handled_command VALUES ('KESTRL', 2, 'theirs', '', 'operator', 1, '[]')")
        second = asyncio.create_task(outcome(journal, row(2)))
        await asyncio.sleep(0.01)
        later = [asyncio.create_task(outcome(journal, each)) for each in (row(3), row(1, "MARTEN"))]
        await asyncio.sleep(0)
        other.execute("COMMIT")

    assert await asyncio.gather(second, *later) == ["not saved", "not saved", "saved"]


async def test_a_cause_is_known_across_workshops_and_after_opening_again(path: Path) -> None:
    journal = await Journal.open(path)
    await journal.append(row(1, cause="telegram:7:1"))
    assert await outcome(journal, row(1, "MARTEN", cause="telegram:7:1")) == "not saved"
    await journal.close()

    journal = await Journal.open(path)
    assert await journal.handled("telegram:7:1") == row(1, cause="telegram:7:1")
    assert await journal.handled("telegram:7:2") is None
    await journal.close()


async def test_old_causes_are_forgotten_and_younger_ones_kept(journal: Journal) -> None:
    await journal.append(row(1, cause="old"))
    await journal.append(row(2, cause="young"))

    await journal.forget_causes(before=1_002)

    assert await journal.handled("old") is None
    assert await journal.handled("young") == row(2, cause="young")
    assert [each.request_hash for each in await journal.rows("KESTRL")] == ["", "hash"]


async def test_a_closed_journal_saves_nothing_and_says_so(path: Path) -> None:
    journal = await Journal.open(path)
    last = asyncio.create_task(journal.append(row(1)))
    await asyncio.sleep(0)
    await journal.close()

    assert await outcome(journal, row(2)) == "not saved"
    assert await journal.writable() is False
    await last
    assert not path.with_name("journal.db-wal").exists()


# --- transactions ---


async def test_a_transaction_that_fails_leaves_nothing_behind(journal: Journal) -> None:
    async def half(store: Store) -> None:
        await store("INSERT INTO setting (key, value) VALUES ('half', 'done')")
        raise LookupError("the other half")

    with pytest.raises(LookupError, match="the other half"):
        await journal.transact(half)

    assert await journal.setting("half") is None
    assert await outcome(journal, row(1)) == "saved"


# --- reading beside a writer ---


async def test_a_reader_sees_what_is_stored_and_writes_nothing(journal: Journal, path: Path) -> None:
    reader = await Journal.open_read_only(path)

    await journal.append(row(1, cause="tap"))

    assert await reader.rows("KESTRL") == [row(1, cause="tap")]
    assert await reader.handled("tap") == row(1, cause="tap")
    assert await outcome(reader, row(2)) == "not saved"
    assert await reader.writable() is False
    await reader.close()
