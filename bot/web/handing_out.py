"""The handout: a page by itself, to print or to keep."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.handout import handout, handout_ready
from bot.web.pages import Said
from bot.web.room import Room
from workshops.model import Role, Workshop

# The page brings its own style and asks for nothing, so that it stays whole when it is kept.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


class HandoutPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        return [Route("/w/{code}/handout", self.page), Route("/f/{code}/handout/{number}", self.printed)]

    async def page(self, request: Request) -> Response:
        person = await self.room.person(request, Role.PARTICIPANT)
        return self._handout(await self.room.workshop(person), person.number)

    async def printed(self, request: Request) -> Response:
        """Of someone without a phone, for a facilitator."""
        person = await self.room.person(request, Role.FACILITATOR)
        workshop = await self.room.workshop(person)
        number = request.path_params["number"]
        known = workshop.participants.get(number)
        if known is None or not known.on_paper or known.removed:
            raise Said("web.not_found", 404)
        return self._handout(workshop, number)

    def _handout(self, workshop: Workshop, number: str) -> Response:
        if not handout_ready(workshop):
            raise Said("web.handout_later", 404)
        text = handout(workshop, number, self.room.house.addresses)
        return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})
