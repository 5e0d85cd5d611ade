"""What people meet in the chat: joining, typing, old buttons, other workshops, the menus of each role."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.operations import Links, MakeClaim, MakeNew, perform
from tests.bot.both_channels import Venue, both_channels
from tests.bot.serve_process import until
from tests.bot.web.conftest import PEER_WORKER_ROLES
from workshops.commands import StartBreak
from workshops.model import Actor, Phase, Role


@pytest.fixture
async def venue(tmp_path: Path) -> AsyncIterator[Venue]:
    async with both_channels(tmp_path / "data") as opened:
        yield opened


async def test_before_consent_nothing_is_kept(venue: Venue) -> None:
    ada = venue.stranger("Ada")
    await ada.send(f"/start {venue.start_link()}")
    await ada.tap("Go on")
    await ada.tap("1. Tick")

    ada.sees("Nothing about you is kept until you tap")
    assert await venue.house.people.everyone(venue.code) == []
    assert await venue.house.chats.screen(ada.id) is None


async def test_consent_without_all_that_is_needed_has_no_button(venue: Venue) -> None:
    ada = venue.stranger("Ada")
    await ada.send(f"/start {venue.start_link()}")
    await ada.tap("Go on")

    assert "I agree and join" not in ada.buttons()


async def test_the_spoken_code_leads_in_and_a_wrong_one_is_said_calmly(venue: Venue) -> None:
    ada = venue.stranger("Ada")
    await ada.send("/start")
    ada.sees("type the six letters")
    await ada.send("AAAAAA")
    ada.sees("There is no workshop with that code.")

    await ada.send(venue.code.lower())

    ada.sees("Before you join")


async def test_typed_words_are_kept_and_taken_out_of_the_chat(venue: Venue) -> None:
    ada = await venue.in_telegram("Ada", "A")
    await venue.moves_on("Themes")
    await ada.looks()
    await ada.send("/themes")
    await ada.tap("Supportive culture")
    await ada.tap("Partly")
    await ada.tap("Say why")
    await ada.send("It was so in our team.")

    ada.sees("Saved: Partly.")
    workshop = await venue.workshop()
    assert workshop.participants["P01"].fits["T2"].why == "It was so in our team."
    assert not [m for m in ada.chat.messages.values() if "our team" in m.text and not m.sender.is_bot]


async def test_an_open_card_lets_the_room_through_and_stays(venue: Venue) -> None:
    ada = await venue.in_telegram("Ada", "A")
    await venue.moves_on("Themes")
    await ada.send("/themes")
    await ada.tap("Supportive culture")
    await ada.tap("Fits")
    await ada.tap("Say why")
    await venue.does(Actor(Role.FACILITATOR, "F1"), StartBreak(1, 15))
    await ada.looks()

    ada.sees("Break", "Everything is saved.", "Why? A few words are enough.")
    await venue.reaches(Phase.RANKING)
    await ada.looks()
    ada.sees("Meanwhile the room has gone on to: Group ranking.")
    await ada.send("It was so in our team.")

    ada.sees("Saved: Fits.")
    await ada.tap("Back")
    ada.sees("Table A's board")


async def test_too_many_words_are_refused_with_the_count_and_stay_in_the_chat(venue: Venue) -> None:
    ada = await venue.in_telegram("Ada", "A")
    await venue.moves_on("Themes")
    await ada.send("/themes")
    await ada.tap("Supportive culture")
    await ada.tap("Fits")
    await ada.tap("Say why")
    await ada.send("a" * 2_001)

    ada.sees("That is 2001 characters; there is room for 2000. Nothing is lost")
    assert [m for m in ada.chat.messages.values() if m.text == "a" * 2_001]


async def test_words_that_nothing_asks_for_are_not_kept_and_that_is_said(venue: Venue) -> None:
    ada = await venue.in_telegram("Ada", "A")
    await ada.send("/screen")
    await ada.send("hello there")

    ada.sees("Nothing here takes typed words at the moment", "You are in")


async def test_an_old_button_changes_nothing_and_brings_the_screen_down(venue: Venue) -> None:
    ada = await venue.in_telegram("Ada", "A")
    await ada.send("/screen")
    lobby = ada.message()
    await ada.tap("Move to table B")
    await venue.moves_on("Themes")
    await ada.send("/screen")

    await ada.tap_old(lobby, "Move to table B")

    ada.sees("Themes")
    assert ada.toast == "The workshop has moved on. Here is where it is now."
    assert (await venue.workshop()).participants["P01"].group == "B"


async def test_a_button_of_another_workshop_changes_nothing(venue: Venue) -> None:
    ada = await venue.in_telegram("Ada", "A")
    await ada.send("/screen")
    old = ada.message()
    other = await perform(venue.house, MakeNew(str(PEER_WORKER_ROLES), "A year later", groups=2))
    assert isinstance(other, Links)
    assert other.telegram_join_url
    await ada.send(f"/start {other.telegram_join_url.partition('?start=')[2]}")
    await venue.consents(ada)
    ada.sees("About you")

    await ada.tap_old(old, "Move to table B")

    assert ada.toast == "That button belongs to another workshop. Here is the one you are in."
    assert (await venue.workshop()).participants["P01"].group == "A"


async def test_a_facilitator_claims_once_and_has_a_menu_of_their_own(venue: Venue) -> None:
    claim = await perform(venue.house, MakeClaim(venue.code))
    assert isinstance(claim, Links)
    assert claim.telegram_facilitator_url
    start = claim.telegram_facilitator_url.partition("?start=")[2]
    faith, mallory = venue.stranger("Faith"), venue.stranger("Mallory")

    await faith.send(f"/start {start}")
    await mallory.send(f"/start {start}")

    faith.sees("Join here", venue.code)
    assert faith.menu() == ["screen", "seating", "questions", "notes", "steer"]
    mallory.sees("This link has been used already.")
    assert not [m for m in faith.chat.messages.values() if start in m.text]


async def test_a_participant_has_a_menu_of_their_own_and_no_way_to_the_room(venue: Venue) -> None:
    ada = await venue.in_telegram("Ada", "A")
    assert ada.menu() == ["screen", "themes", "mydata", "more", "pause", "leave"]

    await ada.send("/steer")

    ada.sees("There is no such command here.")


async def test_a_workshop_that_is_not_on_telegram_says_so(venue: Venue) -> None:
    made = await perform(venue.house, MakeNew(str(PEER_WORKER_ROLES), "On paper", telegram=False))
    assert isinstance(made, Links)
    assert made.telegram_join_url is None
    ada = venue.stranger("Ada")

    await ada.send(f"/start join-{made.join_url.rpartition('/')[2]}")

    ada.sees("This workshop is not on Telegram.")


async def test_facilitators_read_who_can_no_longer_be_written_to(venue: Venue) -> None:
    ada = await venue.in_telegram("Ada", "A")
    faith = await venue.facilitator()
    faith.does_not_see("no longer gets messages")

    ada.block()
    await faith.tap("Next: Themes")
    await until(lambda: venue.house.acting.reach.lost(venue.code) == ("P01",), "Nobody was missed.")
    await faith.looks()
    faith.sees("P01 no longer gets messages in Telegram. Please tell them in person")

    await ada.send("/start")
    await faith.looks()
    faith.does_not_see("no longer gets messages")
