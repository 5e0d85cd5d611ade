"""The queue of updates, with the exact meaning of an offset, and Telegram's forgetting."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.fake_telegram.refused import Refused
from tests.fake_telegram.virtual_time import Time

MESSAGE_SECONDS = 24 * 3600
MAX_BATCH = 100
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


@dataclass(frozen=True)
class Pending:
    update: dict[str, Any]
    forgotten_at: float

    @property
    def id(self) -> int:
        return int(self.update["update_id"])


class Updates:
    """Unconfirmed updates, oldest first.

    An update is confirmed when a later offset is asked for, or when the webhook answered 2xx.
    """

    def __init__(self, time: Time, first_id: int = 700_000_001) -> None:
        self._time = time
        self._next_id = first_id
        self._pending: list[Pending] = []
        self._echoes: list[dict[str, Any]] = []
        self._changed = asyncio.Event()
        self._poll = 0
        self.allowed: list[str] | None = None
        self.forgotten: list[int] = []

    def add(self, kind: str, content: dict[str, Any], *, lives: float = MESSAGE_SECONDS) -> int | None:
        """Queue an update; None when the bot has asked not to get this kind."""
        if self.allowed and kind not in self.allowed:
            return None
        update_id, self._next_id = self._next_id, self._next_id + 1
        self._pending.append(Pending({"update_id": update_id, kind: content}, self._time.now() + lives))
        self._tell()
        return update_id

    def echo(self, update_id: int, update: dict[str, Any]) -> None:
        """Deliver an update once more, whatever has been confirmed."""
        self._echoes.append(update | {"update_id": update_id})
        self._tell()

    def continue_from(self, update_id: int) -> None:
        """Number from here on: after a quiet week Telegram starts anywhere, also lower."""
        self._next_id = update_id

    def pending(self) -> list[dict[str, Any]]:
        self._forget()
        return [pending.update for pending in self._pending]

    async def get(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """One getUpdates: confirm what is before `offset`, then what there is, waiting up to `seconds`."""
        self._poll += 1
        mine = self._poll
        self._tell()
        self._confirm(offset)
        if not self._take(offset, limit, peek=True) and seconds > 0:
            await self._news(mine, offset, seconds)
        if mine != self._poll:
            raise Refused(409, OTHER_POLLER)
        return self._take(offset, limit)

    async def push(self, receive: Callable[[dict[str, Any]], Awaitable[int]]) -> None:
        """Offer each update to the webhook in order, stopping at the first it does not take."""
        for update in self._take(0, MAX_BATCH):
            if not 200 <= await receive(update) <= 299:
                return
            self.confirm(update["update_id"])

    def confirm(self, update_id: int) -> None:
        self._pending = [pending for pending in self._pending if pending.id != update_id]
        self._tell()

    async def confirmed(self, update_id: int) -> None:
        """Wait until the bot has confirmed this update."""
        await self._until(lambda: all(pending.id != update_id for pending in self._pending))

    def _confirm(self, offset: int) -> None:
        self._forget()
        if offset < 0:
            self._pending = self._pending[offset:]
        elif offset > 0:
            self._pending = [pending for pending in self._pending if pending.id >= offset]

    def _take(self, offset: int, limit: int, *, peek: bool = False) -> list[dict[str, Any]]:
        self._forget()
        echoes = list(self._echoes)
        if not peek:
            self._echoes.clear()
        return [*echoes, *(pending.update for pending in self._pending if pending.id >= offset)][:limit]

    def _forget(self) -> None:
        now = self._time.now()
        self.forgotten += [pending.id for pending in self._pending if pending.forgotten_at <= now]
        self._pending = [pending for pending in self._pending if pending.forgotten_at > now]

    async def _news(self, mine: int, offset: int, seconds: float) -> None:
        """Wait for something to deliver, another poller, or the end of the long poll."""
        patience = asyncio.ensure_future(self._time.wait(seconds))
        patience.add_done_callback(lambda _: self._tell())
        try:
            await self._until(
                lambda: mine != self._poll or patience.done() or bool(self._take(offset, 1, peek=True))
            )
        finally:
            patience.cancel()

    async def _until(self, reached: Callable[[], bool]) -> None:
        while not reached():
            await self._changed.wait()

    def _tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
