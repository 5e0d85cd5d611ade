"""The way back from a backup: `workshop restore`.

It takes over the tombstones put up since, so that whoever withdrew after the backup stays withdrawn.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from bot.backing_up import CONTENTS, Contents, cannot_take, hashes, moment, rows_in, sync
from bot.declined import OPERATOR, Declined
from bot.folder import JOURNAL, PRIVATE, locked
from bot.house import House, now, open_house
from bot.purging import delete_everything, delete_links
from workshops.commands import Withdraw
from workshops.database import JournalRefused
from workshops.journal import Journal
from workshops.study.keeping import STUDIES
from workshops.tombstones import Tombstone, keep_tombstones, tombstones_in

SET_ASIDE = "damaged"


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
            raise cannot_take(folder, broken) from broken
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
    found = dict(hashes(backup))
    for name, digest in contents.files.items():
        if found.get(name) != digest:
            what = "has been changed" if name in found else "is missing"
            raise Declined(f"{backup / name} {what} since the backup was made: take another backup.")
    await rows_in(backup)
    return contents


def _belongs(name: str) -> bool:
    """Whether a restore may put this file into the data folder."""
    steps = name.split("/")
    return name == JOURNAL or (steps[0] == STUDIES and len(steps) > 1 and ".." not in steps)


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
    sync(folder)


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
    yield f"Restored to {folder}, as it was at {moment(contents.at)}. Workshops: {codes}."
    yield from again
    yield (
        "What was said after that moment is not in it. Whoever withdrew since, and of whom neither this "
        "folder nor the backup knows, is to be withdrawn again with `workshop withdraw`."
    )
