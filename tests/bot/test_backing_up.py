"""Backups: a whole copy while the workshop goes on, and a way back that brings nobody back who has gone."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from hashlib import sha256
from os import fsdecode
from pathlib import Path

import pytest

from bot.folder import JOURNAL
from tests.bot.command_line import Operator, operator
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import joins

pytestmark = pytest.mark.proof

CANARY = "Whinfield Canary Trust"


@pytest.fixture
async def anyone(tmp_path: Path) -> AsyncIterator[Operator]:
    async with operator(tmp_path) as anyone:
        yield anyone


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "backup"


async def has_joined(anyone: Operator, join_url: str, words: str) -> BrowserPerson:
    """Someone who has joined and named their organisation."""
    person = await anyone.opens(join_url)
    await joins(person)
    await person.opens(f"{person.path}?view=profile 3")
    await person.types(words)
    return person


def words_in(folder: Path) -> str:
    return "".join(file.read_bytes().decode("latin-1") for file in folder.rglob("*") if file.is_file())


async def test_a_workshop_whose_disk_is_lost_goes_on_from_its_backup(anyone: Operator, backup: Path) -> None:
    await anyone.server.starts()
    made = await anyone.learns("new", "--title", "Tuesday", "--groups", "2")
    ada = await has_joined(anyone, made["join_url"], CANARY)

    said = await anyone.does("backup", backup)
    await anyone.server.stops()
    shutil.rmtree(anyone.folder)
    restored = await anyone.does("restore", backup)
    await anyone.server.starts()
    await ada.looks()
    await ada.tap("Table A") if "Table A" in ada.buttons() else await ada.tap("Sit at table A")

    assert re.fullmatch(
        rf"Copied to {backup} and read again there, as it was at [\d-]{{10}} [\d:]{{5}} UTC\. "
        rf"Workshops: {made['code']}\. It holds what people said: .*\n",
        said,
    )
    assert restored.startswith(f"Restored to {anyone.folder}, as it was at ")
    ada.sees("You are at table A")
    assert [path.stat().st_mode & 0o077 for path in anyone.folder.iterdir()] == [0] * len(
        list(anyone.folder.iterdir())
    )


async def test_whoever_withdrew_after_the_backup_stays_withdrawn(anyone: Operator, backup: Path) -> None:
    await anyone.server.starts()
    made = await anyone.learns("new", "--title", "Tuesday", "--groups", "2")
    await has_joined(anyone, made["join_url"], CANARY)
    await has_joined(anyone, made["join_url"], "Ben's")
    await anyone.does("backup", backup)

    told = await anyone.does("withdraw", made["code"], "P01", "--remove")
    await anyone.does("withdraw", made["code"], "P02")
    await anyone.server.stops()
    shutil.rmtree(anyone.folder)
    restored = await anyone.does("restore", backup)

    assert f"backups: {backup}" in told
    assert f"Workshop {made['code']}: P01 is withdrawn again." in restored
    assert f"Workshop {made['code']}: P02 is withdrawn again." in restored
    assert CANARY not in words_in(anyone.folder)
    assert "Ben's" in words_in(anyone.folder)


async def test_without_the_backups_own_word_the_folders_is_enough(anyone: Operator, backup: Path) -> None:
    await anyone.server.starts()
    made = await anyone.learns("new", "--title", "Tuesday", "--groups", "2")
    await has_joined(anyone, made["join_url"], CANARY)
    await anyone.does("backup", backup)
    carried_away = backup.rename(backup.with_name("carried away"))

    await anyone.does("withdraw", made["code"], "P01", "--remove")
    await anyone.server.stops()
    (anyone.folder / JOURNAL).unlink()
    restored = await anyone.does("restore", carried_away)

    assert f"Workshop {made['code']}: P01 is withdrawn again." in restored
    assert CANARY not in words_in(anyone.folder)


async def test_a_damaged_journal_is_set_aside(anyone: Operator, backup: Path) -> None:
    made = await anyone.learns("new", "--title", "Tuesday")
    await anyone.does("backup", backup)
    journal = anyone.folder / JOURNAL
    journal.write_bytes(journal.read_bytes()[:5_000] + b"\0" * 60_000)

    assert "put a backup in its place with `workshop restore`" in await anyone.is_told("list")
    restored = await anyone.does("restore", backup)

    assert restored.startswith("The damaged journal is set aside as ")
    assert made["code"] in await anyone.does("list")


async def test_a_sound_journal_is_never_replaced(anyone: Operator, backup: Path) -> None:
    made = await anyone.learns("new", "--title", "Tuesday")
    await anyone.does("backup", backup)

    assert await anyone.is_told("restore", backup) == (
        f"{anyone.folder} has a sound journal, in which there are workshops ({made['code']}): "
        "name another folder with --data, or move that one away."
    )


async def test_nothing_is_restored_under_a_workshop_that_is_served(anyone: Operator, backup: Path) -> None:
    await anyone.does("new", "--title", "Tuesday")
    await anyone.does("backup", backup)
    await anyone.server.starts()

    assert "is already served" in await anyone.is_told("restore", backup)


def take_away(path: Path) -> None:
    path.unlink()


def spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"!")


def says(**changed: object) -> Callable[[Path], None]:
    """A list of contents that says something else."""

    def rewrite(path: Path) -> None:
        path.write_text(json.dumps({**json.loads(path.read_bytes()), **changed}))

    return rewrite


def also_names(name: str) -> Callable[[Path], None]:
    """A list of contents with one more file, which is there, and has the right sum."""

    def rewrite(path: Path) -> None:
        contents = json.loads(path.read_bytes())
        (path.parent / name).write_bytes(b"x")
        contents["files"][name] = sha256(b"x").hexdigest()
        path.write_text(json.dumps(contents))

    return rewrite


def nest(path: Path) -> None:
    path.write_text('{"more":' + "[" * 100_000)


def make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("name", "happens", "complaint"),
    [
        ("backup.json", take_away, "is not a backup: it has no backup.json."),
        ("backup.json", spoil, "cannot be read"),
        (JOURNAL, take_away, f"{JOURNAL} is missing since the backup was made"),
        (JOURNAL, spoil, f"{JOURNAL} has been changed since the backup was made"),
        ("tombstones.json", spoil, "cannot be read"),
        ("backup.json", says(at=10**18), "cannot be read"),
        ("backup.json", says(at=-1), "cannot be read"),
        ("backup.json", nest, "cannot be read"),
        ("backup.json", says(files={}), f"names no {JOURNAL}"),
        ("backup.json", also_names("../outside"), "which no backup of ours holds"),
        ("backup.json", also_names("studies/../../outside"), "which no backup of ours holds"),
        ("backup.json", also_names("serve.sock"), "which no backup of ours holds"),
    ],
)
async def test_a_backup_that_is_not_whole_is_refused_and_changes_nothing(
    name: str, happens: Callable[[Path], None], complaint: str, anyone: Operator, backup: Path, tmp_path: Path
) -> None:
    made = await anyone.learns("new", "--title", "Tuesday", "--groups", "1")
    await anyone.does("backup", backup)
    (backup / "tombstones.json").write_text("[]")
    happens(backup / name)
    shutil.rmtree(anyone.folder)

    assert complaint in await anyone.is_told("restore", backup)
    assert made["code"] not in words_in(tmp_path / "data")


async def test_a_link_in_a_backup_brings_nothing_from_elsewhere(
    anyone: Operator, backup: Path, tmp_path: Path
) -> None:
    await anyone.does("new", "--title", "Tuesday")
    await anyone.does("backup", backup)
    also_names("studies/one")(backup / "backup.json")
    (tmp_path / "elsewhere").write_bytes(b"x")
    (backup / "studies" / "one").unlink()
    (backup / "studies" / "one").symlink_to(tmp_path / "elsewhere")
    shutil.rmtree(anyone.folder)

    assert "studies/one is missing since the backup was made" in await anyone.is_told("restore", backup)


async def test_names_that_are_no_text_are_neither_copied_nor_in_the_way(
    anyone: Operator, backup: Path, tmp_path: Path
) -> None:
    await anyone.does("new", "--title", "Tuesday")
    no_text = fsdecode(b"caf\xe9")
    (anyone.folder / "studies" / no_text).write_bytes(b"x")

    await anyone.does("backup", backup)
    await anyone.server.starts()

    assert not (backup / "studies" / no_text).exists()
    assert "is not UTF-8" in await anyone.is_told("backup", tmp_path / no_text)


async def test_a_backup_goes_where_nothing_is_and_not_beside_what_it_copies(
    anyone: Operator, tmp_path: Path
) -> None:
    await anyone.does("new", "--title", "Tuesday")
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("Dear Ada")

    assert await anyone.is_told("backup", full) == (
        f"{full} is not empty: name a folder that is empty or not there yet."
    )
    assert "lies inside the data folder" in await anyone.is_told("backup", anyone.folder / "copy")
    assert [path.name for path in full.iterdir()] == ["letter.txt"]


async def test_what_was_deleted_when_its_days_were_over_is_deleted_again(
    anyone: Operator, backup: Path
) -> None:
    made = await anyone.learns("new", "--title", "Tuesday", "--groups", "1")
    await anyone.does("backup", backup)
    (backup / "tombstones.json").write_text(f'[{{"workshop":"{made["code"]}","everything":true}}]')
    shutil.rmtree(anyone.folder)

    assert f"Workshop {made['code']} is deleted again." in await anyone.does("restore", backup)
    assert made["code"] not in await anyone.does("list")
