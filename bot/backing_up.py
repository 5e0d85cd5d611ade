"""A verified copy of everything stored, made while `serve` runs, and the way back: `backup` and `restore`.

A copy holds the journal as it was at one moment, the studies, the tombstones, and a list of it all. A restore
takes over the tombstones that were put up since, so that whoever withdrew after the backup stays withdrawn.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from bot.declined import OPERATOR, Declined
from bot.folder import JOURNAL, PRIVATE, locked
from bot.house import BACKUPS, House, backups, library, now, open_house
from bot.purging import delete_everything, delete_links
from bot.reading import reading
from workshops.commands import Withdraw
from workshops.database import JournalRefused
from workshops.journal import Journal, NotSaved
from workshops.replay import replay
from workshops.study.keeping import STUDIES
from workshops.tombstones import TOMBSTONES, Tombstone, keep_tombstones, sync_folder, tombstones_in

CONTENTS = "backup.json"
SET_ASIDE = "damaged"
# The last moment of the year 2999, in UTC milliseconds.
LATEST = 32_503_679_999_999


class BackUp(msgspec.Struct, frozen=True, tag="backup"):
    """`to`: an absolute path to a folder that is empty or not there yet."""

    to: str


class BackedUp(msgspec.Struct, frozen=True, tag=True):
    """`workshops`: each with how many rows of its journal are in the copy."""

    folder: str
    at: int
    workshops: dict[str, int]


class Contents(msgspec.Struct, frozen=True):
    """What a backup holds. `files`: the sha256 of each but the tombstones, to which more may be added."""

    at: Annotated[int, Meta(ge=0, le=LATEST)]
    version: str
    workshops: dict[str, int]
    files: dict[str, str]


async def back_up(house: House, asked: BackUp) -> BackedUp:
    """Copies, reads the copy again, and only then says so. Raises `Declined`, `NotSaved`."""
    to = Path(asked.to)
    _make_room(to, house.folder)
    before = [str(folder) for folder in await backups(house.journal)]
    # Known before it is made: whoever is removed from now on is told of in the copy too.
    await house.journal.keep_setting(BACKUPS, json.dumps([*before, str(to)]))
    try:
        return await _copied(house, to)
    except BaseException as broken:
        _clear(to)
        with suppress(NotSaved):
            await house.journal.keep_setting(BACKUPS, json.dumps(before))
        if isinstance(broken, OSError):
            raise _cannot_take(to, broken) from broken
        raise


async def _copied(house: House, to: Path) -> BackedUp:
    at = house.clock()
    await house.journal.settled()
    await house.journal.copy_to(to / JOURNAL)
    stones = await house.removal.tombstones()
    rows = await asyncio.to_thread(_completed, house.folder, to, stones, at)
    return BackedUp(str(to), at, rows)


def _completed(data: Path, to: Path, stones: Collection[Tombstone], at: int) -> dict[str, int]:
    """All but the journal, in a thread of its own, so that nobody in a running workshop waits for it."""
    if (data / STUDIES).is_dir():
        shutil.copytree(data / STUDIES, to / STUDIES, ignore=_unnameable)
    keep_tombstones(to, stones)
    rows = asyncio.run(_rows_in(to))
    contents = Contents(at, version("feedback-workshop"), rows, dict(_hashes(to)))
    _write(to / CONTENTS, msgspec.json.format(msgspec.json.encode(contents)))
    _sync(to)
    return rows


def _unnameable(_: str, names: Iterable[str]) -> set[str]:
    """No file of ours has a name that is not UTF-8, and none could be listed."""
    return {name for name in names if not _is_text(name)}


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def backed_up_line(done: BackedUp) -> str:
    codes = ", ".join(done.workshops) or "none"
    return (
        f"Copied to {done.folder} and read again there, as it was at {_moment(done.at)}. Workshops: {codes}. "
        "It holds what people said: keep it closed and encrypted, and delete it when its days are over."
    )


async def restore(folder: Path, backup: Path) -> list[str]:
    """Puts the backup in the place of what is gone or damaged; what was done, in sentences.

    Raises `Declined` for a backup that is not whole and for a folder that still has a sound journal,
    `FolderRefused` while the folder is served, and `JournalRefused` for a backup of a newer version.
    """
    contents = await _checked(backup)
    with locked(folder):
        said = await _made_room_in(folder)
        try:
            stones = tombstones_in(folder) | tombstones_in(backup)
        except ValueError as spoilt:
            raise Declined(str(spoilt)) from spoilt
        try:
            _put_back(backup, folder, contents)
            keep_tombstones(folder, stones)
        except OSError as broken:
            raise _cannot_take(folder, broken) from broken
        async with open_house(folder) as house:
            again = await _take_out_again(house, stones)
    return [*said, *_told(contents, folder, again)]


async def _checked(backup: Path) -> Contents:
    """Raises `Declined` and `JournalRefused`."""
    path = backup / CONTENTS
    try:
        contents = msgspec.json.decode(path.read_bytes(), type=Contents)
    except FileNotFoundError:
        raise Declined(f"{backup} is not a backup: it has no {CONTENTS}.") from None
    except (OSError, msgspec.MsgspecError, RecursionError) as broken:
        raise Declined(f"{path} cannot be read ({broken}): take another backup.") from broken
    if strange := sorted(name for name in contents.files if not _belongs(name)):
        raise Declined(f"{path} names {strange[0]!r}, which no backup of ours holds: take another backup.")
    if JOURNAL not in contents.files:
        raise Declined(f"{path} names no {JOURNAL}: take another backup.")
    found = dict(_hashes(backup))
    for name, digest in contents.files.items():
        if found.get(name) != digest:
            what = "has been changed" if name in found else "is missing"
            raise Declined(f"{backup / name} {what} since the backup was made: take another backup.")
    await _rows_in(backup)
    return contents


def _belongs(name: str) -> bool:
    """Whether a restore may put this file into the data folder."""
    steps = name.split("/")
    return name == JOURNAL or (steps[0] == STUDIES and len(steps) > 1 and ".." not in steps)


async def _rows_in(folder: Path) -> dict[str, int]:
    """Every workshop of the copy, read and lived through again; with how many rows it has."""
    async with reading(folder) as journal:
        studies = library(folder)
        return {code: (await replay(journal, code, studies))[1] for code in await journal.workshops()}


async def _made_room_in(folder: Path) -> list[str]:
    """Sets a damaged journal aside. Raises `Declined` for a sound one that has workshops."""
    path = folder / JOURNAL
    if not path.exists():
        return []
    try:
        journal = await Journal.open_read_only(path)
    except JournalRefused:
        aside = path.with_suffix(f".{SET_ASIDE}-{now()}")
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(f"{path.name}{suffix}").replace(aside.with_name(f"{aside.name}{suffix}"))
        return [f"The damaged journal is set aside as {aside}. Delete it once nobody can mend it."]
    try:
        workshops = await journal.workshops()
    finally:
        await journal.close()
    if workshops:
        raise Declined(
            f"{folder} has a sound journal, in which there are workshops ({', '.join(workshops)}): "
            "name another folder with --data, or move that one away."
        )
    for suffix in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
    return []


def _put_back(backup: Path, folder: Path, contents: Contents) -> None:
    """The journal last: without it the folder is as good as empty, and this can be done again."""
    names = sorted(contents.files, key=lambda name: name == JOURNAL)
    (folder / STUDIES).mkdir(PRIVATE, exist_ok=True)
    for name in names:
        target = folder / name
        target.parent.mkdir(PRIVATE, exist_ok=True)
        beside = target.with_name(f"{target.name}.restoring")
        shutil.copyfile(backup / name, beside)
        beside.chmod(0o600)
        beside.replace(target)
    _sync(folder)


async def _take_out_again(house: House, stones: Collection[Tombstone]) -> list[str]:
    """Whoever withdrew, and whatever was deleted, since the backup was made."""
    done = []
    for stone in sorted(set(stones) - await house.removal.tombstones()):
        workshop = await house.desk.workshop(stone.workshop)
        if workshop is None:
            continue
        if stone.everything:
            await delete_everything(house, workshop)
            done.append(f"Workshop {stone.workshop} is deleted again.")
        elif not stone.participant:
            await delete_links(house, workshop, OPERATOR)
            done.append(f"Workshop {stone.workshop}: the list that ties numbers to people is deleted again.")
        elif stone.participant in workshop.participants:
            command = Withdraw(stone.participant, stone.removed)
            await house.desk.handle(stone.workshop, OPERATOR, command, cause=None)
            await house.removal.withdrew(stone.workshop, stone.participant, remove=stone.removed)
            done.append(f"Workshop {stone.workshop}: {stone.participant} is withdrawn again.")
    return done


def _told(contents: Contents, folder: Path, again: Collection[str]) -> Iterator[str]:
    codes = ", ".join(contents.workshops) or "none"
    yield f"Restored to {folder}, as it was at {_moment(contents.at)}. Workshops: {codes}."
    yield from again
    yield (
        "What was said after that moment is not in it. Whoever withdrew since, and of whom neither this "
        "folder nor the backup knows, is to be withdrawn again with `workshop withdraw`."
    )


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _make_room(to: Path, data: Path) -> None:
    if not to.is_absolute():
        raise Declined(f"{to} leads elsewhere from the folder of `serve`: name the whole path.")
    if to.resolve().is_relative_to(data.resolve()):
        raise Declined(f"{to} lies inside the data folder, and would be lost with it: name another folder.")
    try:
        to.mkdir(PRIVATE, parents=True, exist_ok=True)
        if any(to.iterdir()):
            raise Declined(f"{to} is not empty: name a folder that is empty or not there yet.")
        to.chmod(PRIVATE)
    except OSError as broken:
        raise _cannot_take(to, broken) from broken


def _cannot_take(folder: Path, broken: OSError) -> Declined:
    if isinstance(broken, shutil.Error):
        return Declined(
            f"Something in {STUDIES} of the data folder is no file or folder: take it away there."
        )
    return Declined(f"{folder} cannot take the backup ({broken.strerror}): make room there, or name another.")


def _clear(to: Path) -> None:
    """Takes away what this backup has put there, and nothing else."""
    for name in (JOURNAL, f"{JOURNAL}-wal", f"{JOURNAL}-shm", TOMBSTONES, CONTENTS):
        (to / name).unlink(missing_ok=True)
    shutil.rmtree(to / STUDIES, ignore_errors=True)


def _hashes(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if (
            path.is_file()
            and not path.is_symlink()
            and name not in (CONTENTS, TOMBSTONES)
            and not name.endswith(("-wal", "-shm"))
        ):
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, data: bytes) -> None:
    path.touch(0o600)
    path.write_bytes(data)


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
        elif path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    sync_folder(folder)
