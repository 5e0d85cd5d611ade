"""A facilitator's link: looking at it does not use it up, pressing its one button does."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.claiming import NotIn
from bot.web.forms import SECURE_TOKEN, read_form
from bot.web.languages import preferred
from bot.web.pages import Said
from bot.web.room import Room
from bot.web.sessions import page_of
from prompts import spoken
from workshops.model import Role
from workshops.people import Claim, Person

GONE = 410


class FacilitatingPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        return [Route("/claim/{token}", self.look), Route("/claim/{token}", self.take, methods=["POST"])]

    async def look(self, request: Request) -> Response:
        claim = await self.room.house.people.claim(request.path_params["token"])
        if person := await self._already(request, claim):
            return RedirectResponse(page_of(person), 303)
        reason = await self.room.house.acting.claims.why_closed(claim)
        if reason:
            raise Said(f"refused.{reason}", GONE)
        language = preferred(request, spoken())
        return self.room.pages.page("claim.html", language, action=request.url.path, key=self.room.key())

    async def take(self, request: Request) -> Response:
        token = request.path_params["token"]
        form = await read_form(request)
        if person := await self._already(request, await self.room.house.people.claim(token)):
            return RedirectResponse(page_of(person), 303)
        key = form.get("key", "")
        session = key if len(key) >= SECURE_TOKEN else self.room.key()
        try:
            person = await self.room.house.admitting.claim(token, session=session)
        except NotIn as refused:
            raise Said(f"refused.{refused.reason}", GONE) from refused
        response = RedirectResponse(page_of(person), 303)
        self.room.sessions.remember(response, person, session)
        return response

    async def _already(self, request: Request, claim: Claim | None) -> Person | None:
        """Whoever runs the workshop from this browser by now."""
        if claim is None:
            return None
        person = await self.room.sessions.person(request, claim.workshop, Role.FACILITATOR)
        return person if person and await self.room.is_in(person) else None
