"""From what came in to what was done: the one way from a button to a command, for both channels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from bot.actions import (
    FOR,
    Action,
    Enrol,
    NotAButton,
    OnBehalf,
    Open,
    completed,
    decode,
    takes_words,
)
from bot.admitting import Admitting
from bot.chance import Chance
from bot.claiming import Claiming, NotIn, mark_of
from bot.reach import Reach
from bot.screens import opened, view_after
from bot.screens.meanwhile import split_since
from bot.screens.mydata import MY_DATA
from bot.screens.viewer import Channel, Viewer
from bot.screens.wishes import WISHES
from bot.words import WordsRefused, clean, longest
from workshops.commands import (
    AnswerEvaluation,
    AnswerProfile,
    AskQuestion,
    Command,
    FormGroups,
    MakeWish,
    OfferFacilitation,
    SetDay,
    Withdraw,
)
from workshops.desk import Desk
from workshops.kept_wishes import KeptWishes
from workshops.model import Actor, Refused, Role, Workshop
from workshops.people import People, Person
from workshops.protocol import decide
from workshops.protocol.beforehand import wished_for
from workshops.protocol.rules import facilitates
from workshops.wishes import PEERS, Wish

# What has changed is on the very view that is open, so that is drawn anew; else the phase's own screen is.
SHOWN_WHERE_THEY_ARE = frozenset({"proposal_reworded"})


class Answer(msgspec.Struct, frozen=True):
    """What to show now: `view`, None for what was open; `refused` with `values` is the sentence to say."""

    view: str | None = ""
    refused: str = ""
    values: dict[str, int] = {}
    repeated: bool = False


class Withdrew(Protocol):
    """What is left to do once a participant has withdrawn: what they said is taken out, if they wish."""

    async def __call__(self, code: str, participant: str, *, remove: bool) -> None: ...


class Acting:
    """All of it raises `NotSaved` when the disk does not take it, `CauseTaken` for an altered request."""

    def __init__(
        self,
        desk: Desk,
        people: People,
        clock: Callable[[], int],
        chance: Chance,
        withdrew: Withdrew,
        wishes: KeptWishes,
        claims: Claiming,
        admitting: Admitting,
    ) -> None:
        self._desk = desk
        self._people = people
        self._clock = clock
        self._chance = chance
        self._withdrew = withdrew
        self._wishes = wishes
        self.claims = claims
        self._admitting = admitting
        self.reach = Reach()

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
        self,
        person: Person,
        action: Action,
        *,
        words: str = "",
        cause: str | None,
        request_hash: str = "",
        by: str = "",
    ) -> Answer:
        """`by` is the facilitator who enters it for someone without a phone."""
        match action:
            case Open(view=view):
                return Answer(await self._opened(person, view, by))
            case OnBehalf():
                return await self._on_behalf(person, action, words, cause, request_hash)
            case Enrol(participant=number):
                try:
                    return Answer(f"{FOR} {await self._admitting.enrols(person, number, cause)}")
                except NotIn as refused:
                    return Answer(refused=refused.reason)
        if not isinstance(action, Command):
            return Answer()
        return await self._give(person, action, words, cause, request_hash, by)

    async def _give(
        self, person: Person, action: Command, words: str, cause: str | None, request_hash: str, by: str
    ) -> Answer:
        """The command, with the words that were typed for it, to the desk; and where its giver is then."""
        workshop = await self._workshop(person.workshop)
        try:
            said = clean(words, longest(action)) if takes_words(action) else ""
        except WordsRefused as refused:
            return Answer(None, refused.reason, refused.values)
        token = self.claims.token() if isinstance(action, OfferFacilitation) else ""
        command = completed(action, words=said, seed=self._chance.seed(), mark=mark_of(token))
        # What no event holds is kept before the command is stored, and a late delivery undoes nothing newer.
        is_new = not (cause and await self._desk.has_handled(cause))
        actor, command = await self._actor_and_command(workshop, person, command, by, keeps=is_new)
        if (
            is_new
            and isinstance(command, MakeWish)
            and (reason := await self._wished(workshop, actor, command))
        ):
            return Answer(None, reason)
        outcome = await self._desk.handle(
            workshop.code, actor, command, cause=cause, request_hash=request_hash
        )
        if outcome.refused:
            reason = outcome.refused.reason
            # What was typed for the day stays in its box.
            stays = reason in SHOWN_WHERE_THEY_ARE or isinstance(action, SetDay)
            return Answer(None if stays else "", reason)
        if isinstance(command, OfferFacilitation) and not outcome.repeated:
            await self.claims.keep(workshop.code, token)
        if isinstance(command, Withdraw):
            await self._withdrew(person.workshop, command.participant, remove=command.remove)
        following = view_after(workshop, action, Actor(person.role, person.number))
        return Answer(await self._opened(person, following, by), repeated=outcome.repeated)

    async def _opened(self, person: Person, view: str | None, by: str) -> str | None:
        """A participant's view says when it was opened; a facilitator's, of a slip too, is always of now."""
        if person.role is not Role.PARTICIPANT or by or not view:
            return view
        return opened(await self._workshop(person.workshop), view)

    async def _on_behalf(
        self, person: Person, asked: OnBehalf, words: str, cause: str | None, request_hash: str
    ) -> Answer:
        """What stands on a slip, entered by a facilitator and marked as that."""
        workshop = await self._workshop(person.workshop)
        participant = workshop.participants.get(asked.participant)
        slip = await self._people.person(person.workshop, asked.participant)
        allowed = person.role is Role.FACILITATOR and facilitates(workshop, person.number)
        if not allowed or slip is None or not (participant and participant.on_paper):
            return Answer(refused="not_yours")
        answer = await self.act(
            slip, asked.action, words=words, cause=cause, request_hash=request_hash, by=person.number
        )
        view = None if answer.view is None else f"{FOR} {asked.participant} {answer.view}".rstrip()
        return msgspec.structs.replace(answer, view=view)

    async def _actor_and_command(
        self, workshop: Workshop, person: Person, command: Command, by: str, *, keeps: bool
    ) -> tuple[Actor, Command]:
        """Who the journal says it was, and what: some answers are kept apart from the person's number."""
        actor = Actor(person.role, person.number, by)
        match command:
            case AnswerProfile(question=question, words=words) if words and _identifies(workshop, question):
                command = AnswerProfile(question, "1")
                if keeps and not isinstance(decide(workshop, command, actor, self._clock()), Refused):
                    number = await self._people.keep_words(workshop.code, person.number, question, words)
                    command = AnswerProfile(question, str(number))
            case AnswerEvaluation():
                return Actor(Role.RESPONDENT, respondent_of(workshop, person), by), command
            case AskQuestion(anonymous=True):
                return Actor(Role.RESPONDENT, person.asker, by), command
            case FormGroups(seed=seed):
                command = FormGroups(seed, await self._wishes.everyone(workshop.code))
        return actor, command

    async def _wished(self, workshop: Workshop, actor: Actor, command: MakeWish) -> str:
        """Keeps a wish, which no event does, before its command is stored; the reason where it may not be."""
        decision = decide(workshop, command, actor, self._clock())
        if isinstance(decision, Refused):
            return decision.reason
        other = "" if command.kind == PEERS else wished_for(workshop, command)
        wish = Wish(actor.id, command.kind, other)
        if not command.on:
            await self._wishes.take_back(workshop.code, wish)
        elif not await self._wishes.keep(workshop.code, wish):
            return "wishes_full"
        return ""

    async def viewer(self, workshop: Workshop, person: Person, channel: Channel, view: str = "") -> Viewer:
        """Who looks, with what is theirs alone."""
        seen = viewer_of(workshop, person, channel, view)
        if person.role is Role.FACILITATOR:
            links, unreached = self.claims.links_of(workshop, person), self.reach.lost(person.workshop)
            return msgspec.structs.replace(seen, links=links, unreached=unreached)
        name = split_since(view)[0].partition(" ")[0]
        if name not in (WISHES, MY_DATA):
            return seen
        return msgspec.structs.replace(seen, wishes=await self.wishes_of(person))

    async def wishes_of(self, person: Person) -> tuple[Wish, ...]:
        """For nobody but the person."""
        return await self._wishes.of(person.workshop, person.number)

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
