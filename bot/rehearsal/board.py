"""The board in the hand of whoever holds the pen: where statements go, and why others are left out."""

from __future__ import annotations

import random
from collections.abc import Sequence

from bot.rehearsal.manner import Manner
from bot.rehearsal.person import Journey, Person

REASONS = ("less_important", "not_for_us", "no_time", "not_said")
CENTRE = (2, 3, 4)


async def takes_the_pen(person: Person) -> Journey:
    """Where all may place, there is no pen to take."""
    async for _ in person.returns_to_table():
        yield
    if person.offers("ranking.take_pen"):
        await person.taps("ranking.take_pen")
        person.held_pen = True
        yield


class Board:
    """`writer` places what the table says; `chance` is the table's."""

    def __init__(self, writer: Person, manner: Manner, chance: random.Random) -> None:
        self.writer = writer
        self._manner = manner
        self._chance = chance
        self._centre = chance.choice(CENTRE)

    async def takes_shape(self) -> Journey:
        """Some who end with a centre begin with an order."""
        unsure = self._manner is Manner.CENTRE and self._chance.random() < 0.5
        match self._manner:
            case Manner.CENTRE if not unsure:
                form = "form.constellation"
            case Manner.TALK:
                form = "form.discussion"
            case _:
                form = "form.hierarchy"
        await self.writer.taps(form)
        yield
        if unsure:
            for key in ("ranking.change_form", "form.constellation"):
                await self.writer.taps(key)
                yield

    async def fills(self, labels: Sequence[str], *, slips: bool) -> Journey:
        """From the most important down; most writers slip once, or one surely does."""
        slip = self._chance.choice(labels) if self._chance.random() < 0.6 or slips else ""
        for at, label in enumerate(labels):
            async for _ in self.places(label, at):
                yield
            if label == slip:
                await self.writer.taps("ranking.undo", statement=label)
                yield
                async for _ in self.places(label, at):
                    yield

    async def places(self, label: str, at: int) -> Journey:
        """As the statement number `at`, counted from 0, that goes on the board."""
        await self.writer.taps_label(label)
        yield
        await self.writer.looks()
        await self.writer.presses(self._place(at))
        yield

    async def hands_in(self) -> Journey:
        await self.writer.taps("ranking.hand_in")
        yield
        async for _ in self._gives_reasons():
            yield
        await self.writer.taps("handin.now")
        yield
        await self.writer.expects("handin.done")

    async def is_changed(self) -> Journey:
        """What stands last goes to the top."""
        await self.writer.taps("handin.change")
        yield
        await self.writer.looks()
        movable = self.writer.offers("ranking.move")
        if not movable:
            raise self.writer.stopped("looked for a statement to move")
        await self.writer.presses(movable[-1])
        yield
        await self.writer.looks()
        await self.writer.presses(self._rings()[0] if self._manner is Manner.CENTRE else self._top())
        yield

    def _place(self, at: int) -> str:
        """In an order: below what stands last as a rule, now and then level with it."""
        if self._manner is Manner.CENTRE:
            rings = self._rings()
            return rings[0] if at < self._centre else rings[-1]
        level = self._chance.random() < 0.25
        places = self.writer.offers("place.with" if level else "place.below")
        return (places or self.writer.offers("place.first"))[-1]

    def _top(self) -> str:
        return self.writer.offers("place.top")[0]

    def _rings(self) -> Sequence[str]:
        return self.writer.besides("place.out", "ranking.back_to_board")

    async def _gives_reasons(self) -> Journey:
        """For all that is left out with one tap, or for each; some tables say nothing."""
        writer = self.writer
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
