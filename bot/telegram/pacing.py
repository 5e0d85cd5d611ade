"""How fast Telegram may be written to: two due-times, one for everybody and one for each chat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class Pace:
    """`per_second` sends and edits in all, and `per_chat` seconds between two in one chat."""

    def __init__(self, per_second: float, per_chat: float, clock: Clock, sleep: Sleep) -> None:
        self._apart = 1 / per_second
        self._apart_in_chat = per_chat
        self._clock = clock
        self._sleep = sleep
        self._due = clock()
        self._chat_due: dict[int, float] = {}
        self._gate = asyncio.Lock()

    async def rest(self, chat: int) -> None:
        """Wait until this chat may be written to again."""
        while (wait := self._chat_due.get(chat, 0.0) - self._clock()) > 0:
            await self._sleep(wait)
        self._chat_due.pop(chat, None)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Everybody in order of asking, each when the time has come; a turn not `spent` passes on at once."""
        async with self._gate:
            while (wait := self._due - self._clock()) > 0:
                await self._sleep(wait)
            yield

    def spent(self, chat: int) -> None:
        """A call is about to be made in this turn."""
        now = self._clock()
        # One turn may be caught up with, so that waking a little late does not slow everybody down.
        self._due = max(self._due, now - self._apart) + self._apart
        self._chat_due[chat] = now + self._apart_in_chat

    def pause(self, seconds: float) -> None:
        """Telegram asks everybody to wait."""
        self._due = max(self._due, self._clock() + seconds)


def growing(failures: int, longest: float = 60.0) -> float:
    """Seconds to wait after so many failures in a row: 1, 2, 4, … `longest`."""
    return min(longest, 2.0 ** (min(failures, 16) - 1))
