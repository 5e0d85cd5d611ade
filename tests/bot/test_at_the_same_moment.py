"""Two people, one moment: one of them comes first, and the other is shown what is so now, with a way on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.both_channels import Venue, both_channels
from tests.bot.web.browser_people import BrowserPerson
from tests.fake_telegram.person import Person
from workshops.commands import ChooseForm, HandIn, PlaceStatement, ProposeStatement, TakePen
from workshops.model import Actor, Phase, Role

ADA, BEN = Actor(Role.PARTICIPANT, "P01"), Actor(Role.PARTICIPANT, "P02")
FIRST, SECOND = "Organisational structure", "Supportive culture"
WORDS, OTHERS = "Time to talk", "Time to talk in private"


@pytest.fixture
async def venue(tmp_path: Path) -> AsyncIterator[Venue]:
    async with both_channels(tmp_path) as venue:
        await venue.facilitator()
        yield venue


@pytest.fixture
async def ada(venue: Venue) -> BrowserPerson:
    return await venue.in_browser("A")


@pytest.fixture
async def ben(venue: Venue, ada: BrowserPerson) -> Person:
    """At the same table, in Telegram; joined after Ada."""
    return await venue.in_telegram("Ben", "A")


async def test_two_who_take_the_pen_both_think_they_have_it_until_they_look(
    venue: Venue, ada: BrowserPerson, ben: Person
) -> None:
    await venue.reaches(Phase.RANKING)
    await ada.looks()
    await ben.waits_for("Take the pen")

    await asyncio.gather(ada.tap("Take the pen"), ben.tap("Take the pen"))
    holder = (await venue.workshop()).groups["A"].pen
    await ada.looks()

    shown = {"P01": ada.screen(), "P02": ben.screen()}
    assert {
        number for number, screen in shown.items() if "Someone else at your table has the pen" in screen
    } == {
        "P01",
        "P02",
    } - {holder}


async def test_whoever_places_after_the_pen_has_gone_changes_nothing_and_is_told_who_to_ask(
    venue: Venue, ada: BrowserPerson, ben: Person
) -> None:
    await venue.reaches(Phase.RANKING)
    await venue.does(ADA, TakePen("A"), ChooseForm("A", "hierarchy"))
    await ada.looks()
    await ada.tap(FIRST)
    await ben.waits_for("Take the pen")

    await ben.tap("Take the pen")
    await ada.tap("Put it on the board")

    ada.sees("Someone else at your table has the pen. Take it first, and say so aloud.", "Take the pen")
    assert (await venue.workshop()).groups["A"].tiers == ()


async def test_two_placings_at_the_same_instant_are_both_kept(
    venue: Venue, ada: BrowserPerson, ben: Person
) -> None:
    await venue.reaches(Phase.RANKING)
    await venue.does(ADA, TakePen("A"), ChooseForm("A", "hierarchy"), PlaceStatement("A", "S3", "top"))
    await venue.does(BEN, TakePen("A"))

    await asyncio.gather(
        venue.does(BEN, PlaceStatement("A", "S1", "top")), venue.does(BEN, PlaceStatement("A", "S2", "top"))
    )

    assert {s for tier in (await venue.workshop()).groups["A"].tiers for s in tier} == {"S1", "S2", "S3"}


async def test_whoever_accepts_a_proposal_that_was_reworded_meanwhile_sees_the_new_words_first(
    venue: Venue, ada: BrowserPerson
) -> None:
    cem = await venue.in_browser("A")
    await venue.reaches(Phase.RANKING)
    await venue.does(ADA, ProposeStatement("A", WORDS))
    for person in (ada, cem):
        await decides(person)

    await ada.types(OTHERS)
    await cem.tap("Accept it")

    cem.sees("Somebody has changed its words meanwhile. Here they are as they stand now.", OTHERS)
    assert (await venue.workshop()).groups["A"].extras == {}
    await cem.tap("Accept it")
    assert [extra.words for extra in (await venue.workshop()).groups["A"].extras.values()] == [OTHERS]


async def test_whoever_rewords_a_proposal_that_was_accepted_meanwhile_finds_it_accepted(
    venue: Venue, ada: BrowserPerson
) -> None:
    cem = await venue.in_browser("A")
    await venue.reaches(Phase.RANKING)
    await venue.does(ADA, ProposeStatement("A", WORDS))
    for person in (ada, cem):
        await decides(person)

    await cem.tap("Accept it")
    await ada.types(OTHERS)

    ada.sees("That proposal has been decided already.", WORDS)
    assert [extra.words for extra in (await venue.workshop()).groups["A"].extras.values()] == [WORDS]


async def test_a_board_handed_in_while_another_places_stays_as_it_was_handed_in(
    venue: Venue, ada: BrowserPerson, ben: Person
) -> None:
    await venue.reaches(Phase.RANKING)
    await venue.does(ADA, TakePen("A"), ChooseForm("A", "hierarchy"), PlaceStatement("A", "S1", "top"))
    await ada.looks()
    await ada.tap(SECOND)
    await venue.does(ADA, HandIn("A", 2))

    await ada.tap("At the top")

    ada.sees("Your board is handed in. To change it, tap “Change the board” first.")
    assert (await venue.workshop()).groups["A"].handed_in_tiers == (("S1",),)


async def test_what_is_typed_into_a_phase_that_has_passed_is_not_lost_to_whoever_typed_it(
    venue: Venue, ada: BrowserPerson, ben: Person
) -> None:
    await venue.reaches(Phase.RANKING)
    await ada.looks()
    for person in (ada, ben):
        await person.tap("Our own statements (0)")
    await venue.reaches(Phase.REPORT_BACK)

    await ada.types(WORDS)
    await ben.send(WORDS)

    ada.sees("The workshop has moved on. Here is where it is now.", WORDS)
    ben.sees("Nothing here takes typed words at the moment, so yours were not kept.")
    assert [message.text for message in ben.chat.messages.values() if message.text == WORDS] == [WORDS]


async def decides(person: BrowserPerson) -> None:
    """Opens what has been proposed at their table."""
    await person.looks()
    await person.tap("Our own statements: 1 to decide")
    await person.tap(f"Decide: {WORDS}")
