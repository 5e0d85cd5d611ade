"""What is sent beside the screens: the handout as a file, a board as a picture."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.house import open_house
from bot.operations import Links, MakeClaim, perform
from bot.pictures import Pictures
from tests.bot.both_channels import Venue, both_channels
from tests.fake_telegram import FakeTelegram, RealTime
from tests.fake_telegram.chats import Message
from tests.fake_telegram.person import Person
from workshops.commands import HandIn, PlaceStatement, StartPhase, TakePen
from workshops.model import Actor, Phase, Role

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
async def venue(tmp_path: Path) -> AsyncIterator[Venue]:
    async with both_channels(tmp_path / "data") as opened:
        yield opened


async def hands_in(venue: Venue, number: str, letter: str, statement: str) -> None:
    who = Actor(Role.PARTICIPANT, number)
    await venue.does(who, TakePen(letter), PlaceStatement(letter, statement, "top"))
    moves = (await venue.workshop()).groups[letter].moves_made
    await venue.does(who, HandIn(letter, moves))


def files(person: Person) -> list[Message]:
    return [message for message in person.chat.messages.values() if message.file]


async def closed(venue: Venue) -> Person:
    """Ada's table has handed in, and the workshop has closed."""
    ada = await venue.in_telegram("Ada", "A")
    await venue.facilitator()
    await venue.reaches(Phase.RANKING)
    await hands_in(venue, "P01", "A", "S2")
    await venue.reaches(Phase.CLOSED)
    await ada.looks()
    return ada


async def test_the_handout_comes_as_a_file_to_keep_with_the_screen_below_it(venue: Venue) -> None:
    ada = await closed(venue)

    await ada.tap("Take it with you")
    await ada.looks()

    [kept] = files(ada)
    assert ada.toast == "Here it comes, as a file in this chat. It opens in any browser."
    assert (kept.file, kept.protected, kept.silent) == (f"handout-{venue.code}.html", False, True)
    assert b"Table A&#39;s board" in kept.content
    assert ada.message().id > kept.id
    ada.sees("The workshop has closed.")


async def test_a_facilitator_gets_the_handout_of_someone_without_a_phone(venue: Venue) -> None:
    claim = await perform(venue.house, MakeClaim(venue.code))
    assert isinstance(claim, Links)
    faith, ada = venue.stranger("Faith"), await venue.in_telegram("Ada", "A")
    await faith.send(f"/start {(claim.telegram_facilitator_url or '').partition('?start=')[2]}")
    await faith.tap("Who sits where")
    await faith.tap("Add someone without a phone, who has consented on paper")
    await venue.reaches(Phase.CLOSED)
    await faith.send("/screen")

    await faith.tap("Handout for P02")
    await faith.looks()

    [kept] = files(faith)
    assert (kept.file, kept.protected) == (f"handout-{venue.code}.html", False)
    assert [label for label in faith.buttons() if label.startswith("Handout")] == ["Handout for P02"]
    assert files(ada) == []


@pytest.mark.proof
async def test_the_own_board_comes_as_a_picture_once_it_is_handed_in(venue: Venue) -> None:
    ada = await venue.in_telegram("Ada", "A")
    await venue.facilitator()
    await venue.reaches(Phase.RANKING)
    await ada.looks()
    assert "See it as a picture" not in ada.buttons()
    await hands_in(venue, "P01", "A", "S2")
    await ada.looks()

    await ada.tap("See it as a picture")
    await ada.looks()

    [picture] = files(ada)
    assert ada.toast == "A picture of the board is on its way."
    assert (picture.text, picture.protected) == ("Table A's board", True)
    assert picture.content.startswith(PNG)
    ada.sees("See it as a picture")


@pytest.mark.proof
async def test_nobody_gets_another_tables_picture_before_report_back(venue: Venue) -> None:
    ada, bea = await venue.in_telegram("Ada", "A"), await venue.in_telegram("Bea", "B")
    await venue.facilitator()
    await venue.reaches(Phase.RANKING)
    await hands_in(venue, "P01", "A", "S2")
    await ada.looks()
    of_table_a = ada.message()

    await bea.tap_old(of_table_a, "See it as a picture")
    assert files(bea) == []
    await venue.reaches(Phase.REPORT_BACK)
    await bea.tap_old(of_table_a, "See it as a picture")
    await bea.looks()

    assert [picture.text for picture in files(bea)] == ["Table A's board"]


async def test_where_nothing_can_be_drawn_the_board_in_words_stays_and_that_is_said(tmp_path: Path) -> None:
    broken = Pictures((sys.executable, "-c", "raise SystemExit(1)"))
    async with both_channels(tmp_path / "data", pictures=broken) as venue:
        ada = await venue.in_telegram("Ada", "A")
        await venue.facilitator()
        await venue.reaches(Phase.RANKING)
        await hands_in(venue, "P01", "A", "S2")
        await ada.looks()

        await ada.tap("See it as a picture")
        await ada.looks()

        assert files(ada) == []
        ada.sees("The picture could not be drawn.", "Table A's board", "Supportive culture")


# When the workshop closes


async def with_a_picture(venue: Venue) -> Person:
    """Ada has had her table's board sent as a picture."""
    ada = await venue.in_telegram("Ada", "A")
    await venue.facilitator()
    await venue.reaches(Phase.RANKING)
    await hands_in(venue, "P01", "A", "S2")
    await ada.looks()
    await ada.tap("See it as a picture")
    await ada.looks()
    assert len(files(ada)) == 1
    return ada


def bots_messages(person: Person) -> list[Message]:
    return [message for message in person.chat.messages.values() if message.sender.is_bot]


@pytest.mark.proof
async def test_at_the_end_only_the_last_screen_stays_and_the_handout_can_be_had(venue: Venue) -> None:
    ada = await with_a_picture(venue)

    await venue.reaches(Phase.CLOSED)
    await ada.looks()

    [last] = bots_messages(ada)
    assert last.file == ""
    ada.sees("Thank you", "Take it with you")
    ada.sees_nothing_of("stays in this chat", "stay in this chat")
    assert await venue.house.chats.sent() == []
    await ada.tap("Take it with you")
    await ada.looks()
    assert [kept.file for kept in files(ada)] == [f"handout-{venue.code}.html"]
    assert await venue.house.chats.sent() == []


@pytest.mark.proof
async def test_what_telegram_no_longer_deletes_is_said(venue: Venue) -> None:
    ada = await with_a_picture(venue)
    [picture] = files(ada)
    ada.chat.messages[picture.id] = replace(picture, date=picture.date - 49 * 3600)

    await venue.reaches(Phase.CLOSED)
    await ada.looks()

    assert files(ada) != []
    ada.sees("1 of our messages stays in this chat: Telegram lets us delete them for two days only.")
    assert [message.stays for message in await venue.house.chats.sent()] == [True]


@pytest.mark.proof
async def test_what_was_left_when_the_server_stopped_goes_when_it_is_back(tmp_path: Path) -> None:
    telegram = FakeTelegram(RealTime())
    async with both_channels(tmp_path / "data", telegram=telegram) as venue:
        ada = await with_a_picture(venue)
        code = venue.code
    async with open_house(tmp_path / "data") as house:
        closing = StartPhase(Phase.CLOSED, Phase.RANKING)
        await house.desk.handle(code, Actor(Role.FACILITATOR, "F1"), closing, cause=None)
    assert len(files(ada)) == 1

    async with both_channels(tmp_path / "data", telegram=telegram) as venue:
        await ada.looks()
        assert files(ada) == []
        assert await venue.house.chats.sent() == []


@pytest.mark.proof
async def test_whoever_has_it_all_removed_keeps_no_file_of_ours_in_the_chat(venue: Venue) -> None:
    ada = await with_a_picture(venue)

    for label in ("More", "Withdraw", "Withdraw, remove what I said", "Remove it now"):
        await ada.tap(label)
    await ada.looks()

    assert files(ada) == []
    assert await venue.house.chats.sent() == []
