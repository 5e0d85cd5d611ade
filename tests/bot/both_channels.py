"""A served workshop with both channels: real HTTP to our pages, and to a strict Telegram on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

from bot.addresses import Addresses
from bot.folder import locked
from bot.house import House, open_house
from bot.operations import Links, MakeClaim, MakeNew, perform
from bot.pictures import Pictures
from bot.settings import Settings
from bot.telegram.channel import telegram_channel
from bot.telegram.outbox import Outbox
from bot.web.routes import create_web
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import PEER_WORKER_ROLES, free_port, joins, reads, serving, who_has_joined
from tests.fake_telegram import FakeTelegram, RealTime
from tests.fake_telegram.loopback import serving as telegram_serving
from tests.fake_telegram.person import Person
from workshops.commands import Command, StartPhase
from workshops.model import Actor, Phase, Role, Workshop

# Nobody waits for Telegram's own pace in these tests; the outbox's has tests of its own.
AT_ONCE = partial(Outbox, per_second=1_000, per_chat=0)


class Venue:
    """A workshop, and the people who come to it by either way."""

    def __init__(self, house: House, telegram: FakeTelegram, links: Links, stack: AsyncExitStack) -> None:
        self.house = house
        self.links = links
        self._telegram = telegram
        self._stack = stack

    @property
    def code(self) -> str:
        return self.links.code

    async def facilitator(self) -> BrowserPerson:
        claim = await perform(self.house, MakeClaim(self.code))
        person = await self._browser(claim.facilitator_url if isinstance(claim, Links) else "")
        await person.tap("I will run it from here")
        return person

    async def in_browser(self, group: str) -> BrowserPerson:
        """Someone who has scanned a table's code and consented."""
        person = await who_has_joined(self.house, self.code, group)
        self._stack.push_async_callback(person.closes)
        return await person.opens(f"/w/{self.code}")

    async def at_the_address(self, address: str) -> BrowserPerson:
        """Somebody's browser, which has been nowhere yet."""
        return await self._browser(address)

    async def newcomer_in_browser(self) -> BrowserPerson:
        """Someone who has followed the workshop's link, and reads what it is about."""
        return await self._browser(self.links.join_url)

    async def consents_in_browser(self, person: BrowserPerson) -> None:
        await joins(person)

    async def in_telegram(self, name: str, group: str) -> Person:
        """Someone who has followed a table's link into Telegram and consented there."""
        person = await self.newcomer(name, group)
        await self.consents(person)
        return person

    async def newcomer(self, name: str, group: str) -> Person:
        """Someone who has followed a table's link into Telegram."""
        person = self.stranger(name)
        await person.send(f"/start {self.start_link(group)}")
        return person

    def stranger(self, name: str, language: str = "en") -> Person:
        """Someone with Telegram in this language, who has not written to the bot yet."""
        return self._telegram.person(name, language)

    def start_link(self, group: str = "") -> str:
        """What follows `/start` in the workshop's link, or in a table's."""
        start = (self.links.telegram_join_url or "").partition("?start=")[2]
        return f"{start}-{group}" if group else start

    async def consents(self, person: Person) -> None:
        """Reads the sheet, ticks every box and agrees."""
        await reads(person)
        await person.tap("I agree and join")

    async def moves_on(self, *phases: str) -> None:
        """A facilitator goes through these phases."""
        facilitator = await self.facilitator()
        for phase in phases:
            await facilitator.tap(f"Next: {phase}")

    async def reaches(self, phase: Phase) -> None:
        """A facilitator starts this phase, from whatever there was before."""
        leaving = (await self.workshop()).phase
        await self.does(Actor(Role.FACILITATOR, "F1"), StartPhase(phase, leaving))

    async def does(self, who: Actor, *commands: Command) -> None:
        """What they do on a device that this test does not look at."""
        for command in commands:
            outcome = await self.house.desk.handle(self.code, who, command, cause=None)
            assert not outcome.refused, f"{who}: {command} was refused: {outcome.refused}"

    async def workshop(self) -> Workshop:
        workshop = await self.house.desk.workshop(self.code)
        assert workshop is not None
        return workshop

    async def _browser(self, address: str) -> BrowserPerson:
        person = BrowserPerson(self.house.addresses.url)
        self._stack.push_async_callback(person.closes)
        return await person.opens(address)


@asynccontextmanager
async def both_channels(
    folder: Path,
    groups: int = 2,
    telegram: FakeTelegram | None = None,
    pictures: Pictures | None = None,
) -> AsyncIterator[Venue]:
    """A workshop of the built-in study, open to both channels."""
    telegram = telegram or FakeTelegram(RealTime())
    async with AsyncExitStack() as stack:
        stack.enter_context(locked(folder))
        telegram_url = await stack.enter_async_context(telegram_serving(telegram))
        house = await stack.enter_async_context(open_house(folder))
        listening = stack.enter_context(free_port())
        house.addresses = Addresses(f"http://127.0.0.1:{listening.getsockname()[1]}")
        settings = Settings(data=folder, token=telegram.token, telegram_url=telegram_url)
        channel = await stack.enter_async_context(telegram_channel(house, settings, AT_ONCE, pictures))
        assert channel is not None
        telegram.quiet = [channel.outbox.settled]
        stack.callback(telegram.quiet.clear)
        await channel.connected.wait()
        await stack.enter_async_context(serving(create_web(house), listening))
        links = await perform(house, MakeNew(str(PEER_WORKER_ROLES), "Appendix 8", groups=groups))
        assert isinstance(links, Links)
        yield Venue(house, telegram, links, stack)
