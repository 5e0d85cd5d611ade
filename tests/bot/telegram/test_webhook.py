"""The webhook answers 200 only for what is stored, and only to who knows the secret."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest

from bot.telegram.connection import connect
from tests.bot.telegram.house import CountingBot, Store
from tests.fake_telegram import FakeTelegram, VirtualTime

URL = "https://workshop.example.org/telegram"


@pytest.fixture
async def telegram() -> FakeTelegram:
    return FakeTelegram(VirtualTime())


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[CountingBot]:
    assert isinstance(telegram.time, VirtualTime)
    bot = CountingBot(telegram, Store(), telegram.time)
    await connect(bot.application, lambda: bot.webhook.set(bot.application.bot, URL), sleep=bot.sleep)
    telegram.receive_webhook = bot.webhook.handle
    telegram.quiet = [bot.outbox.settled]
    running = asyncio.create_task(bot.outbox.run())
    yield bot
    bot.outbox.stop()
    await running
    await bot.application.shutdown()


async def test_people_are_served_as_by_polling(telegram: FakeTelegram, bot: CountingBot) -> None:
    ada = telegram.person("Ada")
    await ada.send("/start")
    await ada.tap("More")
    ada.sees("2 done, last: more 1", "Saved")
    assert telegram.world.webhook.url == URL


async def test_what_is_not_stored_is_brought_again(telegram: FakeTelegram, bot: CountingBot) -> None:
    ada = telegram.person("Ada")
    bot.store.full = True
    ada.write("/start")
    await telegram.deliver()
    assert len(telegram.world.updates.pending()) == 1
    bot.store.full = False
    await telegram.deliver()
    await telegram.settled()
    ada.sees("1 done")


async def test_an_update_that_cannot_be_read_is_set_aside_and_not_brought_again(
    telegram: FakeTelegram, bot: CountingBot
) -> None:
    ada = telegram.person("Ada")
    telegram.world.updates.add("message", {"text": "neither date nor chat"})
    await ada.send("/start")
    assert [error for *_, error in bot.store.quarantined] == ["KeyError"]
    ada.sees("1 done")


@pytest.mark.parametrize("secret", [None, "", "guess", "é", "\N{SNOWMAN}" * 40])
async def test_strangers_are_turned_away(bot: CountingBot, secret: str | None) -> None:
    body = msgspec.json.encode({"update_id": 1, "message": {"text": "forged"}})
    assert await bot.webhook.handle(body, secret) == 403
    assert bot.store.handled == {}


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"update_id": "1"}', b"{}", b"\xff\xfe", b'{"update_id":1e99}']
)
async def test_what_is_no_update_is_refused(telegram: FakeTelegram, bot: CountingBot, body: bytes) -> None:
    assert await bot.webhook.handle(body, telegram.world.webhook.secret) == 400
