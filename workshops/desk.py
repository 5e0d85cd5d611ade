"""The only shell around the protocol: takes commands, has them decided, answers once that is stored."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import msgspec

from workshops.commands import Command
from workshops.events import Event, decode, encode
from workshops.journal import HandledCommand, Journal, NotSaved
from workshops.model import Actor, Refused, Workshop
from workshops.opened import OpenedWorkshop
from workshops.protocol import decide, evolve
from workshops.replay import replay
from workshops.study import Study

__all__ = ["CauseTaken", "Desk", "NotSaved", "Outcome"]

Listener = Callable[[Workshop, tuple[Event, ...]], None]

log = logging.getLogger(__name__)


class CauseTaken(Exception):
    """The key of an earlier request came back with another request."""


class Outcome(msgspec.Struct, frozen=True):
    """What a command led to; `repeated`: it did so when it was first delivered, and not again."""

    events: tuple[Event, ...] = ()
    refused: Refused | None = None
    repeated: bool = False


class _UnderWay(msgspec.Struct, frozen=True):
    request_hash: str
    outcome: asyncio.Task[Outcome]


class Desk:
    """Every command of every channel passes here, one after the other for each workshop."""

    def __init__(self, journal: Journal, library: Callable[[str], Study], clock: Callable[[], int]) -> None:
        """`library` gives a study by its hash, `clock` the time in UTC milliseconds."""
        self._journal = journal
        self._library = library
        self._clock = clock
        self._listeners: list[Listener] = []
        self._open: dict[str, OpenedWorkshop] = {}
        self._loading: dict[str, asyncio.Task[OpenedWorkshop]] = {}
        self._under_way: dict[str, _UnderWay] = {}

    async def workshop(self, code: str) -> Workshop | None:
        """The workshop as it is stored; look at it before the next await, for commands change it in place."""
        while (opened := await self._opened(code)).unsaved:
            await opened.all_saved()
        return opened.workshop if opened.seq else None

    async def codes(self) -> list[str]:
        return await self._journal.workshops()

    async def handle(
        self, code: str, actor: Actor, command: Command, *, cause: str | None, request_hash: str = ""
    ) -> Outcome:
        """Has the command decided, and answers when the outcome is stored, as it is even if nobody waits.

        `cause` names the delivery; the same again has no second effect. Raises `NotSaved` and `CauseTaken`.
        """
        async with self._turn(code) as opened:
            earlier = await self._earlier(cause, request_hash) if cause else None
            outcome = earlier or self._decide(opened, actor, command, cause, request_hash)
        settled = await asyncio.shield(outcome)
        return msgspec.structs.replace(settled, repeated=True) if earlier else settled

    async def has_handled(self, cause: str) -> bool:
        """Whether this delivery came before, even if what it led to is only on its way to the disk."""
        return cause in self._under_way or await self._journal.handled(cause) is not None

    def watch(self, listener: Listener) -> None:
        """Has `listener` called with every workshop that changed and how, as soon as that is stored."""
        self._listeners.append(listener)

    async def drop(self, code: str) -> None:
        """Forgets the workshop in memory; whoever needs it next reads it from the journal."""
        self._loading.pop(code, None)
        if opened := self._open.get(code):
            self._forget(opened)

    @asynccontextmanager
    async def _turn(self, code: str) -> AsyncIterator[OpenedWorkshop]:
        """First come, first served, each on the workshop as the one before left it."""
        while True:
            opened = await self._opened(code)
            async with opened.turn:
                if not opened.stale and self._open.get(code, opened) is opened:
                    yield opened
                    return

    async def _earlier(self, cause: str, request_hash: str) -> asyncio.Future[Outcome] | None:
        """What the same delivery led to before, or is leading to."""
        if row := await self._journal.handled(cause):
            _check_same(row.request_hash, request_hash)
            return _settled(Outcome(tuple(decode(row.events))))
        if first := self._under_way.get(cause):
            _check_same(first.request_hash, request_hash)
            return first.outcome
        return None

    def _decide(
        self, opened: OpenedWorkshop, actor: Actor, command: Command, cause: str | None, request_hash: str
    ) -> asyncio.Future[Outcome]:
        workshop, now = opened.workshop, self._clock()
        decision = decide(workshop, command, actor, now)
        outcome = Outcome(refused=decision) if isinstance(decision, Refused) else Outcome(tuple(decision))
        # What changed nothing is stored too, so that its delivery is known when it comes again.
        if not outcome.events and not (cause and opened.seq):
            return _settled(outcome)
        events = encode(outcome.events)
        row = HandledCommand(workshop.code, opened.seq + 1, cause, request_hash, str(actor), now, events)
        self._open[workshop.code] = opened
        self._evolve(opened, outcome.events, now)
        return self._store(opened, row, outcome)

    def _evolve(self, opened: OpenedWorkshop, events: tuple[Event, ...], at: int) -> None:
        try:
            for event in events:
                evolve(opened.workshop, event, at)
        except Exception:
            self._forget(opened)
            raise

    def _store(
        self, opened: OpenedWorkshop, row: HandledCommand, outcome: Outcome
    ) -> asyncio.Future[Outcome]:
        stored = self._journal.put(row)
        opened.row_put(row.seq, stored)
        settled = asyncio.create_task(self._settle(opened, row.cause, stored, outcome))
        if row.cause:
            self._under_way[row.cause] = _UnderWay(row.request_hash, settled)
        return settled

    async def _settle(
        self, opened: OpenedWorkshop, cause: str | None, stored: asyncio.Future[None], outcome: Outcome
    ) -> Outcome:
        try:
            await asyncio.shield(stored)
        finally:
            opened.row_settled()
            if cause:
                del self._under_way[cause]
        if outcome.events:
            self._tell(opened.workshop, outcome.events)
        return outcome

    def _tell(self, workshop: Workshop, events: tuple[Event, ...]) -> None:
        for listener in self._listeners:
            try:
                listener(workshop, events)
            except Exception:
                log.exception("A listener failed on workshop %s, whose change is stored.", workshop.code)

    async def _opened(self, code: str) -> OpenedWorkshop:
        """The workshop in memory; one that the journal does not know is empty, and kept once it is made."""
        while (opened := self._open.get(code)) is None or opened.stale:
            loaded = await asyncio.shield(self._load(code))
            if not loaded.seq and code not in self._open:
                return loaded
        return opened

    def _load(self, code: str) -> asyncio.Task[OpenedWorkshop]:
        if code not in self._loading:
            self._loading[code] = asyncio.create_task(self._replay(code))
        return self._loading[code]

    async def _replay(self, code: str) -> OpenedWorkshop:
        try:
            # Rows decided before the workshop was dropped reach the file, or are refused, before it is read.
            await self._journal.settled()
            loaded = OpenedWorkshop(*await replay(self._journal, code, self._library))
            if loaded.seq and self._is_loading(code):
                self._open[code] = loaded
            return loaded
        finally:
            if self._is_loading(code):
                del self._loading[code]

    def _is_loading(self, code: str) -> bool:
        """False once the workshop was dropped while it was read: what was read may be out of date."""
        return self._loading.get(code) is asyncio.current_task()

    def _forget(self, opened: OpenedWorkshop) -> None:
        opened.dropped = True
        if self._open.get(opened.workshop.code) is opened:
            del self._open[opened.workshop.code]


def _settled(outcome: Outcome) -> asyncio.Future[Outcome]:
    settled: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
    settled.set_result(outcome)
    return settled


def _check_same(stored: str, given: str) -> None:
    # A removal blanks the hash that was stored.
    if stored and stored != given:
        raise CauseTaken
