"""`workshop list`: what there is, the newest last."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from bot.listing import Listed, listed, table
from bot.operations import Declined
from tests.bot.in_use import in_use
from workshops.commands import Leave
from workshops.journal import JournalRefused
from workshops.model import Phase

EMPTY = "There are no workshops yet: make one with `workshop new`.\n"


def printed(workshops: list[Listed], width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width)
    table(workshops, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


async def test_every_workshop_is_listed_with_the_newest_last(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        first = await room.makes("Tuesday", groups=2)
        await room.joined(first, "P01", "P02", table="A")
        await room.joined(first, "P03", table="B")
        await room.phase(first, Phase.RANKING)
        await room.handed_in(first, "P01", "A", 3)
        second = await room.makes("Trial run", groups=0, rehearsal=True)

    [one, other] = await listed(tmp_path)

    assert one == Listed(
        code=first,
        title="Tuesday",
        study="peer-worker-roles",
        made_at=datetime(2026, 9, 28, 9, 0, 1, tzinfo=UTC),
        time_zone="Europe/London",
        phase=Phase.RANKING,
        participants=3,
        groups=2,
        handed_in=1,
        rehearsal=False,
    )
    assert (other.code, other.phase, other.participants, other.groups) == (second, Phase.LOBBY, 0, 0)
    assert other.rehearsal
    assert one.made_at < other.made_at


async def test_those_who_left_and_those_at_the_door_are_not_counted(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await room.makes("Tuesday")
        await room.joined(code, "P01", "P02", table="A")
        await room.phase(code, Phase.THEMES)
        await room.joined(code, "P03")
        await room.does(code, "P02", Leave())

        [workshop] = await listed(tmp_path)

    assert workshop.participants == 1


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (
            80,
            [
                "Code     Made         Title               Phase      People   Groups   Handed in",
                "─" * 80,
                "{first}   2026-09-29   Late [i]shift[/i]   Arriving        2        7           0",
                "{second}   2026-09-29   A trial             Arriving        0        2           0",
                "                      (rehearsal)",
            ],
        ),
        (
            40,
            [
                "Code     Made         Title",
                "─" * 40,
                "{first}   2026-09-29   Late [i]shift[/i]",
                "{second}   2026-09-29   A trial",
                "                      (rehearsal)",
            ],
        ),
    ],
)
async def test_people_read_a_table_that_fits_with_the_date_where_the_workshop_is(
    tmp_path: Path, width: int, lines: list[str]
) -> None:
    async with in_use(tmp_path) as room:
        room.waits(14 * 60 + 30)  # half past midnight in London, still the day before in UTC
        first = await room.makes("Late [i]shift[/i]", groups=7)
        await room.joined(first, "P01", "P02", table="A")
        second = await room.makes("A trial", rehearsal=True)

    shown = [line.rstrip() for line in printed(await listed(tmp_path), width).splitlines()]

    assert shown == [line.format(first=first, second=second) for line in lines]


def test_without_workshops_the_way_on_is_said() -> None:
    assert printed([]) == EMPTY


async def test_a_folder_in_which_nothing_was_made_lists_nothing(tmp_path: Path) -> None:
    async with in_use(tmp_path):
        assert await listed(tmp_path) == []


async def test_a_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"

    with pytest.raises(Declined) as declined:
        await listed(nowhere)

    assert str(declined.value) == (
        f"There is nothing stored in {nowhere} yet: make a workshop with `workshop new`."
    )
    assert not nowhere.exists()


async def test_a_file_that_is_no_journal_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_text("Dear diary, today we ranked statements.")

    with pytest.raises(JournalRefused) as refused:
        await listed(tmp_path)

    assert str(refused.value) == (
        f"{tmp_path / 'journal.db'} is not a journal of workshops: name another folder with --data."
    )


async def test_a_program_reads_json_while_the_folder_is_in_use(tmp_path: Path) -> None:
    async with in_use(tmp_path) as room:
        code = await room.makes("Tuesday")

        program = [sys.executable, "-m", "bot", "list", "--json", "--data", str(tmp_path)]
        done = subprocess.run(program, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == [
        {
            "code": code,
            "title": "Tuesday",
            "study": "peer-worker-roles",
            "made_at": "2026-09-28T09:00:01Z",
            "time_zone": "Europe/London",
            "phase": "lobby",
            "participants": 0,
            "groups": 2,
            "handed_in": 0,
            "rehearsal": False,
        }
    ]


def test_the_command_prints_the_refusal_alone(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "bot", "list", "--data", str(tmp_path)]

    done = subprocess.run(program, capture_output=True, text=True)

    sentence = f"There is nothing stored in {tmp_path} yet: make a workshop with `workshop new`.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)
