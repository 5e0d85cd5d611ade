"""From what came in to what was done: the one way from a button to a command, for both channels."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec

from bot.actions import Action, Agree, NotAButton, Open, completed, decode, takes_words
from bot.chance import Chance
from bot.screens import view_after
from bot.screens.viewer import Channel, Viewer
from bot.words import WordsRefused, clean, longest
from workshops.commands import (
    AdmitFacilitator,
    AnswerEvaluation,
    AnswerProfile,
    AskQuestion,
    Command,
    GiveConsent,
    Withdraw,
)
from workshops.desk import Desk, Outcome
from workshops.model import Actor, Role, Workshop
from workshops.people import People, Person
from workshops.study import consent_hash


class Answer(msgspec.Struct, frozen=True):
    """What to show now: `view`, None for what was open; `refused` with `values` is the sentence to say."""

    view: str | None = ""
    refused: str = ""
    values: dict[str, int] = {}
    repeated: bool = False


class NotIn(Exception):
    """Someone could not be let in; `reason` is the prompt's key."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Acting:
    """All of it raises `NotSaved` when the disk does not take it, `CauseTaken` for an altered request."""

    def __init__(
        self,
        desk: Desk,
        people: People,
        clock: Callable[[], int],
        chance: Chance,
        remove: Callable[[str, str], Awaitable[None]],
    ) -> None:
        """`remove(code, participant)` takes out what a participant who withdrew has said."""
        self._desk = desk
        self._people = people
        self._clock = clock
        self._chance = chance
        self._remove = remove

    async def press(
        self, person: Person, payload: str, *, words: str = "", cause: str | None, request_hash: str = ""
    ) -> Answer:
        """Does what the button says, as far as this person may."""
        try:
            code, action = decode(payload)
        except NotAButton:
            return Answer(refused="not_a_button")
        if code != person.workshop:
            return Answer(refused="other_workshop")
        return await self.act(person, action, words=words, cause=cause, request_hash=request_hash)

    async def act(
        self, person: Person, action: Action, *, words: str = "", cause: str | None, request_hash: str = ""
    ) -> Answer:
        if isinstance(action, Open):
            return Answer(action.view)
        if not isinstance(action, Command):
            return Answer()
        workshop = await self._workshop(person.workshop)
        try:
            said = clean(words, longest(action)) if takes_words(action) else ""
        except WordsRefused as refused:
            return Answer(None, refused.reason, refused.values)
        command = completed(action, words=said, seed=self._chance.seed())
        outcome = await self._handled(workshop, person, command, cause, request_hash)
        if outcome.refused:
            return Answer(refused=outcome.refused.reason)
        if isinstance(command, Withdraw) and command.remove:
            await self._remove(person.workshop, command.participant)
        return Answer(
            view_after(workshop, action, Actor(person.role, person.number)), repeated=outcome.repeated
        )

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
        missing = {box.id for box in workshop.study.consent_boxes if box.required} - set(ticked)
        if missing:
            raise NotIn("consent_incomplete")
        person = await self._people.reserve(
            code,
            Role.PARTICIPANT,
            at=self._clock(),
            at_least=len(workshop.participants) + 1,
            telegram_chat=telegram_chat,
            session=session,
        )
        token = await self._people.respondent(code, person.number, self._chance.token())
        person = msgspec.structs.replace(person, respondent=token)
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
            raise NotIn(outcome.refused.reason)
        return person

    async def claim(
        self, token: str, *, telegram_chat: int | None = None, session: str | None = None
    ) -> Person:
        """Makes whoever holds the token a facilitator. Raises `NotIn`."""
        claim = await self._people.claim(token)
        now = self._clock()
        if claim is None or claim.revoked:
            raise NotIn("claim_unknown")
        if claim.used_by and claim.used_by != await self._known(claim.workshop, telegram_chat, session):
            raise NotIn("claim_used")
        if not claim.used_by and now >= claim.expires_at:
            raise NotIn("claim_over")
        workshop = await self._workshop(claim.workshop)
        person = await self._people.reserve(
            claim.workshop,
            Role.FACILITATOR,
            at=now,
            at_least=len(workshop.facilitators) + 1,
            telegram_chat=telegram_chat,
            session=session,
        )
        if not await self._people.take_claim(token, person.number, now):
            raise NotIn("claim_used")
        command = AdmitFacilitator(person.number, workshop.study.languages[0])
        await self._desk.handle(claim.workshop, Actor(Role.OPERATOR), command, cause=None)
        return person

    async def _handled(
        self, workshop: Workshop, person: Person, command: Command, cause: str | None, request_hash: str
    ) -> Outcome:
        actor = Actor(person.role, person.number)
        match command:
            case AnswerProfile(question=question, words=words) if words and _identifies(workshop, question):
                number = await self._people.keep_words(workshop.code, person.number, question, words)
                command = AnswerProfile(question, str(number))
            case AnswerEvaluation():
                actor = Actor(Role.RESPONDENT, respondent_of(workshop, person))
            case AskQuestion(anonymous=True):
                actor = Actor(Role.RESPONDENT, person.asker)
        return await self._desk.handle(workshop.code, actor, command, cause=cause, request_hash=request_hash)

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


def viewer_of(workshop: Workshop, person: Person, channel: Channel, view: str = "") -> Viewer:
    """Who looks, for the screens."""
    actor = Actor(person.role, person.number)
    return Viewer(actor, channel, view, respondent_of(workshop, person), person.asker)


def respondent_of(workshop: Workshop, person: Person) -> str:
    """Who a person is in the evaluation: a random token, or their number where they consented to that."""
    participant = workshop.participants.get(person.number)
    linked = participant and workshop.study.linking_box in participant.consent.boxes
    return person.number if linked else person.respondent or ""


def _identifies(workshop: Workshop, question: str) -> bool:
    return any(known.id == question and known.identifying for known in workshop.study.profile)
