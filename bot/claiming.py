"""Links that make whoever opens one a facilitator: made, shown once, and taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.chance import Chance
from workshops.commands import AdmitFacilitator, OfferFacilitation
from workshops.desk import Desk
from workshops.model import Actor, Offer, Role, Workshop
from workshops.people import Claim, People, Person, hashed

MARK = 16
OPERATOR = Actor(Role.OPERATOR)


class NotIn(Exception):
    """Someone could not be let in; `reason` is the prompt's key."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Claiming:
    """The journal knows a link by its mark and `people` by its hash; the token itself is nowhere stored.

    What this remembers of tokens is for whoever made them to read, and goes when the server starts anew.
    """

    def __init__(self, desk: Desk, people: People, clock: Callable[[], int], chance: Chance) -> None:
        self._desk = desk
        self._people = people
        self._clock = clock
        self._chance = chance
        self._tokens: dict[tuple[str, int], str] = {}

    def token(self) -> str:
        return self._chance.token()

    async def offer(self, workshop: Workshop) -> str:
        """A link from the command line: its token."""
        token = self.token()
        while await self._stored(workshop.code, token) is None:
            number = len((await self._workshop(workshop.code)).offers) + 1
            command = OfferFacilitation(number, mark=mark_of(token))
            await self._desk.handle(workshop.code, OPERATOR, command, cause=None)
        return token

    async def keep(self, code: str, token: str) -> None:
        """For the facilitator who has just made the link to read; nothing when another tap had made it."""
        if offer := await self._stored(code, token):
            self._tokens[code, offer.number] = token

    def links_of(self, workshop: Workshop, person: Person) -> tuple[tuple[int, str], ...]:
        """The open links that this facilitator has made, each with its token."""
        return tuple(
            (offer.number, token)
            for offer in workshop.open_offers()
            if offer.by == person.number and (token := self._tokens.get((workshop.code, offer.number)))
        )

    async def why_closed(self, claim: Claim | None) -> str:
        """Why nobody can take the link any more; empty when somebody can."""
        workshop = await self._desk.workshop(claim.workshop) if claim else None
        if claim is None or workshop is None or claim.revoked:
            return "claim_unknown"
        if claim.used_by:
            return "claim_used"
        if not claim.open(self._clock()):
            return "claim_over"
        offer = _offer_of(workshop, claim.token_hash)
        return "claim_unknown" if offer and offer.closed else ""

    async def take(self, token: str, known: str, reserve: Callable[[Workshop], Awaitable[Person]]) -> Person:
        """Makes whoever `reserve` gives a number a facilitator, once; `known` may take theirs again.

        Raises `NotIn`.
        """
        claim = await self._people.claim(token)
        again = claim is not None and claim.used_by is not None and claim.used_by == known
        reason = "" if again else await self.why_closed(claim)
        if claim is None or reason:
            raise NotIn(reason)
        workshop = await self._workshop(claim.workshop)
        person = await reserve(workshop)
        if not await self._people.take_claim(token, person.number, self._clock()):
            if person.number not in workshop.facilitators:
                await self._people.forget(workshop.code, person.number)
            raise NotIn("claim_used")
        offer = _offer_of(workshop, claim.token_hash)
        language, number = workshop.study.languages[0], offer.number if offer else 0
        command = AdmitFacilitator(person.number, language, number)
        outcome = await self._desk.handle(workshop.code, OPERATOR, command, cause=None)
        if outcome.refused:
            raise NotIn(outcome.refused.reason)
        return person

    async def _stored(self, code: str, token: str) -> Offer | None:
        """The link of this token, whose hash is now kept too; None where the journal has none."""
        offer = _offer_of(await self._workshop(code), hashed(token))
        if offer is None:
            return None
        if await self._people.claim(token) is None:
            await self._people.make_claim(
                code,
                token,
                made_by=offer.by or Role.OPERATOR.value,
                at=self._clock(),
                expires_at=offer.until,
            )
        return offer

    async def _workshop(self, code: str) -> Workshop:
        workshop = await self._desk.workshop(code)
        if workshop is None:
            raise NotIn("code_unknown")
        return workshop


def mark_of(token: str) -> str:
    """By what the journal knows a link again: enough of its hash to tell it from any other."""
    return hashed(token)[:MARK] if token else ""


def _offer_of(workshop: Workshop, token_hash: str) -> Offer | None:
    mark = token_hash[:MARK]
    return next((offer for offer in workshop.offers.values() if offer.mark == mark), None)
