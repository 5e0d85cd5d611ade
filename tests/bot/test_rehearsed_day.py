"""Whole rehearsed days: all that can happen does, twice the same, at the published scale too."""

from __future__ import annotations

import asyncio
import csv
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.house import library
from bot.reading import reading, rows_of
from bot.rehearsal import rehearse
from bot.studies import study_folder
from tests.bot.rehearsed import happened
from workshops.chats import Chats
from workshops.events import (
    ExportMade,
    Happened,
    IssueCoded,
    LinksDeleted,
    PhaseStarted,
    StudyAmended,
    StudyReadAgain,
    WordsRedacted,
    decode,
)
from workshops.model import Phase
from workshops.people import People
from workshops.replay import replay

BUILT_IN = study_folder("peer-worker-roles")
PEOPLE, WORKSHOPS = 20, 2

pytestmark = pytest.mark.proof


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


def test_the_same_seed_gives_the_same_bytes_in_any_folder(twice: tuple[Lived, Lived]) -> None:
    first, second = twice

    assert content(first.export) == content(second.export)


async def test_all_that_can_happen_happens(twice: tuple[Lived, Lived]) -> None:
    workshops = await happened(twice[0].data)
    kinds = {type(event) for events in workshops.values() for event in events}

    # What is left the team does on other days.
    of_the_team = {StudyReadAgain, WordsRedacted, IssueCoded, ExportMade, LinksDeleted}
    of_the_team.add(StudyAmended)
    assert set(Happened.__subclasses__()) - kinds == of_the_team


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


@pytest.fixture(scope="module")
def published_scale(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """35 people at seven tables, ten of them without a phone, and two facilitators, one in Telegram."""
    place = tmp_path_factory.mktemp("published_scale")
    said = asyncio.run(rehearse(BUILT_IN, 1, 35, 1, place / "export", place / "data"))
    return Lived(place / "data", place / "export", said)


def test_the_published_scale_is_retold_by_the_export_alone(published_scale: Lived) -> None:
    told = published_scale
    groups = [row for row in rows(told, "groups") if row["missing"] != "merged"]
    people = rows(told, "participants")
    boards = {(row["group"], row["entry"]) for row in rows(told, "rankings")}
    minutes = {
        row["phase"] for row in rows(told, "flow") if (row["group"], row["measure"]) == ("", "minutes")
    }

    def counted(phase: str, measure: str) -> str:
        [value] = [
            row["value"]
            for row in rows(told, "flow")
            if (row["phase"], row["group"], row["measure"]) == (phase, "", measure)
        ]
        return value

    assert [group["group"] for group in groups] == list("ABCDEFG")
    assert Counter(group["form"] for group in groups) == {"hierarchy": 4, "constellation": 2, "discussion": 1}
    assert Counter(group["entry"] for group in groups) == {"phone": 5, "paper": 2}
    assert Counter(group["extras"] for group in groups) == {"0": 2, "1": 2, "2": 2, "3": 1}
    assert len(boards) == 6
    assert len(people) == 35
    assert Counter(person["consent_where"] for person in people if person["consent_where"])["paper"] == 10
    assert (counted("lobby", "consented"), counted("themes", "consented")) == ("32", "3")
    assert counted("ranking", "unrecorded") == "2"
    assert sum(person["removed"] == "true" for person in people) == 1
    assert sum(bool(person["left_at"]) for person in people) == 1
    assert [row["started_by"] for row in rows(told, "timetable") if row["kind"] == "phase"] == [
        *("", "F1", "F1", "F1", "F1", "F2", "F1")
    ]
    assert minutes == {"lobby", "themes", "ranking", "report_back", "plenary", "evaluation"}


async def test_the_published_scale_is_lived_through(published_scale: Lived) -> None:
    async with reading(published_scale.data) as journal:
        [code] = await journal.workshops()
        log = await rows_of(journal, code)
        room, _ = await replay(journal, code, library(published_scale.data))
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
