"""One workshop from the first arrival to the end: the facilitators move it on, the others live through it."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Sequence

from bot.rehearsal import steering
from bot.rehearsal.arriving import wishes_for_company
from bot.rehearsal.cast import Part
from bot.rehearsal.clock import MINUTE
from bot.rehearsal.company import Company
from bot.rehearsal.made_up import made_up
from bot.rehearsal.manner import shared_out
from bot.rehearsal.participant import Participant
from bot.rehearsal.person import Journey, Person
from bot.rehearsal.slips import enrols, enters_the_slip
from bot.rehearsal.table import Table
from bot.rehearsal.turns import Turns
from workshops.model import Phase
from workshops.study import BREAK_AFTER, Study

Act = Callable[[Participant], Journey]
UNRECORDED_WITHOUT_PHONE = 1
FITS_ANSWERED = 3  # of the themes, by whoever does no more than the day asks
ENOUGH_FOR_ANOTHER_TABLE = 6
LONGER_THAN_A_CALL_WAITS = 150.0


class Day:
    """Raises `RehearsalStopped` wherever somebody cannot go on."""

    def __init__(self, company: Company, study: Study, turns: Turns, chance: random.Random) -> None:
        self._company = company
        self._lead, self._second = company.lead, company.second
        self._parts = company.parts
        self._study = study
        self._turns = turns
        self._clock = turns.clock
        self._chance = chance
        self._here: list[Participant] = []
        self._tables: list[Table] = []
        self._asked = 0
        self._phases: dict[Phase, Callable[[], Awaitable[None]]] = {
            Phase.LOBBY: self._lobby,
            Phase.THEMES: self._themes,
            Phase.INDIVIDUAL: self._individual,
            Phase.RANKING: self._ranking,
            Phase.REPORT_BACK: self._report_back,
            Phase.PLENARY: self._plenary,
            Phase.EVALUATION: self._evaluation,
            Phase.CLOSED: self._closed,
        }

    async def goes_by(self, arrival: Act, told: Callable[[Phase], None]) -> None:
        """`arrival` brings someone in, `told` hears of each phase as it begins.

        The first facilitator hands over to the second when the room has talked.
        """
        self._arrival = arrival
        phase = Phase.LOBBY
        while True:
            told(phase)
            began = self._clock.at
            await self._phases[phase]()
            if phase is Phase.CLOSED:
                return
            await self._rests_until(began, phase)
            phase = await (self._second if phase is Phase.PLENARY else self._lead).moves_on()
            await self._everyone_sees(phase)

    # --- phase by phase ---

    async def _lobby(self) -> None:
        company, lead = self._company, self._lead
        await self._turns.one(lead.shows_the_tables(), steering.offers_support(self._second))
        self._here = [person for person in company.people if person not in self._late]
        await self._turns.interleaved(self._arrival(person) for person in self._here)
        await self._turns.interleaved(p.sits_down() for p in self._here if p.inclined(0.4))
        choosy = [p for p in self._here if p not in company.early and p.inclined(0.3)]
        await self._turns.interleaved(wishes_for_company(person) for person in choosy)
        await self._turns.one(*(enrols(lead) for _ in range(company.without_phone)))
        without_phone = range(UNRECORDED_WITHOUT_PHONE)
        await self._turns.one(*(steering.counts_someone_unrecorded(lead) for _ in without_phone))
        await self._turns.one(lead.forms_groups())
        if self._another_table:
            await self._turns.one(steering.moves_someone_to_a_new_table(lead))

    async def _themes(self) -> None:
        titles = [theme.title for theme in self._study.text(self._lead.language).themes.values()]
        for at, title in enumerate(titles):
            await self._turns.one(self._lead.presents(title))
            await self._company.projector.looks()
            readers = [p for p in self._here if p.inclined(p.keen / 2)]
            await self._turns.interleaved(
                p.reads_the_card(self._titles(p)[at]) if p.inclined(0.5) else p.says_whether_it_fits()
                for p in readers
            )
            await self._between_cards(at)
        await self._comes(Part.TAKES_A_BREAK, Participant.comes_back)
        await self._plays(Part.READS_OWN_DATA, Participant.reads_own_data)

    async def _between_cards(self, at: int) -> None:
        if at < FITS_ANSWERED:
            await self._plays(Part.DOES_NO_MORE_THAN_ASKED, lambda p: p.says_whether_it_fits("fits"))
        match at:
            case 0:
                await self._some_come_late()
                await self._goes(Part.TAKES_A_BREAK, Participant.takes_a_break)
            case 1:
                for person in self._some(1):
                    await self._turns.one(person.changes_language(self._study))
            case 2 | 4 | 5 | 6:
                await self._someone_asks(anonymously=at % 4 == 0)
            case 3:
                await self._someone_is_sent_out()

    async def _individual(self) -> None:
        await self._turns.interleaved(person.ranks() for person in self._here)

    async def _ranking(self) -> None:
        await self._the_room_is_quiet()
        self._tables = await self._found_tables()
        changing = next((table for table in reversed(self._tables) if table.plan.has_board), None)
        *quick, slow = [table.works(changes=table is changing) for table in self._tables]
        await self._turns.interleaved([*quick, steering.gives_more_time(self._lead, 5)])
        await self._turns.one(steering.reminds_the_tables(self._lead), slow)
        for table in self._tables:
            if not table.writes_on_phones:
                written = table.on_paper(self._lead.labels)
                await self._turns.one(steering.enters_from_paper(self._lead, table.letter, written))
        aloud = next((table for table in self._tables if table.plan.has_board), None)
        await self._turns.interleaved(table.answers(aloud=table is aloud) for table in self._tables)
        await self._turns.one(self._lead.looks_at_the_tables())

    async def _report_back(self) -> None:
        await self._turns.one(self._lead.goes_home())
        for label in self._lead.offers("room.show"):
            await self._lead.taps_label(label)
            self._turns.act_ends()
            await self._company.projector.looks()
            await self._turns.interleaved(p.confirms_late() for p in self._here if p.inclined(0.1))
        await self._turns.one(steering.notes_a_remark(self._lead))
        await self._goes(Part.LEAVES, Participant.leaves)

    async def _plenary(self) -> None:
        asked = self._parts.get(Part.DOES_NO_MORE_THAN_ASKED)
        outspoken = next((person for person in self._here if person is not asked), None)
        await self._turns.interleaved(
            person.answers_the_plenary(
                "mostly" if person in (asked, outspoken) else "", says_more=person is outspoken
            )
            for person in self._here
        )
        await self._turns.one(*(enters_the_slip(self._lead, number) for number in self._lead.slips))
        await self._turns.one(steering.opens_the_vote(self._lead))
        await self._turns.interleaved(person.votes() for person in self._here if person is not asked)
        await self._turns.one(steering.shows_the_vote(self._lead))
        await self._company.projector.expects("vote.result")

    async def _evaluation(self) -> None:
        late = self._parts.get(Part.EVALUATES_LATE)
        await self._turns.interleaved(
            person.evaluates() for person in self._here if person is not late and person.inclined(0.8)
        )
        await self._goes(Part.WITHDRAWS, Participant.withdraws)

    async def _closed(self) -> None:
        for person in self._here:
            await person.arrives_at("closed.title")
        await self._plays(Part.EVALUATES_LATE, lambda person: person.evaluates("closed.evaluate"))
        await self._turns.one(self._second.stops())

    # --- what happens in between ---

    async def _some_come_late(self) -> None:
        if self._another_table:
            await self._turns.one(steering.merges_the_newest_table(self._lead))
        if self._late:
            await self._turns.one(*(self._arrival(person) for person in self._late))
            self._here += self._late
            await self._turns.one(self._lead.admits_everyone())

    async def _someone_asks(self, *, anonymously: bool) -> None:
        """The facilitators take turns in answering."""
        for person in self._some(1):
            await self._turns.one(person.asks(anonymously=anonymously))
            answering = self._second if self._asked % 2 else self._lead
            await self._turns.one(steering.answers_a_question(answering, self._asked))
            self._asked += 1

    async def _someone_is_sent_out(self) -> None:
        """And is welcome again; before that, somebody else would like someone."""
        for person in self._some(1):
            await self._turns.one(person.finds_their_number())
            await self._turns.one(steering.sends_out(self._lead, person.number))
            await person.expects("lobby.waiting")
            await self._turns.one(self._lead.admits_everyone())
        await self._turns.one(steering.tells_everyone(self._lead))
        for person in self._some(1):
            await person.expects("message.from_facilitator")
            await self._turns.one(person.would_like_someone())
            await self._someone_comes(person)

    async def _someone_comes(self, person: Participant) -> None:
        """The named facilitator, or, when that one does not see it for two minutes, the other."""
        unseen = self._company.week % 2 == 1
        if unseen:
            await self._turns.nobody_acts(LONGER_THAN_A_CALL_WAITS)
        coming = self._lead if unseen else self._second
        await self._turns.one(steering.goes_to_whoever_asked(coming))
        await person.expects("someone.coming")
        await self._turns.one(person.is_fine_now() if unseen else steering.ends_the_call(coming))

    async def _the_room_is_quiet(self) -> None:
        await self._turns.one(steering.pauses_the_room(self._lead))
        for person in self._some(2):
            await self._turns.one(person.goes_home())
            await person.arrives_at("held.title")
        await self._turns.one(steering.pauses_the_room(self._lead))

    async def _found_tables(self) -> list[Table]:
        """By what stands on people's own screens; the second facilitator leads the second with a board."""
        sitting: dict[str, list[Participant]] = {}
        for person in self._here:
            await self._turns.one(person.goes_home())
            sitting.setdefault(await person.finds_the_table(), []).append(person)
        letters = sorted(sitting, key=lambda letter: (len(letter), letter))
        hands = [sum(not one.no_more_than_asked for one in sitting[letter]) for letter in letters]
        plans = shared_out([self._company.plan(at) for at in range(len(letters))], hands)
        boards = [letter for letter, plan in zip(letters, plans, strict=True) if plan.has_board]
        led = boards[1] if len(boards) > 1 else ""
        if led:
            await self._turns.one(steering.leads(self._second, led))
        return [
            Table(letter, at, sitting[letter], plan, self._chance, self._second if letter == led else None)
            for at, (letter, plan) in enumerate(zip(letters, plans, strict=True))
        ]

    async def _extras_are_brought_together(self) -> None:
        """Of the first two tables: a pair that both give away, and one of which the second keeps its own."""
        pair = self._tables[:2]
        if len(pair) < 2 or not all(table.has_extras for table in pair):
            return
        for number, words in enumerate(made_up("merges")):
            letters = [table.letter for table in pair]
            await self._turns.one(steering.brings_together(self._lead, letters, words))
            for at, table in enumerate(pair):
                keeps = number == 1 and at == 1
                if self._company.week % 2 and not keeps and at == 1:
                    await self._turns.one(steering.records_what_a_table_says(self._lead, table.letter))
                    continue
                await self._turns.one(table.spokesperson().answers_for_the_table(keeps_own=keeps))

    # --- who is here ---

    @property
    def _late(self) -> Sequence[Participant]:
        """Lateness needs a phase to be late for."""
        return self._company.late if Phase.THEMES in self._study.phases else ()

    @property
    def _another_table(self) -> bool:
        """Somebody gets a table of their own, which is merged into another before the late are seated."""
        enough = len(self._here) >= ENOUGH_FOR_ANOTHER_TABLE
        return enough and self._company.week % 2 == 0 and Phase.THEMES in self._study.phases

    def _some(self, number: int) -> list[Participant]:
        """Who plays no part, as far as there are such people here."""
        parts = self._parts.values()
        plain = [person for person in self._here if person not in parts]
        return self._chance.sample(plain, min(number, len(plain)))

    async def _plays(self, part: Part, act: Act) -> None:
        if part in self._parts:
            await self._turns.one(act(self._parts[part]))

    async def _goes(self, part: Part, act: Act) -> None:
        """Afterwards they are not here."""
        await self._plays(part, act)
        self._here = [person for person in self._here if person is not self._parts.get(part)]

    async def _comes(self, part: Part, act: Act) -> None:
        await self._plays(part, act)
        if part in self._parts:
            self._here.append(self._parts[part])

    async def _everyone_sees(self, phase: Phase) -> None:
        for person in (self._lead, self._second, self._company.projector, *self._here):
            await person.expects(f"phase.{phase.value}")

    # --- time ---

    async def _rests_until(self, began: int, phase: Phase) -> None:
        """Talk, which leaves nothing behind, for as long as the study plans; then its break."""
        minutes = self._study.minutes
        self._clock.moves_to(began + minutes.get(phase.value, 0) * MINUTE)
        pause = minutes.get(BREAK_AFTER + phase.value, 0)
        await self._turns.one(self._lead.goes_through("steer.title"))
        announced = self._lead.offers("steer.break", n=pause)
        if announced:
            await self._turns.one(steering.starts_a_break(self._lead, pause))
            await self._company.projector.arrives_at("break.title")
        ends = self._clock.at + pause * MINUTE
        if phase is Phase.RANKING:
            await self._extras_are_brought_together()
        self._clock.moves_to(ends)
        if announced:
            await self._turns.one(steering.ends_the_break(self._lead))

    def _titles(self, person: Person) -> list[str]:
        return [theme.title for theme in self._study.text(person.language).themes.values()]
