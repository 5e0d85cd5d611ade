"""What every page has to hand: the house, the pages, and who asks."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from bot.finding import Links
from bot.house import House
from bot.throttle import Throttle
from bot.web.live import Live
from bot.web.pages import Pages, Said
from bot.web.sessions import Sessions
from workshops.model import Role, Workshop
from workshops.people import Person
from workshops.personal_codes import PersonalCodes
from workshops.protocol.rules import facilitates


class Stranger(Exception):
    """This browser is nobody in the workshop that it asks for; whether that exists is not said."""

    def __init__(self, code: str, role: Role) -> None:
        super().__init__(code)
        self.code = code
        self.role = role


class Room:
    """One for each server; every group of pages is made with it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.pages = Pages()
        self.live = Live()
        self.saving_studies = asyncio.Lock()
        self.links = Links(house.desk)
        self.wrong_codes = Throttle(house.clock)
        self.personal_codes = PersonalCodes(house.journal)
        self.sessions = Sessions(house.people, self.url)
        house.desk.watch(self.live.changed)
        house.acting.reach.watch(self.live.stale)

    def url(self) -> str:
        """Where people reach this server; known for certain only once it serves."""
        return self.house.addresses.url

    def key(self) -> str:
        """What tells one press of a button from the same press delivered twice."""
        return self.house.chance.token()

    async def person(self, request: Request, role: Role, *, stopped: bool = False) -> Person:
        """Whom this browser is in the workshop that the address names. Raises `Stranger`.

        A facilitator who has stopped is one, but for their own screen, which says so.
        """
        code = request.path_params["code"].upper()
        person = await self.sessions.person(request, code, role)
        if person is None or not (stopped or await self.is_in(person)):
            raise Stranger(code, role)
        return person

    async def is_in(self, person: Person) -> bool:
        """Whether they have not stopped facilitating, if they ever did."""
        workshop = await self.workshop(person)
        return person.role is not Role.FACILITATOR or facilitates(workshop, person.number)

    async def workshop(self, person: Person) -> Workshop:
        """The person's, as it is stored; look at it before the next await."""
        workshop = await self.house.desk.workshop(person.workshop)
        if workshop is None:
            raise Said("web.not_found", 404)
        return workshop
