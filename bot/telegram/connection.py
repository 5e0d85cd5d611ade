"""Reaching Telegram in the first place, and the sentences for when it will not have us."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.telegram.intake import AnyApplication
from bot.telegram.pacing import Sleep, growing

log = logging.getLogger(__name__)

Say = Callable[[str], None]

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
AWAY = "Telegram cannot be reached; trying again until it can. The browser works meanwhile."
BACK = "Telegram is back."
OTHER_POLLER = (
    "Another process is taking this bot's updates. Stop it, or give this one a bot of its own; trying again."
)
OTHER_WEBHOOK = (
    "A webhook was set for this bot elsewhere, so Telegram sends its updates there. Remove it; trying again."
)


class WrongToken(Exception):
    """Telegram does not know the bot's token; the message says what to do."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram does not know this bot token: compare TELEGRAM_BOT_TOKEN, or the file given with "
            "--telegram-token-file, with what @BotFather shows."
        )


async def connect(
    application: AnyApplication,
    receive: Callable[[], Awaitable[object]],
    *,
    sleep: Sleep = asyncio.sleep,
    say: Say = log.warning,
) -> None:
    """Initialise the application and ask for updates, for as long as it takes.

    `receive` tells Telegram how updates are taken: `delete_webhook` for polling, or the setting of a webhook.

    Raises:
        WrongToken: Telegram does not know the token. The library's own message would show it.
    """
    failures = 0
    while True:
        try:
            await application.initialize()
            await receive()
        except InvalidToken:
            raise WrongToken from None
        except TelegramError:
            failures += 1
            if failures == 1:
                say(AWAY)
            await sleep(growing(failures))
        else:
            if failures:
                say(BACK)
            return


def conflict_sentence(conflict: Conflict) -> str:
    return OTHER_WEBHOOK if "webhook is active" in conflict.message.lower() else OTHER_POLLER
