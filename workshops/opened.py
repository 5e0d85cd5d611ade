"""A workshop in memory, with whatever of it is not stored yet."""

from __future__ import annotations

import asyncio

from workshops.model import Workshop


class OpenedWorkshop:
    """`seq` is the number of the last row decided for it; in `turn` one at a time decides, or looks."""

    def __init__(self, workshop: Workshop, seq: int) -> None:
        self.workshop = workshop
        self.seq = seq
        self.turn = asyncio.Lock()
        self.dropped = False
        self._last: asyncio.Future[None] | None = None
        self._unsaved = 0
        self._all_saved = asyncio.Event()

    @property
    def unsaved(self) -> bool:
        return self._unsaved > 0

    @property
    def stale(self) -> bool:
        """Nothing more may be decided here: it was dropped, or something decided here is not stored."""
        lost = self._last is not None and self._last.done() and self._last.exception() is not None
        return lost or self.dropped

    def row_put(self, seq: int, stored: asyncio.Future[None]) -> None:
        self.seq = seq
        self._last = stored
        self._unsaved += 1
        self._all_saved.clear()

    def row_settled(self) -> None:
        self._unsaved -= 1
        if not self._unsaved:
            self._all_saved.set()

    async def all_saved(self) -> None:
        """Holds up the next command: under a stream of them there would never be a moment to look."""
        async with self.turn:
            if self._unsaved:
                await self._all_saved.wait()
