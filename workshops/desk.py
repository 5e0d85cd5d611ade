"""The only shell around the protocol: takes commands, has them decided, answers once that is stored."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import msgspec

from workshops.commands import Command
from workshops.events import Event, decode, encode
from workshops.journal import HandledCommand, Journal, NotSaved
from workshops.model import Actor, Refused, Workshop
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


class _Open:
    """A workshop in memory, the number of its last row, and how many rows the disk does not have yet."""

    def __init__(self, workshop: Workshop, seq: int) -> None:
        self.workshop = workshop
        self.seq = seq
        self.unsaved = 0
        self.waiting_to_look = 0
        self.quiet = asyncio.Event()

    def row_put(self) -> None:
        self.unsaved += 1
        self.quiet.clear()

    def row_settled(self) -> None:
        self.unsaved -= 1
        if not self.unsaved:
            self.quiet.set()


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
        self._open: dict[str, _Open] = {}
        self._loading: dict[str, asyncio.Task[_Open]] = {}
        self._under_way: dict[str, _UnderWay] = {}

    async def workshop(self, code: str) -> Workshop | None:
        """The workshop as it is stored; look at it before the next await, for commands change it in place."""
        while (opened := await self._opened(code)).unsaved:
            opened.waiting_to_look += 1
            try:
                await opened.quiet.wait()
            finally:
                opened.waiting_to_look -= 1
        return opened.workshop if opened.seq else None

    async def codes(self) -> list[str]:
        return await self._journal.workshops()

    async def handle(
        self, code: str, actor: Actor, command: Command, *, cause: str | None, request_hash: str = ""
    ) -> Outcome:
        """Has the command decided, and answers when the outcome is stored, as it is even if nobody waits.

        `cause` names the delivery; the same again has no second effect. Raises `NotSaved` and `CauseTaken`.
        """
        if cause and (row := await self._journal.handled(cause)):
            _check_same(row.request_hash, request_hash)
            return Outcome(tuple(decode(row.events)), repeated=True)
        opened = await self._opened_in_turn(code)
        if cause and (first := self._under_way.get(cause)):
            _check_same(first.request_hash, request_hash)
            return msgspec.structs.replace(await asyncio.shield(first.outcome), repeated=True)
        now = self._clock()
        outcome = _decided(opened.workshop, command, actor, now)
        # What changed nothing is stored too, so that its delivery is known when it comes again.
        if not outcome.events and not (cause and opened.seq):
            return outcome
        row = HandledCommand(
            code, opened.seq + 1, cause, request_hash, str(actor), now, encode(outcome.events)
        )
        return await asyncio.shield(self._store(opened, row, outcome))

    def watch(self, listener: Listener) -> None:
        """Has `listener` called with every workshop that changed and how, as soon as that is stored."""
        self._listeners.append(listener)

    async def drop(self, code: str) -> None:
        """Forgets the workshop in memory; whoever needs it next reads it from the journal."""
        self._open.pop(code, None)
        self._loading.pop(code, None)

    def _store(self, opened: _Open, row: HandledCommand, outcome: Outcome) -> asyncio.Task[Outcome]:
        self._open[row.workshop] = opened
        try:
            for event in outcome.events:
                evolve(opened.workshop, event, row.at)
        except Exception:
            self._forget(opened)
            raise
        opened.seq = row.seq
        opened.row_put()
        settled = asyncio.create_task(self._settle(opened, row.cause, self._journal.put(row), outcome))
        if row.cause:
            self._under_way[row.cause] = _UnderWay(row.request_hash, settled)
        return settled

    async def _settle(
        self, opened: _Open, cause: str | None, stored: asyncio.Future[None], outcome: Outcome
    ) -> Outcome:
        try:
            await stored
        except NotSaved:
            self._forget(opened)
            raise
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

    async def _opened_in_turn(self, code: str) -> _Open:
        """As `_opened`, once those have looked who wait to: under many taps they would never see rest."""
        while (opened := await self._opened(code)).unsaved and opened.waiting_to_look:
            await opened.quiet.wait()
        return opened

    async def _opened(self, code: str) -> _Open:
        """The workshop in memory; one that the journal does not know is empty, and kept once it is made."""
        while (opened := self._open.get(code)) is None:
            loaded = await asyncio.shield(self._load(code))
            if not loaded.seq and code not in self._open:
                return loaded
        return opened

    def _load(self, code: str) -> asyncio.Task[_Open]:
        if code not in self._loading:
            self._loading[code] = asyncio.create_task(self._replay(code))
        return self._loading[code]

    async def _replay(self, code: str) -> _Open:
        try:
            # Rows decided before the workshop was dropped reach the file, or are refused, before it is read.
            await self._journal.settled()
            loaded = _Open(*await replay(self._journal, code, self._library))
            if loaded.seq and self._is_loading(code):
                self._open[code] = loaded
            return loaded
        finally:
            if self._is_loading(code):
                del self._loading[code]

    def _is_loading(self, code: str) -> bool:
        """False once the workshop was dropped while it was read: what was read may be out of date."""
        return self._loading.get(code) is asyncio.current_task()

    def _forget(self, opened: _Open) -> None:
        if self._open.get(opened.workshop.code) is opened:
            del self._open[opened.workshop.code]


def _decided(workshop: Workshop, command: Command, actor: Actor, now: int) -> Outcome:
    decision = decide(workshop, command, actor, now)
    return Outcome(refused=decision) if isinstance(decision, Refused) else Outcome(tuple(decision))


def _check_same(stored: str, given: str) -> None:
    # A removal blanks the hash that was stored.
    if stored and stored != given:
        raise CauseTaken
