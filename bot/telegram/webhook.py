"""Takes updates by webhook: 200 only after the commit, so that Telegram brings again what was not saved."""

from __future__ import annotations

import asyncio
import hmac
import secrets

import msgspec
from telegram import Bot

from bot.telegram.connection import ALLOWED_UPDATES
from bot.telegram.poller import Settles

OK, BAD_REQUEST, FORBIDDEN, NOT_SAVED = 200, 400, 403, 500
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Numbered(msgspec.Struct):
    """As much of an update as there must be to know which it is."""

    update_id: int


class Webhook:
    """One bot's webhook; the route around it passes body and secret header, and answers with the status."""

    def __init__(self, intake: Settles, secret: str | None = None) -> None:
        self._intake = intake
        self._secret = secret or secrets.token_urlsafe(32)
        self._in_order = asyncio.Lock()

    async def set(self, bot: Bot, url: str) -> None:
        """Tell Telegram where to bring updates, one after the other, with our secret."""
        await bot.set_webhook(
            url, secret_token=self._secret, allowed_updates=ALLOWED_UPDATES, max_connections=1
        )

    async def handle(self, body: bytes, secret: str | None) -> int:
        """The status to answer with, once the update's outcome is stored."""
        if not hmac.compare_digest((secret or "").encode(), self._secret.encode()):
            return FORBIDDEN
        try:
            msgspec.json.decode(body, type=Numbered)
            raw = msgspec.json.decode(body, type=dict[str, object])
        except (msgspec.DecodeError, UnicodeDecodeError):
            return BAD_REQUEST
        async with self._in_order:
            return OK if await self._intake.settle(raw) else NOT_SAVED
