"""The channel with somebody else in Telegram's place: all that is ours, and no network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from telegram.error import NetworkError
from telegram.ext import ApplicationBuilder
from telegram.request import BaseRequest, RequestData

from bot.house import House
from bot.telegram.channel import Telegram
from bot.telegram.outbox import Outbox
from bot.telegram.pacing import Clock, Sleep
from bot.telegram.shown import Calls


@asynccontextmanager
async def rehearsed_telegram(
    house: House, calls: Calls, bot: int, *, clock: Clock, sleep: Sleep
) -> AsyncIterator[Telegram]:
    """Telegram's side is `calls`, which gives its updates to the channel's intake. `bot` is the bot's id."""
    request = NoNetwork(bot)
    application = (
        ApplicationBuilder()
        .token(f"{bot}:none")
        .request(request)
        .get_updates_request(request)
        .updater(None)
        .build()
    )
    telegram = Telegram(house, application, bot, partial(Outbox, calls, clock=clock, sleep=sleep))
    async with application:
        telegram.running = asyncio.create_task(telegram.outbox.run())
        try:
            yield telegram
        finally:
            telegram.outbox.stop()
            await telegram.running


class NoNetwork(BaseRequest):
    """Answers the one question that the library asks of its own accord: who the bot is."""

    def __init__(self, bot: int) -> None:
        self._bot = bot

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if not url.endswith("/getMe"):
            raise NetworkError("There is no network here.")
        me = {"id": self._bot, "is_bot": True, "first_name": "Rehearsal", "username": "rehearsal_bot"}
        return 200, json.dumps({"ok": True, "result": me}).encode()
