"""Everything that a workshop lives in, opened together and closed together."""

from __future__ import annotations

import json
import random
import time
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from bot.acting import Acting
from bot.addresses import DEFAULT_URL, Addresses
from bot.admitting import Admitting
from bot.chance import Chance
from bot.claiming import Claiming
from bot.folder import JOURNAL
from workshops.chats import Chats
from workshops.desk import Desk
from workshops.journal import Journal, NotSaved
from workshops.kept_wishes import KeptWishes
from workshops.people import People
from workshops.removal import Removal
from workshops.study import Study, kept_study
from workshops.tombstones import Tombstone, keep_tombstones

URL = "url"
BACKUPS = "backups"
TELEGRAM_BOT = "telegram_bot"
CAUSES_KEPT = 7 * 24 * 60 * 60 * 1000


@dataclass(slots=True)
class House:
    """`addresses` change once the server knows where it is reached; the rest stays as opened."""

    folder: Path
    journal: Journal
    people: People
    chats: Chats
    desk: Desk
    admitting: Admitting
    acting: Acting
    removal: Removal
    addresses: Addresses
    clock: Callable[[], int]
    chance: Chance

    async def remember_addresses(self, addresses: Addresses) -> None:
        """So that `new` and `claim` can give whole links while nothing is served."""
        self.addresses = addresses
        await self.journal.keep_setting(URL, addresses.url)
        await self.journal.keep_setting(TELEGRAM_BOT, addresses.telegram_bot)


def now() -> int:
    """UTC milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def library(folder: Path) -> Callable[[str], Study]:
    """The studies that this data folder keeps, each read once."""
    return cache(lambda study_hash: kept_study(folder, study_hash))


async def known_addresses(journal: Journal) -> Addresses:
    """Where people were last told to come."""
    url, telegram_bot = await journal.setting(URL), await journal.setting(TELEGRAM_BOT)
    return Addresses(url or DEFAULT_URL, telegram_bot or "")


async def backups(journal: Journal) -> list[Path]:
    """The folders that backups were made in."""
    return [Path(folder) for folder in json.loads(await journal.setting(BACKUPS) or "[]")]


async def stay_gone(folder: Path, journal: Journal, stones: Collection[Tombstone]) -> None:
    """Puts up the tombstones beside the journal, and in every backup that can be reached.

    Raises `NotSaved`.
    """
    try:
        keep_tombstones(folder, stones)
    except (OSError, ValueError) as broken:
        raise NotSaved(str(broken)) from broken
    for backup in await backups(journal):
        with suppress(OSError, ValueError):
            if backup.is_dir():
                keep_tombstones(backup, stones)


@asynccontextmanager
async def open_house(
    folder: Path, *, clock: Callable[[], int] = now, chance: Chance | None = None
) -> AsyncIterator[House]:
    """Opens the data folder, whose lock the caller holds, to read and write. Raises `JournalRefused`."""
    journal = await Journal.open(folder / JOURNAL)
    try:
        people = People(journal)
        desk = Desk(journal, library(folder), clock)
        removal = Removal(desk, journal, people)
        removal.also_to_stay_gone(partial(stay_gone, folder, journal))
        await removal.finish_open()
        await journal.forget_causes(clock() - CAUSES_KEPT)
        chance = chance or Chance(random.SystemRandom())
        claims = Claiming(desk, people, clock, chance)
        admitting = Admitting(desk, people, clock, chance, claims)
        wishes = KeptWishes(journal)
        acting = Acting(desk, people, clock, chance, removal.withdrew, wishes, claims, admitting)
        addresses = await known_addresses(journal)
        chats = Chats(journal)
        yield House(
            folder, journal, people, chats, desk, admitting, acting, removal, addresses, clock, chance
        )
    finally:
        await journal.close()
