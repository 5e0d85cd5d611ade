"""S1 to S4: what a tap costs, how soon a room sees a new phase, how old screens get, what latency does."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

from bot.telegram.outbox import Outbox, Standing
from bot.telegram.pacing import Clock, Sleep
from bot.telegram.request import Api
from bot.telegram.shown import Button, Shown, TelegramCalls
from tests.bench.row import Row
from tests.bench.telegram_bots import our_bot, stock_bot
from tests.bench.telegram_side import Result, Tapping, read_result, telegram_side
from tests.fake_telegram import TOKEN, Call, FakeTelegram, InProcessRequest, Limits, RealTime, VirtualTime

ROUNDS = 5
ROUND_TRIP_SECONDS = 0.05
PER_SECOND = 25.0
FITS = "Fits|Does not fit"

Bot = Callable[[str], AbstractAsyncContextManager[None]]


async def tapped(bot: Bot, tapping: Tapping) -> Result:
    async with telegram_side(tapping) as (address, output), bot(address):
        return await read_result(output)


async def s1() -> list[Row]:
    """Tap cycles over loopback, ours with a durable commit, against the library's bare handler."""
    ours, stock = [], []
    for _ in range(ROUNDS):
        whole = partial(our_bot, people=32)
        ours.append((await tapped(whole, Tapping(people=32, taps=800, labels=FITS))).taps_per_second)
        stock.append((await tapped(stock_bot, Tapping(people=32, taps=250))).taps_per_second)
    ratio = statistics.median(mine / its for mine, its in zip(ours, stock, strict=True))
    speeds = f"{statistics.median(ours):.0f} against {statistics.median(stock):.0f} taps/s"
    note = (
        f"{speeds}; half HTTP, a fifth the library's objects, a sixth screens, a tenth deciding and storing"
    )
    return [Row("S1", "tap cycle with durable commit, whole handler", ">= 2.0 x", f"{ratio:.2f} x", note)]


async def s4() -> list[Row]:
    """With 50 ms to Telegram and back, ours answering every tap and pacing its edits; 500 taps a second."""
    paced = partial(our_bot, people=60, per_second=PER_SECOND, per_chat=1.0)
    far = partial(Tapping, people=60, latency=ROUND_TRIP_SECONDS)
    ours = await tapped(paced, far(taps=2000, redraw=0, labels=FITS))
    stock = await tapped(stock_bot, far(taps=60))
    idle = await tapped(paced, far(taps=60, pace=5, labels=FITS))
    busy = await tapped(paced, far(taps=2500, pace=500, labels=FITS))
    ratio = ours.taps_per_second / stock.taps_per_second
    note = (
        f"{ours.taps_per_second:.0f} against {stock.taps_per_second:.1f} taps/s; the library waits for each"
    )
    slower = busy.answer_p99 / idle.answer_p99
    answers = (
        f"{busy.answer_p99 * 1000:.0f} ms against {idle.answer_p99 * 1000:.0f} ms; at least 100 of it the way"
    )
    return [
        Row("S4", "taps/s with 50 ms to Telegram and back", ">= 35 x", f"{ratio:.0f} x", note),
        Row("S4", "tap to answer, p99, 500/s against 5/s", "<= 5 x", f"{slower:.2f} x", answers),
    ]


async def s2() -> list[Row]:
    """A phase change reaches 60 phones while Telegram allows 25 calls a second."""
    least = 60 / PER_SECOND
    took = [await phase_change(60) for _ in range(ROUNDS)]
    ratio = statistics.median(took) / least
    note = f"{statistics.median(took):.2f} s, at best {least:.2f} s; waiting its turn is all"
    return [Row("S2", "a phase change reaches 60 phones", "<= 1.15 x", f"{ratio:.2f} x", note)]


async def phase_change(phones: int) -> float:
    """Seconds of real time until all phones show the new phase."""
    room = Room(phones, FakeTelegram(RealTime(), limits=Limits()), time.monotonic, asyncio.sleep)
    async with room.open():
        began = time.perf_counter()
        room.change(room.chats, began)
        await room.outbox.settled()
        return time.perf_counter() - began


async def s3(seconds: int = 60) -> list[Row]:
    """12 groups of 5, everybody tapping once a second, each tap changing the group's five screens."""
    clock = VirtualTime()
    telegram = FakeTelegram(clock, limits=Limits(apart=1.0))
    room = Room(60, telegram, clock.now, clock.sleep, latency=ROUND_TRIP_SECONDS)
    taps = seconds * 60
    async with room.open():
        began, before = clock.now(), len(telegram.calls)
        for tap in range(taps):
            group = tap % 12 * 5
            room.change(room.chats[group : group + 5], clock.now())
            await clock.sleep(1 / 60)
        edits = len(telegram.calls) - before
        took = clock.now() - began
        await room.outbox.settled()
    p99 = statistics.quantiles(room.ages, n=100)[98]
    allowed = 1.15 * max(1.0, 60 / PER_SECOND)
    return [
        Row("S3", "edits a second", "<= 25", f"{edits / took:.1f}", f"{len(telegram.refused())} refused"),
        Row(
            "S3",
            "age of a screen, p99",
            f"<= {allowed:.2f} s",
            f"{p99:.2f} s",
            f"{taps} taps in {took:.0f} s",
        ),
        Row("S3", "calls a tap, its answer included", "<= 2", f"{(edits + taps) / taps:.2f}", ""),
        Row("S3", "final states lost", "0", f"{room.behind()}", ""),
    ]


class Room:
    """People whose screens say their version; `ages` tells how long each change waited to be seen."""

    def __init__(
        self, people: int, telegram: FakeTelegram, clock: Clock, sleep: Sleep, latency: float = 0.0
    ) -> None:
        self._people = [telegram.person(f"P{number}") for number in range(people)]
        for person in self._people:
            person.write("/start")
        self.chats = [person.id for person in self._people]
        self._versions: Counter[int] = Counter()
        self._changed: dict[int, deque[tuple[int, float]]] = defaultdict(deque)
        self.ages: list[float] = []
        self._clock = clock
        request = InProcessRequest(telegram, latency=latency)
        calls = TelegramCalls(Api(f"https://api.telegram.org/bot{TOKEN}", request))
        self.outbox = Outbox(calls, self._render, self, clock=clock, sleep=sleep, per_second=PER_SECOND)
        self._standings: dict[int, Standing] = {}
        telegram.listeners.append(self._seen)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Everybody has a first screen, and the chats may be written to again."""
        running = asyncio.create_task(self.outbox.run())
        await asyncio.sleep(0)
        self.outbox.stale_all(self.chats)
        await self.outbox.settled()
        self.ages.clear()
        yield
        self.outbox.stop()
        await running

    def change(self, chats: Iterable[int], now: float) -> None:
        for chat in chats:
            self._versions[chat] += 1
            self._changed[chat].append((self._versions[chat], now))
            self.outbox.stale(chat)

    def behind(self) -> int:
        """People whose screen is not the last version."""
        return sum(person.message().text != f"Version {self._versions[person.id]}" for person in self._people)

    async def standing(self, chat: int) -> Standing:
        return self._standings.get(chat, Standing())

    async def put(self, chat: int, standing: Standing) -> None:
        self._standings[chat] = standing

    def _render(self, chat: int) -> Shown:
        return Shown(f"Version {self._versions[chat]}", ((Button("Go", payload="go"),),))

    def _seen(self, call: Call) -> None:
        if call.method != "editMessageText" or call.status != 200:
            return
        version = int(call.parameters["text"].rpartition(" ")[2])
        waiting = self._changed[int(call.parameters["chat_id"])]
        while waiting and waiting[0][0] <= version:
            self.ages.append(self._clock() - waiting.popleft()[1])
