"""A simulated facilitator, who runs the room from a browser."""

from __future__ import annotations

from bot.rehearsal.person import Journey, Person
from bot.rehearsal.wording import pattern, spoken
from workshops.model import Phase


class Facilitator(Person):
    async def takes_the_room(self, link: str) -> Journey:
        await self.opens(link)
        yield
        await self.taps("web.claim.take")
        yield

    async def shows_the_tables(self) -> Journey:
        await self.taps("room.tables")
        yield
        await self.taps("room.to_room")
        yield

    async def forms_groups(self) -> Journey:
        """Everyone who has no table yet gets one; then a look at who sits where."""
        await self.looks()
        if self.offers("room.form_groups"):
            await self.taps("room.form_groups")
            yield
        await self.taps("room.seating")
        yield
        if self.offers("room.sits_nowhere"):
            raise self.stopped("looked for a room in which everyone has a table")
        await self.taps("room.to_room")
        yield

    async def admits_everyone(self) -> Journey:
        """Each to the table with the fewest people."""
        await self.looks()
        while self.offers("room.admit"):
            await self.taps("room.admit")
            yield
            tables = self.offers("room.table") or self.offers("room.table_full")
            if not tables:
                raise self.stopped("looked for a table to seat someone at")
            await self.presses(min(tables, key=self._people_at))
            yield

    async def presents(self, title: str) -> Journey:
        await self.looks()
        if title in self.seen.buttons:
            await self.presses(title)
            yield

    async def looks_at_the_tables(self) -> Journey:
        await self.looks()
        for label in self.offers("room.look_at"):
            await self.taps_label(label)
            yield
            await self.taps("room.to_room")
            yield

    async def moves_on(self) -> Phase:
        """To the next phase, which is the one that the button names; closing is asked about first."""
        await self.looks()
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

    def _people_at(self, label: str) -> int:
        for key in ("room.table", "room.table_full"):
            said = pattern(self.language, key).fullmatch(label)
            if said:
                return int(said[2])
        return 0
