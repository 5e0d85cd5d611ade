"""Nobody is told, and nobody sees, what is not stored; the desk takes up again from what is."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.workshops.desks import admit, at_once, result, seen
from workshops.commands import AdmitFacilitator
from workshops.desk import Desk
from workshops.journal import Journal


async def test_when_the_disk_is_full_nobody_is_told_saved_and_nothing_half_done_stays(
    desk: Desk, journal: Journal
) -> None:
    await journal.write("PRAGMA max_page_count = 1")
    long = [AdmitFacilitator(f"F{number}" + "x" * 50_000, "en") for number in range(2, 12)]

    full = await asyncio.gather(*(result(desk, command, f"tap {n}") for n, command in enumerate(long)))

    assert full == ["not saved"] * 10
    assert await seen(desk) == ["F1"]
    await journal.write("PRAGMA max_page_count = 100000")
    assert await result(desk, long[0], "tap 0") == "done"
    assert await at_once(journal).workshop("KESTRL") == await desk.workshop("KESTRL")


async def test_a_row_another_program_put_first_is_taken_in_before_the_next_command(
    desk: Desk, path: Path
) -> None:
    await seen(desk)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(
            "INSERT INTO handled_command VALUES ('KESTRL', 3, 'theirs', '', 'operator', 1, ?)",
            ('[{"type":"FacilitatorJoined","facilitator":"F7","language":"cy"}]',),
        )

    together = await asyncio.gather(*(result(desk, admit(n), f"tap {n}") for n in (2, 3)))

    assert together == ["not saved", "not saved"]
    assert await result(desk, admit(2), "tap 2") == "done"
    assert await seen(desk) == ["F1", "F7", "F2"]


async def test_what_is_not_stored_yet_is_not_seen_yet(desk: Desk, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        tap = asyncio.create_task(result(desk, admit(2), "tap"))
        await asyncio.sleep(0)
        look = asyncio.create_task(seen(desk))
        await asyncio.sleep(0.05)
        assert (tap.done(), look.done()) == (False, False)

    assert (await tap, await look) == ("done", ["F1", "F2"])


async def test_whoever_looks_never_sees_what_is_not_saved_after_all(
    desk: Desk, path: Path, journal: Journal
) -> None:
    await journal.write("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        tap = asyncio.create_task(result(desk, admit(2), "tap"))
        await asyncio.sleep(0)

        assert await seen(desk) == ["F1"]
        assert await tap == "not saved"


async def test_whoever_looks_is_served_under_a_stream_of_taps(desk: Desk) -> None:
    taps: list[asyncio.Task[str]] = []

    async def tap_without_a_pause() -> None:
        for number in itertools.count(2):
            taps.append(asyncio.create_task(result(desk, admit(number), f"tap {number}")))
            await asyncio.sleep(0)

    stream = asyncio.create_task(tap_without_a_pause())
    await asyncio.sleep(0.001)
    async with asyncio.timeout(3):
        look = await seen(desk)
    stream.cancel()

    assert set(await asyncio.gather(*taps)) == {"done"}
    everyone = [f"F{number}" for number in range(1, len(taps) + 2)]
    assert 1 < len(look) < len(everyone)
    assert look == everyone[: len(look)]
    assert await seen(desk) == everyone


async def test_two_who_ask_at_once_get_the_same_workshop(desk: Desk, journal: Journal) -> None:
    restarted = at_once(journal)

    one, other = await asyncio.gather(restarted.workshop("KESTRL"), restarted.workshop("KESTRL"))

    assert one is other


async def test_a_dropped_workshop_is_read_again_with_all_that_was_on_its_way(desk: Desk) -> None:
    before = await desk.workshop("KESTRL")
    taps = [asyncio.create_task(result(desk, admit(number), f"tap {number}")) for number in range(2, 22)]
    await asyncio.sleep(0)

    await desk.drop("KESTRL")
    after = await desk.workshop("KESTRL")

    assert after is not before
    assert await asyncio.gather(*taps) == ["done"] * 20
    assert await seen(desk) == [f"F{number}" for number in range(1, 22)]
    assert await result(desk, admit(30), "tap 30") == "done"


async def test_a_workshop_dropped_while_it_is_read_is_read_again(desk: Desk, journal: Journal) -> None:
    restarted = at_once(journal)
    reading = asyncio.create_task(restarted.workshop("KESTRL"))
    await asyncio.sleep(0)
    await restarted.drop("KESTRL")

    read = await reading

    assert read is await restarted.workshop("KESTRL")
    assert read == await desk.workshop("KESTRL")
