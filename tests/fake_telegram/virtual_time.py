"""Time that tests own: nothing waits for real, and the order of waking is the order of due times."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable
from typing import Protocol

# Loop turns given to everybody before a pause is cut short; far more than any chain of awaits here has.
TURNS = 30


class Time(Protocol):
    """What the fake needs of time: wall clock seconds, pauses, and deadlines."""

    def now(self) -> float: ...

    async def sleep(self, seconds: float) -> None: ...

    async def wait(self, seconds: float) -> None: ...


class RealTime:
    """The machine's own time, for a fake that runs beside a real process."""

    def now(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class VirtualTime:
    """A clock with two kinds of waiting.

    `sleep` is for pauses nobody needs to sit through (pacing, backing off): once all else has had its
    turn, time jumps to the next one due. `wait` is for deadlines (a long poll): it ends only when a test
    calls `advance`. Between `hold` and `release` pauses too end only so.
    """

    def __init__(self, start: float = 1_800_000_000.0) -> None:
        self._now = start
        self._pauses: list[tuple[float, int, asyncio.Event]] = []
        self._deadlines: list[tuple[float, int, asyncio.Event]] = []
        self._order = itertools.count()
        self._driver: asyncio.Task[None] | None = None
        self._held = False

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        await self._until(self._now + seconds, self._pauses)

    async def wait(self, seconds: float) -> None:
        await self._until(self._now + seconds, self._deadlines)

    async def advance(self, seconds: float) -> None:
        """Let this much time pass, waking everybody on the way in order."""
        end = self._now + seconds
        await turns()
        while due := [heap[0] for heap in (self._pauses, self._deadlines) if heap and heap[0][0] <= end]:
            first = min(due)
            self._wake(self._pauses if self._pauses and self._pauses[0] is first else self._deadlines)
            await turns()
        self._now = max(self._now, end)
        await turns()

    def hold(self) -> None:
        """Stop cutting pauses short."""
        self._held = True

    def release(self) -> None:
        self._held = False
        self._drive()

    def set(self, now: float) -> None:
        """Turn the clock itself, forwards or backwards, waking nobody."""
        self._now = now

    async def _until(self, due: float, heap: list[tuple[float, int, asyncio.Event]]) -> None:
        awake = asyncio.Event()
        pause = (due, next(self._order), awake)
        heapq.heappush(heap, pause)
        self._drive()
        try:
            await awake.wait()
        finally:
            if pause in heap:
                heap.remove(pause)
                heapq.heapify(heap)

    def _drive(self) -> None:
        if self._pauses and not self._held and (self._driver is None or self._driver.done()):
            self._driver = asyncio.create_task(self._cut_pauses_short())

    async def _cut_pauses_short(self) -> None:
        while self._pauses and not self._held:
            first = self._pauses[0]
            await turns()
            if not self._held and self._pauses and self._pauses[0] is first:
                self._wake(self._pauses)

    def _wake(self, heap: list[tuple[float, int, asyncio.Event]]) -> None:
        due, _, awake = heapq.heappop(heap)
        self._now = max(self._now, due)
        awake.set()


async def turns(count: int = TURNS) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def until(reached: Callable[[], bool], count: int = 10_000) -> None:
    """Let everybody else run until something is so."""
    for _ in range(count):
        if reached():
            return
        await asyncio.sleep(0)
    raise AssertionError("What the test waited for has not come about.")
