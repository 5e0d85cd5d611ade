"""Boards drawn in a child process: one at a time, each in its time, or a plain failure."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from bot.addresses import Addresses
from bot.pictures import NotDrawn, Pictures, described, has_picture
from bot.telegram.files import Files
from exports.one_board import Asked, drawable_words
from exports.wording import said_as, say
from prompts import prompts_in
from tests import given
from tests.given import Room
from workshops.arrangement import Form
from workshops.commands import ChooseForm, ExplainUnplaced, LinkStatements, PlaceStatement, TakePen
from workshops.model import Phase, Role
from workshops.people import Person

ADDRESSES = Addresses("https://workshops.example")
PNG = b"\x89PNG\r\n\x1a\n"


def handed_in() -> Room:
    """Table A's order, with a statement of its own and a link."""
    room = given.ranking()
    room.added("P01", "P02", "Pay expenses on the day.").does("P01", TakePen("A"))
    room.does("P01", LinkStatements("A", "S2", "S1", "must_come_first"))
    return room.handed_in("P01", "S2", "S1", "S3")


def constellation() -> Room:
    room = given.ranking()
    room.does("P01", TakePen("A"), ChooseForm("A", Form.CONSTELLATION))
    room.does("P01", PlaceStatement("A", "S2", "centre"), PlaceStatement("A", "S1", "around"))
    return room.hands_in("P01", "A")


def child(program: str) -> tuple[str, ...]:
    """In the place of what draws."""
    return (sys.executable, "-c", program)


@pytest.mark.proof
@pytest.mark.parametrize("made", [handed_in, constellation])
async def test_a_board_that_was_handed_in_is_drawn(made: Callable[[], Room]) -> None:
    room = made()

    png = await Pictures().board(room.workshop, room.group("A"), "en")

    assert png.startswith(PNG)


@pytest.mark.parametrize("asking", ["Ada", "Bea"])
async def test_only_ones_own_tables_picture_says_why_statements_were_left_out(asking: str) -> None:
    room = given.ranking().placed("P01", "S2").does("P01", ExplainUnplaced("A", "all", "no_time"))
    room.hands_in("P01", "A").phase(Phase.REPORT_BACK)
    number = {"Ada": "P02", "Bea": "P05"}[asking]
    echo = child("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())")
    person = Person(room.workshop.code, number, Role.PARTICIPANT, 0)

    wanted = Files(Pictures(echo)).wanted(room.workshop, person, "picture A", ADDRESSES)

    assert wanted is not None
    asked = (await wanted.make()).content
    assert (b"no_time" in asked) is (asking == "Ada")


def test_there_is_no_picture_before_handing_in_and_none_of_a_discussion() -> None:
    room = given.ranking().placed("P01", "S2")
    assert not has_picture(room.group("A"))

    room = given.ranking().does("P01", TakePen("A"), ChooseForm("A", Form.DISCUSSION)).hands_in("P01", "A")
    assert not has_picture(room.group("A"))


async def test_a_child_that_fails_leaves_no_picture() -> None:
    room = handed_in()

    with pytest.raises(NotDrawn):
        await Pictures(child("raise SystemExit(3)")).board(room.workshop, room.group("A"), "en")


async def test_a_child_that_is_not_there_leaves_no_picture() -> None:
    room = handed_in()

    with pytest.raises(NotDrawn):
        await Pictures(("/nowhere/to/be/found",)).board(room.workshop, room.group("A"), "en")


@pytest.mark.proof
async def test_a_child_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    room, late = handed_in(), tmp_path / "late"
    program = f"import time, pathlib; time.sleep(1); pathlib.Path({str(late)!r}).touch()"

    with pytest.raises(NotDrawn):
        await Pictures(child(program), seconds=0.1).board(room.workshop, room.group("A"), "en")

    await asyncio.sleep(1.2)
    assert not late.exists()


async def test_there_is_one_child_at_a_time_and_a_board_is_drawn_once(tmp_path: Path) -> None:
    """The child leaves a line when it begins and when it ends, and fails beside another."""
    room, log = given.workshop(groups="AB"), tmp_path / "log"
    room.joined("P01", table="A").joined("P02", table="B").phase(Phase.RANKING)
    room.handed_in("P01", "S2").handed_in("P02", "S1")
    program = (
        f"import sys, time; log = open({str(log)!r}, 'a', buffering=1); log.write('begins '); "
        "sys.stdin.read(); time.sleep(0.05); log.write('ends '); print('drawn')"
    )
    pictures = Pictures(child(program))

    async with asyncio.TaskGroup() as asking:
        for letter in "ABAB":
            asking.create_task(pictures.board(room.workshop, room.group(letter), "en"))

    assert log.read_text().split() == ["begins", "ends"] * 2


@pytest.mark.parametrize(
    ("language", "title", "own_table"),
    [("pl", "Tablica stolika A", "Stolik A"), ("cy", "Trefniant bwrdd A", "Bwrdd A"), ("ur", " ", " ")],
)
def test_a_picture_speaks_the_viewers_language_where_the_font_has_its_letters(
    language: str, title: str, own_table: str
) -> None:
    room = handed_in()
    asked = msgspec.json.decode(described(room.workshop, room.group("A"), language), type=Asked)

    with said_as(drawable_words(asked)):
        said = say("figure.hierarchy.title", group="A", workshop="KTRWXY"), say("figure.group", group="A")
        reason = say("reason.inside", statement="S2")

    assert said == (title, own_table)
    assert reason == prompts_in(language)("reason.inside", other="S2") or language == "ur"
    assert say("figure.group", group="A") == "Group A"
