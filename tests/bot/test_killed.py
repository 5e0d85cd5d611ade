"""`kill -9` in mid-workshop: what was answered is there, what was under way is done once, and all goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

import httpx
import pytest

from bot.reading import reading, rows_of
from tests.bot.both_channels import Venue, both_channels
from tests.bot.serve_process import PATIENCE_SECONDS, ServeProcess, serve_process
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import joins, reads
from tests.bot.web.reading import Form
from tests.exports.recording import GROUP_A as ORDER
from tests.exports.recording import titled
from tests.fake_telegram import FakeTelegram, Person, RealTime
from workshops.events import ConsentGiven, Event, FitExplained, FitGiven, StatementPlaced, decode
from workshops.grouping import letters
from workshops.model import Role

pytestmark = pytest.mark.proof

Kind = TypeVar("Kind", bound=Event)

# From when people act until it is killed: before anything arrives, and while it is stored and answered.
SECONDS = (0.0, 0.008, 0.02)
PICKED = "Supportive culture"
FIRST = "Put it on the board"
AGREE = "I agree and join"
ANSWER = "answerCallbackQuery"


class Table(NamedTuple):
    """People who are about to act: the next tap or word of each is one that matters.

    Ann has the pen and picks a place for `PICKED`; Ben types why it fits; Dee has only to agree.
    """

    letter: str
    ann: Person
    ben: Person
    dee: Person


class Afternoon:
    """A workshop that is ranking, with a table for every kill. Cyd, at the last table, has a browser."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.telegram = FakeTelegram(RealTime())
        self.code = ""
        self.join_url = ""
        self.server: ServeProcess
        self.tables: list[Table] = []
        self.cyd: BrowserPerson
        self.cyds = ""

    async def happened(self, kind: type[Kind]) -> list[Kind]:
        """The events of this kind that are stored."""
        async with reading(self.folder) as journal:
            rows = await rows_of(journal, self.code)
        return [event for row in rows for event in decode(row.events) if isinstance(event, kind)]

    async def placed(self, group: str) -> list[str]:
        """The statements in the order in which they were put on the board, once for each time."""
        return [placed.statement for placed in await self.happened(StatementPlaced) if placed.group == group]


class Browsing:
    """Someone who presses a button, loses the connection, and presses it again when the server is back."""

    def __init__(self, person: BrowserPerson, form: Form) -> None:
        self.person = person
        self._form = form
        self._pressing = asyncio.create_task(self._presses())

    async def _presses(self) -> None:
        await self.person.sends(self._form)

    async def presses_again_if_need_be(self) -> None:
        try:
            await self._pressing
        except httpx.TransportError:
            await self._presses()


async def test_what_is_under_way_when_it_is_killed_is_done_once(tmp_path: Path) -> None:
    async with afternoon(tmp_path / "data", tables=len(SECONDS)) as room:
        for number, (table, seconds) in enumerate(zip(room.tables, SECONDS, strict=True)):
            await everyone_acts_and_it_is_killed(room, table, number, seconds)

        await room.cyd.tap("Hand in")
        await room.cyd.tap("Hand in now")
        room.cyd.sees("Handed in")

        for table in room.tables:
            assert await room.placed(table.letter) == [titled(PICKED)]
        assert await room.placed(room.cyds) == [titled(title) for title in ORDER[: len(SECONDS)]]
        whys = [given.words for given in await room.happened(FitExplained)]
        assert whys == [f"It does at table {table.letter}" for table in room.tables]
        joined = [consent.participant for consent in await room.happened(ConsentGiven)]
        assert sorted(joined) == [f"P{number:02}" for number in range(1, 2 + 4 * len(SECONDS))]
        assert room.server.err == ""


async def everyone_acts_and_it_is_killed(room: Afternoon, table: Table, number: int, seconds: float) -> None:
    cyd = room.cyd
    await cyd.tap(ORDER[number])
    async with AsyncExitStack() as stack:
        eve = BrowserPerson(room.server.url)
        stack.push_async_callback(eve.closes)
        await reads(await eve.opens(room.join_url))

        table.ann.tap_unawaited(FIRST)
        table.ben.write(f"It does at table {table.letter}")
        table.dee.tap_unawaited(AGREE)
        in_browsers = [
            Browsing(cyd, cyd.button(f"Just below: {ORDER[number - 1]}" if number else FIRST)),
            Browsing(eve, eve.button(AGREE)),
        ]
        await asyncio.sleep(seconds)
        room.server.killed()
        await room.server.starts()

        for person in in_browsers:
            await person.presses_again_if_need_be()
        cyd.sees(f"Undo: {ORDER[number]}")
        eve.sees("facilitator")
    await table.ann.waits_for(f"1  {PICKED}")
    await table.ben.waits_for("Change what I wrote")
    await table.dee.waits_for("About you")


async def test_an_older_tap_that_comes_again_does_not_undo_a_newer_one(tmp_path: Path) -> None:
    async with afternoon(tmp_path / "data") as room:
        ben, updates = room.tables[0].ben, room.telegram.world.updates
        await ben.tap("Back to the card")
        await ben.waits_for("Partly")
        older, _ = ben.tap_unawaited("Partly")
        assert older is not None
        [update] = updates.pending()
        await ben.waits_for("Saved: Partly.")
        await ben.tap("Does not fit")

        room.server.killed()
        await room.server.starts()
        updates.echo(older, update)
        # Telegram refuses a second answer to one tap: by then the bot has dealt with it.
        async with asyncio.timeout(PATIENCE_SECONDS):
            refused = room.telegram.refused
            await room.telegram.until(lambda: any(call.method == ANSWER for call in refused()))

        await ben.waits_for("Saved: Does not fit.")
        assert [given.fit for given in await room.happened(FitGiven)] == ["fits", "partly", "does_not"]


async def test_a_number_kept_for_a_consent_that_was_not_stored_waits_for_the_consent(tmp_path: Path) -> None:
    async with both_channels(tmp_path / "data") as venue:
        ann = venue.stranger("Ann")
        kept = await venue.house.people.reserve(
            venue.code, Role.PARTICIPANT, at=venue.house.clock(), telegram_chat=ann.id
        )

        await ann.send(f"/start {venue.start_link('A')}")
        await venue.consents(ann)

        ann.sees("About you")
        workshop = await venue.house.desk.workshop(venue.code)
        assert workshop is not None
        assert list(workshop.participants) == [kept.number]


@asynccontextmanager
async def afternoon(folder: Path, tables: int = 1) -> AsyncIterator[Afternoon]:
    """Up to the ranking in this process and at once; from then on `serve` is a process of its own."""
    room = Afternoon(folder)
    async with AsyncExitStack() as stack:
        async with both_channels(folder, groups=tables + 1, telegram=room.telegram) as venue:
            address = venue.house.addresses.url
            room.cyd = BrowserPerson(address)
            stack.push_async_callback(room.cyd.closes)
            *others, room.cyds = letters(tables + 1)
            await come_in(room, venue, others)
        room.server = await stack.enter_async_context(serve_process(folder, room.telegram))
        room.server.url = address
        await room.server.starts()
        yield room


async def come_in(room: Afternoon, venue: Venue, tables: Sequence[str]) -> None:
    """Everyone to where they are about to do something that matters."""
    room.code, room.join_url = venue.code, venue.links.join_url
    await joins(await room.cyd.opens(f"{room.join_url}/{room.cyds}"))
    members = [(await venue.in_telegram("Ann", at), await venue.in_telegram("Ben", at)) for at in tables]
    await venue.moves_on("Themes", "Group ranking")
    for letter, (ann, ben) in zip(tables, members, strict=True):
        await ann.looks()
        for label in ("Take the pen", "An order", PICKED):
            await ann.tap(label)
        for label in ("Themes", PICKED, "Fits", "Say why"):
            await ben.tap(label)
        dee = await venue.newcomer("Dee", letter)
        await reads(dee)
        room.tables.append(Table(letter, ann, ben, dee))
    await room.cyd.looks()
    await room.cyd.tap("Take the pen")
    await room.cyd.tap("An order")
