"""What became of the themes, in the second handout and on the closed screen; and how people are told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.handout import handout
from bot.house import open_house
from bot.operations import perform
from bot.recording import RecordTeam
from tests import given
from tests.bot.both_channels import Venue, both_channels
from tests.bot.screens.looking import screen, words
from tests.bot.test_handout import ADDRESSES, headings, text_of
from tests.fake_telegram import FakeTelegram, RealTime
from tests.fake_telegram.person import Person
from tests.given import BUILT_IN, Room
from workshops.commands import ChangeTheme, Leave, TellChanges
from workshops.model import Actor, Phase, Role

TITLES = {theme: words.title for theme, words in BUILT_IN.text("en").themes.items()}
CHANGES = (
    ChangeTheme("N1", "added", ("Money",), (), "Every table named it.", "A-n1", "AG", "2026-11-21"),
    ChangeTheme("T3", "merged", ("Being one",), ("T2",), "They belong together.", "", "AG", "2026-11-21"),
    ChangeTheme("T2", "merged", ("Being one",), ("T3",), "They belong together.", "", "AG", "2026-11-21"),
    ChangeTheme("T1", "renamed", ("Time",), (), "It is about time.", "", "AG", "2026-11-21"),
    ChangeTheme("T4", "split", ("Words", "Deeds"), (), "Two things.", "", "AG", "2026-11-21"),
    ChangeTheme("T5", "kept", (), (), "It fits.", "", "AG", "2026-11-21"),
)
TOLD = [
    f"“{TITLES['T1']}” is now called “Time”. It is about time.",
    f"“{TITLES['T2']}”, “{TITLES['T3']}” are now one: “Being one”. They belong together.",
    f"“{TITLES['T4']}” is now more than one: “Words”, “Deeds”. Two things.",
    f"“{TITLES['T5']}” stays as it is. It fits.",
    "New: “Money”. Every table named it.",
]


@pytest.fixture
async def venue(tmp_path: Path) -> AsyncIterator[Venue]:
    async with both_channels(tmp_path / "data") as opened:
        yield opened


def closed() -> Room:
    room = given.workshop().joined("P01", "P02", table="A").phase(Phase.RANKING).handed_in("P01", "S2", "S1")
    return room.phase(Phase.CLOSED).does("operator", *CHANGES)


async def tells(venue: Venue) -> None:
    """As the command line does while `serve` runs."""
    await perform(venue.house, RecordTeam(venue.code, CHANGES, (), tell=True))


def messages(person: Person) -> list[int]:
    return list(person.chat.messages)


def test_nothing_is_told_before_the_team_says_so() -> None:
    room = closed()

    assert "What became of the themes" not in handout(room.workshop, "P01", ADDRESSES)
    assert "What became of the themes" not in words(screen(room.workshop, "P01"))


def test_the_second_handout_begins_with_what_became_of_each_theme_and_why() -> None:
    page = handout(closed().does("operator", TellChanges()).workshop, "P01", ADDRESSES)

    assert headings(page)[1:3] == ["What became of the themes", "Table A's board"]
    told = text_of(page).partition("In its own words: ")[2].partition(" Table A's board")[0]
    assert told == " ".join(TOLD)
    assert "A-n1" not in page
    assert "AG" not in text_of(page)


def test_the_closed_screen_says_so_too() -> None:
    room = closed().does("operator", TellChanges())

    shown = " ".join(words(screen(room.workshop, "P02")).split())

    for line in TOLD:
        assert line.split(". ")[0] in shown
    assert shown.index("What became of the themes") < shown.index("What happens next")


def test_what_is_typed_later_is_in_the_handout_of_whoever_opens_it_then() -> None:
    room = closed().does("operator", TellChanges())
    room.does(
        "operator", ChangeTheme("T5", "renamed", ("Again",), (), "We were wrong.", "", "AG", "2027-01-01")
    )

    assert "is now called “Again”. We were wrong." in text_of(handout(room.workshop, "P01", ADDRESSES))


async def test_whose_chat_is_still_here_is_told_once_silently_by_a_screen_anew(venue: Venue) -> None:
    ada, bea = await venue.in_telegram("Ada", "A"), await venue.in_telegram("Bea", "A")
    browser = await venue.in_browser("B")
    await venue.facilitator()
    await venue.reaches(Phase.CLOSED)
    await venue.does(Actor(Role.PARTICIPANT, "P02"), Leave())
    await ada.looks()
    await bea.looks()
    before, left_before = ada.message().id, messages(bea)

    await tells(venue)
    await ada.waits_for("What became of the themes")
    await browser.opens(f"/w/{venue.code}")

    assert ada.message().id > before
    assert ada.message().silent
    assert messages(bea) == left_before
    browser.sees("What became of the themes", "New: “Money”.")
    told = ada.message().id
    await tells(venue)
    await ada.looks()
    assert ada.message().id == told


@pytest.mark.proof
async def test_what_was_told_while_nothing_was_served_arrives_when_it_is_served_again(tmp_path: Path) -> None:
    telegram, data = FakeTelegram(RealTime()), tmp_path / "data"
    async with both_channels(data, telegram=telegram) as venue:
        ada = await venue.in_telegram("Ada", "A")
        await venue.facilitator()
        await venue.reaches(Phase.CLOSED)
        await ada.looks()
        code = venue.code
    before = ada.message().id
    async with open_house(data) as house:
        await perform(house, RecordTeam(code, CHANGES, (), tell=True))

    async with both_channels(data, telegram=telegram):
        await ada.waits_for("What became of the themes")
        first = ada.message().id
    async with both_channels(data, telegram=telegram):
        # Taps are taken once everyone has been told what there is to tell.
        await ada.tap("The themes again")
        await ada.looks()

    assert first > before
    assert ada.message().id == first
