"""A verified copy of everything stored, made while `serve` runs: `workshop backup`.

A copy holds the journal as it was at one moment, the studies, the tombstones, and a list of it all.
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

from bot.declined import Declined
from bot.folder import JOURNAL, PRIVATE
from bot.house import BACKUPS, House, backups, library
from bot.reading import reading
from workshops.journal import NotSaved
from workshops.replay import replay
from workshops.study.keeping import STUDIES
from workshops.tombstones import TOMBSTONES, Tombstone, keep_tombstones, sync_folder

CONTENTS = "backup.json"
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
            raise cannot_take(to, broken) from broken
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
    rows = asyncio.run(rows_in(to))
    contents = Contents(at, version("feedback-workshop"), rows, dict(hashes(to)))
    _write(to / CONTENTS, msgspec.json.format(msgspec.json.encode(contents)))
    sync(to)
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
        f"Copied to {done.folder} and read again there, as it was at {moment(done.at)}. Workshops: {codes}. "
        "It holds what people said: keep it closed and encrypted, and delete it when its days are over."
    )


async def rows_in(folder: Path) -> dict[str, int]:
    """Every workshop of the copy, read and lived through again; with how many rows it has."""
    async with reading(folder) as journal:
        studies = library(folder)
        return {code: (await replay(journal, code, studies))[1] for code in await journal.workshops()}


def moment(at: int) -> str:
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
        raise cannot_take(to, broken) from broken


def cannot_take(folder: Path, broken: OSError) -> Declined:
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


def hashes(folder: Path) -> Iterator[tuple[str, str]]:
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


def sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
        elif path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    sync_folder(folder)
