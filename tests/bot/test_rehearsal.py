"""Rehearsals: everything happens in them, always the same way, and whatever goes wrong stops them."""

from __future__ import annotations

import csv
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.house import library
from bot.operations import Declined, Links, MakeNew, perform
from bot.reading import reading, rows_of
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
from workshops.chats import Chats
from workshops.events import (
    Event,
    Happened,
    IssueCoded,
    LanguageChosen,
    PhaseStarted,
    WordsRedacted,
    decode,
)
from workshops.model import Phase
from workshops.people import People
from workshops.replay import replay
from workshops.study import load_study

BUILT_IN = study_folder("peer-worker-roles")
PEOPLE, WORKSHOPS = 20, 2
STATEMENTS = ("S1", "S2", "S3", "S4")
BUILT_IN_TEXT = load_study(BUILT_IN).text("en")


class Lived(NamedTuple):
    """A rehearsal that is over: what it stored, what it exported, what it said."""

    data: Path
    export: Path
    said: list[str]


def study(folder: Path) -> Path:
    """The built-in study with individual rankings, and a sheet too long for one message in Telegram."""
    shutil.copytree(BUILT_IN, folder)
    design, words = folder / "study.toml", folder / "en.toml"
    design.write_text(design.read_text().replace('"themes", "ranking"', '"themes", "individual", "ranking"'))
    long = "It goes on. " * 100
    words.write_text(words.read_text().replace("information = [", f'information = ["{long}", "{long}",'))
    return folder


def rehearsing(data: Path | None, to: Path, study: Path, hash_seed: int) -> subprocess.Popen[str]:
    options = ["--study", str(study), "--participants", str(PEOPLE), "--workshops", str(WORKSHOPS)]
    options += ["--to", str(to), *(["--data", str(data)] if data else [])]
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "rehearse", *options],
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed), "TMPDIR": str(to.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lived, Lived]:
    """The same seed by two processes that order their sets in different ways; the second keeps no data."""
    place = tmp_path_factory.mktemp("rehearsals")
    (place / "another").mkdir()
    made = study(place / "study")
    data, first, second = place / "data", place / "first", place / "another" / "second"
    processes = [rehearsing(data, first, made, 1), rehearsing(None, second, made, 2)]
    spoken = [process.communicate(timeout=120) for process in processes]
    assert [
        (process.returncode, trouble) for process, (_, trouble) in zip(processes, spoken, strict=True)
    ] == [
        (0, ""),
        (0, ""),
    ]
    said = [out.splitlines() for out, _ in spoken]
    return Lived(data, first, said[0]), Lived(second.parent, second, said[1])


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows(lived: Lived, table: str) -> list[dict[str, str]]:
    with (lived.export / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


async def happened(data: Path) -> dict[str, list[Event]]:
    """The events of each workshop."""
    async with reading(data) as journal:
        return {
            code: [event for row in await rows_of(journal, code) for event in decode(row.events)]
            for code in await journal.workshops()
        }


# --- what a rehearsal is good for ---


def test_the_same_seed_gives_the_same_bytes_in_any_folder(twice: tuple[Lived, Lived]) -> None:
    first, second = twice

    assert content(first.export) == content(second.export)


async def test_all_that_can_happen_happens(twice: tuple[Lived, Lived]) -> None:
    workshops = await happened(twice[0].data)
    kinds = {type(event) for events in workshops.values() for event in events}

    # There is one language only, so nobody can choose another; the team redacts and codes later.
    assert set(Happened.__subclasses__()) - kinds == {LanguageChosen, WordsRedacted, IssueCoded}


def test_every_phase_is_lived_through_by_everyone_who_came(twice: tuple[Lived, Lived]) -> None:
    workshops = rows(twice[0], "workshops")
    people = Counter(row["workshop"] for row in rows(twice[0], "participants"))

    phases = ("lobby", "themes", "individual", "ranking", "report_back", "plenary", "evaluation", "closed")
    for workshop in workshops:
        begun = [workshop[f"{phase}_started_at"] for phase in phases]
        assert all(begun)
        assert begun == sorted(begun)
    assert [people[workshop["workshop"]] for workshop in workshops] == [PEOPLE // 2, PEOPLE // 2]


def test_both_kinds_of_rankings_are_exported_some_of_them_partial(twice: tuple[Lived, Lived]) -> None:
    placed = {
        level: {row["placed"] for row in rows(twice[0], "rankings") if row["level"] == level}
        for level in ("group", "individual")
    }

    assert placed == {"group": {"true", "false"}, "individual": {"true", "false"}}


def test_the_tables_go_about_it_in_every_manner(twice: tuple[Lived, Lived]) -> None:
    groups = [row for row in rows(twice[0], "groups") if row["submitted_at"]]

    assert {row["form"] for row in groups} == {"hierarchy", "constellation", "discussion"}
    assert {row["entry"] for row in groups} == {"phone", "paper"}
    assert {row["led"] for row in groups} == {"true", "false"}
    assert {row["agreed_aloud"] for row in groups} == {"true", "false"}


def test_extras_are_brought_together_but_for_those_that_a_table_keeps(twice: tuple[Lived, Lived]) -> None:
    merges = rows(twice[0], "merges")

    assert {(row["answer"], row["agreed"]) for row in merges} == {
        ("yes", "true"),
        ("yes", "false"),
        ("kept_own", "false"),
    }


def test_questions_are_answered_in_every_way_with_and_without_a_number(twice: tuple[Lived, Lived]) -> None:
    questions = rows(twice[0], "questions")

    assert {row["answered"] for row in questions} == {"aloud", "all", "asker", "parked"}
    assert {(row["anonymous"], bool(row["participant"])) for row in questions} == {
        ("true", False),
        ("false", True),
    }


async def test_a_day_takes_a_dozen_taps_of_whoever_does_no_more_than_it_asks(
    twice: tuple[Lived, Lived],
) -> None:
    most = re.fullmatch(
        r"Taps by someone who did no more than the day asks: (\d+) at most\.", twice[0].said[2]
    )

    assert most is not None
    assert int(most[1]) <= 12


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


def test_it_is_marked_as_a_rehearsal_and_so_is_every_typed_word(twice: tuple[Lived, Lived]) -> None:
    words = [row["why"] for row in rows(twice[0], "fit")] + [
        row["missing"] for row in rows(twice[0], "plenary")
    ]

    assert {row["rehearsal"] for row in rows(twice[0], "workshops")} == {"true"}
    assert {word.partition(":")[0] for word in words if word} == {"Rehearsal"}


def test_it_says_what_was_lived_through_and_what_was_written(twice: tuple[Lived, Lived]) -> None:
    first, second = twice
    codes = [row["workshop"] for row in rows(first, "workshops")]

    assert re.fullmatch(
        f"Rehearsed, from arriving to the end: {', '.join(codes)}. "
        r"Simulated people: 8 in the browser, 8 in Telegram, 4 without a phone; acts: \d{3,4}\.",
        first.said[0],
    )
    assert re.fullmatch(
        r"Taps by someone who never held the pen: [\d.]+ in the median, \d+ at most\.", first.said[1]
    )
    assert first.said[:3] == second.said[:3]
    assert first.said[3].startswith(f"Written to {first.export}")


def test_without_data_nothing_but_the_export_stays(twice: tuple[Lived, Lived]) -> None:
    assert [path.name for path in twice[1].data.iterdir()] == ["second"]


async def test_no_chat_of_someone_who_had_it_all_removed_is_kept(twice: tuple[Lived, Lived]) -> None:
    workshops = await happened(twice[0].data)
    async with reading(twice[0].data) as journal:
        screens = await Chats(journal).screens(list(workshops))
        known = {p.telegram_chat for code in workshops for p in await People(journal).everyone(code)}

    assert screens
    assert {screen.chat for screen in screens} <= known


async def test_the_published_scale(tmp_path: Path) -> None:
    """35 people at seven tables, ten of them without a phone, and two facilitators, one in Telegram."""
    await rehearse(BUILT_IN, 1, 35, 1, None, tmp_path)

    async with reading(tmp_path) as journal:
        [code] = await journal.workshops()
        log = await rows_of(journal, code)
        room, _ = await replay(journal, code, library(tmp_path))
        in_telegram = {one.number for one in await People(journal).everyone(code) if one.telegram_chat}
    groups = [group for group in room.groups.values() if group.handed_in]
    handed_over = [row.actor for row in log for event in decode(row.events) if type(event) is PhaseStarted]

    assert room.phase is Phase.CLOSED
    assert (len(room.participants), len(groups), set(room.facilitators)) == (35, 7, {"F1", "F2"})
    assert Counter(group.form for group in groups) == {"hierarchy": 4, "constellation": 2, "discussion": 1}
    assert Counter(group.entry for group in groups) == {"phone": 5, "paper": 2}
    assert sorted(len(group.extras) for group in groups) == [0, 0, 1, 1, 2, 2, 3]
    assert sum(person.on_paper for person in room.participants.values()) == 10
    assert sum(bool(person.removed) for person in room.participants.values()) == 1
    assert sum(bool(person.left_at) for person in room.participants.values()) == 1
    assert room.unrecorded == 2
    assert "F2" in in_telegram
    assert handed_over == ["facilitator:F1"] * 4 + ["facilitator:F2"] + ["facilitator:F1"]


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

    assert str(stopped.value) == (
        f"The rehearsal stopped: Ada (in {channel}) looked for the button “Take the pen” "
        "on the screen “Spring”, whose buttons are: “Go on”, “No, thank you”."
    )


async def test_whoever_is_refused_says_what_they_were_told(tmp_path: Path) -> None:
    async with open_stage(tmp_path, 1) as stage:
        ada = Person("Ada", stage.browser("en"), "en", random.Random(1))
        await ada.opens(stage.house.addresses.url)

        with pytest.raises(
            RehearsalStopped, match=r"Ada .* acted and was told “There is no workshop with that"
        ):
            await ada.types("ABC234")


async def test_what_led_there_is_kept_and_where_is_said(tmp_path: Path) -> None:
    misleading = study(tmp_path / "study")
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
