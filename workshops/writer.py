"""One task that does all writing, in the order in which it was asked for.

Transactions on a shared connection interleave between awaits; here the next begins when the last is done.
What waits meanwhile is stored together, so that many taps cost one commit.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")
Result = TypeVar("Result")


class NotSaved(Exception):
    """Nothing of this was stored, and nothing of it may be shown; it can be tried again."""


class Taken(NotSaved):
    """One of the rows stored together does not fit, and none of them was stored."""


class _Entry(Generic[Row]):
    def __init__(self, row: Row) -> None:
        self.row = row
        self.stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def settle(self, error: Exception | None = None) -> None:
        if error is None:
            self.stored.set_result(None)
        else:
            self.stored.set_exception(error)
            self.stored.exception()  # Seen: whoever asked may have stopped waiting.


class Writer(Generic[Row]):
    """Stores rows through `store`, which takes all or none of them, and runs other work between."""

    def __init__(self, store: Callable[[Sequence[Row]], Awaitable[None]]) -> None:
        self._store = store
        self._waiting: deque[_Entry[Row] | Callable[[], Awaitable[None]]] = deque()
        self._asked = asyncio.Event()
        self._open = True
        self._task = asyncio.create_task(self._write())

    def put(self, row: Row) -> asyncio.Future[None]:
        """Queues the row at once; the future is done when it is stored, or raises `NotSaved`."""
        entry = _Entry(row)
        if self._open:
            self._ask(entry)
        else:
            entry.settle(NotSaved("the journal is closed"))
        return entry.stored

    async def run(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """Does `work` while nothing else is written; it is done even if the waiting is given up."""
        if not self._open:
            raise NotSaved("the journal is closed")
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()

        async def settle() -> None:
            try:
                done.set_result(await work())
            except Exception as error:
                done.set_exception(error)
                done.exception()

        self._ask(settle)
        return await asyncio.shield(done)

    async def settled(self) -> None:
        """Waits until all that was asked for before is stored or refused."""

        async def nothing() -> None: ...

        await self.run(nothing)

    async def close(self) -> None:
        """Finishes what waits, and takes no more."""
        self._open = False
        self._asked.set()
        await asyncio.shield(self._task)

    def _ask(self, asked: _Entry[Row] | Callable[[], Awaitable[None]]) -> None:
        self._waiting.append(asked)
        self._asked.set()

    async def _write(self) -> None:
        while self._open or self._waiting:
            if not self._waiting:
                self._asked.clear()
                await self._asked.wait()
                continue
            match self._waiting[0]:
                case _Entry():
                    await self._store_entries(self._entries_in_front())
                case work:
                    self._waiting.popleft()
                    await work()

    def _entries_in_front(self) -> list[_Entry[Row]]:
        front: list[_Entry[Row]] = []
        while self._waiting and isinstance(entry := self._waiting[0], _Entry):
            front.append(entry)
            self._waiting.popleft()
        return front

    async def _store_entries(self, entries: list[_Entry[Row]]) -> None:
        try:
            await self._store([entry.row for entry in entries])
        except Taken as error:
            if len(entries) == 1:
                return entries[0].settle(error)
            # One that does not fit must not cost the others their place.
            for entry in entries:
                await self._store_entries([entry])
        except Exception as error:
            for entry in entries:
                entry.settle(error)
        else:
            for entry in entries:
                entry.settle()
