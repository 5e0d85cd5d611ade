"""Polling: whatever happens, an update is confirmed only when its outcome is stored."""

from __future__ import annotations

import asyncio

import pytest

from bot.telegram.connection import AWAY, BACK, OTHER_POLLER, WrongToken, connect
from tests.bot.telegram.house import CountingBot, Store, polling
from tests.fake_telegram import FakeTelegram, Fault, Person, VirtualTime, until


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


@pytest.fixture
def telegram(time: VirtualTime) -> FakeTelegram:
    return FakeTelegram(time)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def bot(telegram: FakeTelegram, store: Store, time: VirtualTime) -> CountingBot:
    return CountingBot(telegram, store, time)


@pytest.fixture
def ada(telegram: FakeTelegram) -> Person:
    return telegram.person("Ada")


async def test_people_write_and_tap_and_see_what_is_stored(
    telegram: FakeTelegram, bot: CountingBot, ada: Person, store: Store
) -> None:
    async with polling(bot, telegram):
        await ada.send("/start")
        ada.sees("1 done, last: /start", "[More]")
        await ada.tap("More")
        ada.sees("2 done, last: more 1", "Saved")
        await ada.repeat_last_tap()
        ada.sees("3 done")
    assert telegram.world.updates.pending() == []
    assert store.did(ada.id) == ["/start", "more 1", "more 1"]


async def test_what_was_written_while_the_bot_was_down_is_done_in_order(
    telegram: FakeTelegram, bot: CountingBot, ada: Person, store: Store
) -> None:
    for number in range(250):
        last = ada.write(f"word {number}")
    assert last
    async with polling(bot, telegram):
        await telegram.dealt_with(last)
    assert store.did(ada.id) == [f"word {number}" for number in range(250)]


async def test_everybody_s_updates_are_begun_in_order_and_one_person_s_wait_for_each_other(
    telegram: FakeTelegram, bot: CountingBot, store: Store
) -> None:
    ada, bo = telegram.person("Ada"), telegram.person("Bo")
    store.slow = 5
    for number in range(20):
        ada.write(f"a{number}")
        last = bo.write(f"b{number}")
    assert last
    async with polling(bot, telegram):
        await telegram.dealt_with(last)
    assert store.did(ada.id) == [f"a{number}" for number in range(20)]
    assert store.did(bo.id) == [f"b{number}" for number in range(20)]
    assert store.at_once == 2


async def test_nothing_is_confirmed_while_nothing_can_be_stored(
    telegram: FakeTelegram, bot: CountingBot, ada: Person, store: Store, time: VirtualTime
) -> None:
    async with polling(bot, telegram):
        await ada.send("/start")
        store.full = True
        ada.write("one")
        last = ada.write("two")
        assert last
        began = time.now()
        await until(lambda: time.now() - began > 60)
        waiting = [update["message"]["text"] for update in telegram.world.updates.pending()]
        assert waiting == ["one", "two"]
        polls = [call for call in telegram.calls if call.method == "getUpdates"]
        assert len(polls) < 30
        store.full = False
        await telegram.dealt_with(last)
        ada.sees("3 done, last: two")


async def test_what_could_not_be_stored_comes_again_and_what_was_stored_does_not(
    telegram: FakeTelegram, bot: CountingBot, store: Store
) -> None:
    ada, bo = telegram.person("Ada"), telegram.person("Bo")
    store.refuses = {ada.id}
    adas, bos = ada.write("one"), bo.write("one")
    assert adas
    assert bos
    async with polling(bot, telegram):
        await until(lambda: bot.taken[adas] > 5)
        bo.sees("1 done")
        store.refuses.clear()
        await telegram.dealt_with(bos)
        ada.sees("1 done")
    assert bot.taken[bos] == 1
    assert store.quarantined == []


async def test_one_update_that_cannot_be_read_among_good_ones(
    telegram: FakeTelegram, bot: CountingBot, ada: Person, store: Store
) -> None:
    ada.write("before")
    broken = telegram.world.updates.add("message", {"from": ada.chat.user.json(), "text": "no date, no chat"})
    last = ada.write("after")
    assert last
    async with polling(bot, telegram):
        await telegram.dealt_with(last)
    assert store.did(ada.id) == ["before", "after"]
    assert store.quarantined == [(broken, ada.id, "message", "KeyError")]
    assert telegram.world.updates.pending() == []


async def test_an_update_that_makes_the_bot_stumble_is_set_aside_and_the_person_told(
    telegram: FakeTelegram, bot: CountingBot, ada: Person, store: Store
) -> None:
    async with polling(bot, telegram):
        await ada.send("/start")
        await ada.tap("Stumble")
        ada.sees("1 done", "Something went wrong here")
        assert [(kind, error) for _, _, kind, error in store.quarantined] == [
            ("callback_query", "ValueError")
        ]
        await ada.tap("More")
        ada.sees("2 done")


async def test_the_offset_passes_a_stumble_only_when_that_is_stored(
    telegram: FakeTelegram, bot: CountingBot, ada: Person, store: Store, time: VirtualTime
) -> None:
    async with polling(bot, telegram):
        await ada.send("/start")
        store.full = True
        ada.tap_unawaited("Stumble")
        await until(lambda: time.now() > 1_800_000_030)
        assert (store.quarantined, len(telegram.world.updates.pending())) == ([], 1)
        store.full = False
        await until(lambda: len(store.quarantined) == 1)


async def test_a_restart_does_nothing_twice_and_loses_nothing(
    telegram: FakeTelegram, bot: CountingBot, ada: Person, store: Store, time: VirtualTime
) -> None:
    async with polling(bot, telegram):
        await ada.send("/start")
    telegram.trouble.once(Fault.DELIVERED_UNANSWERED, "getUpdates", times=3)
    ada.tap_unawaited("More")
    reborn = CountingBot(telegram, store, time)
    async with polling(reborn, telegram):
        await ada.tap("More")
    assert store.did(ada.id) == ["/start", "more 1", "more 1"]


async def test_a_kill_after_storing_and_before_confirming_does_nothing_twice(
    telegram: FakeTelegram, bot: CountingBot, ada: Person, store: Store, time: VirtualTime
) -> None:
    await connect(bot.application, bot.application.bot.delete_webhook, sleep=time.sleep)
    ada.write("/start")
    killed = asyncio.create_task(bot.poller.run())
    await until(lambda: bool(store.handled))
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)
    reborn = CountingBot(telegram, store, time)
    async with polling(reborn, telegram):
        await ada.send("again")
        ada.sees("2 done, last: again")


async def test_an_update_delivered_again_has_no_second_effect(
    telegram: FakeTelegram, bot: CountingBot, ada: Person, store: Store
) -> None:
    async with polling(bot, telegram):
        await ada.send("/start")
        (done,) = store.handled
        telegram.world.updates.echo(
            done, {"message": next(iter(ada.chat.messages.values())).json(ada.chat.json())}
        )
        await ada.send("next")
        ada.sees("2 done, last: next")


async def test_after_a_quiet_time_updates_may_be_numbered_lower(
    telegram: FakeTelegram, bot: CountingBot, ada: Person, time: VirtualTime
) -> None:
    async with polling(bot, telegram):
        await ada.send("/start")
        await time.advance(60)
        telegram.world.updates.continue_from(1000)
        await ada.send("lower")
        ada.sees("2 done, last: lower")


@pytest.mark.parametrize(("seconds", "outages"), [(10, 0), (100, 0), (145, 1), (160, 1)])
async def test_after_an_outage_everybody_is_shown_what_is_saved(
    telegram: FakeTelegram, bot: CountingBot, ada: Person, time: VirtualTime, seconds: float, outages: int
) -> None:
    async with polling(bot, telegram):
        await ada.send("/start")
        telegram.trouble.away = True
        ada.tap_unawaited("More")
        time.hold()
        await time.advance(seconds)
        telegram.trouble.away = False
        time.release()
        await until(lambda: bot.said[-1:] == [BACK] and not telegram.world.updates.pending())
        await telegram.settled()
        assert bot.outages == outages
        ada.sees("2 done" if seconds < 150 else "1 done")
        assert bot.said == [AWAY, BACK]


async def test_no_network_at_the_start_is_said_once_and_waited_out(
    telegram: FakeTelegram, bot: CountingBot, ada: Person, time: VirtualTime
) -> None:
    telegram.trouble.once(Fault.RESET, times=5)
    async with polling(bot, telegram):
        await ada.send("/start")
        ada.sees("1 done")
    assert bot.said == [AWAY, BACK]


async def test_a_wrong_token_is_one_sentence_without_the_token(
    telegram: FakeTelegram, bot: CountingBot
) -> None:
    telegram.token = "4242424242:another"
    with pytest.raises(WrongToken) as wrong:
        await connect(bot.application, bot.application.bot.delete_webhook)
    assert "BotFather" in str(wrong.value)
    assert "4242424242" not in str(wrong.value)


async def test_a_token_revoked_while_polling_ends_it(
    telegram: FakeTelegram, bot: CountingBot, time: VirtualTime
) -> None:
    await connect(bot.application, bot.application.bot.delete_webhook)
    telegram.token = "4242424242:another"
    with pytest.raises(WrongToken):
        await bot.poller.run()


async def test_another_poller_is_named_once_and_both_go_on(
    telegram: FakeTelegram, bot: CountingBot, store: Store, ada: Person, time: VirtualTime
) -> None:
    async with polling(bot, telegram):
        await ada.send("/start")
        await telegram.world.updates.get(0, 100, 0)
        await until(lambda: bot.said == [OTHER_POLLER, BACK])
        await ada.send("still here")
        ada.sees("2 done")


async def test_stopping_confirms_what_is_done(telegram: FakeTelegram, bot: CountingBot, ada: Person) -> None:
    async with polling(bot, telegram):
        ada.write("/start")
        await until(lambda: bool(bot.store.handled))
    assert telegram.world.updates.pending() == []
