"""A simulated facilitator, who runs the room from a browser or from Telegram."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

from bot.addresses import CLAIM
from bot.rehearsal.person import Journey, Person
from bot.rehearsal.phones import Phone
from bot.rehearsal.wording import pattern, spoken
from workshops.model import Phase

CLAIM_LINK = re.compile(rf"https?://\S+(?:/{CLAIM}/|start={CLAIM}-)\S+")


class Facilitator(Person):
    """`slips` are the numbers of those without a phone."""

    WAYS_BACK = ("room.to_room", *Person.WAYS_BACK)

    def __init__(
        self, name: str, phone: Phone, language: str, chance: random.Random, labels: Mapping[str, str]
    ) -> None:
        super().__init__(name, phone, language, chance, labels)
        self.slips: list[str] = []
        self.links: list[str] = []

    async def takes_the_room(self, link: str) -> Journey:
        await self.opens(link)
        yield
        if self.offers("web.claim.take"):
            await self.taps("web.claim.take")
            yield

    async def shares_the_room(self) -> Journey:
        """Makes a link, takes it back, and makes another; `links` are the addresses on the screen then."""
        for key in ("steer.title", "facilitators.to", "facilitators.make"):
            await self.taps(key)
            yield
        *_, mine = self.offers("facilitators.take_back")
        await self.presses(mine)
        yield
        await self.taps("facilitators.make")
        yield
        self.links = CLAIM_LINK.findall(self.seen.text)
        async for _ in self.goes_home():
            yield

    async def stops(self) -> Journey:
        for key in ("steer.title", "facilitators.to", "facilitators.stop_self", "facilitators.stop_self"):
            await self.taps(key)
            yield
        await self.arrives_at("facilitators.stopped")

    async def goes_through(self, *keys: str, **values: object) -> Journey:
        """From the room by these buttons, of which the last may say `values`."""
        async for _ in self.goes_home():
            yield
        for key in keys[:-1]:
            await self.taps(key)
            yield
        await self.taps(keys[-1], **values)
        yield

    async def returns_to_table(self) -> Journey:
        """The one that they lead."""
        await self.looks()
        while not pattern(self.language, "ranking.table").fullmatch(self.seen.title):
            keys = ("back", "ranking.back_to_board", "room.own_table", "room.to_room")
            ways = [way for key in keys for way in self.offers(key)]
            if not ways:
                raise self.stopped("looked for the way to their table")
            await self.presses(ways[0])
            yield
            await self.looks()

    async def shows_the_tables(self) -> Journey:
        await self.taps("room.tables")
        yield
        async for _ in self.goes_home():
            yield

    async def forms_groups(self) -> Journey:
        """Everyone who has no table yet gets one; then a look at who sits where."""
        async for _ in self.goes_home():
            yield
        if self.offers("room.form_groups"):
            await self.taps("room.form_groups")
            yield
        await self.taps("room.seating")
        yield
        if self.offers("room.sits_nowhere"):
            raise self.stopped("looked for a room in which everyone has a table")
        async for _ in self.goes_home():
            yield

    async def admits_everyone(self) -> Journey:
        """Each to the table that they ask for if it has room, else to the one with the fewest people."""
        async for _ in self.goes_home():
            yield
        while self.offers("room.admit"):
            await self.taps("room.admit")
            yield
            await self.presses(self._table_for_someone())
            yield

    async def opens_the_page_of(self, number: str) -> Journey:
        """From the list of who sits where."""
        async for _ in self.goes_through("room.seating"):
            yield
        sits = pattern(self.language, "room.sits_at")
        places = [label for label in self.seen.buttons if (at := sits.fullmatch(label)) and at[1] == number]
        if not places:
            raise self.stopped(f"looked for {number}")
        await self.presses(places[0])
        yield

    async def presents(self, title: str) -> Journey:
        async for _ in self.goes_home():
            yield
        if title in self.seen.buttons:
            await self.presses(title)
            yield

    async def looks_at_the_tables(self) -> Journey:
        async for _ in self.goes_home():
            yield
        for label in self.offers("room.look_at"):
            await self.taps_label(label)
            yield
            await self.taps("room.to_room")
            yield

    async def moves_on(self) -> Phase:
        """To the next phase, which is the one that the button names; closing is asked about first."""
        async for _ in self.goes_home():
            pass
        if self.offers("room.close"):
            await self.taps("room.close")
            await self.taps("room.close_now")
            return Phase.CLOSED
        for phase in Phase:
            named = spoken(self.language, f"phase.{phase.value}")
            if self.offers("room.next", phase=named):
                await self.taps("room.next", phase=named)
                return phase
        raise self.stopped("looked for the way to the next phase")

    def _table_for_someone(self) -> str:
        tables = [*self.offers("room.table"), *self.offers("room.table_full")]
        if not tables:
            raise self.stopped("looked for a table to seat someone at")
        asked = self.reads("room.seat_asked")
        wanted = self.offers("room.table", group=asked[1]) if asked else []
        return wanted[0] if wanted else min(tables, key=self._company_at)

    def _company_at(self, label: str) -> tuple[bool, int]:
        """Nobody is to sit alone."""
        for key in ("room.table", "room.table_full"):
            said = pattern(self.language, key).fullmatch(label)
            if said:
                return said[2] == "0", int(said[2])
        return True, 0
