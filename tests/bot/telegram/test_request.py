"""The HTTP side: every failure becomes the library's own error, and neither token nor words reach a log."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram.redaction import TokenRedacted
from bot.telegram.request import Api, WorkshopRequest, silence_the_client
from bot.telegram.shown import Button, Shown, TelegramCalls
from tests.fake_telegram import TOKEN, FakeTelegram, Fault, RealTime, serving


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram(RealTime())


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    request = WorkshopRequest(read_timeout=0.5)
    async with serving(telegram) as address, Bot(TOKEN, base_url=f"{address}/bot", request=request) as bot:
        yield bot


@pytest.fixture
def calls(bot: Bot) -> TelegramCalls:
    return TelegramCalls(Api(bot.base_url, bot.request))


async def test_screens_reach_telegram_whole(telegram: FakeTelegram, calls: TelegramCalls) -> None:
    ada = telegram.person("Ada")
    ada.write("/start")
    rows = (
        (Button("Go", payload="go"), Button("Read", url="https://example.org/read")),
        (Button("Open", web_app="https://example.org/app"),),
    )
    message_id = await calls.send(ada.id, Shown("<b>Wêlcome</b> & 👍", rows))
    assert ada.screen() == "Wêlcome & 👍\n[Go]  [Read]\n[Open]"
    await calls.edit(ada.id, message_id, Shown("Then"))
    assert ada.screen() == "Then"
    await calls.delete(ada.id, message_id)
    assert [message.text for message in ada.chat.messages.values()] == ["/start"]


async def test_each_failure_is_the_library_s_own_error(telegram: FakeTelegram, calls: TelegramCalls) -> None:
    ada = telegram.person("Ada")
    ada.write("/start")
    hello = Shown("Hello")
    for fault, error in (
        (Fault.FLOOD, RetryAfter),
        (Fault.SERVER_ERROR, NetworkError),
        (Fault.LOST, TimedOut),
        (Fault.DELIVERED_UNANSWERED, TimedOut),
        (Fault.RESET, NetworkError),
    ):
        telegram.trouble.once(fault)
        with pytest.raises(error):
            await calls.send(ada.id, hello)
    with pytest.raises(BadRequest, match="Chat not found"):
        await calls.send(1, hello)
    assert await calls.send(ada.id, hello)


async def test_the_library_itself_still_sends_files_through_it(telegram: FakeTelegram, bot: Bot) -> None:
    ada = telegram.person("Ada")
    ada.write("/start")
    await bot.send_document(ada.id, b"<p>handout</p>", filename="handout.html", caption="Yours")
    assert (ada.message().file, ada.message().content) == ("handout.html", b"<p>handout</p>")


async def test_many_calls_at_once_share_few_connections(telegram: FakeTelegram, calls: TelegramCalls) -> None:
    people = [telegram.person(f"P{number}") for number in range(100)]
    for person in people:
        person.write("/start")
    await asyncio.gather(*(calls.send(person.id, Shown(f"Hello {person.name}")) for person in people))
    assert [person.screen() for person in people] == [f"Hello {person.name}" for person in people]


async def test_calls_go_through_the_proxy_that_the_environment_names(
    telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(telegram) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        async with Bot(TOKEN, base_url="http://telegram.invalid/bot", request=WorkshopRequest()) as bot:
            assert bot.username == "workshop_test_bot"


async def test_the_token_reaches_no_log(
    telegram: FakeTelegram, calls: TelegramCalls, caplog: pytest.LogCaptureFixture
) -> None:
    silence_the_client()
    caplog.set_level(logging.INFO)
    with pytest.raises(BadRequest):
        await calls.send(1, Shown("Hello"))
    assert TOKEN not in caplog.text


def test_a_token_about_to_be_logged_is_taken_out() -> None:
    record = logging.LogRecord("any", logging.INFO, "", 0, "POST https://api/bot%s/getMe", (TOKEN,), None)
    assert TokenRedacted().filter(record)
    assert record.getMessage() == "POST https://api/bot<token>/getMe"


def test_a_token_in_a_traceback_is_taken_out_too() -> None:
    try:
        raise ValueError(f"https://api/bot{TOKEN}/getMe")
    except ValueError:
        record = logging.LogRecord("any", logging.ERROR, "", 0, "It broke.", (), sys.exc_info())
    assert TokenRedacted().filter(record)
    said = logging.Formatter().format(record)
    assert said.endswith("ValueError: https://api/bot<token>/getMe")


def test_an_answer_that_cannot_be_read_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(TelegramError, match="Invalid server response"):
        WorkshopRequest.parse_json_payload(b'{"result": [{"text": "people\'s words"')
    assert caplog.text == ""
