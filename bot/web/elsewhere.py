"""Going on on another device: a personal code, which the start page there takes."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.room import Room
from bot.web.sessions import page_of
from prompts import prompts_in
from workshops.model import Role
from workshops.people import Person

# Longer than a workshop's code, and so never taken for one.
PERSONAL_CODE_LENGTH = 8
TEN_MINUTES = 10 * 60 * 1000


class ElsewherePages:
    """For participants: whoever runs a workshop is asked for a claim on each device."""

    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        return [
            Route("/w/{code}/elsewhere", self.look),
            Route("/w/{code}/elsewhere", self.make, methods=["POST"]),
        ]

    async def look(self, request: Request) -> Response:
        person = await self.room.person(request, Role.PARTICIPANT)
        return await elsewhere_page(self.room, person)

    async def make(self, request: Request) -> Response:
        person = await self.room.person(request, Role.PARTICIPANT)
        code, now = self.room.house.chance.code(PERSONAL_CODE_LENGTH), self.room.house.clock()
        until = now + TEN_MINUTES
        await self.room.personal_codes.make(person.workshop, person.number, code, at=now, expires_at=until)
        return await elsewhere_page(self.room, person, code=code, until=until)


async def elsewhere_page(
    room: Room, person: Person, *, code: str = "", until: int = 0, link: str = ""
) -> Response:
    """`link` is one that whoever is expected takes with them; there is either that or a code."""
    workshop = await room.workshop(person)
    known = workshop.participants[person.number]
    return room.pages.page(
        "elsewhere.html",
        known.language,
        code=code,
        link=link,
        own_link=f"{page_of(person)}/own-link" if known.expected else "",
        url=room.url(),
        time=prompts_in(known.language).clock(until, workshop.time_zone),
        action=elsewhere_of(person),
        page=page_of(person),
    )


def elsewhere_of(person: Person) -> str:
    """The path of the page that gives the person a code; empty where there is none."""
    return f"{page_of(person)}/elsewhere" if person.role is Role.PARTICIPANT else ""
