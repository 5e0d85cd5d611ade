"""A real house, served over real HTTP on loopback, and people who come to it with their browsers."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.types import ASGIApp

from bot.actions import Agree
from bot.addresses import Addresses
from bot.house import House, open_house
from bot.operations import Links, MakeClaim, MakeNew, perform
from bot.web.routes import create_web
from prompts import STUDIES
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.telegram_signed import BOT
from tests.fake_telegram import Person
from workshops.model import Workshop
from workshops.study import load_study

if TYPE_CHECKING:
    from playwright.async_api import Browser

PEER_WORKER_ROLES = STUDIES / "peer-worker-roles"
BOXES = len(load_study(PEER_WORKER_ROLES).consent_boxes)
NOON = 1_790_000_000_000
MINUTE = 60_000


class Clock:
    """The time in UTC milliseconds, which moves when a test says so."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> int:
        return self.at


class Served:
    """A workshop that is served, and whoever comes to it."""

    def __init__(self, house: House, clock: Clock, links: Links, stack: AsyncExitStack) -> None:
        self.house = house
        self.clock = clock
        self.links = links
        self._stack = stack

    @property
    def code(self) -> str:
        return self.links.code

    async def opens(self, address: str, **headers: str) -> BrowserPerson:
        """A new browser that opens this address."""
        person = BrowserPerson(self.house.addresses.url, headers)
        self._stack.push_async_callback(person.closes)
        return await person.opens(address)

    async def participant(self, group: str = "") -> BrowserPerson:
        """Someone who has joined, before this test looks."""
        person = await who_has_joined(self.house, self.code, group)
        self._stack.push_async_callback(person.closes)
        return await person.opens(f"/w/{self.code}")

    async def facilitator(self) -> BrowserPerson:
        """Someone who has taken a facilitator's link."""
        claim = await perform(self.house, MakeClaim(self.code))
        assert isinstance(claim, Links)
        person = await self.opens(claim.facilitator_url)
        await person.tap("I will run it from here")
        return person

    async def another(self, title: str) -> Links:
        """One more workshop in the same house."""
        return await made(self.house, title)

    async def workshop(self) -> Workshop:
        workshop = await self.house.desk.workshop(self.code)
        assert workshop is not None
        return workshop


async def who_has_joined(house: House, code: str, group: str = "") -> BrowserPerson:
    """A browser whose session is that of someone who consented: how they did so has tests of its own."""
    session = house.chance.token()
    agreed = Agree("en", group, "".join(map(str, range(BOXES))))
    await house.admitting.agree(code, agreed, cause=None, session=session)
    person = BrowserPerson(house.addresses.url)
    person.http.cookies.set(f"w-{code}", session)
    return person


async def joins(person: BrowserPerson) -> None:
    """Reads the sheet, ticks every box and agrees."""
    await reads(person)
    await person.tap("I agree and join")


async def reads(person: BrowserPerson | Person) -> None:
    """Reads the sheet and ticks every box, to where only one button is left to press."""
    await person.tap("Go on")
    while unticked := [label for label in person.buttons() if label.endswith(". Tick")]:
        await person.tap(unticked[0])


async def made(house: House, title: str, groups: int = 2, study: Path = PEER_WORKER_ROLES) -> Links:
    links = await perform(house, MakeNew(str(study), title, groups=groups))
    assert isinstance(links, Links)
    return links


def free_port() -> socket.socket:
    # With its protocol unnamed, asyncio leaves Nagle's algorithm on: 40 ms of waiting in many an answer.
    listening = socket.socket(proto=socket.IPPROTO_TCP)
    # As `serve` does, so that another process can have the port afterwards.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", 0))
    return listening


@asynccontextmanager
async def serving(app: ASGIApp, listening: socket.socket) -> AsyncIterator[None]:
    """uvicorn as it serves, without its own loop: that looks only every 100 ms whether it should stop."""
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", ws="none")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listening])
    try:
        yield
    finally:
        for listener in server.servers:
            listener.close()
        for connection in list(server.server_state.connections):
            connection.shutdown()


@asynccontextmanager
async def served_house(folder: Path, clock: Clock) -> AsyncIterator[House]:
    """What is in this folder, served on a free port of this machine."""
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(open_house(folder, clock=clock))
        listening = stack.enter_context(free_port())
        house.addresses = Addresses(f"http://127.0.0.1:{listening.getsockname()[1]}")
        await stack.enter_async_context(serving(create_web(house, token=BOT), listening))
        yield house


@asynccontextmanager
async def served_workshop(
    folder: Path, groups: int = 2, study: Path = PEER_WORKER_ROLES
) -> AsyncIterator[Served]:
    """A workshop, of the built-in study if no other is named, served."""
    clock = Clock()
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(served_house(folder, clock))
        yield Served(house, clock, await made(house, "A Tuesday in spring", groups, study), stack)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Served]:
    async with served_workshop(tmp_path) as served:
        yield served


@pytest.fixture
async def browser(room: Served) -> AsyncIterator[Browser]:
    """The system's own; closed before the server, so that no page holds it open."""
    from tests.bot.web.chromium_people import chromium

    async with chromium() as browser:
        yield browser
