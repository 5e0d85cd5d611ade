"""Bad weather from a seed: floods, errors, lost answers, a full disk, kills; nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.telegram.connection import connect
from tests.bot.telegram.house import CountingBot, Store
from tests.fake_telegram import FakeTelegram, Fault, Limits, Person, VirtualTime, turns

WEATHER = {
    Fault.FLOOD: 0.04,
    Fault.SERVER_ERROR: 0.04,
    Fault.LOST: 0.03,
    Fault.DELIVERED_UNANSWERED: 0.05,
    Fault.RESET: 0.03,
    Fault.DELIVERED_RESET: 0.03,
}
KILLS = 25
PEOPLE = 6


class Life:
    """One process, from start to kill."""

    def __init__(self, telegram: FakeTelegram, store: Store, time: VirtualTime) -> None:
        self.bot = CountingBot(telegram, store, time)
        self.task = asyncio.create_task(self._live())

    async def _live(self) -> None:
        bot = self.bot
        await connect(
            bot.application, bot.application.bot.delete_webhook, sleep=bot.sleep, say=bot.said.append
        )
        bot.outbox.stale_all(bot.store.standings)
        async with asyncio.TaskGroup() as living:
            living.create_task(bot.outbox.run())
            living.create_task(bot.poller.run())

    async def kill(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


def do_something(chance: random.Random, person: Person, wrote: list[str]) -> None:
    wrote.append(f"{person.name} {len(wrote)}")
    person.write(wrote[-1])
    if person.buttons() and chance.random() < 0.5:
        person.tap_unawaited("More")


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(4))
async def test_nothing_is_lost_or_doubled_in_bad_weather(seed: int) -> None:
    chance = random.Random(seed)
    time = VirtualTime()
    telegram = FakeTelegram(time, limits=Limits())
    store = Store()
    people = [telegram.person(f"P{number}") for number in range(PEOPLE)]
    wrote: dict[int, list[str]] = {person.id: [] for person in people}
    telegram.trouble.weather(seed, WEATHER)
    for _ in range(KILLS):
        life = Life(telegram, store, time)
        for _ in range(chance.randrange(1, 12)):
            person = chance.choice(people)
            do_something(chance, person, wrote[person.id])
            await turns(chance.randrange(60))
        store.full = chance.random() < 0.2
        await turns(chance.randrange(200))
        store.full = False
        await life.kill()
    telegram.trouble.weather(seed, {})
    life = Life(telegram, store, time)
    await turns(200)
    while telegram.world.updates.pending():
        await turns()
    await life.bot.outbox.settled()
    for person in people:
        did = store.did(person.id)
        assert [act for act in did if not act.startswith("more")] == wrote[person.id], f"seed {seed}"
        last = f"{len(did)} done, last: {did[-1]}" if did else ""
        assert not did or person.message().text == last, f"seed {seed}"
    telegram.check()
    await life.kill()
