"""The journal's file: private, kept safe, and refused with a sentence when it cannot serve."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from workshops.database import APPLICATION_ID, Database
from workshops.journal import LAYOUTS, HandledCommand, Journal, JournalRefused

ROOT = Path(__file__).parents[2]

Opening = Callable[[Path], Awaitable[Journal]]
WAYS = pytest.mark.parametrize("opening", [Journal.open, Journal.open_read_only], ids=["open", "read only"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal #1?.db"


def row(seq: int) -> HandledCommand:
    return HandledCommand("KESTRL", seq, None, "", "operator", 1, '["' + "x" * 2_000 + '"]')


async def make(path: Path) -> None:
    journal = await Journal.open(path)
    for seq in range(1, 31):
        await journal.append(row(seq))
    await journal.close()


async def refusal(opening: Opening, path: Path) -> str:
    with pytest.raises(JournalRefused) as refused:
        await opening(path)
    return str(refused.value)


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for statement in statements:
            file.execute(statement)


# --- as it should be ---


async def test_what_was_stored_is_there_when_opened_again(path: Path) -> None:
    await make(path)

    journal = await Journal.open(path)

    assert await journal.rows("KESTRL") == [row(seq) for seq in range(1, 31)]
    await journal.close()


async def test_nobody_else_may_read_any_of_the_files(path: Path) -> None:
    before = os.umask(0)
    try:
        journal = await Journal.open(path)
        await journal.append(row(1))
    finally:
        os.umask(before)

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}

    assert modes == {f"{path.name}{end}": 0o600 for end in ("", "-wal", "-shm")}
    await journal.close()


async def test_a_file_that_others_could_read_is_made_private(path: Path) -> None:
    await make(path)
    path.chmod(0o644)

    await (await Journal.open(path)).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_the_file_says_whose_it_is_and_how_it_is_kept(path: Path) -> None:
    journal = await Journal.open(path)
    kept = {
        "application_id": APPLICATION_ID,
        "user_version": len(LAYOUTS),
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "busy_timeout": 5_000,
    }

    assert {name: (await journal.write(f"PRAGMA {name}"))[0][0] for name in kept} == kept
    await journal.close()


async def test_an_older_layout_is_brought_up_to_date_without_losing_a_row(path: Path) -> None:
    first = "CREATE TABLE card (words TEXT);"
    second = "ALTER TABLE card ADD COLUMN colour TEXT DEFAULT 'white';"
    database = await Database.open(path, [first])
    await database.store("INSERT INTO card (words) VALUES ('kept')")
    await database.close()

    database = await Database.open(path, [first, second])

    assert await database.read("SELECT words, colour FROM card") == [("kept", "white")]
    assert await database.read("PRAGMA user_version") == [(2,)]
    await database.close()


async def test_a_layout_that_fails_half_way_changes_nothing(path: Path) -> None:
    first = "CREATE TABLE card (words TEXT);"
    await (await Database.open(path, [first])).close()

    with pytest.raises(JournalRefused, match="no such table: nowhere"):
        await Database.open(path, [first, "DROP TABLE card; DROP TABLE nowhere;"])

    database = await Database.open(path, [first])
    assert await database.read("SELECT count(*) FROM card") == [(0,)]
    await database.close()


# --- refused ---


@WAYS
async def test_a_file_of_another_program_is_refused_and_left_alone(opening: Opening, path: Path) -> None:
    alter(path, "CREATE TABLE recipe (name TEXT)")
    path.chmod(0o644)
    before = path.read_bytes(), path.stat().st_mode

    assert await refusal(opening, path) == (
        f"{path} is not a journal of workshops: name another folder with --data."
    )
    assert (path.read_bytes(), path.stat().st_mode) == before


@WAYS
async def test_a_file_that_is_no_database_is_refused(opening: Opening, path: Path) -> None:
    path.write_text("Dear diary, " * 1_000)

    assert await refusal(opening, path) == (
        f"{path} is not a journal of workshops: name another folder with --data."
    )


@WAYS
async def test_a_newer_file_is_refused(opening: Opening, path: Path) -> None:
    await make(path)
    alter(path, "PRAGMA user_version = 99")

    assert await refusal(opening, path) == f"{path} is from a newer version: install that one."


@WAYS
@pytest.mark.parametrize("page", [1, 3, 5])
async def test_a_damaged_file_is_refused(opening: Opening, path: Path, page: int) -> None:
    await make(path)
    damaged = bytearray(path.read_bytes())
    damaged[page * 4096 : page * 4096 + 2_000] = os.urandom(2_000)
    path.write_bytes(damaged)

    assert await refusal(opening, path) == (
        f"{path} is damaged: put a backup in its place with `workshop restore`."
    )


@WAYS
async def test_a_file_cut_short_is_refused(opening: Opening, path: Path) -> None:
    await make(path)
    os.truncate(path, path.stat().st_size // 2)

    assert await refusal(opening, path) == (
        f"{path} is damaged: put a backup in its place with `workshop restore`."
    )


@WAYS
async def test_a_folder_in_the_files_place_is_refused(opening: Opening, path: Path) -> None:
    path.mkdir()

    assert (await refusal(opening, path)).endswith(
        ": make it yours to read and write, or name another folder with --data."
    )


async def test_reading_only_makes_no_file(path: Path) -> None:
    assert await refusal(Journal.open_read_only, path) == (
        f"There is no journal at {path}. Make a workshop with `workshop new` first."
    )
    assert not path.exists()


async def test_reading_only_does_not_alter_an_older_file(path: Path) -> None:
    await (await Database.open(path, ["CREATE TABLE card (words TEXT);"])).close()

    with pytest.raises(JournalRefused) as refused:
        await Database.open_read_only(path, ["CREATE TABLE card (words TEXT);", "DROP TABLE card;"])

    assert str(refused.value) == (
        f"{path} is from an older version: run `workshop serve` once to bring it up to date."
    )


# --- after a crash ---


async def test_a_reader_may_come_first_after_a_crash(path: Path) -> None:
    crash = """
import asyncio, os, sys
from pathlib import Path
from workshops.journal import HandledCommand, Journal

async def main():
    journal = await Journal.open(Path(sys.argv[1]))
    await journal.append(HandledCommand("KESTRL", 1, None, "", "operator", 1, "[]"))
    os._exit(1)

asyncio.run(main())
"""
    subprocess.run([sys.executable, "-c", crash, path], cwd=ROOT, check=False)

    reader = await Journal.open_read_only(path)

    assert [each.seq for each in await reader.rows("KESTRL")] == [1]
    await reader.close()
