"""One task that does all writing, in the order in which it was asked for.

Transactions on a shared connection interleave between awaits; here the next begins when the last is done.
What waits meanwhile is stored together, so that many taps cost one commit.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

Work = Callable[[], Awaitable[None]]
Result = TypeVar("Result")


class NotSaved(Exception):
    """Nothing of this was stored, and nothing of it may be shown; it can be tried again."""


class Taken(NotSaved):
    """One of the rows stored together does not fit, and none of them was stored."""


class OfWorkshop(Protocol):
    """A row. What follows it in the same workshop was decided upon it."""

    @property
    def workshop(self) -> str: ...


Row = TypeVar("Row", bound=OfWorkshop)


class _Entry(Generic[Row]):
    """A row that waits, and the future that whoever asked waits for."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.lost = False
        self.stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def confirm(self) -> None:
        if not self.stored.done():
            self.stored.set_result(None)

    def lose(self, error: Exception) -> None:
        self.lost = True
        if not self.stored.done():
            self.stored.set_exception(error)
            self.stored.exception()  # Seen: whoever asked may have stopped waiting.


class Writer(Generic[Row]):
    """Stores rows through `store`, which takes all or none of them, and runs other work between."""

    def __init__(self, store: Callable[[Sequence[Row]], Awaitable[None]]) -> None:
        self._store = store
        self._waiting: deque[_Entry[Row] | Work] = deque()
        self._asked = asyncio.Event()
        self._open = True
        self._task = asyncio.create_task(self._write())

    def put(self, row: Row) -> asyncio.Future[None]:
        """Queues the row at once; the future is done when it is stored, or raises `NotSaved`.

        When it cannot be stored, neither is anything of its workshop that was queued until then.
        """
        entry = _Entry(row)
        if self._open:
            self._ask(entry)
        else:
            entry.lose(NotSaved("the journal is closed"))
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

    def _ask(self, asked: _Entry[Row] | Work) -> None:
        self._waiting.append(asked)
        self._asked.set()

    async def _write(self) -> None:
        while self._open or self._waiting:
            if not self._waiting:
                self._asked.clear()
                await self._asked.wait()
                continue
            match self._waiting.popleft():
                case _Entry() as first:
                    await self._store_together([first, *self._entries_that_follow()])
                case work:
                    await work()

    def _entries_that_follow(self) -> Iterable[_Entry[Row]]:
        while self._waiting and isinstance(entry := self._waiting[0], _Entry):
            self._waiting.popleft()
            yield entry

    async def _store_together(self, entries: list[_Entry[Row]]) -> None:
        kept = [entry for entry in entries if not entry.lost]
        try:
            await self._store([entry.row for entry in kept])
        except Taken:
            # One that does not fit must not cost other workshops their place.
            for entry in kept:
                await self._store_alone(entry, kept)
        except Exception as error:
            self._lose(kept, error)
        else:
            for entry in kept:
                entry.confirm()

    async def _store_alone(self, entry: _Entry[Row], beside: list[_Entry[Row]]) -> None:
        if entry.lost:
            return
        try:
            await self._store([entry.row])
        except Exception as error:
            later = beside[beside.index(entry) :]
            self._lose([each for each in later if each.row.workshop == entry.row.workshop], error)
        else:
            entry.confirm()

    def _lose(self, entries: list[_Entry[Row]], error: Exception) -> None:
        """Gives these up, with all that waits of their workshops: it was decided upon what is not stored."""
        workshops = {entry.row.workshop for entry in entries}
        waiting = (each for each in self._waiting if isinstance(each, _Entry))
        for entry in (*entries, *(each for each in waiting if each.row.workshop in workshops)):
            entry.lose(error)
