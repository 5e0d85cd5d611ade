"""A link of one's own, for whoever agreed beforehand and brings another phone: it works once."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.web.elsewhere import elsewhere_page
from bot.web.forms import SECURE_TOKEN, read_form
from bot.web.languages import preferred
from bot.web.pages import Said
from bot.web.room import Room
from bot.web.sessions import page_of
from prompts import spoken
from workshops.model import Role

A_DAY = 24 * 60 * 60 * 1000
GONE = 410


class OwnLinkPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        return [
            Route("/w/{code}/own-link", self.make, methods=["POST"]),
            Route("/back/{token}", self.look),
            Route("/back/{token}", self.take, methods=["POST"]),
        ]

    async def make(self, request: Request) -> Response:
        """In place of any code or link that the person has; good until a day after the start."""
        person = await self.room.person(request, Role.PARTICIPANT)
        workshop = await self.room.workshop(person)
        if not workshop.participants[person.number].expected:
            return RedirectResponse(page_of(person), 303)
        token, now = self.room.key(), self.room.house.clock()
        until = max(now, workshop.day.starts) + A_DAY
        await self.room.personal_codes.make(person.workshop, person.number, token, at=now, expires_at=until)
        return await elsewhere_page(self.room, person, link=f"{self.room.url()}/back/{token}")

    async def look(self, request: Request) -> Response:
        """Opened by a preview as well, which must not use it up."""
        language = preferred(request, spoken())
        return self.room.pages.page("own_link.html", language, action=request.url.path, key=self.room.key())

    async def take(self, request: Request) -> Response:
        form = await read_form(request)
        people, now = self.room.house.people, self.room.house.clock()
        # The form's own key becomes the session: sent twice, it opens the page twice.
        key = form.get("key", "")
        session = key if len(key) >= SECURE_TOKEN else self.room.key()
        person = await people.with_session(session)
        token = request.path_params["token"]
        # A short code is for the box on the start page, where guesses are counted.
        known = person is None and len(token) >= SECURE_TOKEN
        found = await self.room.personal_codes.take(token, now) if known else None
        if found:
            await people.open_session(*found, session, now)
            person = await people.with_session(session)
        if person is None:
            raise Said("web.own_link.gone", GONE)
        response = RedirectResponse(page_of(person), 303)
        self.room.sessions.remember(response, person, session)
        return response
