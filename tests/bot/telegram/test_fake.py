"""The fake refuses what Telegram refuses, in its words; else nothing tested with it would mean anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, MenuButtonWebApp, WebAppInfo
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from tests.fake_telegram import (
    TOKEN,
    FakeTelegram,
    Fault,
    InProcessRequest,
    Limits,
    Person,
    VirtualTime,
    serving,
)


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    async with Bot(
        TOKEN, request=InProcessRequest(telegram), get_updates_request=InProcessRequest(telegram)
    ) as bot:
        yield bot


@pytest.fixture
def ada(telegram: FakeTelegram) -> Person:
    ada = telegram.person("Ada")
    ada.write("/start")
    return ada


def keyboard(payload: str = "go") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data=payload)]])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>bold", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("<h1>no</h1>", 'Can\'t parse entities: unsupported start tag "h1" at byte offset 0'),
        (
            "é <b>a</i>",
            'Can\'t parse entities: unmatched end tag at byte offset 7, expected "</b>", found "</i>"',
        ),
        ("a</b>", "Can't parse entities: unexpected end tag at byte offset 1"),
        ("2 <3", "Can't parse entities: unclosed start tag at byte offset 2"),
        (" \n", "Message text is empty"),
        ("<b></b>", "Message text is empty"),
        ("x" * 4097, "Message is too long"),
        ("👍" * 2049, "Message is too long"),
    ],
)
async def test_text_telegram_refuses(bot: Bot, ada: Person, text: str, words: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(ada.id, text, parse_mode="HTML")
    assert refused.value.message.lower() == words.lower()


@pytest.mark.parametrize("text", ["👍" * 2048, "<b>" + "x" * 4096 + "</b>", "&lt;" * 4096, "a & b &copy;"])
async def test_lengths_count_after_parsing_in_utf16_units(bot: Bot, ada: Person, text: str) -> None:
    await bot.send_message(ada.id, text, parse_mode="HTML")


async def test_entities_are_read_as_telegram_reads_them(bot: Bot, ada: Person) -> None:
    said = await bot.send_message(
        ada.id,
        "👍 <b>one <i>two</i></b> <blockquote expandable>three</blockquote> &lt;&amp;",
        parse_mode="HTML",
    )
    assert said.text == "👍 one two three <&"
    assert [(entity.type, entity.offset, entity.length) for entity in said.entities] == [
        ("bold", 3, 7),
        ("italic", 7, 3),
        ("expandable_blockquote", 11, 5),
    ]


@pytest.mark.parametrize(
    ("button", "words"),
    [
        (InlineKeyboardButton("Go", callback_data="x" * 65), "button_data_invalid"),
        (InlineKeyboardButton("Go", callback_data="ü" * 33), "button_data_invalid"),
        (
            InlineKeyboardButton("Go", url="http://localhost:8080"),
            "inline keyboard button url 'http://localhost:8080' is invalid: wrong http url",
        ),
        (
            InlineKeyboardButton("Go", web_app=WebAppInfo("http://a.org")),
            "inline keyboard button web app url 'http://a.org' is invalid: only https links are allowed",
        ),
    ],
)
async def test_buttons_telegram_refuses(
    bot: Bot, ada: Person, button: InlineKeyboardButton, words: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(ada.id, "Choose", reply_markup=InlineKeyboardMarkup([[button]]))
    assert refused.value.message.lower() == words


async def test_a_keyboard_that_is_null_is_refused(bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match="must be an array of arrays"):
        await bot.send_message(ada.id, "Hi", api_kwargs={"reply_markup": {"inline_keyboard": None}})


async def test_edits_telegram_refuses(bot: Bot, ada: Person, telegram: FakeTelegram) -> None:
    said = await bot.send_message(ada.id, "<b>Hi</b>", parse_mode="HTML", reply_markup=keyboard("g"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await said.edit_text("<b>Hi</b>", parse_mode="HTML", reply_markup=keyboard("g"))
    await said.edit_text("Hi", reply_markup=keyboard("g"))
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("Hi", ada.id, 999)
    own = next(iter(ada.chat.messages.values()))
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("Hi", ada.id, own.id)
    with pytest.raises(BadRequest, match="Message_too_long"):
        await said.edit_text("x" * 4097)
    await said.delete()
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await said.delete()


async def test_messages_older_than_48_hours_stay(bot: Bot, ada: Person, telegram: FakeTelegram) -> None:
    said = await bot.send_message(ada.id, "Hi")
    assert isinstance(telegram.time, VirtualTime)
    await telegram.time.advance(48 * 3600 + 1)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await said.delete()


async def test_strangers_and_closed_doors(bot: Bot, telegram: FakeTelegram, ada: Person) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(telegram.person("Bo").id, "Hi")
    ada.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ada.id, "Hi")


async def test_a_tap_is_answered_once_and_within_its_time(
    bot: Bot, telegram: FakeTelegram, ada: Person
) -> None:
    await bot.send_message(ada.id, "Choose", reply_markup=keyboard("g"))
    ada.tap_unawaited("Go")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert await query.answer("Saved")
    too_old = "Query is too old and response timeout expired or query id is invalid"
    for another in (query.id, "unknown"):
        with pytest.raises(BadRequest, match=too_old):
            await bot.answer_callback_query(another)
    ada.tap_unawaited("Go")
    late = (await bot.get_updates())[-1].callback_query
    assert late is not None
    assert isinstance(telegram.time, VirtualTime)
    await telegram.time.advance(151)
    with pytest.raises(BadRequest, match=too_old):
        await late.answer()


async def test_an_offset_confirms_what_is_before_it_and_nothing_else(bot: Bot, ada: Person) -> None:
    for words in ("one", "two", "three"):
        ada.write(words)
    first = await bot.get_updates(limit=2)
    again = await bot.get_updates(limit=2)
    assert [update.update_id for update in first] == [update.update_id for update in again]
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["two", "three"]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()


async def test_updates_are_forgotten_taps_sooner(bot: Bot, telegram: FakeTelegram, ada: Person) -> None:
    await bot.send_message(ada.id, "Choose", reply_markup=keyboard("g"))
    ada.tap_unawaited("Go")
    assert isinstance(telegram.time, VirtualTime)
    await telegram.time.advance(150)
    assert [update.message is not None for update in await bot.get_updates()] == [True]
    await telegram.time.advance(24 * 3600)
    assert await bot.get_updates() == ()


async def test_polling_conflicts(bot: Bot, telegram: FakeTelegram) -> None:
    await bot.set_webhook("https://example.org/hook", secret_token="s3cret")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    with pytest.raises(BadRequest, match="an https url must be provided"):
        await bot.set_webhook("http://example.org/hook")


async def test_trouble_on_command(bot: Bot, telegram: FakeTelegram, ada: Person) -> None:
    telegram.trouble.once(Fault.FLOOD, "sendMessage", seconds=7)
    with pytest.raises(RetryAfter) as flood:
        await bot.send_message(ada.id, "Hi")
    assert flood.value.retry_after == timedelta(seconds=7)
    telegram.trouble.once(Fault.DELIVERED_UNANSWERED)
    with pytest.raises(TimedOut):
        await bot.send_message(ada.id, "Here all the same")
    ada.sees("Here all the same")
    telegram.trouble.once(Fault.LOST)
    with pytest.raises(TimedOut):
        await bot.send_message(ada.id, "Never there")
    ada.sees_nothing_of("Never there")
    telegram.trouble.once(Fault.SERVER_ERROR)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(ada.id, "Nor this")


async def test_limits_of_its_own(telegram: FakeTelegram, bot: Bot, ada: Person) -> None:
    telegram.world.limits = Limits(overall=30, apart=1.0)
    await bot.send_message(ada.id, "one")
    with pytest.raises(RetryAfter):
        await bot.send_message(ada.id, "two")
    assert isinstance(telegram.time, VirtualTime)
    await telegram.time.advance(1)
    await bot.send_message(ada.id, "two")


async def test_an_unknown_method_and_dropped_updates_fail_the_test(bot: Bot, telegram: FakeTelegram) -> None:
    with pytest.raises(InvalidToken):
        await bot.get_my_name()
    with pytest.raises(AssertionError, match="getMyName"):
        telegram.check()
    telegram.complaints.clear()
    with pytest.raises(BadRequest):
        await bot.delete_webhook(drop_pending_updates=True)
    with pytest.raises(AssertionError, match="drop_pending_updates"):
        telegram.check()


async def test_a_wrong_token_is_unauthorized(telegram: FakeTelegram) -> None:
    wrong = Bot("4242424242:AAwrong", request=InProcessRequest(telegram))
    with pytest.raises(InvalidToken):
        await wrong.initialize()


async def test_what_the_bot_says_of_itself(bot: Bot, telegram: FakeTelegram) -> None:
    await bot.set_my_commands([BotCommand("mydata", "What is stored of you")], language_code="en")
    await bot.set_chat_menu_button(
        menu_button=MenuButtonWebApp("Open", WebAppInfo("https://example.org/app"))
    )
    await bot.set_my_description("A feedback workshop")
    assert telegram.world.profile.commands["default", "en"][0]["command"] == "mydata"
    assert telegram.world.profile.menu_button["web_app"] == {"url": "https://example.org/app"}
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("My-Data", "What is stored of you")])


async def test_the_same_fake_answers_over_http(telegram: FakeTelegram, ada: Person) -> None:
    async with serving(telegram) as address, Bot(TOKEN, base_url=f"{address}/bot") as bot:
        said = await bot.send_message(ada.id, "Hi", reply_markup=keyboard("g"))
        await said.edit_text("Hello & <i>", reply_markup=keyboard("h"))
        ada.sees("Hello & <i>", "[Go]")
        await bot.send_document(ada.id, b"picture", filename="handout.html", caption="Yours")
        assert ada.message().content == b"picture"
        telegram.trouble.once(Fault.DELIVERED_RESET)
        with pytest.raises(NetworkError):
            await bot.send_message(ada.id, "Here all the same")
        ada.sees("Here all the same")


async def test_people_say_which_buttons_there_are(bot: Bot, ada: Person) -> None:
    keys = [
        InlineKeyboardButton(label, callback_data=label) for label in ("Supportive culture", "Support", "Pay")
    ]
    await bot.send_message(ada.id, "Most important?", reply_markup=InlineKeyboardMarkup.from_column(keys))
    assert ada.buttons() == ["Supportive culture", "Support", "Pay"]
    assert ada.screen() == "Most important?\n[Supportive culture]\n[Support]\n[Pay]"
    with pytest.raises(AssertionError, match=r"finds no button 'Training'. The screen:\nMost important\?"):
        ada.tap_unawaited("Training")
    with pytest.raises(AssertionError, match="could be any of"):
        ada.tap_unawaited("Sup")
    ada.tap_unawaited("Support")
    ada.tap_unawaited("Supportive")
    taps = [update.callback_query for update in await bot.get_updates() if update.callback_query]
    assert [tap.data for tap in taps] == ["Support", "Supportive culture"]
