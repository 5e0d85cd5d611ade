"""The start page: its box takes a workshop's code, or a personal one; whoever is in finds the way back."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.web.elsewhere import PERSONAL_CODE_LENGTH
from bot.web.forms import SECURE_TOKEN, read_form
from bot.web.languages import preferred
from bot.web.room import Room, Stranger
from bot.web.sessions import page_of
from bot.web.team.member import memberships
from prompts import prompts_in, spoken
from workshops.model import Role

LONGEST_CODE = 40


class StartPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        return [Route("/", self.start), Route("/code", self.code, methods=["POST"])]

    async def start(self, request: Request) -> Response:
        """Leads whoever is in a workshop already back to it; a home screen opens this page."""
        ways_back = [
            (workshop.title, page_of(person))
            for person in await self.room.sessions.everyone(request)
            if (workshop := await self.room.house.desk.workshop(person.workshop))
        ]
        makes = bool(await memberships(self.room, request))
        return self._start(request, ways_back=ways_back, makes=makes)

    def stranger(self, request: Request, stranger: Stranger) -> Response:
        """For a page of someone who is in, asked for by a browser that is not."""
        if stranger.role is Role.FACILITATOR:
            return self.room.pages.message(request, "web.no_facilitator", 403)
        return self._start(request, "web.stranger", 403)

    async def code(self, request: Request) -> Response:
        """Leads to the workshop with the spoken code, or to whoever a personal code belongs to."""
        form = await read_form(request)
        written = form.get("code", "")[:LONGEST_CODE]
        if not self.room.wrong_codes.allows(_address(request)):
            return self._start(request, "refused.too_many_tries", 429, written)
        code = "".join(letter for letter in written.upper() if letter.isalnum())
        if len(code) == PERSONAL_CODE_LENGTH:
            return await self._gone_on(request, code, form.get("key", ""), written)
        workshop = await self.room.house.desk.workshop(code) if code else None
        if workshop is None:
            return self._unknown(request, "refused.code_unknown", written)
        return RedirectResponse(f"/join/{workshop.join_secret}", 303)

    async def _gone_on(self, request: Request, code: str, key: str, written: str) -> Response:
        # As with consent, the form's own key becomes the session: sent twice, it opens the page twice.
        people, now = self.room.house.people, self.room.house.clock()
        token = key if len(key) >= SECURE_TOKEN else self.room.key()
        person = await people.with_session(token)
        found = None if person else await self.room.personal_codes.take(code, now)
        if found:
            await people.open_session(*found, token, now)
            person = await people.with_session(token)
        if person is None:
            return self._unknown(request, "web.elsewhere.unknown", written)
        response = RedirectResponse(page_of(person), 303)
        self.room.sessions.remember(response, person, token)
        return response

    def _unknown(self, request: Request, key: str, written: str) -> Response:
        self.room.wrong_codes.missed(_address(request))
        return self._start(request, key, 404, written)

    def _start(
        self,
        request: Request,
        notice: str = "",
        status: int = 200,
        written: str = "",
        ways_back: Sequence[tuple[str, str]] = (),
        makes: bool = False,
    ) -> Response:
        """`notice` is a sentence's key; `ways_back` the titles of workshops with the paths of pages.

        `makes`: they may make another workshop.
        """
        language = preferred(request, spoken())
        return self.room.pages.page(
            "start.html",
            language,
            status,
            notice=prompts_in(language)(notice) if notice else "",
            written=written,
            key=self.room.key(),
            ways_back=ways_back,
            makes=makes,
        )


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
