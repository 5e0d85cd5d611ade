"""Makes one workshop, its people and their phones, and has its day go by."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import msgspec

from bot.addresses import Addresses
from bot.operations import Links, MakeNew, perform, workshop_called
from bot.rehearsal.afterwards import team_types
from bot.rehearsal.arriving import agrees_beforehand, arrives, declines, is_here
from bot.rehearsal.cast import Part, cast
from bot.rehearsal.company import Company
from bot.rehearsal.day import Day
from bot.rehearsal.facilitator import Facilitator
from bot.rehearsal.leanings import Leanings
from bot.rehearsal.manner import plan
from bot.rehearsal.participant import Participant
from bot.rehearsal.person import Journey, Person
from bot.rehearsal.phones import IN_BROWSER, IN_TELEGRAM
from bot.rehearsal.stage import FIRST_MORNING, Stage
from bot.rehearsal.turns import Turns
from workshops.day import as_written
from workshops.grouping import group_count
from workshops.model import Phase, Workshop
from workshops.study import load_study

WITHOUT_PHONE = 2 / 7
PEOPLE_TO_ONE_LATE = 12
PLAIN_TO_ONE_EARLY = 4
ENOUGH_TO_MISS_ONE = 12
A_DAY = 24 * 60 * 60 * 1000


class Rehearsed(msgspec.Struct, frozen=True):
    """A workshop that has been lived through; `acts` are taps, typed words and opened links.

    `taps` are those of each who never held a pen, `fewest` those of who did no more than a day asks.
    """

    code: str
    in_browser: int
    in_telegram: int
    without_phone: int
    acts: int
    taps: tuple[int, ...]
    fewest: tuple[int, ...]


class Rehearsal:
    """The workshop of week `week`, counted from 0, of the study in `folder`, in a room of such leanings."""

    def __init__(self, stage: Stage, folder: Path, week: int, people: int, leanings: Leanings) -> None:
        self._stage = stage
        self._folder = folder
        self._study = load_study(folder)
        self._week = week
        self._without_phone = int(people * WITHOUT_PHONE)
        self._tables = group_count(people, self._study.group_size.least, self._study.group_size.most)
        self._people = people - self._without_phone
        self._leanings = leanings
        self._chance = random.Random(stage.chance.getrandbits(64))

    async def runs(self, told: Callable[[Phase], None]) -> Rehearsed:
        """`told` hears of each phase as it begins. Raises `Declined` and `RehearsalStopped`."""
        stage, chance = self._stage, self._chance
        stage.clock.moves_to_week(FIRST_MORNING, self._week)
        starts = stage.clock.at + A_DAY
        links = await self._make(starts)
        people = [self._participant(number) for number in range(1, self._people + 1)]
        parts = cast(people, chance, self._week)
        language = self._study.languages[0]
        projector = Person("Whoever looks at the wall", stage.browser(language), language, chance)
        await projector.opens(links.projector_url)
        turns = Turns(stage.clock, chance, stage.timekeeper.act)
        lead, second = self._facilitator("The facilitator"), self._facilitator("The second facilitator")
        early, absent = self._beforehand(people, parts)
        coming = [person for person in people if person not in absent]
        company = Company(
            lead=lead,
            second=second,
            projector=projector,
            people=coming,
            without_phone=self._without_phone,
            parts=parts,
            late=self._late(people, [*parts.values(), *early, *absent], parts),
            early=early,
            plan=lambda table: plan(table, self._week * self._tables),
            week=self._week,
        )
        await turns.one(lead.takes_the_room(links.facilitator_url))
        await turns.one(lead.shares_the_room())
        await turns.one(second.takes_the_room(_link_for(second, lead.links)))
        workshop = await workshop_called(stage.house, links.code)
        arrival = Arrivals(workshop, stage.house.addresses, parts, early)
        await turns.interleaved(arrival.beforehand(person) for person in (*early, *absent))
        stage.clock.moves_to(starts)
        passer_by = self._passer_by()
        in_telegram = passer_by.phone.channel == IN_TELEGRAM
        link = (links.telegram_join_url or "") if in_telegram else links.join_url
        await turns.one(declines(passer_by, link))
        await Day(company, self._study, turns, chance).goes_by(arrival, told)
        await team_types(stage, links.code, self._study)
        return self._rehearsed(links.code, people, parts, turns.acts)

    def _rehearsed(
        self, code: str, people: list[Participant], parts: dict[Part, Participant], acts: int
    ) -> Rehearsed:
        channels = [person.phone.channel for person in people]
        without_pen = [person for person in people if not person.held_pen]
        return Rehearsed(
            code,
            channels.count(IN_BROWSER),
            channels.count(IN_TELEGRAM),
            self._without_phone,
            acts,
            tuple(person.taps_made for person in without_pen),
            tuple(person.taps_made for person in without_pen if person.no_more_than_asked),
        )

    async def _make(self, starts: int) -> Links:
        """Every other workshop has its tables laid before anyone comes."""
        groups = 0 if self._week % 2 else self._tables
        title = f"Rehearsal {self._week + 1}"
        day = {
            "place": "Rehearsal: a hall",
            "starts": as_written(starts, self._study.time_zone),
            "directions": "Rehearsal: up the stairs.",
            "invited": str(2 * (self._people + self._without_phone)),
        }
        new = MakeNew(str(self._folder), title, groups, rehearsal=True, day=day)
        made = await perform(self._stage.house, new)
        return msgspec.convert(made, Links, from_attributes=True)

    def _facilitator(self, name: str) -> Facilitator:
        """The second one is in Telegram every other week."""
        language = self._study.languages[0]
        in_telegram = name != "The facilitator" and self._week % 2 == 0
        phone = self._stage.telegram(language) if in_telegram else self._stage.browser(language)
        words = self._study.text(language)
        labels = {statement: words.label(statement) for statement in self._study.statements}
        return Facilitator(name, phone, language, self._chance, labels)

    def _participant(self, number: int) -> Participant:
        """Half of them in Telegram, most of them in the study's first language."""
        first, *others = self._study.languages
        foreign = (
            self._chance.randrange(7) > 3
        )  # whatever languages there are, the rest of the day is the same
        language = others[number % len(others)] if others and foreign else first
        phone = self._stage.telegram(language) if number % 2 == 0 else self._stage.browser(language)
        own = random.Random(self._chance.getrandbits(64))
        return Participant(
            f"Person {number}", phone, language, own, self._study.text(language), self._leanings
        )

    def _passer_by(self) -> Participant:
        language = self._study.languages[0]
        in_telegram = self._week % 2 == 1
        phone = self._stage.telegram(language) if in_telegram else self._stage.browser(language)
        words = self._study.text(language)
        return Participant("A passer-by", phone, language, self._chance, words, self._leanings)

    def _beforehand(
        self, people: list[Participant], parts: dict[Part, Participant]
    ) -> tuple[list[Participant], list[Participant]]:
        """Who agrees beforehand and comes; and, of a large room, one who agrees and stays away."""
        plain = [person for person in people if person not in parts.values()]
        missing = int(len(people) >= ENOUGH_TO_MISS_ONE)
        early = min(len(plain), missing + max(1, len(plain) // PLAIN_TO_ONE_EARLY))
        chosen = self._chance.sample(plain, early)
        return chosen[missing:], chosen[:missing]

    def _late(
        self, people: list[Participant], busy: list[Participant], parts: dict[Part, Participant]
    ) -> list[Participant]:
        """In a large room more than one is."""
        late = [parts[Part.COMES_LATE]] if Part.COMES_LATE in parts else []
        plain = [person for person in people if person not in busy]
        return late + plain[: len(people) // PEOPLE_TO_ONE_LATE]


def _link_for(second: Facilitator, links: list[str]) -> str:
    """Of those on the first facilitator's screen."""
    in_telegram = second.phone.channel == IN_TELEGRAM
    return next(link for link in links if link.startswith("https://t.me/") is in_telegram)


class Arrivals:
    """How each comes in: by the link, by the code of a table, or by the code that is said aloud."""

    def __init__(
        self,
        workshop: Workshop,
        addresses: Addresses,
        parts: dict[Part, Participant],
        early: Sequence[Participant],
    ) -> None:
        self._workshop = workshop
        self._addresses = addresses
        self._parts = parts
        self._early = early
        # A table that is added later has no code lying on it.
        self._laid = tuple(workshop.groups)
        self._scanned = count()

    def beforehand(self, person: Participant) -> Journey:
        return agrees_beforehand(person, self._join(person, ""))

    def __call__(self, person: Participant) -> Journey:
        if person in self._early:
            # Each first of all at a table of their own; one comes by the link as it is.
            tables = ("", *self._laid)
            return is_here(person, self._join(person, tables[self._early.index(person) % len(tables)]))
        hesitates = self._parts.get(Part.HESITATES) is person
        if person.inclined(0.2):
            return arrives(person, self._start(person), self._workshop.code, hesitates=hesitates)
        tables = self._laid
        scans = person.no_more_than_asked or person.inclined(0.5)
        # They spread over the room, from its far end, so that no table which was laid stays empty.
        table = tables[-1 - next(self._scanned) % len(tables)] if tables and scans else ""
        return arrives(person, self._join(person, table), hesitates=hesitates)

    def _start(self, person: Participant) -> str:
        in_telegram = person.phone.channel == IN_TELEGRAM
        return f"https://t.me/{self._addresses.telegram_bot}" if in_telegram else f"{self._addresses.url}/"

    def _join(self, person: Participant, table: str) -> str:
        in_telegram = person.phone.channel == IN_TELEGRAM
        link = self._addresses.telegram_join if in_telegram else self._addresses.join
        return link(self._workshop, table)
