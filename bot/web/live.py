"""Says "stale" to every browser whose screen may have changed, and no more: it fetches the screen itself."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.screens import concerned
from workshops.events import Event
from workshops.model import Workshop

HEARTBEAT_SECONDS = 20
RETRY_MILLISECONDS = 3_000
EVERYTHING = ""


class Looking:
    """One open page. Many changes while it is being told are one more "stale"."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.stale = asyncio.Event()


class Live:
    """Who has which workshop open. A page that looks at everything, as the projector does, has no number."""

    def __init__(self) -> None:
        self._pages: defaultdict[str, set[Looking]] = defaultdict(set)

    def changed(self, workshop: Workshop, events: tuple[Event, ...]) -> None:
        """What the desk calls when a change is stored."""
        pages = self._pages.get(workshop.code)
        if not pages:
            return
        whom = concerned(workshop, events)
        for page in pages:
            if whom.everyone or page.number == EVERYTHING or page.number in whom.people:
                page.stale.set()

    def stale(self, code: str) -> None:
        """Of everyone in the workshop, for what is no event."""
        for page in self._pages.get(code, ()):
            page.stale.set()

    def response(self, code: str, number: str = EVERYTHING) -> EventSourceResponse:
        return EventSourceResponse(
            self._told(code, number),
            ping=HEARTBEAT_SECONDS,
            ping_message_factory=lambda: ServerSentEvent(comment="still here"),
        )

    async def _told(self, code: str, number: str) -> AsyncIterator[ServerSentEvent]:
        """Begins with "stale": between drawing the page and opening this, something may have changed."""
        page = Looking(number)
        page.stale.set()
        self._pages[code].add(page)
        times = 0
        try:
            while await page.stale.wait():
                page.stale.clear()
                times += 1
                yield ServerSentEvent(data="stale", event="stale", id=str(times), retry=RETRY_MILLISECONDS)
        finally:
            self._forget(code, page)

    def _forget(self, code: str, page: Looking) -> None:
        self._pages[code].discard(page)
        if not self._pages[code]:
            del self._pages[code]
