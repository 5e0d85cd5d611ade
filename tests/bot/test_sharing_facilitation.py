"""Sharing the room: a link made in the console, taken elsewhere, seen and taken back by the others."""

from __future__ import annotations

import re
from asyncio import gather
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.both_channels import Venue, both_channels
from tests.bot.web.browser_people import BrowserPerson
from workshops.commands import StopFacilitating
from workshops.model import Actor, Role

MAKES = "Make a link for another facilitator"
TAKES = "I will run it from here"


@pytest.fixture
async def venue(tmp_path: Path) -> AsyncIterator[Venue]:
    async with both_channels(tmp_path / "data") as opened:
        yield opened


def links_on(screen: str) -> list[str]:
    return re.findall(r"http\S+/claim/\S+|https://t\.me/\S+start=claim-\S+", screen)


async def at_facilitators(venue: Venue, who: BrowserPerson) -> BrowserPerson:
    return await who.opens(f"/f/{venue.code}?view=facilitators")


async def shares(venue: Venue, who: BrowserPerson, label: str = MAKES) -> list[str]:
    await at_facilitators(venue, who)
    await who.tap(label)
    return links_on(who.screen())


async def test_a_link_lets_one_more_in_and_only_its_maker_reads_it(venue: Venue) -> None:
    faith = await venue.facilitator()
    browser, _ = await shares(venue, faith)
    faith.sees("A link made by F1, open until")

    gwen = await venue.at_the_address(browser)
    await gwen.tap(TAKES)

    await at_facilitators(venue, gwen)
    gwen.sees("F1", "F2 (you)")
    assert links_on((await at_facilitators(venue, faith)).screen()) == []
    late = await venue.at_the_address(browser)
    late.sees("This link has been used already.")


async def test_the_others_see_that_it_is_open_and_take_it_back_with_one_tap(venue: Venue) -> None:
    faith, gwen = await venue.facilitator(), await venue.facilitator()
    browser, _ = await shares(venue, faith)

    await at_facilitators(venue, gwen)
    gwen.sees("A link made by F1, open until")
    assert links_on(gwen.screen()) == []
    await gwen.tap(next(label for label in gwen.buttons() if label.startswith("Take back link 4 (by F1")))

    assert links_on((await at_facilitators(venue, faith)).screen()) == []
    stranger = await venue.at_the_address(browser)
    stranger.sees("This link does not open a workshop.")


async def test_a_link_is_stored_as_its_hash_alone(venue: Venue) -> None:
    faith = await venue.facilitator()
    browser, _ = await shares(venue, faith)
    token = browser.rpartition("/")[2]

    rows = await venue.house.journal.rows(venue.code)
    assert [row.seq for row in rows if token in row.events] == []
    assert token not in str(await venue.house.people.claims(venue.code))
    [claim] = [one for one in await venue.house.people.claims(venue.code) if one.made_by == "F1"]
    assert claim.expires_at - claim.made_at in range(899_000, 900_001)


async def test_handing_over_the_other_runs_the_room_and_this_one_sees_nothing_of_it(venue: Venue) -> None:
    faith = await venue.facilitator()
    browser, _ = await shares(venue, faith, "Hand over: I stop when they have taken my link")
    faith.sees("who hands over, open until")
    gwen = await venue.at_the_address(browser)
    await gwen.tap(TAKES)

    await faith.looks()
    faith.sees("You no longer run this workshop")
    faith.does_not_see("Table A", venue.code)
    assert faith.buttons() == []
    for page in ("team", "handout/P01"):
        await faith.opens(f"/f/{venue.code}/{page}")
        assert faith.status in (403, 404)
    await gwen.tap("Next: Themes")


async def test_in_telegram_a_group_facilitator_comes_by_the_link_for_a_table(venue: Venue) -> None:
    faith, ivo = await venue.facilitator(), venue.stranger("Ivo")
    await at_facilitators(venue, faith)
    await faith.tap("Make a link for a group facilitator")
    await faith.tap("Table B")
    faith.sees("for table B, open until")
    _, in_telegram = links_on(faith.screen())

    await ivo.send(f"/start {in_telegram.partition('?start=')[2]}")

    assert (
        "My table: B" in " ".join(ivo.buttons()) or (await venue.workshop()).facilitators["F2"].leads == "B"
    )
    await ivo.send("/steer")
    await ivo.tap("Facilitators (2)")
    ivo.sees("F2 (you)", "group facilitator at table B")
    await ivo.tap(MAKES)
    ivo.sees("A link made by F2, open until")
    assert len(links_on(ivo.screen())) == 2


async def test_a_facilitator_is_removed_by_another_and_the_last_one_stays(venue: Venue) -> None:
    faith, gwen = await venue.facilitator(), await venue.facilitator()
    await at_facilitators(venue, faith)
    await faith.tap("F2 stops facilitating")
    await faith.tap("F2 stops facilitating")

    await gwen.looks()
    gwen.sees("You no longer run this workshop")
    await at_facilitators(venue, faith)
    await faith.tap("I stop facilitating")
    faith.sees("Nobody else runs this room.")
    assert "I stop facilitating" not in faith.buttons()
    browser, _ = await shares(venue, faith)
    await gwen.opens(browser)
    await gwen.tap(TAKES)
    await gwen.tap("Next: Themes")


async def test_whoever_was_removed_does_not_come_back_by_the_link_they_had(venue: Venue) -> None:
    faith, ivo = await venue.facilitator(), venue.stranger("Ivo")
    _, in_telegram = await shares(venue, faith)
    start = in_telegram.partition("?start=")[2]
    await ivo.send(f"/start {start}")
    await shares(venue, faith)
    other, _ = links_on(faith.screen())
    gwen = await venue.at_the_address(other)
    form = gwen.button(TAKES)
    await gwen.sends(form)
    for number in ("F2", "F3"):
        await venue.does(Actor(Role.FACILITATOR, "F1"), StopFacilitating(number))

    await ivo.send(f"/start {start}")
    await gwen.sends(form)

    ivo.sees("This link has been used already.")
    gwen.sees("This link has been used already.")
    assert [one.number for one in (await venue.workshop()).facilitating()] == ["F1"]


async def test_a_link_taken_twice_at_once_lets_one_in_and_keeps_nothing_of_the_other(venue: Venue) -> None:
    faith = await venue.facilitator()
    browser, _ = await shares(venue, faith)
    both = [await venue.at_the_address(browser) for _ in range(2)]

    await gather(*(person.tap(TAKES) for person in both))

    assert [one.number for one in (await venue.workshop()).facilitating()] == ["F1", "F2"]
    assert [one.number for one in await venue.house.people.everyone(venue.code)] == ["F1", "F2"]
