"""Rehearsals: a few people are enough, and whatever goes wrong stops them."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from bot.operations import Declined, Links, MakeNew, perform
from bot.rehearsal import rehearse
from bot.rehearsal.arriving import arrives
from bot.rehearsal.leanings import of_the_room
from bot.rehearsal.messenger import Messenger
from bot.rehearsal.pages import Page
from bot.rehearsal.participant import Participant
from bot.rehearsal.person import Person
from bot.rehearsal.phones import RehearsalStopped
from bot.rehearsal.stage import open_stage
from bot.studies import study_folder
from bot.telegram.shown import Button, Shown
from prompts import name_of
from tests.bot.rehearsed import happened
from workshops.events import (
    PhaseStarted,
)
from workshops.model import Phase
from workshops.study import load_study

BUILT_IN = study_folder("peer-worker-roles")
STATEMENTS = ("S1", "S2", "S3", "S4")
BUILT_IN_TEXT = load_study(BUILT_IN).text("en")


# --- what a rehearsal is good for ---


def test_no_two_rooms_lean_the_same_way() -> None:
    rooms = [of_the_room(STATEMENTS, random.Random(seed)) for seed in range(40)]

    on_top = {max(STATEMENTS, key=lambda statement: room.matters[statement]) for room in rooms}

    assert on_top == set(STATEMENTS)


def test_people_lean_as_their_room_does_each_a_little_otherwise() -> None:
    room = of_the_room(STATEMENTS, random.Random(1))
    people = [room.of_someone(random.Random(seed)) for seed in range(400)]

    together = {s: sum(person.matters[s] for person in people) / len(people) for s in STATEMENTS}

    assert people[0] != people[1]
    assert together == pytest.approx(dict(room.matters), abs=0.2)


@pytest.mark.proof
@pytest.mark.parametrize("people", [1, 4])
async def test_a_few_people_are_enough(people: int, tmp_path: Path) -> None:
    said = await rehearse(BUILT_IN, 1, people, 3, None, tmp_path / "data")

    [(code, events)] = (await happened(tmp_path / "data")).items()
    assert PhaseStarted(Phase.CLOSED, 0) in events
    assert said[-3:] == [
        f"It is stored in {tmp_path / 'data'}. To look at it:",
        f"  workshop monitor {code} --once --data {tmp_path / 'data'}",
        f"  workshop export {code} --to FOLDER --data {tmp_path / 'data'}",
    ]


@pytest.mark.proof
async def test_the_same_seed_again_in_the_same_folder_is_another_rehearsal(tmp_path: Path) -> None:
    for _ in range(2):
        await rehearse(BUILT_IN, 1, 2, 1, None, tmp_path)

    assert len(await happened(tmp_path)) == 2


# --- what it refuses ---


async def test_more_workshops_than_people_are_refused() -> None:
    with pytest.raises(Declined, match="3 workshops need at least 3 participants: give --participants"):
        await rehearse(BUILT_IN, 3, 2, 1, None, None)


async def test_a_folder_that_is_in_use_is_refused_before_anything_begins(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kept.txt").touch()

    with pytest.raises(Declined, match="out is not empty"):
        await rehearse(BUILT_IN, 1, 2, 1, tmp_path / "out", tmp_path / "data")
    assert not (tmp_path / "data").exists()


# --- what stops it ---


@pytest.mark.parametrize("channel", ["a browser", "Telegram"])
async def test_whoever_looks_for_a_button_in_vain_is_named_with_their_screen(
    channel: str, tmp_path: Path
) -> None:
    async with open_stage(tmp_path, 1) as stage:
        made = await perform(stage.house, MakeNew(str(BUILT_IN), "Spring", rehearsal=True))
        assert isinstance(made, Links)
        in_telegram = channel == "Telegram"
        phone = stage.telegram("en") if in_telegram else stage.browser("en")
        ada = Person("Ada", phone, "en", random.Random(1))
        await ada.opens((made.telegram_join_url or "") if in_telegram else made.join_url)

        with pytest.raises(RehearsalStopped) as stopped:
            await ada.taps("ranking.take_pen")

    languages = ", ".join(f"“{name_of(each)}”" for each in load_study(BUILT_IN).languages[1:])
    assert str(stopped.value) == (
        f"The rehearsal stopped: Ada (in {channel}) looked for the button “Take the pen” "
        f"on the screen “Spring”, whose buttons are: {languages}, “Go on”, “No, thank you”."
    )


async def test_whoever_is_refused_says_what_they_were_told(tmp_path: Path) -> None:
    async with open_stage(tmp_path, 1) as stage:
        ada = Person("Ada", stage.browser("en"), "en", random.Random(1))
        await ada.opens(stage.house.addresses.url)

        with pytest.raises(
            RehearsalStopped, match=r"Ada .* acted and was told “There is no workshop with that"
        ):
            await ada.types("ABC234")


@pytest.mark.proof
async def test_what_led_there_is_kept_and_where_is_said(tmp_path: Path) -> None:
    misleading = Path(shutil.copytree(BUILT_IN, tmp_path / "study"))
    words = misleading / "en.toml"
    study_title, *themes = re.split(r"(?m)^(?=\[themes\.)", words.read_text())
    renamed = [re.sub(r'(?m)^title = ".*"$', 'title = "Back"', theme) for theme in themes]
    words.write_text("".join((study_title, *renamed)))

    with pytest.raises(RehearsalStopped, match=r"What had happened until then is stored in .*data\.$"):
        await rehearse(misleading, 1, 4, 1, None, tmp_path / "data")

    assert await happened(tmp_path / "data")


# --- Telegram's side is as strict as Telegram ---

SHOWN = Shown("Hello", ((Button("Go on", payload="ABC234|open|"),),))


@pytest.mark.parametrize(
    ("shown", "complaint"),
    [
        (Shown("x" * 4097), "a message of no text, or of more than 4096 units, was sent"),
        (Shown("😀" * 2049), "a message of no text, or of more than 4096 units, was sent"),
        (Shown("<b></b>"), "a message of no text, or of more than 4096 units, was sent"),
        (
            Shown("Hello", ((Button("Go on", payload="y" * 65),),)),
            f"the button {'y' * 65} is longer than 64 bytes",
        ),
    ],
)
async def test_what_telegram_would_not_show_is_complained_of(shown: Shown, complaint: str) -> None:
    messenger = Messenger()

    await messenger.send(1, shown)

    assert messenger.complaints == [complaint]


async def test_what_telegram_would_not_do_is_complained_of() -> None:
    messenger = Messenger()
    message = await messenger.send(1, SHOWN)
    messenger.press("tap")

    await messenger.answer("tap", "Saved")
    await messenger.delete(1, message)
    assert messenger.complaints == []

    await messenger.answer("tap", "Saved")
    await messenger.delete(1, message)
    await messenger.edit(1, message, SHOWN)
    await messenger.edit(1, message, SHOWN)
    assert messenger.complaints == [
        "a tap that nobody made, or that was answered already, was answered",
        "a message that is gone was deleted",
        "a message that is gone was edited",
        "a message was edited to what it showed already",
    ]


# --- a page is read as it stands ---


def test_a_page_is_read_with_its_buttons_and_its_box() -> None:
    page = Page(
        """<title>Not read</title><h1>Table <b>A</b></h1><p class="notice">Not saved.</p>
        <p id="unsent" class="notice" hidden>Unsent</p><p>One<br>two <span aria-hidden="true">✓</span></p>
        <form action="/w"><input type="hidden" name="key" value="k"><textarea name="words">
so far</textarea><button name="payload" value="A|b"><span>Take</span> the pen</button></form>"""
    )

    [form] = page.forms
    assert (page.title, page.notice, page.text) == (
        "Table A",
        "Not saved.",
        "Table A\nNot saved.\nOne\ntwo\nTake the pen",
    )
    assert (form.address, form.label, form.box) == ("/w", "Take the pen", "words")
    assert page.address == ""
    assert form.fields == {"key": "k", "words": "\nso far", "payload": "A|b"}


def test_a_page_that_keeps_up_to_date_says_where_and_what_it_shows() -> None:
    page = Page(
        '<main data-address="/w/A"><div id="screen" data-view="more" data-fingerprint="f"></div></main>'
    )

    assert (page.address, page.view, page.fingerprint) == ("/w/A", "more", "f")


async def test_someone_in_a_browser_sees_what_is_new_at_the_next_look(tmp_path: Path) -> None:
    async with open_stage(tmp_path, 1) as stage:
        made = await perform(stage.house, MakeNew(str(BUILT_IN), "Spring", rehearsal=True))
        assert isinstance(made, Links)
        leanings = of_the_room(STATEMENTS, random.Random(1))
        wall, phone = stage.browser("en"), stage.browser("en")
        ada = Participant("Ada", phone, "en", random.Random(1), BUILT_IN_TEXT, leanings)

        before = await wall.open(made.projector_url)
        unchanged = await wall.look()
        async for _ in arrives(ada, made.join_url):
            pass
        after = await wall.look()

    assert unchanged is before
    assert ("0 people are here" in before.text, "1 person is here" in after.text) == (True, True)
