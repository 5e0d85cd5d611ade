"""Takes updates by polling, and confirms each only once its outcome is stored."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.telegram.connection import ALLOWED_UPDATES, AWAY, BACK, Say, WrongToken, conflict_sentence
from bot.telegram.intake import Raw, about
from bot.telegram.pacing import Clock, Sleep, growing
from bot.telegram.request import Api

log = logging.getLogger(__name__)

LONG_POLL_SECONDS = 30
ANSWER_SECONDS = 10.0
OUTAGE_SECONDS = 120.0
FAREWELL_SECONDS = 2.0
# Taps are forgotten after 150 s, so Telegram must not be back for long before it is asked.
LONGEST_BACK_OFF_SECONDS = 3.0

T = TypeVar("T")


class Settles(Protocol):
    async def settle(self, raw: Raw) -> bool: ...


def uptime() -> float:
    """Seconds that never go backwards and go on while the machine sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def by_person(batch: list[Raw]) -> list[list[Raw]]:
    """Each person's updates in order, in the order of everybody's first."""
    persons: dict[object, list[Raw]] = {}
    for raw in batch:
        _, chat, _ = about(raw)
        persons.setdefault(("update", raw["update_id"]) if chat is None else chat, []).append(raw)
    return list(persons.values())


class Poller:
    """Fetches raw updates and has them settled, begun in Telegram's order, one person's strictly so.

    What is fetched together waits for the disk together. Telegram keeps what is not confirmed, so nothing is
    confirmed before `intake` says it is settled; when something is not, the poller backs off and asks for it
    again. It starts without an offset, and goes back to none whenever all is confirmed: after a quiet week
    Telegram numbers updates anew, perhaps lower.
    `after_outage` is called when more than 120 s passed without an answer: taps are forgotten after 150.
    """

    def __init__(
        self,
        api: Api,
        intake: Settles,
        *,
        after_outage: Callable[[], None],
        say: Say = log.warning,
        clock: Clock = uptime,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._api = api
        self._intake = intake
        self._after_outage = after_outage
        self._say = say
        self._clock = clock
        self._sleep = sleep
        self._offset = 0
        self._settled: set[int] = set()
        self._heard = clock()
        self._failures = 0
        self._unsettled = 0
        self._stopping = False
        self._waiting: asyncio.Task[Any] | None = None

    async def run(self) -> None:
        """Poll until `stop`.

        Raises:
            WrongToken: the token is no longer valid.
        """
        while not self._stopping:
            batch = await self._fetch()
            if batch is not None:
                await self._take(batch)
        await self._take_leave()

    def stop(self) -> None:
        """Let `run` end: at once while it waits, else after the update in hand."""
        self._stopping = True
        if self._waiting:
            self._waiting.cancel()

    async def _fetch(self) -> list[Raw] | None:
        """The next updates; None when there was no answer."""
        try:
            # After a failure the first answer tells that Telegram is back, so it must not be waited for.
            patience = 0 if self._failures else LONG_POLL_SECONDS
            batch = await self._unless_stopped(self._get_updates(patience))
        except InvalidToken:
            raise WrongToken from None
        except TelegramError as error:
            await self._back_off(error)
            return None
        if batch is not None:
            self._answered()
        return batch

    async def _get_updates(self, seconds: int) -> list[Raw]:
        asked = {"timeout": seconds, "allowed_updates": list(ALLOWED_UPDATES)}
        if self._offset:
            asked["offset"] = self._offset
        updates: list[Raw] = await self._api.call("getUpdates", asked, read_timeout=seconds + ANSWER_SECONDS)
        return updates

    async def _back_off(self, error: TelegramError) -> None:
        self._failures += 1
        if self._failures == 1:
            self._say(conflict_sentence(error) if isinstance(error, Conflict) else AWAY)
        await self._unless_stopped(self._pause(self._failures))

    def _answered(self) -> None:
        if self._failures:
            self._say(BACK)
        self._failures = 0
        away = self._clock() - self._heard
        self._heard = self._clock()
        if away > OUTAGE_SECONDS:
            self._after_outage()

    async def _take(self, batch: list[Raw]) -> None:
        await asyncio.gather(*map(self._settle_in_turn, by_person(batch)))
        ids = {raw["update_id"] for raw in batch}
        unsettled = ids - self._settled
        self._offset = min(unsettled) if unsettled else max(ids, default=-1) + 1
        # What comes before the offset is confirmed with the next call and will not come again.
        self._settled = {update_id for update_id in self._settled if update_id > self._offset}
        self._unsettled = self._unsettled + 1 if unsettled else 0
        if unsettled:
            await self._unless_stopped(self._pause(self._unsettled))

    async def _settle_in_turn(self, updates: list[Raw]) -> None:
        """Settle one person's updates, up to the first that must come again."""
        for raw in updates:
            if self._stopping or not (raw["update_id"] in self._settled or await self._intake.settle(raw)):
                return
            self._settled.add(raw["update_id"])

    async def _pause(self, failures: int) -> None:
        await self._sleep(growing(failures, LONGEST_BACK_OFF_SECONDS))

    async def _unless_stopped(self, work: Coroutine[Any, Any, T]) -> T | None:
        self._waiting = waiting = asyncio.create_task(work)
        try:
            return await waiting
        except asyncio.CancelledError:
            if not self._stopping:
                raise
            return None
        finally:
            self._waiting = None

    async def _take_leave(self) -> None:
        """Confirm what is settled; without it these updates would come again, which does no harm."""
        if self._offset:
            with contextlib.suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(FAREWELL_SECONDS):
                    await self._get_updates(0)
