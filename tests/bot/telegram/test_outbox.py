"""The outbox shows every chat what is so now, whatever Telegram does meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot

from bot.telegram.outbox import Outbox, Standing
from bot.telegram.request import Api
from bot.telegram.shown import Button, Shown, TelegramCalls
from tests.fake_telegram import (
    TOKEN,
    FakeTelegram,
    Fault,
    InProcessRequest,
    Limits,
    Person,
    RealTime,
    VirtualTime,
    turns,
    until,
)

GO = ((Button("Go", payload="go"),),)


class KeptScreens:
    """Standings that outlive an outbox, and the order in which they were written."""

    def __init__(self) -> None:
        self.standings: dict[int, Standing] = {}
        self.broken = False

    async def standing(self, chat: int) -> Standing:
        return self.standings.get(chat, Standing())

    async def put(self, chat: int, standing: Standing) -> None:
        if self.broken:
            raise OSError("disk full")
        self.standings[chat] = standing


class Room:
    """A bot that shows each chat one sentence, which tests change."""

    def __init__(self, telegram: FakeTelegram, time: VirtualTime) -> None:
        self.telegram = telegram
        self.time = time
        self.screens = KeptScreens()
        self.says: dict[int, str] = {}
        self.unreachable: list[int] = []
        self.undeleted: list[tuple[int, int]] = []
        self.outbox = self.new_outbox()

    def new_outbox(self) -> Outbox:
        request = InProcessRequest(self.telegram)
        bot = Bot(TOKEN, request=request)
        outbox = Outbox(
            TelegramCalls(Api(bot.base_url, request)),
            self.render,
            self.screens,
            unreachable=self.unreachable.append,
            clock=self.time.now,
            sleep=self.time.sleep,
        )
        outbox.tell(sent=self.hears_nothing, undeleted=self.hears)
        return outbox

    async def hears(self, chat: int, message_id: int) -> None:
        self.undeleted.append((chat, message_id))

    async def hears_nothing(self, chat: int, message_id: int) -> None:
        """Of files."""

    def render(self, chat: int) -> Shown | None:
        return Shown(self.says[chat], GO) if chat in self.says else None

    async def say(self, person: Person, text: str) -> None:
        self.says[person.id] = text
        self.outbox.stale(person.id)
        await self.outbox.settled()

    def person(self, name: str) -> Person:
        person = self.telegram.person(name)
        person.write("/start")
        return person

    def count(self, *methods: str) -> int:
        return len(self.telegram.made(*methods))


@asynccontextmanager
async def at_work(outbox: Outbox) -> AsyncIterator[None]:
    running = asyncio.create_task(outbox.run())
    await asyncio.sleep(0)
    yield
    outbox.stop()
    await running


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    time = VirtualTime()
    room = Room(FakeTelegram(time, limits=Limits(overall=30, apart=1.0)), time)
    async with at_work(room.outbox):
        yield room
    room.telegram.check()


async def test_the_first_screen_is_sent_and_later_ones_are_edits(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    await room.say(ada, "<b>Themes</b>")
    assert ada.screen() == "Themes\n[Go]"
    assert (room.count("sendMessage"), room.count("editMessageText")) == (1, 1)
    assert room.screens.standings == {ada.id: Standing(ada.message().id)}
    assert ada.message().silent
    assert ada.message().protected


async def test_a_burst_of_changes_is_one_edit_to_the_last(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    room.time.hold()
    for number in range(50):
        room.says[ada.id] = f"Placed {number}"
        room.outbox.stale(ada.id)
        await turns(3)
    room.time.release()
    await room.outbox.settled()
    assert ada.screen() == "Placed 49\n[Go]"
    assert room.count("editMessageText") == 1
    assert room.telegram.refused() == []


async def test_what_has_not_changed_costs_no_call(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    await room.say(ada, "Welcome")
    assert room.count("sendMessage", "editMessageText") == 1


async def test_a_change_during_the_call_is_shown_after_it(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    room.says[ada.id] = "Changed"
    room.outbox.stale(ada.id)
    await until(lambda: room.count("editMessageText") > 0)
    room.says[ada.id] = "Changed again"
    room.outbox.stale(ada.id)
    await room.outbox.settled()
    ada.sees("Changed again")


async def test_everybody_is_shown_a_new_phase_within_the_limits(room: Room) -> None:
    people = [room.person(f"P{number}") for number in range(60)]
    for person in people:
        room.says[person.id] = "Welcome"
    room.outbox.stale_all(person.id for person in people)
    await room.outbox.settled()
    began = room.time.now()
    for person in people:
        room.says[person.id] = "Ranking"
    room.outbox.stale_all(person.id for person in people)
    await room.outbox.settled()
    assert {person.screen() for person in people} == {"Ranking\n[Go]"}
    assert room.time.now() - began <= 1.15 * 60 / 25
    assert room.telegram.refused() == []


async def test_a_flood_pauses_everybody_for_as_long_as_asked(room: Room) -> None:
    ada, bo = room.person("Ada"), room.person("Bo")
    room.telegram.trouble.once(Fault.FLOOD, "sendMessage", seconds=20)
    began = room.time.now()
    room.says = {ada.id: "Welcome", bo.id: "Welcome"}
    room.outbox.stale(ada.id)
    await asyncio.sleep(0)
    room.outbox.stale(bo.id)
    await room.outbox.settled()
    assert (ada.screen(), bo.screen()) == ("Welcome\n[Go]", "Welcome\n[Go]")
    assert 20 <= room.time.now() - began < 22
    assert len(room.telegram.refused()) == 1


async def test_not_modified_counts_as_shown(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    await room.time.advance(1)
    again = room.new_outbox()
    async with at_work(again):
        again.stale(ada.id)
        await again.settled()
        again.stale(ada.id)
        await again.settled()
    assert [call.description.partition(":")[2][:24] for call in room.telegram.refused()] == [
        " message is not modified"
    ]
    assert room.count("sendMessage", "editMessageText") == 1


async def test_a_deleted_message_is_sent_anew(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    ada.chat.messages.clear()
    await room.say(ada, "Themes")
    assert ada.screen() == "Themes\n[Go]"
    assert room.screens.standings[ada.id].message_id == ada.message().id


async def test_who_has_blocked_the_bot_is_reported_and_holds_nobody_up(room: Room) -> None:
    ada, bo = room.person("Ada"), room.person("Bo")
    ada.block()
    room.says = {ada.id: "Welcome", bo.id: "Welcome"}
    room.outbox.stale_all([ada.id, bo.id])
    await room.outbox.settled()
    assert room.unreachable == [ada.id]
    bo.sees("Welcome")
    ada.write("/start")
    await room.say(ada, "Welcome back")
    ada.sees("Welcome back")


async def test_a_stranger_is_unreachable(room: Room) -> None:
    ada = room.telegram.person("Ada")
    await room.say(ada, "Welcome")
    assert room.unreachable == [ada.id]


@pytest.mark.parametrize(
    "fault", [Fault.DELIVERED_UNANSWERED, Fault.LOST, Fault.DELIVERED_RESET, Fault.RESET]
)
async def test_an_edit_without_an_answer_is_made_again(room: Room, fault: Fault) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    room.telegram.trouble.once(fault, "editMessageText")
    await room.say(ada, "Themes")
    assert ada.screen() == "Themes\n[Go]"
    await room.say(ada, "Welcome")
    assert ada.screen() == "Welcome\n[Go]"


async def test_after_an_edit_without_an_answer_nobody_knows_what_the_chat_shows(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    room.telegram.trouble.once(Fault.DELIVERED_UNANSWERED, "editMessageText")
    room.says[ada.id] = "Themes"
    room.outbox.stale(ada.id)
    await until(lambda: room.count("editMessageText") == 1)
    await room.say(ada, "Welcome")
    assert ada.screen() == "Welcome\n[Go]"


async def test_a_lost_send_is_made_again(room: Room) -> None:
    ada = room.person("Ada")
    room.telegram.trouble.once(Fault.LOST, "sendMessage")
    await room.say(ada, "Welcome")
    assert ada.screen() == "Welcome\n[Go]"


async def test_server_errors_are_waited_out_longer_and_longer(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    began = room.time.now()
    room.telegram.trouble.once(Fault.SERVER_ERROR, "editMessageText", times=4)
    await room.say(ada, "Themes")
    ada.sees("Themes")
    assert room.time.now() - began >= 1 + 2 + 4 + 8


async def test_a_screen_telegram_refuses_stops_no_other_and_not_the_next(room: Room) -> None:
    ada, bo = room.person("Ada"), room.person("Bo")
    room.says = {ada.id: "<h1>Welcome</h1>", bo.id: "Welcome"}
    room.outbox.stale_all([ada.id, bo.id])
    await room.outbox.settled()
    bo.sees("Welcome")
    await room.say(ada, "Welcome")
    ada.sees("Welcome")


async def test_after_typing_the_screen_is_below_and_the_old_one_and_the_words_are_gone(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "What is missing?")
    old = ada.message()
    ada.write("More time")
    words = max(ada.chat.messages)
    room.says[ada.id] = "Saved: More time"
    room.outbox.delete(ada.id, words)
    room.outbox.below(ada.id)
    await room.outbox.settled()
    assert ada.screen() == "Saved: More time\n[Go]"
    assert {old.id, words}.isdisjoint(ada.chat.messages)


async def test_the_same_screen_is_sent_below_what_was_typed(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    ada.write("hello?")
    room.outbox.below(ada.id)
    await room.outbox.settled()
    assert [message.text for message in ada.chat.messages.values()] == ["/start", "hello?", "Welcome"]


async def test_a_kill_between_typing_and_sending_is_made_good_after_the_restart(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    ada.write("hello?")
    room.telegram.trouble.away = True
    room.outbox.below(ada.id)
    await until(lambda: room.screens.standings[ada.id].below)
    room.telegram.trouble.away = False
    after = room.new_outbox()
    async with at_work(after):
        after.stale(ada.id)
        await after.settled()
    assert ada.screen() == "Welcome\n[Go]"
    assert ada.message().id > max(m.id for m in ada.chat.messages.values() if not m.sender.is_bot)


async def test_a_message_too_old_to_delete_is_said(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    message = ada.message()
    await room.time.advance(48 * 3600 + 1)
    room.outbox.delete(ada.id, message.id)
    await room.outbox.settled()
    assert room.undeleted == [(ada.id, message.id)]


async def test_a_tap_is_answered_through_trouble(room: Room) -> None:
    ada = room.person("Ada")
    await room.say(ada, "Welcome")
    _, tap = ada.tap_unawaited("Go")
    (tap_id,) = room.telegram.world.taps
    room.telegram.trouble.once(Fault.SERVER_ERROR, "answerCallbackQuery")
    room.telegram.trouble.once(Fault.FLOOD, "answerCallbackQuery", seconds=2)
    room.outbox.answer(tap_id, "Saved")
    await room.outbox.settled()
    assert (tap.answered, tap.text) == (True, "Saved")


async def test_an_answer_that_comes_too_late_is_let_go(room: Room) -> None:
    room.outbox.answer("unknown")
    await room.outbox.settled()
    assert len(room.telegram.refused()) == 1


async def test_a_store_that_fails_holds_back_the_next_call_until_it_works(room: Room) -> None:
    ada = room.person("Ada")
    room.screens.broken = True
    room.says[ada.id] = "Welcome"
    room.outbox.stale(ada.id)
    await asyncio.sleep(0.01)
    room.screens.broken = False
    await room.outbox.settled()
    assert ada.screen().endswith("Welcome\n[Go]")
    assert room.screens.standings[ada.id].message_id == ada.message().id


async def test_stopping_waits_for_the_answer_of_a_call_in_flight() -> None:
    telegram = FakeTelegram(RealTime())
    ada = telegram.person("Ada")
    ada.write("/start")
    screens = KeptScreens()
    calls = TelegramCalls(Api(f"/bot{TOKEN}", InProcessRequest(telegram, latency=0.02)))
    outbox = Outbox(calls, lambda chat: Shown("Welcome", GO), screens)
    async with at_work(outbox):
        outbox.stale(ada.id)
        await until(lambda: bool(telegram.made("sendMessage")))
    assert screens.standings == {ada.id: Standing(ada.message().id)}


async def test_stopping_waits_for_nothing_else() -> None:
    time = VirtualTime()
    time.hold()
    room = Room(FakeTelegram(time), time)
    people = [room.person(f"P{number}") for number in range(3)]
    for person in people:
        room.says[person.id] = "Welcome"
    async with at_work(room.outbox):
        room.outbox.stale_all(person.id for person in people)
        await until(lambda: room.count("sendMessage") > 0)
    assert room.count("sendMessage") == 1
    assert room.screens.standings == {people[0].id: Standing(people[0].message().id)}
