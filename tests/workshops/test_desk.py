"""The desk answers once the outcome is stored; a command delivered twice has one effect."""

from __future__ import annotations

import asyncio

import pytest

from tests.workshops.desks import FIRST, MAKE, OPERATOR, admit, at_once, result, seen
from workshops.commands import ChooseLanguage, MakeWorkshop
from workshops.desk import CauseTaken, Desk, Outcome
from workshops.events import Event, FacilitatorJoined, LanguageChosen, decode
from workshops.journal import Journal
from workshops.model import Actor, Refused, Role, Workshop
from workshops.study import StudyNotKept

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
