"""Before the day and at the door, in both channels: invited, expected, here; and wishes that stay private."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.day_setting import ChangeDay
from bot.operations import perform
from tests.bot.both_channels import Venue, both_channels
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import reads
from tests.fake_telegram.person import Person
from workshops.day import as_written
from workshops.forgetting import Forgetting
from workshops.kept_wishes import KeptWishes
from workshops.model import Phase
from workshops.wishes import MOST_WISHES, Wish

DAY = 24 * 60 * 60 * 1000


@pytest.fixture
async def venue(tmp_path: Path) -> AsyncIterator[Venue]:
    """A workshop that is tomorrow."""
    async with both_channels(tmp_path) as venue:
        await is_in(venue, DAY)
        yield venue


async def is_in(venue: Venue, milliseconds: int) -> None:
    """The workshop starts so much later than now."""
    starts = as_written(venue.house.clock() + milliseconds, "Europe/London")
    day = {"starts": starts, "place": "The hall, 2 Mill Lane", "directions": "Up the stairs."}
    await perform(venue.house, ChangeDay(venue.code, day))


async def wishes(venue: Venue, number: str) -> list[tuple[str, str]]:
    kept = await KeptWishes(venue.house.journal).of(venue.code, number)
    return [(wish.kind, wish.other) for wish in kept]


async def says_nothing_about_oneself(person: Person | BrowserPerson) -> None:
    """A chat asks at once, a page when one likes."""
    while "Skip this" in person.buttons():
        await person.tap("Skip this")


# The invitation


async def test_the_link_is_an_invitation_until_the_day_and_nothing_is_kept_of_who_reads_it(
    venue: Venue,
) -> None:
    ada, ben = await venue.newcomer("Ada", "A"), await venue._browser(venue.links.join_url)

    for person in (ada, ben):
        person.sees("The hall, 2 Mill Lane", "Up the stairs.", "Greenwich Mean Time")
        await person.tap("Read the themes ahead")
        await person.tap("Supportive culture")
        person.sees("What it covers:")
        await person.tap("Back")
        await person.tap("Back")
        person.sees("Before you join")

    assert (await venue.workshop()).participants == {}
    assert [one.number for one in await venue.house.people.everyone(venue.code)] == []


async def test_the_day_goes_into_a_calendar(venue: Venue) -> None:
    ada = await venue._browser(venue.links.join_url)

    response = await ada.http.get(ada.page.links()["Put it in my calendar"])

    lines = response.text.replace("\r\n ", "").split("\r\n")
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "LOCATION:The hall\\, 2 Mill Lane" in lines
    assert f"DESCRIPTION:Up the stairs.\\n{venue.links.join_url}" in lines
    assert all(len(line.encode()) <= 75 for line in response.text.split("\r\n"))
    assert (await ada.http.get("/calendar/nothing-of-the-kind")).status_code == 404


async def test_nobody_is_counted_as_there_before_the_doors_open(venue: Venue) -> None:
    ada, ben = await venue.newcomer("Ada", "A"), await venue._browser(venue.links.join_url)
    for person in (ada, ben):
        await person.tap("No, thank you")
        await person.tap("Take part without being recorded")
        person.sees("That is for the day itself")

    assert (await venue.workshop()).unrecorded == 0


# Agreed beforehand


async def test_whoever_agreed_beforehand_arrives_with_one_tap(venue: Venue) -> None:
    ada = await venue.in_telegram("Ada", "A")
    ben = await venue.in_browser("A")
    for person in (ada, ben):
        await says_nothing_about_oneself(person)
        person.sees("You are expected", "Before the day", "The hall, 2 Mill Lane")
        await person.tap("I am here")
        person.sees("That is for the day itself")
    workshop = await venue.workshop()
    assert [person.consent.where for person in workshop.participants.values()] == ["beforehand"] * 2
    assert list(workshop.present()) == []

    await is_in(venue, 0)
    await ada.send(f"/start {venue.start_link('B')}")
    await ada.tap("I am here, at table B")
    await ben.opens(f"{venue.links.join_url}/B")
    await ben.tap("I am here, at table B")

    for person in (ada, ben):
        person.sees("You are at table B")
    assert [person.number for person in (await venue.workshop()).members("B")] == ["P01", "P02"]


async def test_facilitators_see_how_many_are_yet_to_come_and_may_seat_one(venue: Venue) -> None:
    await venue.in_telegram("Ada", "A")
    facilitator = await venue.facilitator()
    facilitator.sees("1 person agreed beforehand and is not here yet.", "0 people here")

    await facilitator.tap("Who sits where")
    await facilitator.tap("P01 · not here yet")
    await facilitator.tap("Table A (0 here)")

    facilitator.sees("1 person here")
    facilitator.does_not_see("not here yet")


async def test_whoever_cannot_come_says_so_and_is_not_waited_for(venue: Venue) -> None:
    ada = await venue.in_telegram("Ada", "")
    await says_nothing_about_oneself(ada)

    await ada.tap("I cannot come")

    ada.sees("You have left")
    assert (await venue.workshop()).expected() == []


async def test_whoever_comes_when_it_has_begun_asks_to_be_let_in(venue: Venue) -> None:
    ada = await venue.in_browser("")
    await venue.facilitator()
    await venue.reaches(Phase.THEMES)
    await ada.opens(f"/w/{venue.code}")
    ada.sees("You are expected", "The workshop has started.")

    await ada.tap("I am here")

    ada.sees("A facilitator has been told that you are here")


async def test_after_the_end_it_is_over_for_those_who_never_came_too(venue: Venue) -> None:
    ada = await venue.in_browser("")
    await venue.facilitator()
    await venue.reaches(Phase.CLOSED)

    await ada.opens(f"/w/{venue.code}")

    ada.sees("The workshop has closed without you.")


async def test_a_facilitator_changes_the_day_and_keeps_what_was_typed_wrong(venue: Venue) -> None:
    facilitator = await venue.facilitator()
    await facilitator.tap("Place and time")
    await facilitator.tap("Change: Start")

    await facilitator.types("3rd of December, ten o'clock")
    facilitator.sees("That is not a time.", "3rd of December, ten o'clock")
    await facilitator.types("2026-12-03 10:00")

    facilitator.sees("Thursday, 3 December 2026, 10:00 to about 13:25")


async def test_whoever_agreed_at_home_goes_on_with_the_phone_they_bring(venue: Venue) -> None:
    at_home = await venue.in_browser("")
    await at_home.opens(f"/w/{venue.code}/elsewhere")
    await at_home.tap("Make a link for the phone I bring")
    link = at_home.page.document.findtext(".//p[@class='own-link']", "")

    phone = await venue._browser(link)
    await phone.tap("Open my page")

    phone.sees("You are expected", "On the day you are P01 here")
    stranger = await venue._browser(link)
    await stranger.tap("Open my page")
    stranger.sees("This link has been used already")
    assert stranger.status == 410
    await is_in(venue, 0)
    await phone.tap("I am here")
    phone.sees("You are in")


async def test_a_link_of_ones_own_is_for_those_who_are_expected(venue: Venue) -> None:
    await is_in(venue, 0)
    ada = await venue.in_browser("A")
    await ada.opens(f"/w/{venue.code}/elsewhere")
    assert ada.buttons() == ["Show me a code"]

    answer = await ada.http.post(f"/w/{venue.code}/own-link", headers={"Origin": ada.origin()})

    assert answer.url.path == f"/w/{venue.code}"


# Wishes


async def writes(person: Person | BrowserPerson, words: str) -> None:
    await (person.send(words) if isinstance(person, Person) else person.types(words))


async def test_wishes_are_made_by_tapping_or_typing_and_taken_back(venue: Venue) -> None:
    ada, ben = await venue.in_telegram("Ada", ""), await venue.in_browser("")
    for person, own, other in ((ada, "P01", "P02"), (ben, "P02", "P01")):
        await says_nothing_about_oneself(person)
        await person.tap("Who sits with me")
        await person.tap("Please not with …")
        await person.tap(other)
        person.sees(f"Not with {other}.")
        await person.tap("I'd like to sit with …")
        await writes(person, other.lower())
        person.sees(f"You would like to sit with {other}.")
        assert await wishes(venue, own) == [("with", other)]

        await person.tap(f"Take back: with {other}")

        assert await wishes(venue, own) == []


async def test_a_late_delivery_brings_no_wish_back(venue: Venue) -> None:
    ada, _ = await venue.in_browser(""), await venue.in_browser("")
    await ada.opens(f"/w/{venue.code}?view=wishes+not_with")
    form = ada.button("P02")
    await ada.sends(form)
    await ada.tap("Take back: not with P02")

    await ada.sends(form)

    assert await wishes(venue, "P01") == []


async def test_late_or_refused_ones_own_words_stay_as_they_are(venue: Venue) -> None:
    ada = await venue.in_browser("")
    await ada.opens(f"/w/{venue.code}?view=profile 3")
    form = next(form for form in ada.page.forms() if "words" in form.fields)
    await ada.sends(form, words="Lower Weir")
    await ada.sends(form, words="Upper Weir", key="another-key")
    kept = await venue.house.people.words(venue.code)

    await ada.sends(form, words="Lower Weir")
    await venue.facilitator()
    await venue.reaches(Phase.CLOSED)
    await ada.sends(form, words="Elsewhere", key="a-third-key")

    assert list(kept.values()) == ["Upper Weir"]
    assert await venue.house.people.words(venue.code) == kept


async def test_a_number_that_nobody_has_is_said_to_be_none_and_stays_in_the_box(venue: Venue) -> None:
    ada = await venue.in_browser("")
    await ada.opens(f"/w/{venue.code}?view=wishes+with")

    await ada.types("P77")

    ada.sees("There is nobody with that number here.", "P77")


async def test_a_peer_may_ask_for_a_table_of_peers(venue: Venue) -> None:
    ada = await venue.in_browser("")
    await ada.tap("About you (0 of 3 answered)")
    await ada.tap("I am a peer worker")
    await ada.opens(f"/w/{venue.code}?view=wishes")

    await ada.tap("A table of peers only")

    ada.sees("At a table of peers only.")
    assert await wishes(venue, "P01") == [("peers", "")]


async def test_groups_are_formed_by_wishes_that_no_journal_holds(venue: Venue) -> None:
    await is_in(venue, 0)
    people = [await venue.in_browser("") for _ in range(8)]
    await people[0].sends(people[0].button("More"), payload=f"{venue.code}|wish|not_with|P02|true")
    facilitator = await venue.facilitator()

    await facilitator.tap("Form groups for 8 people")

    workshop = await venue.workshop()
    groups = {number: one.group for number, one in workshop.participants.items()}
    assert groups["P01"] != groups["P02"]
    assert (workshop.wishes, workshop.wishes_met) == (1, 1)
    rows = await venue.house.journal.rows(venue.code)
    assert not [row for row in rows if "not_with" in row.events]


async def test_wishes_go_with_whoever_made_them_and_with_the_list_of_people(venue: Venue) -> None:
    ada, ben = await venue.in_browser(""), await venue.in_browser("")
    for person, other in ((ada, "P02"), (ben, "P01")):
        await person.sends(person.button("More"), payload=f"{venue.code}|wish|with|{other}|true")

    await ada.sends(ada.button("Back"), payload=f"{venue.code}|withdraw|P01|true")

    assert await wishes(venue, "P01") == []
    assert await wishes(venue, "P02") == [("with", "P01")]
    await Forgetting(venue.house.journal).links(venue.code)
    assert await wishes(venue, "P02") == []


async def test_nobody_makes_more_wishes_than_can_be_kept(venue: Venue) -> None:
    ada = await venue.in_browser("")
    kept = KeptWishes(venue.house.journal)
    assert all(
        [await kept.keep(venue.code, Wish("P01", "with", f"P{n}")) for n in range(20, 20 + MOST_WISHES)]
    )
    await venue.in_telegram("Ben", "")

    await ada.sends(ada.button("More"), payload=f"{venue.code}|wish|with|P02|true")

    ada.sees("You have made as many wishes as can be kept.")
    assert await kept.keep(venue.code, Wish("P01", "not_with", "P20"))
    assert len(await wishes(venue, "P01")) == MOST_WISHES


async def test_what_is_wished_on_a_slip_is_kept_for_its_number_and_not_shown_again(venue: Venue) -> None:
    await is_in(venue, 0)
    await venue.in_browser("")
    facilitator = await venue.facilitator()
    await facilitator.tap("Who sits where")
    await facilitator.tap("Add someone without a phone, who has consented on paper")
    await facilitator.tap("Who sits with me")
    await facilitator.tap("Please not with …")

    await facilitator.types("1")

    assert await wishes(venue, "P02") == [("not_with", "P01")]
    facilitator.sees("What was wished before is not shown here.")
    facilitator.does_not_see("Not with P01.")


async def test_a_support_person_is_one_more_chair_and_no_participant(venue: Venue) -> None:
    await is_in(venue, 0)
    ada = await venue.in_telegram("Ada", "A")
    await says_nothing_about_oneself(ada)
    await ada.tap("Who sits with me")
    await ada.tap("Someone is with me to support me")

    ada.sees("Someone who supports you sits beside you.")
    facilitator = await venue.facilitator()
    facilitator.sees("1 person here, 1 at a table.", "and 1 person in support", "one more chair")


async def test_whoever_agrees_when_it_is_over_is_told_and_nothing_is_kept_of_them(venue: Venue) -> None:
    ada, ben = await venue.newcomer("Ada", ""), await venue.newcomer_in_browser()
    for person in (ada, ben):
        await reads(person)
    await venue.facilitator()
    await venue.reaches(Phase.CLOSED)

    for person in (ada, ben):
        await person.tap("I agree and join")

    assert [one.number for one in await venue.house.people.everyone(venue.code)] == ["F1"]
    await ada.send(f"/start {venue.start_link()}")
    await ben.opens(venue.links.join_url)
    for person in (ada, ben):
        person.sees("This workshop has closed.")
