"""`kill -9` in mid-workshop: what was answered is there, what was under way is done once, and all goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TypeVar

import httpx

from bot.reading import reading, rows_of
from tests.bot.both_channels import Venue, both_channels
from tests.bot.serve_process import PATIENCE_SECONDS, ServeProcess, serve_process
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import joins, reads
from tests.bot.web.reading import Form
from tests.exports.recording import GROUP_A, GROUP_B, titled
from tests.fake_telegram import FakeTelegram, Person, RealTime
from workshops.events import ConsentGiven, Event, FitExplained, FitGiven, StatementPlaced, decode
from workshops.model import Role

Kind = TypeVar("Kind", bound=Event)

# From when people act until it is killed: before anything arrives, and while it is stored and answered.
SECONDS = (0.0, 0.008, 0.02)
CARD = "Supportive culture"
AGREE = "I agree and join"
ANSWER = "answerCallbackQuery"


class Afternoon:
    """A workshop that is ranking: Ann has table A's pen, Ben has typed words to come, Cyd has table B's pen.

    The newcomers have read and ticked everything, and have only to agree.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.telegram = FakeTelegram(RealTime())
        self.code = ""
        self.join_url = ""
        self.server: ServeProcess
        self.ann: Person
        self.ben: Person
        self.cyd: BrowserPerson
        self.newcomers: list[Person] = []

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
    async with afternoon(tmp_path / "data", newcomers=len(SECONDS)) as room:
        for number, seconds in enumerate(SECONDS):
            await everyone_acts_and_it_is_killed(room, number, seconds)

        await room.cyd.tap("Hand in")
        await room.cyd.tap("Hand in now")
        room.cyd.sees("Handed in")

        assert await room.placed("A") == [titled(title) for title in GROUP_A[: len(SECONDS)]]
        assert await room.placed("B") == [titled(title) for title in GROUP_B[: len(SECONDS)]]
        assert [given.words for given in await room.happened(FitExplained)] == [
            f"reason {number}" for number in range(len(SECONDS))
        ]
        joined = [consent.participant for consent in await room.happened(ConsentGiven)]
        assert sorted(joined) == [f"P{number:02}" for number in range(1, 4 + 2 * len(SECONDS))]
        assert room.server.err == ""


async def everyone_acts_and_it_is_killed(room: Afternoon, number: int, seconds: float) -> None:
    dee = room.newcomers[number]
    place, other_place = await asyncio.gather(
        opens_places(room.ann, GROUP_A, number), opens_places(room.cyd, GROUP_B, number)
    )
    if number:
        await room.ben.waits_for("Change what I wrote")
        await room.ben.tap("Change what I wrote")
        await room.ben.waits_for("Why?")
    async with AsyncExitStack() as stack:
        eve = BrowserPerson(room.server.url)
        stack.push_async_callback(eve.closes)
        await reads(await eve.opens(room.join_url))

        room.ann.tap_unawaited(place)
        room.ben.write(f"reason {number}")
        dee.tap_unawaited(AGREE)
        browsing = [
            Browsing(room.cyd, room.cyd.button(other_place)),
            Browsing(eve, eve.button(AGREE)),
        ]
        await asyncio.sleep(seconds)
        room.server.killed()
        await room.server.starts()

        for person in browsing:
            await person.presses_again_if_need_be()
        await room.ann.waits_for(f"{number + 1}  {GROUP_A[number]}")
        await room.ben.waits_for("Change what I wrote")
        await dee.waits_for("About you")
        room.cyd.sees(f"Move: {GROUP_B[number]}")
        eve.sees("facilitator")


async def test_an_older_tap_that_comes_again_does_not_undo_a_newer_one(tmp_path: Path) -> None:
    async with afternoon(tmp_path / "data") as room:
        ben, updates = room.ben, room.telegram.world.updates
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
async def afternoon(folder: Path, newcomers: int = 0) -> AsyncIterator[Afternoon]:
    """Up to the ranking in this process and at once; from then on `serve` is a process of its own."""
    room = Afternoon(folder)
    async with AsyncExitStack() as stack:
        async with both_channels(folder, telegram=room.telegram) as venue:
            address = venue.house.addresses.url
            room.cyd = BrowserPerson(address)
            stack.push_async_callback(room.cyd.closes)
            await come_in(room, venue, newcomers)
        room.server = await stack.enter_async_context(serve_process(folder, room.telegram))
        room.server.url = address
        await room.server.starts()
        yield room


async def come_in(room: Afternoon, venue: Venue, newcomers: int) -> None:
    room.code, room.join_url = venue.code, venue.links.join_url
    room.ann = await venue.in_telegram("Ann", "A")
    room.ben = await venue.in_telegram("Ben", "A")
    await joins(await room.cyd.opens(f"{room.join_url}/B"))
    await venue.moves_on("Themes", "Group ranking")
    for number in range(newcomers):
        dee = await venue.newcomer(f"Dee {number}", "A")
        await reads(dee)
        room.newcomers.append(dee)
    for label in ("Themes", CARD, "Fits", "Say why"):
        await room.ben.tap(label)
    for holder in (room.ann, room.cyd):
        await holder.looks()
        await holder.tap("Take the pen")
        await holder.tap("An order")


async def opens_places(person: Person | BrowserPerson, order: Sequence[str], number: int) -> str:
    """Picks the statement that comes next; the label of its place."""
    if isinstance(person, Person):
        await person.waits_for(f"[{order[number]}]")
    await person.tap(order[number])
    place = f"Just below: {order[number - 1]}" if number else "Put it on the board"
    if isinstance(person, Person):
        await person.waits_for(f"[{place}]")
    return place
