"""Two bots that answer a tap and redraw: ours, which stores it first, and the library's, which does not."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackContext, CallbackQueryHandler, MessageHandler, filters

from bot.telegram.connection import connect
from bot.telegram.intake import Intake
from bot.telegram.outbox import Outbox, Standing
from bot.telegram.poller import Poller
from bot.telegram.request import Api, WorkshopRequest
from bot.telegram.shown import Button, Shown, TelegramCalls
from tests.fake_telegram import TOKEN
from workshops.journal import HandledCommand, Journal, NotSaved

LABELS = ("More", "Supportive culture", "Clear role", "Training", "Time to talk", "Pay")
TEXT = "<b>Which matters most?</b>\n\n" + "\n".join(f"{label}: a line about it." for label in LABELS)
NO_LIMIT = 1_000_000.0

Context = CallbackContext[Any, Any, Any, Any]


class OurBot:
    """Poller, intake and outbox around a real journal: each tap is on disk before it is answered."""

    def __init__(self, base_url: str, journal: Journal, per_second: float, per_chat: float) -> None:
        self._journal = journal
        self._rows = 0
        self._taps: Counter[int] = Counter()
        self._standings: dict[int, Standing] = {}
        calls, polls = WorkshopRequest(), WorkshopRequest(connections=1)
        builder = ApplicationBuilder().token(TOKEN).base_url(f"{base_url}/bot").updater(None)
        self._application = builder.request(calls).get_updates_request(polls).build()
        address = self._application.bot.base_url
        self._outbox = Outbox(
            TelegramCalls(Api(address, calls)), self._render, self, per_second=per_second, per_chat=per_chat
        )
        intake = Intake(
            self._application,
            self._handle,
            storage_errors=(NotSaved,),
            quarantine=self._quarantine,
            apologise=lambda chat, tap: None,
        )
        self._poller = Poller(Api(address, polls), intake, after_outage=lambda: None)

    async def live(self) -> None:
        await connect(self._application, self._application.bot.delete_webhook)
        async with asyncio.TaskGroup() as living:
            living.create_task(self._outbox.run())
            living.create_task(self._poller.run())
        await self._application.shutdown()

    def stop(self) -> None:
        self._poller.stop()
        self._outbox.stop()

    async def standing(self, chat: int) -> Standing:
        return self._standings.get(chat, Standing())

    async def put(self, chat: int, standing: Standing) -> None:
        self._standings[chat] = standing

    def _render(self, chat: int) -> Shown:
        rows = tuple((Button(label, payload=f"place {label}"),) for label in LABELS)
        return Shown(f"{TEXT}\n{self._taps[chat]} taps", rows)

    async def _handle(self, update: Update) -> None:
        assert update.effective_user
        chat, tap = update.effective_user.id, update.callback_query
        self._rows += 1
        cause = f"telegram:1:{update.update_id}"
        await self._journal.append(HandledCommand("BENCH", self._rows, cause, "hash", str(chat), 0, "[]"))
        self._taps[chat] += 1
        self._outbox.stale(chat)
        if tap:
            self._outbox.answer(tap.id)

    async def _quarantine(self, update_id: int, chat: int | None, kind: str, error: str) -> None:
        raise AssertionError(f"update {update_id} ({kind}): {error}")


@asynccontextmanager
async def our_bot(
    base_url: str, *, per_second: float = NO_LIMIT, per_chat: float = 0.0
) -> AsyncIterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        journal = await Journal.open(Path(folder) / "journal.db")
        bot = OurBot(base_url, journal, per_second, per_chat)
        living = asyncio.create_task(bot.live())
        yield
        bot.stop()
        await living
        await journal.close()


@asynccontextmanager
async def stock_bot(base_url: str) -> AsyncIterator[None]:
    """The library as it comes: its own polling, its own HTTP client, one update after the other."""
    taps: Counter[int] = Counter()

    def screen(chat: int) -> dict[str, Any]:
        rows = [[InlineKeyboardButton(label, callback_data=f"place {label}")] for label in LABELS]
        text = f"{TEXT}\n{taps[chat]} taps"
        return {"text": text, "parse_mode": "HTML", "reply_markup": InlineKeyboardMarkup(rows)}

    async def start(update: Update, context: Context) -> None:
        assert update.message
        await update.message.reply_text(**screen(update.message.chat.id))

    async def tap(update: Update, context: Context) -> None:
        query = update.callback_query
        assert query
        taps[query.from_user.id] += 1
        await query.answer()
        await query.edit_message_text(**screen(query.from_user.id))

    application = ApplicationBuilder().token(TOKEN).base_url(f"{base_url}/bot").build()
    application.add_handlers([MessageHandler(filters.ALL, start), CallbackQueryHandler(tap)])
    async with application:
        assert application.updater
        await application.start()
        await application.updater.start_polling()
        yield
        await application.updater.stop()
        await application.stop()
