"""Whose turn it is: one person acts at a time, and time passes between the acts."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterable

from bot.rehearsal.clock import Clock
from bot.rehearsal.person import Journey

SHORTEST_PAUSE, LONGEST_PAUSE = 2.0, 18.0


class Turns:
    """`acts` counts them. `due` does what has come due by now, as the clock of a served workshop would."""

    def __init__(self, clock: Clock, chance: random.Random, due: Callable[[], Awaitable[object]]) -> None:
        self.acts = 0
        self.clock = clock
        self._chance = chance
        self._due = due

    async def one(self, *journeys: Journey) -> None:
        """One after the other, each to its end."""
        for journey in journeys:
            await self.interleaved([journey])

    async def interleaved(self, journeys: Iterable[Journey]) -> None:
        """One act of one of them after the other, until all have ended."""
        under_way = list(journeys)
        while under_way:
            journey = self._chance.choice(under_way)
            try:
                await anext(journey)
            except StopAsyncIteration:
                under_way.remove(journey)
            else:
                self.act_ends()

    async def nobody_acts(self, seconds: float) -> None:
        self.clock.moves_on(seconds)
        await self._due()

    def act_ends(self) -> None:
        self.acts += 1
        self.clock.moves_on(self._chance.uniform(SHORTEST_PAUSE, LONGEST_PAUSE))
