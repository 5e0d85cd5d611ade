"""One workshop from the first arrival to the end: the facilitator moves it on, the others live through it."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterable, Sequence

from bot.rehearsal.cast import Part
from bot.rehearsal.clock import MINUTE, Clock
from bot.rehearsal.facilitator import Facilitator
from bot.rehearsal.participant import Participant
from bot.rehearsal.person import Journey, Person
from bot.rehearsal.table import Table
from workshops.model import Phase
from workshops.study import BREAK_AFTER, Study

Act = Callable[[Participant], Journey]
SHORTEST_PAUSE, LONGEST_PAUSE = 2.0, 18.0


class Day:
    """One person acts at a time, and time passes between the acts. `acts` counts them."""

    def __init__(
        self,
        facilitator: Facilitator,
        projector: Person,
        people: Sequence[Participant],
        parts: dict[Part, Participant],
        study: Study,
        clock: Clock,
        chance: random.Random,
    ) -> None:
        self.acts = 0
        self._facilitator = facilitator
        self._projector = projector
        self._people = list(people)
        self._here: list[Participant] = []
        self._parts = parts
        self._study = study
        self._clock = clock
        self._chance = chance
        self._phases: dict[Phase, Callable[[], Awaitable[None]]] = {
            Phase.THEMES: self._themes,
            Phase.INDIVIDUAL: self._individual,
            Phase.RANKING: self._ranking,
            Phase.REPORT_BACK: self._report_back,
            Phase.PLENARY: self._plenary,
            Phase.EVALUATION: self._evaluation,
            Phase.CLOSED: self._closed,
        }

    async def goes_by(self, arrival: Act, link: str, told: Callable[[Phase], None]) -> None:
        """`arrival` brings someone in, `link` makes the facilitator, `told` hears of each phase as it begins.

        Raises `RehearsalStopped`.
        """
        self._arrival = arrival
        phase = Phase.LOBBY
        told(phase)
        began = self._clock.at
        await self._one(self._facilitator.takes_the_room(link))
        await self._lobby()
        while phase is not Phase.CLOSED:
            self._rests_until(began, phase)
            began = self._clock.at
            phase = await self._facilitator.moves_on()
            told(phase)
            await self._everyone_sees(phase)
            await self._phases[phase]()

    # --- phase by phase ---

    async def _lobby(self) -> None:
        await self._one(self._facilitator.shows_the_tables())
        late = self._late()
        self._here = [person for person in self._people if person is not late]
        await self._interleaved(self._arrival(person) for person in self._here)
        await self._interleaved(p.sits_down() for p in self._here if self._chance.random() < 0.4)
        await self._one(self._facilitator.forms_groups())

    async def _themes(self) -> None:
        titles = [theme.title for theme in self._study.text(self._facilitator.language).themes.values()]
        for at, title in enumerate(titles):
            await self._one(self._facilitator.presents(title))
            await self._projector.looks()
            readers = [p for p in self._here if p.inclined(p.keen / 2)]
            await self._interleaved(p.reads_the_card(self._titles(p)[at]) for p in readers)
            if at == 0:
                await self._someone_comes_late()
                await self._goes(Part.TAKES_A_BREAK, Participant.takes_a_break)
        await self._comes(Part.TAKES_A_BREAK, Participant.comes_back)
        await self._plays(Part.READS_OWN_DATA, Participant.reads_own_data)

    async def _individual(self) -> None:
        await self._interleaved(person.ranks() for person in self._here)

    async def _ranking(self) -> None:
        tables = await self._tables()
        changing = self._chance.choice(tables) if tables else None
        dissents = self._parts.get(Part.DISSENTS)
        await self._interleaved(table.works(changes=table is changing, dissents=dissents) for table in tables)
        await self._one(self._facilitator.looks_at_the_tables())

    async def _report_back(self) -> None:
        await self._facilitator.looks()
        for label in self._facilitator.offers("room.show"):
            await self._facilitator.taps_label(label)
            self._act_ends()
            await self._projector.looks()
            await self._interleaved(
                person.confirms_late() for person in self._here if self._chance.random() < 0.1
            )
        await self._goes(Part.LEAVES, Participant.leaves)

    async def _plenary(self) -> None:
        await self._interleaved(person.answers_the_plenary() for person in self._here)

    async def _evaluation(self) -> None:
        late = self._parts.get(Part.EVALUATES_LATE)
        await self._interleaved(
            person.evaluates() for person in self._here if person is not late and person.inclined(0.8)
        )
        await self._goes(Part.WITHDRAWS, Participant.withdraws)

    async def _closed(self) -> None:
        for person in self._here:
            await person.arrives_at("closed.title")
        await self._plays(Part.EVALUATES_LATE, lambda person: person.evaluates("closed.evaluate"))

    # --- who is here ---

    def _late(self) -> Participant | None:
        """Lateness needs a phase to be late for."""
        return self._parts.get(Part.COMES_LATE) if Phase.THEMES in self._study.phases else None

    async def _someone_comes_late(self) -> None:
        if self._late():
            await self._comes(Part.COMES_LATE, self._arrival)
            await self._one(self._facilitator.admits_everyone())

    async def _plays(self, part: Part, act: Act) -> None:
        if part in self._parts:
            await self._one(act(self._parts[part]))

    async def _goes(self, part: Part, act: Act) -> None:
        """Afterwards they are not here."""
        await self._plays(part, act)
        self._here = [person for person in self._here if person is not self._parts.get(part)]

    async def _comes(self, part: Part, act: Act) -> None:
        await self._plays(part, act)
        if part in self._parts:
            self._here.append(self._parts[part])

    async def _tables(self) -> list[Table]:
        """By what stands on people's own screens."""
        sitting: dict[str, list[Participant]] = {}
        for person in self._here:
            sitting.setdefault(await person.finds_the_table(), []).append(person)
        return [Table(letter, sitting[letter], self._chance) for letter in sorted(sitting)]

    async def _everyone_sees(self, phase: Phase) -> None:
        for person in (self._facilitator, self._projector, *self._here):
            await person.expects(f"phase.{phase.value}")

    # --- time, and taking turns ---

    async def _one(self, journey: Journey) -> None:
        await self._interleaved([journey])

    async def _interleaved(self, journeys: Iterable[Journey]) -> None:
        """One act of one of them after the other, until all have ended."""
        under_way = list(journeys)
        while under_way:
            journey = self._chance.choice(under_way)
            try:
                await anext(journey)
            except StopAsyncIteration:
                under_way.remove(journey)
            else:
                self._act_ends()

    def _act_ends(self) -> None:
        self.acts += 1
        self._clock.moves_on(self._chance.uniform(SHORTEST_PAUSE, LONGEST_PAUSE))

    def _rests_until(self, began: int, phase: Phase) -> None:
        """Talk and breaks, which leave nothing behind: as long as the study plans for them."""
        minutes = self._study.minutes
        self._clock.moves_to(began + minutes.get(phase.value, 0) * MINUTE)
        self._clock.moves_on(minutes.get(BREAK_AFTER + phase.value, 0) * 60)

    def _titles(self, person: Person) -> list[str]:
        return [theme.title for theme in self._study.text(person.language).themes.values()]
