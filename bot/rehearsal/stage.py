"""Where a rehearsal takes place: a real house with both its channels, and phones in place of the network."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import httpx

from bot.addresses import DEFAULT_URL, Addresses
from bot.chance import Chance
from bot.folder import locked
from bot.house import House, open_house
from bot.rehearsal.clock import Clock, WaitingRoom
from bot.rehearsal.messenger import Messenger
from bot.rehearsal.phone_in_browser import PhoneInBrowser
from bot.rehearsal.phone_in_telegram import Network, PhoneInTelegram
from bot.telegram.rehearsed import rehearsed_telegram
from bot.timekeeper import Timekeeper
from bot.web.routes import create_web

FIRST_MORNING = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
BOT_NAME = "rehearsal_bot"


class Stage:
    """`chance` gives all that is left to chance but for the codes and secrets, which are the house's."""

    def __init__(
        self,
        house: House,
        clock: Clock,
        chance: random.Random,
        browsers: httpx.AsyncBaseTransport,
        network: Network,
    ) -> None:
        self.timekeeper = Timekeeper(house.desk, clock)
        self.house = house
        self.clock = clock
        self.chance = chance
        self._browsers = browsers
        self._network = network
        # Chats of earlier rehearsals in the same folder are other people's.
        self._chats = count(house.chance.seed() << 16)

    def browser(self, language: str) -> PhoneInBrowser:
        return PhoneInBrowser(self._browsers, language)

    def telegram(self, language: str) -> PhoneInTelegram:
        return PhoneInTelegram(self._network, next(self._chats), language)


@asynccontextmanager
async def open_stage(folder: Path, seed: int) -> AsyncIterator[Stage]:
    """Holds the folder meanwhile. Raises `FolderRefused` and `JournalRefused`."""
    with locked(folder):
        clock = Clock(FIRST_MORNING)
        source = random.Random()
        async with open_house(folder, clock=clock, chance=Chance(source)) as house:
            # The same seed again in the same folder is another rehearsal, which must not meet the first one's
            # secrets; in an empty folder nothing but the seed counts.
            source.seed(f"{seed}/{len(await house.desk.codes())}")
            house.addresses = Addresses(DEFAULT_URL, BOT_NAME)
            messenger, waiting, bot = Messenger(), WaitingRoom(), house.chance.seed()
            async with rehearsed_telegram(
                house, messenger, bot, clock=waiting.now, sleep=waiting.sleep
            ) as telegram:
                yield Stage(
                    house,
                    clock,
                    random.Random(house.chance.seed()),
                    httpx.ASGITransport(create_web(house)),
                    Network(telegram, messenger, clock),
                )
