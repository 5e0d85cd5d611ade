"""A small bot around the real poller, webhook and outbox: it counts what it is told and shows the count."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Update
from telegram.ext import ApplicationBuilder

from bot.telegram.connection import connect
from bot.telegram.intake import AnyApplication, Intake
from bot.telegram.outbox import Outbox, Standing
from bot.telegram.poller import Poller
from bot.telegram.request import Api
from bot.telegram.shown import Button, Shown, TelegramCalls
from bot.telegram.webhook import Webhook
from tests.fake_telegram import FakeTelegram, InProcessRequest, VirtualTime, turns


class NotKept(Exception):
    """Nothing could be stored."""


class Store:
    """What would be on disk: handled updates with who acted, message ids, and what was set aside."""

    def __init__(self) -> None:
        self.handled: dict[int, tuple[int, str]] = {}
        self.quarantined: list[tuple[int, int | None, str, str]] = []
        self.standings: dict[int, Standing] = {}
        self.full = False
        self.refuses: set[int] = set()
        self.slow = 0
        self.at_once = 0
        self._waiting = 0

    async def keep(self, update_id: int, chat: int, did: str) -> None:
        self._waiting += 1
        self.at_once = max(self.at_once, self._waiting)
        await turns(self.slow)
        self._waiting -= 1
        self.must_have_room()
        if chat in self.refuses:
            raise NotKept
        self.handled.setdefault(update_id, (chat, did))

    async def quarantine(self, update_id: int, chat: int | None, kind: str, error: str) -> None:
        self.must_have_room()
        self.quarantined.append((update_id, chat, kind, error))

    async def standing(self, chat: int) -> Standing:
        return self.standings.get(chat, Standing())

    async def put(self, chat: int, standing: Standing) -> None:
        self.must_have_room()
        self.standings[chat] = standing

    def must_have_room(self) -> None:
        if self.full:
            raise NotKept

    def did(self, chat: int) -> list[str]:
        return [did for who, did in self.handled.values() if who == chat]


class CountingBot:
    """One life of the bot's process; what is in `store` outlives it."""

    def __init__(self, telegram: FakeTelegram, store: Store, time: VirtualTime) -> None:
        self.store = store
        self.said: list[str] = []
        self.taken: Counter[int] = Counter()
        self.outages = 0
        self.apologies: list[tuple[int, str | None]] = []
        request = InProcessRequest(telegram)
        self.application: AnyApplication = (
            ApplicationBuilder().token(telegram.token).updater(None).request(request).build()
        )
        api = Api(self.application.bot.base_url, request)
        self.outbox = Outbox(
            TelegramCalls(api), self.render, store, clock=time.now, sleep=time.sleep, per_chat=0.0
        )
        self.intake = Intake(
            self.application,
            self.handle,
            storage_errors=(NotKept,),
            quarantine=store.quarantine,
            apologise=self.apologise,
        )
        self.poller = Poller(
            api,
            self.intake,
            after_outage=self.after_outage,
            say=self.said.append,
            clock=time.now,
            sleep=time.sleep,
        )
        self.webhook = Webhook(self.intake)
        self.sleep = time.sleep

    async def handle(self, update: Update) -> None:
        self.taken[update.update_id] += 1
        tap, message = update.callback_query, update.message
        if tap:
            await self.act(update.update_id, tap.from_user.id, tap.data or "")
            self.outbox.answer(tap.id, "Saved")
        elif message:
            await self.act(update.update_id, message.chat.id, message.text or "")
            self.outbox.below(message.chat.id)

    async def act(self, update_id: int, chat: int, did: str) -> None:
        if did == "stumble":
            raise ValueError(did)
        await self.store.keep(update_id, chat, did)
        self.outbox.stale(chat)

    def apologise(self, chat: int, tap: str | None) -> None:
        self.apologies.append((chat, tap))
        if tap:
            self.outbox.answer(tap, "Something went wrong here; nothing was changed.")

    def after_outage(self) -> None:
        self.outages += 1
        self.outbox.stale_all(self.store.standings)

    def render(self, chat: int) -> Shown:
        did = self.store.did(chat)
        rows = ((Button("More", payload=f"more {len(did)}"),), (Button("Stumble", payload="stumble"),))
        return Shown(f"{len(did)} done, last: {did[-1] if did else 'nothing'}", rows)


@asynccontextmanager
async def polling(bot: CountingBot, telegram: FakeTelegram) -> AsyncIterator[None]:
    """The process lives: it polls until the block ends, then stops cleanly."""
    await connect(bot.application, bot.application.bot.delete_webhook, sleep=bot.sleep, say=bot.said.append)
    telegram.quiet = [bot.outbox.settled]
    tasks = [asyncio.create_task(bot.outbox.run()), asyncio.create_task(bot.poller.run())]
    try:
        yield
    finally:
        bot.poller.stop()
        bot.outbox.stop()
        await asyncio.gather(*tasks)
        await bot.application.shutdown()
