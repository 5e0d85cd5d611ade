"""Whether Telegram knows the bot, and where it would send what people write."""

from __future__ import annotations

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.findings import Finding, fine, noted, wrong
from bot.settings import Settings
from bot.telegram.connection import WrongToken
from bot.telegram.request import WorkshopRequest


async def telegram_health(settings: Settings) -> list[Finding]:
    """Asks Telegram twice and changes nothing there."""
    bot = Bot(settings.token, base_url=f"{settings.telegram_url}/bot", request=WorkshopRequest())
    try:
        async with bot:
            webhook = await bot.get_webhook_info()
            known = fine(f"Telegram knows the bot as @{bot.username}.")
    except InvalidToken:
        return [wrong(str(WrongToken()))]
    except TelegramError as away:
        return [wrong(f"Telegram cannot be reached ({away.message}): the browser works all the same.")]
    if not webhook.url:
        return [known, fine("No webhook is set: updates are fetched.")]
    trouble = webhook.last_error_message
    if trouble:
        return [known, wrong(f"The webhook has failed last: {trouble}. Serve with --webhook, or without it.")]
    return [known, noted("A webhook is set: `serve` without --webhook takes it away.")]
