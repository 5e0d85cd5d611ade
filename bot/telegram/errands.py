"""Calls that only have to be made, whatever a chat shows: answers to taps, and deletions."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.telegram.pacing import Pace, Sleep, growing
from bot.telegram.refusals import asked_to_wait

TRIES = 5


class Errands:
    """Makes calls beside the paced ones, `at_once` of them, and tries again where that may help."""

    def __init__(self, pace: Pace, sleep: Sleep, at_once: int) -> None:
        self._pace = pace
        self._sleep = sleep
        self._free = asyncio.Semaphore(at_once)

    async def run(self, call: Callable[[], Awaitable[None]]) -> BadRequest | None:
        """Make the call; the refusal, if Telegram refused it."""
        for failures in range(1, TRIES + 1):
            try:
                async with self._free:
                    await call()
                return None
            except BadRequest as refused:
                return refused
            except Forbidden:
                return None
            except RetryAfter as flood:
                self._pace.pause(asked_to_wait(flood))
                await self._sleep(asked_to_wait(flood))
            except TelegramError:
                await self._sleep(growing(failures))
        return None
