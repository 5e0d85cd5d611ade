"""The desk answers once the outcome is stored; a command delivered twice has one effect."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from workshops.commands import AdmitFacilitator, ChooseLanguage, Command, MakeWorkshop
from workshops.desk import CauseTaken, Desk, NotSaved, Outcome
from workshops.events import Event, FacilitatorJoined, LanguageChosen, decode
from workshops.journal import Journal
from workshops.model import Actor, Refused, Role, Workshop
from workshops.study import ConsentBox, Study, StudyNotKept, Theme

STUDY = Study(
    id="two-themes",
    languages=("en", "cy"),
    time_zone="Europe/London",
    phases=("lobby", "themes", "ranking", "closed"),
    themes=(Theme("T1", "S1"), Theme("T2", "S2")),
    consent_boxes=(ConsentBox("read"),),
    retention_days=365,
    link_table_days=30,
    texts={},
)
OPERATOR = Actor(Role.OPERATOR)
FIRST = Actor(Role.FACILITATOR, "F1")
MAKE = MakeWorkshop("Room 1", "hash", ("A", "B"), "join", "projector")


def library(study_hash: str) -> Study:
    if study_hash != "hash":
        raise StudyNotKept(f"{study_hash} is not kept here")
    return STUDY


def admit(number: int) -> AdmitFacilitator:
    return AdmitFacilitator(f"F{number}", "en")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
async def journal(path: Path) -> AsyncIterator[Journal]:
    opened = await Journal.open(path)
    await opened.write("PRAGMA busy_timeout = 20")
    yield opened
    await opened.close()


@pytest.fixture
async def desk(journal: Journal) -> Desk:
    """Has one workshop, KESTRL, with one facilitator, F1."""
    desk = at_once(journal)
    await desk.handle("KESTRL", OPERATOR, MAKE, cause="make")
    await desk.handle("KESTRL", OPERATOR, admit(1), cause="claim")
    return desk


def at_once(journal: Journal) -> Desk:
    return Desk(journal, library, itertools.count(1_000).__next__)


async def seen(desk: Desk) -> list[str]:
    workshop = await desk.workshop("KESTRL")
    assert workshop is not None
    return list(workshop.facilitators)


async def result(desk: Desk, command: Command, cause: str, actor: Actor = OPERATOR) -> str:
    try:
        outcome = await desk.handle("KESTRL", actor, command, cause=cause)
    except NotSaved:
        return "not saved"
    return "repeated" if outcome.repeated else "done" if outcome.events else "nothing"


# --- one effect ---


async def test_a_command_changes_the_workshop_and_is_there_after_a_restart(
    desk: Desk, journal: Journal
) -> None:
    outcome = await desk.handle("KESTRL", OPERATOR, admit(2), cause="tap")

    assert outcome == Outcome((FacilitatorJoined("F2", "en"),))
    assert await seen(desk) == ["F1", "F2"]
    assert await at_once(journal).workshop("KESTRL") == await desk.workshop("KESTRL")
    assert await at_once(journal).codes() == ["KESTRL"]


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_command_delivered_again_has_no_second_effect(
    desk: Desk, journal: Journal, restarted: bool
) -> None:
    welsh, english = ChooseLanguage("cy"), ChooseLanguage("en")
    await desk.handle("KESTRL", FIRST, welsh, cause="first tap")
    await desk.handle("KESTRL", FIRST, english, cause="second tap")
    if restarted:
        desk = at_once(journal)

    again = await desk.handle("KESTRL", FIRST, welsh, cause="first tap")

    assert again == Outcome((LanguageChosen("F1", "cy"),), repeated=True)
    workshop = await desk.workshop("KESTRL")
    assert workshop is not None
    assert workshop.facilitators["F1"].language == "en"
    assert len(await journal.rows("KESTRL")) == 4


async def test_a_key_posted_twice_at_the_same_instant_has_one_effect(desk: Desk, journal: Journal) -> None:
    outcomes = await asyncio.gather(*(result(desk, admit(2), "tap") for _ in range(5)))

    assert outcomes == ["done", "repeated", "repeated", "repeated", "repeated"]
    assert len(await journal.rows("KESTRL")) == 3


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_key_with_another_request_is_refused(desk: Desk, journal: Journal, restarted: bool) -> None:
    await desk.handle("KESTRL", OPERATOR, admit(2), cause="key", request_hash="one")
    if restarted:
        desk = at_once(journal)

    with pytest.raises(CauseTaken):
        await desk.handle("KESTRL", OPERATOR, admit(3), cause="key", request_hash="other")

    assert await seen(desk) == ["F1", "F2"]


async def test_a_key_with_another_request_at_the_same_instant_is_refused(desk: Desk) -> None:
    first = asyncio.create_task(desk.handle("KESTRL", OPERATOR, admit(2), cause="key", request_hash="one"))
    await asyncio.sleep(0)

    with pytest.raises(CauseTaken):
        await desk.handle("KESTRL", OPERATOR, admit(3), cause="key", request_hash="other")

    assert (await first).events == (FacilitatorJoined("F2", "en"),)


async def test_what_was_refused_is_not_decided_again_when_it_comes_again(
    desk: Desk, journal: Journal
) -> None:
    second = Actor(Role.FACILITATOR, "F2")
    early = await desk.handle("KESTRL", second, ChooseLanguage("cy"), cause="early tap")
    await desk.handle("KESTRL", OPERATOR, admit(2), cause="claim 2")

    restarted = at_once(journal)
    again = await restarted.handle("KESTRL", second, ChooseLanguage("cy"), cause="early tap")

    assert (early.refused, again) == (Refused("not_yours"), Outcome(repeated=True))
    workshop = await restarted.workshop("KESTRL")
    assert workshop is not None
    assert workshop.facilitators["F2"].language == "en"


async def test_what_is_so_already_is_stored_only_for_its_delivery(desk: Desk, journal: Journal) -> None:
    assert await desk.handle("KESTRL", OPERATOR, admit(1), cause=None) == Outcome()
    assert len(await journal.rows("KESTRL")) == 2

    assert await desk.handle("KESTRL", OPERATOR, admit(1), cause="tap") == Outcome()
    [_, _, last] = await journal.rows("KESTRL")
    assert (last.seq, last.cause, last.actor, last.events) == (3, "tap", "operator", "[]")


async def test_commands_of_one_instant_are_decided_and_stored_in_order(desk: Desk, journal: Journal) -> None:
    numbers = range(2, 102)

    await asyncio.gather(*(result(desk, admit(number), f"tap {number}") for number in numbers))

    stored = [decode(row.events) for row in await journal.rows("KESTRL")][2:]
    assert stored == [[FacilitatorJoined(f"F{number}", "en")] for number in numbers]
    assert await seen(desk) == [f"F{number}" for number in (1, *numbers)]


# --- codes nobody knows ---


async def test_a_code_nobody_knows_is_no_workshop_and_leaves_no_trace(desk: Desk, journal: Journal) -> None:
    refused = await desk.handle("OTHER", FIRST, ChooseLanguage("cy"), cause="tap")

    assert refused == Outcome(refused=Refused("code_unknown"))
    assert await desk.workshop("OTHER") is None
    assert await desk.codes() == ["KESTRL"]
    assert await journal.handled("tap") is None


async def test_a_code_is_made_once_even_by_two_at_once(journal: Journal) -> None:
    desk = at_once(journal)

    outcomes = await asyncio.gather(*(result(desk, MAKE, f"make {n}") for n in range(2)))

    assert outcomes == ["done", "nothing"]
    assert await at_once(journal).workshop("KESTRL") == await desk.workshop("KESTRL")


async def test_a_workshop_made_on_a_study_that_is_not_kept_is_not_made(journal: Journal) -> None:
    desk = at_once(journal)

    with pytest.raises(StudyNotKept):
        await desk.handle("KESTRL", OPERATOR, MakeWorkshop("R", "?", ("A",), "j", "p"), cause="make")

    assert await desk.workshop("KESTRL") is None
    assert await result(desk, MAKE, "make") == "done"


# --- what is not saved ---


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


async def test_what_is_not_stored_yet_is_not_seen_yet(desk: Desk, path: Path, journal: Journal) -> None:
    await journal.write("PRAGMA busy_timeout = 5000")
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


# --- who waits, who listens ---


async def test_giving_up_waiting_does_not_undo_the_command(desk: Desk, journal: Journal) -> None:
    told: list[tuple[Event, ...]] = []
    desk.watch(lambda _, events: told.append(events))
    tap = asyncio.create_task(desk.handle("KESTRL", OPERATOR, admit(2), cause="tap"))
    await asyncio.sleep(0)

    tap.cancel()
    await asyncio.gather(tap, return_exceptions=True)

    assert await seen(desk) == ["F1", "F2"]
    assert told == [(FacilitatorJoined("F2", "en"),)]
    assert len(await journal.rows("KESTRL")) == 3
    assert await result(desk, admit(2), "tap") == "repeated"


async def test_listeners_hear_of_what_is_stored_once_and_of_nothing_else(desk: Desk) -> None:
    heard: list[tuple[str, tuple[Event, ...]]] = []

    def failing(workshop: Workshop, events: tuple[Event, ...]) -> None:
        raise RuntimeError("a listener's own trouble")

    desk.watch(failing)
    desk.watch(lambda workshop, events: heard.append((workshop.code, events)))

    assert await result(desk, admit(2), "tap") == "done"
    assert await result(desk, admit(2), "tap") == "repeated"
    assert await result(desk, admit(2), "other tap") == "nothing"
    assert heard == [("KESTRL", (FacilitatorJoined("F2", "en"),))]


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
