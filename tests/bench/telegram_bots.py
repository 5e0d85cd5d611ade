"""Two bots that answer a tap and redraw: the whole of ours, and the library's bare handler."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackContext, CallbackQueryHandler, MessageHandler, filters

from bot.folder import locked
from bot.house import House, open_house
from bot.settings import Settings
from bot.telegram.channel import telegram_channel
from bot.telegram.outbox import Outbox
from tests.bench.full_room import fill
from tests.fake_telegram import TOKEN
from workshops.chats import ChatScreen
from workshops.model import Phase

LABELS = ("More", "Supportive culture", "Clear role", "Training", "Time to talk", "Pay")
TEXT = "<b>Which matters most?</b>\n\n" + "\n".join(f"{label}: a line about it." for label in LABELS)
NO_LIMIT = 1_000_000.0

Context = CallbackContext[Any, Any, Any, Any]


@asynccontextmanager
async def our_bot(
    base_url: str, people: int, *, per_second: float = NO_LIMIT, per_chat: float = 0.0
) -> AsyncIterator[None]:
    """A house with a workshop whose people have a theme's card open; a tap says whether it fits."""
    with tempfile.TemporaryDirectory() as name, locked(Path(name)):
        async with open_house(Path(name)) as house:
            await people_at_a_card(house, people)
            settings = Settings(data=house.folder, token=TOKEN, telegram_url=base_url)
            outbox = partial(Outbox, per_second=per_second, per_chat=per_chat)
            async with telegram_channel(house, settings, outbox):
                yield


async def people_at_a_card(house: House, people: int) -> None:
    room = await fill(house, 0, people, Phase.THEMES)
    await house.chats.keep(*(ChatScreen(chat, room.code, None, "theme T1") for chat in room.chats))


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
