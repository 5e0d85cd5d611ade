"""How people come in: with a consent, with a slip, with a facilitator's link, or without being recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec

from bot.actions import Agree
from bot.chance import Chance
from bot.claiming import Claiming, NotIn
from workshops.commands import ConsentOnPaper, CountUnrecorded, GiveConsent
from workshops.desk import Desk
from workshops.model import Actor, Role, Workshop
from workshops.people import People, Person
from workshops.study import consent_hash, sheet_mark


class Admitting:
    """All of it raises `NotSaved` when the disk does not take it."""

    def __init__(
        self, desk: Desk, people: People, clock: Callable[[], int], chance: Chance, claims: Claiming
    ) -> None:
        self._desk = desk
        self._people = people
        self._clock = clock
        self._chance = chance
        self._claims = claims
        self._counting = asyncio.Lock()

    async def agree(
        self,
        code: str,
        agree: Agree,
        *,
        cause: str | None,
        telegram_chat: int | None = None,
        session: str | None = None,
    ) -> Person:
        """Lets someone in who has consented; again with the same chat or session it is the same person.

        Raises `NotIn` when the consent is not complete or the workshop is over.
        """
        workshop = await self._workshop(code)
        ticked = tuple(
            box.id for number, box in enumerate(workshop.study.consent_boxes) if str(number) in agree.ticked
        )
        if agree.language not in workshop.study.languages:
            raise NotIn("language_unknown")
        if agree.sheet not in ("", sheet_mark(workshop.study, agree.language)):
            raise NotIn("sheet_changed")
        missing = {box.id for box in workshop.study.consent_boxes if box.required} - set(ticked)
        if missing:
            raise NotIn("consent_incomplete")
        person = await self._reserved(workshop, Role.PARTICIPANT, telegram_chat, session)
        command = GiveConsent(
            participant=person.number,
            language=agree.language,
            sheet=consent_hash(workshop.study, agree.language),
            boxes=ticked,
            group=agree.group,
            seed=self._chance.seed(),
        )
        outcome = await self._desk.handle(code, Actor(Role.NEWCOMER), command, cause=cause)
        if outcome.refused:
            await self._forget_unless_in(person)
            raise NotIn(outcome.refused.reason)
        return person

    async def enrols(self, facilitator: Person, number: str, cause: str | None) -> str:
        """Someone without a phone, who has consented on paper, gets the number of their slip: that number.

        Raises `NotIn`.
        """
        workshop = await self._workshop(facilitator.workshop)
        if number in workshop.participants:
            return number
        reserved = await self._reserved(workshop, Role.PARTICIPANT)
        study, language = workshop.study, workshop.study.languages[0]
        command = ConsentOnPaper(
            participant=reserved.number,
            language=language,
            sheet=consent_hash(study, language),
            boxes=tuple(box.id for box in study.consent_boxes if box.required),
            seed=self._chance.seed(),
        )
        actor = Actor(facilitator.role, facilitator.number)
        outcome = await self._desk.handle(workshop.code, actor, command, cause=cause)
        if outcome.refused:
            await self._forget_unless_in(reserved)
            raise NotIn(outcome.refused.reason)
        return reserved.number

    async def counts_unrecorded(self, code: str, *, here: bool, cause: str | None) -> None:
        """One more who takes part without being recorded, or one fewer. Raises `NotIn`.

        Of the person nothing is kept but `cause`, the name of this delivery: it counts once.
        """
        async with self._counting:
            workshop = await self._workshop(code)
            count = max(0, workshop.unrecorded + (1 if here else -1))
            outcome = await self._desk.handle(code, Actor(Role.NEWCOMER), CountUnrecorded(count), cause=cause)
        if outcome.refused:
            raise NotIn(outcome.refused.reason)

    async def claim(
        self, token: str, *, telegram_chat: int | None = None, session: str | None = None
    ) -> Person:
        """Makes whoever holds the token a facilitator. Raises `NotIn`."""
        claim = await self._people.claim(token)
        known = await self._known(claim.workshop, telegram_chat, session) if claim else ""
        return await self._claims.take(
            token,
            known,
            lambda workshop: self._reserved(workshop, Role.FACILITATOR, telegram_chat, session),
        )

    async def _reserved(
        self, workshop: Workshop, role: Role, telegram_chat: int | None = None, session: str | None = None
    ) -> Person:
        """A number, and for a participant the token that stands for them where they are not named."""
        known = workshop.participants if role is Role.PARTICIPANT else workshop.facilitators
        person = await self._people.reserve(
            workshop.code,
            role,
            at=self._clock(),
            at_least=len(known) + 1,
            telegram_chat=telegram_chat,
            session=session,
        )
        if role is not Role.PARTICIPANT:
            return person
        token = await self._people.respondent(workshop.code, person.number, self._chance.token())
        return msgspec.structs.replace(person, respondent=token)

    async def _forget_unless_in(self, person: Person) -> None:
        """Whoever was refused has not agreed to anything, so nothing is kept of them."""
        if person.number not in (await self._workshop(person.workshop)).participants:
            await self._people.forget(person.workshop, person.number)

    async def _known(self, code: str, telegram_chat: int | None, session: str | None) -> str:
        """The number of the facilitator whom this chat or session already is there; empty for none."""
        found = await self._people.with_session(session) if session else None
        if found is None and telegram_chat is not None:
            found = await self._people.in_chat(telegram_chat)
        return found.number if found and (found.workshop, found.role) == (code, Role.FACILITATOR) else ""

    async def _workshop(self, code: str) -> Workshop:
        workshop = await self._desk.workshop(code)
        if workshop is None:
            raise NotIn("code_unknown")
        return workshop
