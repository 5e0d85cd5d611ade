"""The one task that waits for times in the state: a call that nobody has answered, a link that is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

from workshops.commands import CloseOffer, Command, WidenCall
from workshops.desk import Desk
from workshops.journal import NotSaved
from workshops.model import Actor, Phase, Role, Workshop
from workshops.protocol.someone import WIDENS_AFTER

CLOCK = Actor(Role.CLOCK)
AGAIN_AFTER_SECONDS = 5.0


class Due(NamedTuple):
    at: int
    code: str
    command: Command


def due_in(workshop: Workshop) -> Iterator[Due]:
    """What the clock has to ask for in this workshop, and from when on (UTC milliseconds)."""
    for offer in workshop.open_offers():
        yield Due(offer.until, workshop.code, CloseOffer(offer.number))
    for call in () if workshop.phase is Phase.CLOSED else workshop.calls.values():
        if not (call.ended or call.answered_by or call.for_all):
            yield Due(call.at + WIDENS_AFTER, workshop.code, WidenCall(call.id))


class Timekeeper:
    """`run` acts when a time has come; a workshop in which other times are due makes it look again."""

    def __init__(self, desk: Desk, clock: Callable[[], int]) -> None:
        self._desk = desk
        self._clock = clock
        self._due: dict[str, tuple[Due, ...]] = {}
        self._changed = asyncio.Event()
        desk.watch(lambda workshop, events: self._look(workshop))

    async def run(self) -> None:
        for code in await self._desk.codes():
            workshop = await self._desk.workshop(code)
            if workshop:
                self._look(workshop)
        while True:
            self._changed.clear()
            waiting = await self.act()
            with suppress(TimeoutError):
                async with asyncio.timeout(waiting):
                    await self._changed.wait()

    def _look(self, workshop: Workshop) -> None:
        due = tuple(due_in(workshop))
        if due != self._due.get(workshop.code, ()):
            self._due[workshop.code] = due
            self._changed.set()

    async def act(self) -> float | None:
        """Does what is due; the seconds until something else is, None while there is nothing to wait for."""
        later = []
        for due in [due for dues in self._due.values() for due in dues]:
            wait = (due.at - self._clock()) / 1000
            later.append(wait if wait > 0 else await self._ask(due))
        return min((wait for wait in later if wait is not None), default=None)

    async def _ask(self, due: Due) -> float | None:
        try:
            await self._desk.handle(due.code, CLOCK, due.command, cause=None)
        except NotSaved:
            return AGAIN_AFTER_SECONDS
        return None


@asynccontextmanager
async def keeping_time(desk: Desk, clock: Callable[[], int]) -> AsyncIterator[None]:
    """Runs the timekeeper for as long as it is open."""
    running = asyncio.create_task(Timekeeper(desk, clock).run())
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
