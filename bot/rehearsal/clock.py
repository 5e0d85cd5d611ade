"""Time in a rehearsal: the room's moves when the day says so, the outbox's own passes in no time."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

MILLISECONDS = 1000
MINUTE = 60 * MILLISECONDS


class Clock:
    """The room's time, in UTC milliseconds since 1970."""

    def __init__(self, begins: datetime) -> None:
        self.at = _milliseconds(begins)

    def __call__(self) -> int:
        return self.at

    def moves_on(self, seconds: float) -> None:
        self.at += round(seconds * MILLISECONDS)

    def moves_to(self, at: int) -> None:
        """Nothing happens until then; a time that has passed changes nothing."""
        self.at = max(self.at, at)

    def moves_to_week(self, begins: datetime, weeks: int) -> None:
        """The same morning, `weeks` later."""
        self.moves_to(_milliseconds(begins + timedelta(weeks=weeks)))


class WaitingRoom:
    """The seconds that the outbox waits: nobody else has to, so that the room's clock is the acts' alone."""

    def __init__(self) -> None:
        self._now = 0.0

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self._now += seconds
        await asyncio.sleep(0)


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * MILLISECONDS
