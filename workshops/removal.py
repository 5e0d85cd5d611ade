"""Removal: what is left to do once the journal says that somebody, or the list of all, is to go; redaction.

It spans tables and files, so its steps have an order, each can be done again, and start-up does them again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Protocol

from msgspec.structs import replace

from workshops.events import LinksDeleted, ParticipantWithdrew, blanked, decode, encode
from workshops.forgetting import Forgetting
from workshops.journal import HandledCommand, Journal
from workshops.model import Actor, Role
from workshops.people import People
from workshops.redaction import row_redacted
from workshops.study import Study
from workshops.tombstones import Tombstone


class InMemory(Protocol):
    """Where workshops are kept in memory: the desk."""

    async def drop(self, code: str) -> None:
        """Forgets the workshop, so that it is read from the journal again."""


Forget = Callable[[str, str], Awaitable[None]]
Stay = Callable[[Collection[Tombstone]], Awaitable[None]]


class Removal:
    """Raises `NotSaved` wherever a step could not be done; start-up takes it up again."""

    def __init__(self, desk: InMemory, journal: Journal, people: People) -> None:
        self._desk = desk
        self._journal = journal
        self._people = people
        self._forgetting: list[Forget] = []
        self._letting_go: list[Forget] = []
        self._staying_gone: list[Stay] = []
        self._kept = Forgetting(journal)

    def also(self, forget: Forget) -> None:
        """Has `forget(code, participant)` called for everyone removed: what else is kept of them must go."""
        self._forgetting.append(forget)

    def also_when_kept_no_longer(self, let_go: Forget) -> None:
        """Has `let_go(code, number)` called for everyone whom we are to know no more: their days are over."""
        self._letting_go.append(let_go)

    def also_to_stay_gone(self, stay: Stay) -> None:
        """Has `stay(tombstones)` called with all of them once something has gone that may not come back."""
        self._staying_gone.append(stay)

    async def withdrew(self, code: str, participant: str, *, remove: bool) -> None:
        """Once `ParticipantWithdrew` stands in the journal. With `remove`, once this returns nothing that

        the participant said is in any of our files.
        """
        if remove:
            await self.remove(code, participant)
        await self._stay_gone()

    async def remove(self, code: str, participant: str) -> None:
        await self._take_out(code, participant)
        for forget in self._forgetting:
            await forget(code, participant)
        await self._journal.truncate_log()

    async def redact(self, code: str, study: Study, replacements: Mapping[str, str]) -> int:
        """Once this returns, none of these words is in any of our files; in how many places they were."""
        places = 0

        def without_words(row: HandledCommand) -> HandledCommand:
            nonlocal places
            left, done = row_redacted(row, replacements, study)
            places += done
            return left

        await self._journal.settled()
        await self._journal.replace(code, without_words)
        await self._desk.drop(code)
        await self._journal.truncate_log()
        return places

    async def delete_links(self, code: str, participants: Collection[str]) -> None:
        """Once `LinksDeleted` stands in the journal. Then no file of ours tells who anyone was."""
        await self._kept.links(code)
        await self._let_go(code, participants)
        await self._stay_gone()

    async def delete_everything(self, code: str, people: Collection[str], at: int) -> None:
        """Once this returns, nothing of the workshop is in any of our files but its code."""
        await self._journal.settled()
        await self._kept.everything(code, at)
        await self._desk.drop(code)
        await self._let_go(code, people)
        await self._stay_gone()

    async def gone(self) -> Collection[str]:
        """The codes of workshops that have been deleted as a whole."""
        return (await self._kept.gone()).keys()

    async def finish_open(self) -> None:
        """Does again what a crash may have interrupted."""
        stones = await self.tombstones()
        for stone in stones:
            if stone.removed:
                await self._take_out(stone.workshop, stone.participant)
            elif not stone.participant and not stone.everything:
                await self._kept.links(stone.workshop)
        if stones:
            await self._journal.truncate_log()
        await self._stay_gone(stones)

    async def tombstones(self) -> frozenset[Tombstone]:
        """All that has to stay gone."""
        stones = {Tombstone(code, everything=True) for code in await self.gone()}
        stones |= {Tombstone(row.workshop) for row in await self._journal.rows_with(LinksDeleted.__name__)}
        for row in await self._journal.rows_with(ParticipantWithdrew.__name__):
            for event in decode(row.events):
                if isinstance(event, ParticipantWithdrew):
                    stones.add(Tombstone(row.workshop, event.participant, event.removed))
        return frozenset(stones)

    async def _stay_gone(self, stones: frozenset[Tombstone] | None = None) -> None:
        for stay in self._staying_gone:
            await stay(await self.tombstones() if stones is None else stones)

    async def _let_go(self, code: str, people: Collection[str]) -> None:
        for let_go in self._letting_go:
            for number in people:
                await let_go(code, number)
        await self._journal.truncate_log()

    async def _take_out(self, code: str, participant: str) -> None:
        person = await self._people.person(code, participant)
        tokens = (person.respondent, person.asker) if person and person.respondent else ()
        # Words before the person: the token that leads to their evaluation is forgotten with them.
        await self._journal.replace(code, lambda row: without(row, participant, *tokens))
        await self._people.forget(code, participant)
        await self._desk.drop(code)


def without(row: HandledCommand, participant: str, *tokens: str) -> HandledCommand:
    """The row without what the participant said, and without telling that it was they who acted."""
    events = decode(row.events)
    left = [blanked(event, participant, *tokens) for event in events]
    if left != events:
        row = replace(row, events=encode(left), request_hash="")
    theirs = {
        str(Actor(Role.PARTICIPANT, participant)),
        *(str(Actor(Role.RESPONDENT, token)) for token in (participant, *tokens)),
    }
    if row.actor.partition(" by ")[0] in theirs:
        row = replace(row, actor=row.actor.partition(":")[0], cause=None, request_hash="")
    return row
