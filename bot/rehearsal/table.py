"""A table that ranks: one takes the pen, the others watch; then everybody is asked in private."""

from __future__ import annotations

import random
from collections.abc import Sequence

from bot.rehearsal.participant import Participant
from bot.rehearsal.person import Journey

REASONS = ("less_important", "not_for_us", "no_time", "not_said")
MOST_LEFT_OUT = 3


class Table:
    """The people who see that they sit at table `letter`; their board is what they value together."""

    def __init__(self, letter: str, members: Sequence[Participant], chance: random.Random) -> None:
        self.letter = letter
        self.members = list(members)
        self._chance = chance
        self._writer = chance.choice(self.members)

    async def works(self, *, changes: bool, dissents: Participant | None) -> Journey:
        """Ranks, hands in, is asked; with `changes`, another takes the pen and it is handed in again."""
        async for _ in self._takes_the_pen(self._writer):
            yield
        await self._writer.taps("form.hierarchy")
        yield
        async for _ in self._places():
            yield
        async for _ in self._hands_in():
            yield
        if changes:
            async for _ in self._changes_the_board():
                yield
        for member in self._chance.sample(self.members, len(self.members)):
            async for _ in member.confirms("disagree" if member is dissents else ""):
                yield

    async def _takes_the_pen(self, person: Participant) -> Journey:
        """Where all may place, there is no pen to take."""
        await person.expects("ranking.table", group=self.letter)
        if person.offers("ranking.take_pen"):
            await person.taps("ranking.take_pen")
            yield

    async def _places(self) -> Journey:
        writer, order = self._writer, self._order()
        left_out = min(self._chance.randint(0, MOST_LEFT_OUT), len(order) - 2)
        slip = self._chance.choice(order) if self._chance.random() < 0.6 else ""
        for title in order[: len(order) - left_out]:
            async for _ in self._place(title):
                yield
            if title == slip:
                await writer.taps("ranking.undo", statement=title)
                yield
                async for _ in self._place(title):
                    yield

    async def _place(self, title: str) -> Journey:
        """Below what stands last as a rule, now and then level with it."""
        writer = self._writer
        await writer.taps_label(title)
        yield
        await writer.looks()
        level = self._chance.random() < 0.25
        places = writer.offers("place.with" if level else "place.below") or writer.offers("place.first")
        if not places:
            raise writer.stopped("looked for a place on the board")
        await writer.presses(places[-1])
        yield

    async def _hands_in(self) -> Journey:
        writer = self._writer
        await writer.taps("ranking.hand_in")
        yield
        async for _ in self._gives_reasons():
            yield
        await writer.taps("handin.now")
        yield
        await writer.expects("handin.done")

    async def _gives_reasons(self) -> Journey:
        """For all that is left out with one tap, or for each; some tables say nothing."""
        writer = self._writer
        if self._chance.random() < 0.5 and writer.offers("reason.less_important"):
            await writer.taps(f"reason.{self._chance.choice(REASONS)}")
            yield
            return
        for label in writer.offers("handin.why_one") if self._chance.random() < 0.7 else ():
            await writer.taps_label(label)
            yield
            if self._chance.random() < 0.7:
                await writer.taps(f"reason.{self._chance.choice(REASONS)}")
            else:
                await writer.taps("reason.inside_which")
                yield
                await writer.taps_label(self._chance.choice(writer.besides("back")))
            yield

    async def _changes_the_board(self) -> Journey:
        """After some have answered, somebody else moves what stands last to the top."""
        others = [member for member in self.members if member is not self._writer] or self.members
        async for _ in others[0].confirms("agree"):
            yield
        self._writer = others[-1]
        async for _ in self._takes_the_pen(self._writer):
            yield
        await self._writer.taps("handin.change")
        yield
        await self._writer.looks()
        movable = self._writer.offers("ranking.move")
        if not movable:
            raise self._writer.stopped("looked for a statement to move")
        await self._writer.presses(movable[-1])
        yield
        await self._writer.taps("place.top")
        yield
        async for _ in self._hands_in():
            yield

    def _order(self) -> list[str]:
        """The statements by what they are worth to the table together."""
        worth = {title: sum(member.worth[title] for member in self.members) for title in self._writer.worth}
        return sorted(worth, key=lambda title: -worth[title])
