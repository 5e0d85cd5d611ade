"""Taking part without being recorded: counted once by one tap, nothing kept, and the room followed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.web.joining import MOST_A_MINUTE
from tests.bot.both_channels import Venue, both_channels
from tests.bot.web.browser_people import BrowserPerson
from workshops.commands import PresentTheme
from workshops.model import Actor, Phase, Role

TAKES_PART = "Take part without being recorded"
YES = "You take part without being recorded"


@pytest.fixture
async def venue(tmp_path: Path) -> AsyncIterator[Venue]:
    async with both_channels(tmp_path / "data") as opened:
        yield opened


async def declined(venue: Venue) -> BrowserPerson:
    newcomer = await venue.newcomer_in_browser()
    await newcomer.tap("No, thank you")
    return newcomer


async def counted(venue: Venue) -> int:
    return (await venue.workshop()).unrecorded


async def test_one_tap_in_the_browser_counts_one_and_keeps_nothing_of_them(venue: Venue) -> None:
    ada = await declined(venue)

    await ada.tap(TAKES_PART)

    ada.sees(YES, "Nothing else is kept", "Arriving")
    assert await counted(venue) == 1
    assert await venue.house.people.everyone(venue.code) == []
    assert (await venue.workshop()).participants == {}
    [row] = [row for row in await venue.house.journal.rows(venue.code) if row.actor == "newcomer"]
    assert (row.cause or "").startswith("web:here:")


async def test_a_double_tap_a_reload_and_the_link_again_count_nobody_twice(venue: Venue) -> None:
    ada = await declined(venue)
    form = ada.button(TAKES_PART)
    await ada.sends(form)
    await ada.sends(form)
    await ada.sends(form, key="another-key-of-the-same-page")
    await ada.looks()
    await ada.opens(venue.links.join_url)

    ada.sees(YES)
    assert await counted(venue) == 1


async def test_the_same_form_sent_twice_counts_once_even_without_a_cookie(venue: Venue) -> None:
    ada = await declined(venue)
    form = ada.button(TAKES_PART)
    for _ in range(2):
        ada.http.cookies.clear()
        await ada.sends(form)

    assert await counted(venue) == 1


async def test_they_follow_the_room_and_read_the_themes_and_can_do_nothing_else(venue: Venue) -> None:
    ada = await declined(venue)
    await ada.tap(TAKES_PART)
    await venue.facilitator()
    await venue.reaches(Phase.THEMES)
    await venue.does(Actor(Role.FACILITATOR, "F1"), PresentTheme("T2"))

    await ada.looks()
    ada.sees("Themes", "Supportive culture")
    await ada.tap("Themes")
    await ada.tap("Challenging boundaries")
    ada.sees("What it covers")
    assert ada.buttons() == ["All themes", "Back"]
    await venue.reaches(Phase.RANKING)
    await ada.looks()
    assert ada.buttons() == ["Themes"]
    await venue.reaches(Phase.CLOSED)
    await ada.looks()
    ada.sees(YES, "Thank you")


async def test_whoever_consents_after_all_is_counted_once_as_a_participant(venue: Venue) -> None:
    ada = await declined(venue)
    await ada.tap(TAKES_PART)

    await ada.opens(ada.page.links()["Read again"])
    await venue.consents_in_browser(ada)

    assert await counted(venue) == 0
    assert list((await venue.workshop()).participants) == ["P01"]
    await ada.opens(venue.links.join_url)
    ada.sees("P01")


async def test_one_tap_in_telegram_counts_one_and_keeps_nothing_of_the_chat(venue: Venue) -> None:
    ada = await venue.newcomer("Ada", "A")
    await ada.tap("No, thank you")

    await ada.tap(TAKES_PART)
    await ada.repeat_last_tap()

    ada.sees(YES)
    assert await counted(venue) == 1
    assert await venue.house.people.everyone(venue.code) == []
    assert await venue.house.chats.screen(ada.id) is None
    rows = await venue.house.journal.rows(venue.code)
    assert [row.actor for row in rows if str(ada.id) in f"{row.cause} {row.actor} {row.events}"] == []


async def test_in_telegram_the_message_follows_the_room(venue: Venue) -> None:
    ada = await venue.newcomer("Ada", "A")
    await ada.tap("No, thank you")
    await ada.tap(TAKES_PART)
    await venue.facilitator()
    await venue.reaches(Phase.RANKING)

    await ada.looks()
    ada.sees("Group ranking", YES)
    await ada.tap("Themes")
    await ada.tap("Supportive culture")
    ada.sees("What it covers")
    await ada.tap("Back")
    await ada.tap("Read again")
    ada.sees("Before you join")


async def test_in_telegram_whoever_starts_again_is_not_counted_again(venue: Venue) -> None:
    ada = await venue.newcomer("Ada", "A")
    await ada.tap("No, thank you")
    await ada.tap(TAKES_PART)
    await ada.tap("Read again")
    await ada.tap("No, thank you")
    await ada.tap(TAKES_PART)
    assert await counted(venue) == 1

    await ada.tap("Read again")
    await venue.consents(ada)
    assert await counted(venue) == 0


async def test_a_script_does_not_make_a_crowd(venue: Venue) -> None:
    ada = await declined(venue)
    form = ada.button(TAKES_PART)
    for number in range(MOST_A_MINUTE + 5):
        ada.http.cookies.clear()
        await ada.sends(form, key=f"another-key-of-a-script-{number}")

    assert MOST_A_MINUTE <= await counted(venue) < MOST_A_MINUTE + 5
    ada.sees("Please wait a minute, then tap again.")
