"""An examination of what a workshop depends on: disk, modes, journal, clock, address, bot."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bot.addresses import Addresses
from bot.declined import Declined
from bot.findings import Finding, fine, noted, wrong
from bot.folder import JOURNAL, FolderRefused, FolderServed, locked
from bot.house import backups, known_addresses, library, now
from bot.purging import overdue
from bot.reading import reading
from bot.settings import Settings
from workshops.database import JournalRefused
from workshops.journal import Journal
from workshops.model import Workshop
from workshops.replay import replay
from workshops.study import StudyNotKept
from workshops.tombstones import tombstones_in

ROOM_BYTES = 500_000_000
CLOCK_MAY_LAG = 60_000


async def examined(settings: Settings) -> AsyncIterator[Finding]:
    """Each finding as it is made. Nothing stored is changed but one row that is written over and over."""
    folder = settings.data
    if not folder.is_dir():
        yield wrong(f"There is no folder {folder}: make a workshop with `workshop new`, or name another.")
        return
    for finding in (*_room(folder), *_modes(folder)):
        yield finding
    try:
        async for finding in _stored(folder):
            yield finding
    except (Declined, JournalRefused, FolderRefused, StudyNotKept, ValueError) as refused:
        yield wrong(str(refused))
    async for finding in _telegram(settings):
        yield finding


def _room(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    amount = f"{free / 1e9:.1f} GB"
    if free < ROOM_BYTES:
        yield wrong(f"The disk has only {amount} free: make room before a workshop begins.")
    else:
        yield fine(f"The disk has {amount} free.")


def _modes(folder: Path) -> Iterator[Finding]:
    """Nobody but the owner may read what people said."""
    # What lies in a closed folder below is closed, whatever its own mode says.
    files = (path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink())
    open_to_others = [path for path in (folder, *files) if _mode(path) & 0o077]
    for path in open_to_others:
        yield wrong(f"Others on this machine can reach {path}: run chmod go-rwx on it.")
    if not open_to_others:
        yield fine(f"{folder} is closed to others on this machine.")


def _mode(path: Path) -> int:
    """0 for what is there no longer: `serve` may be at work."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0


async def _stored(folder: Path) -> AsyncIterator[Finding]:
    async with reading(folder) as journal:
        workshops = [(await replay(journal, code, library(folder)))[0] for code in await journal.workshops()]
        yield fine(f"The journal is whole; workshops in it that live through again: {len(workshops)}.")
        yield _clock(workshops)
        yield _address((await known_addresses(journal)).url)
        yield _copies(await backups(journal))
    tombstones_in(folder)
    for workshop in workshops:
        if overdue(workshop, now()):
            yield wrong(f"Workshop {workshop.code} has days that are over: run `workshop purge`.")
    yield await _writing(folder)


async def _writing(folder: Path) -> Finding:
    try:
        with locked(folder):
            journal = await Journal.open(folder / JOURNAL)
            try:
                written = await journal.writable()
            finally:
                await journal.close()
    except FolderServed:
        return fine("`serve` holds the folder now; /healthz there says whether the journal takes what comes.")
    if not written:
        return wrong(f"{folder / JOURNAL} takes nothing new: look at the disk and at who may write to it.")
    return fine("The journal takes what comes, and has it on the disk before anyone is told so.")


def _clock(workshops: list[Workshop]) -> Finding:
    newest = max((workshop.last_at for workshop in workshops), default=0)
    behind = newest - now()
    if behind > CLOCK_MAY_LAG:
        return wrong(
            f"The clock is {behind // 60_000} minutes behind the last thing stored: set it, so that "
            "the times people see are right. The order of what happened is safe either way."
        )
    return fine("The clock is not behind what is stored.")


def _address(url: str) -> Finding:
    parts = urlsplit(url)
    if parts.scheme == "https":
        return fine(f"Links begin with {url}.")
    if Addresses(url).only_here:
        return noted(f"Links begin with {url}: only this machine opens them.")
    return noted(f"Links begin with {url}, without HTTPS: what people type can be read on the way.")


def _copies(folders: list[Path]) -> Finding:
    there = [folder for folder in folders if folder.is_dir()]
    if not there:
        return noted("There is no backup that can be reached from here: make one with `workshop backup`.")
    return fine(f"The newest backup that can be reached from here is {there[-1]}.")


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    if not settings.token:
        yield noted("There is no bot token: people join in the browser.")
        return
    from bot.telegram.health import telegram_health

    for finding in await telegram_health(settings):
        yield finding
