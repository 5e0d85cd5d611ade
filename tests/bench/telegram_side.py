"""Telegram and its people in a process of their own, so that only the bot's work is measured.

`python -m tests.bench.telegram_side --people 32 --taps 400` prints the address, and after the taps a result.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, fields
from itertools import cycle

from tests.fake_telegram import Call, FakeTelegram, Person, RealTime, serving

QUIET_SECONDS = 0.3
KINDS = {"people": int, "taps": int, "latency": float, "pace": float, "redraw": int, "labels": str}


@dataclass(frozen=True)
class Tapping:
    """`pace` 0: everybody taps again as soon as the last tap is done, else so many taps a second in all.

    A tap is done when it is answered and, with `redraw`, the screen has changed. Everybody taps the buttons
    with these `labels` in turn.
    """

    people: int
    taps: int
    latency: float = 0.0
    pace: float = 0.0
    redraw: int = 1
    labels: str = "More"


@dataclass(frozen=True)
class Result:
    """Taps done a second, and seconds from tap to answer."""

    taps_per_second: float
    answer_median: float
    answer_p99: float


class Side:
    def __init__(self, tapping: Tapping) -> None:
        self.tapping = tapping
        self.telegram = FakeTelegram(RealTime())
        self.telegram.listeners.append(self.hear)
        self.people = [self.telegram.person(f"P{number}") for number in range(tapping.people)]
        self.done: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.tapped_at: dict[str, float] = {}
        self.waits: list[float] = []
        self.left = tapping.taps
        self.labels = {person.id: cycle(tapping.labels.split("|")) for person in self.people}
        self.all_answered = asyncio.Event()

    def hear(self, call: Call) -> None:
        if call.status != 200:
            return
        if call.method == "answerCallbackQuery":
            tap = call.parameters["callback_query_id"]
            self.waits.append(time.perf_counter() - self.tapped_at[tap])
            if not self.tapping.redraw:
                self.done[str(self.telegram.world.taps[tap].chat)].set()
            if len(self.waits) == self.tapping.taps:
                self.all_answered.set()
        elif call.method == "sendMessage" or (self.tapping.redraw and call.method == "editMessageText"):
            self.done[str(call.parameters["chat_id"])].set()

    async def run(self) -> Result:
        for person in self.people:
            person.write("/start")
        for person in self.people:
            await self.done[str(person.id)].wait()
        await self.quiet()
        began = time.perf_counter()
        await (self.at_a_pace() if self.tapping.pace else self.one_after_the_other())
        await self.all_answered.wait()
        seconds = time.perf_counter() - began
        cuts = statistics.quantiles(self.waits, n=100)
        return Result(self.tapping.taps / seconds, statistics.median(self.waits), cuts[98])

    async def quiet(self) -> None:
        """Until nothing more comes of the greetings."""
        calls = -1
        while calls != len(self.telegram.calls):
            calls = len(self.telegram.calls)
            await asyncio.sleep(QUIET_SECONDS)

    async def one_after_the_other(self) -> None:
        await asyncio.gather(*(self.keep_tapping(person) for person in self.people))

    async def keep_tapping(self, person: Person) -> None:
        done = self.done[str(person.id)]
        while self.left > 0:
            self.left -= 1
            done.clear()
            self.tap(person)
            await done.wait()

    async def at_a_pace(self) -> None:
        chance = random.Random(1)
        began = time.perf_counter()
        for number in range(self.tapping.taps):
            await asyncio.sleep(max(0.0, began + number / self.tapping.pace - time.perf_counter()))
            self.tap(chance.choice(self.people))

    def tap(self, person: Person) -> None:
        label = next(self.labels[person.id])
        marked = f"✓ {label}"
        person.tap_unawaited(marked if marked in person.buttons() else label)
        # The newest tap is the last of the fake's taps.
        self.tapped_at[next(reversed(self.telegram.world.taps))] = time.perf_counter()


@asynccontextmanager
async def telegram_side(tapping: Tapping) -> AsyncIterator[tuple[str, asyncio.StreamReader]]:
    """Start the other process; its address, and where its result will be read."""
    options = [f"--{name}={value}" for name, value in asdict(tapping).items()]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.telegram_side", *options, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        yield (await process.stdout.readline()).decode().strip(), process.stdout
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def read_result(output: asyncio.StreamReader) -> Result:
    return Result(**json.loads(await output.readline()))


async def main() -> None:
    parser = argparse.ArgumentParser()
    for field in fields(Tapping):
        parser.add_argument(f"--{field.name}", type=KINDS[field.name])
    tapping = Tapping(**vars(parser.parse_args()))
    side = Side(tapping)
    async with serving(side.telegram, latency=tapping.latency) as address:
        print(address, flush=True)
        print(json.dumps(asdict(await side.run())), flush=True)
        # The bot is to stop by itself, not because Telegram has gone.
        await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(main())
