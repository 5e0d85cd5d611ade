"""Makes one workshop, its people and their phones, and has its day go by."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import msgspec

from bot.addresses import Addresses
from bot.operations import Links, MakeNew, perform, workshop_called
from bot.rehearsal.cast import Part, cast
from bot.rehearsal.day import Day
from bot.rehearsal.facilitator import Facilitator
from bot.rehearsal.participant import Participant
from bot.rehearsal.person import Journey, Person
from bot.rehearsal.phones import IN_BROWSER, IN_TELEGRAM
from bot.rehearsal.stage import FIRST_MORNING, Stage
from workshops.grouping import group_count
from workshops.model import Phase, Workshop
from workshops.study import load_study


class Rehearsed(msgspec.Struct, frozen=True):
    """A workshop that has been lived through; `acts` are taps, typed words and opened links."""

    code: str
    in_browser: int
    in_telegram: int
    acts: int


class Rehearsal:
    """The workshop of week `week`, counted from 0, of the study in `folder`."""

    def __init__(self, stage: Stage, folder: Path, week: int, people: int) -> None:
        self._stage = stage
        self._folder = folder
        self._study = load_study(folder)
        self._week = week
        self._people = people
        self._chance = random.Random(stage.chance.getrandbits(64))

    async def runs(self, told: Callable[[Phase], None]) -> Rehearsed:
        """`told` hears of each phase as it begins. Raises `Declined` and `RehearsalStopped`."""
        stage, chance = self._stage, self._chance
        stage.clock.moves_to_week(FIRST_MORNING, self._week)
        links = await self._make()
        people = [self._participant(number) for number in range(1, self._people + 1)]
        parts = cast(people, chance, self._week)
        language = self._study.languages[0]
        facilitator = Facilitator("The facilitator", stage.browser(language), language, chance)
        projector = Person("Whoever looks at the wall", stage.browser(language), language, chance)
        await projector.opens(links.projector_url)
        day = Day(facilitator, projector, people, parts, self._study, stage.clock, chance)
        arrival = Arrivals(await workshop_called(stage.house, links.code), stage.house.addresses, parts)
        await day.goes_by(arrival, links.facilitator_url, told)
        channels = [person.phone.channel for person in people]
        return Rehearsed(links.code, channels.count(IN_BROWSER), channels.count(IN_TELEGRAM), day.acts)

    async def _make(self) -> Links:
        """Every other workshop has its tables laid before anyone comes."""
        size = self._study.group_size
        groups = 0 if self._week % 2 else group_count(self._people, size.least, size.most)
        title = f"Rehearsal {self._week + 1}"
        made = await perform(self._stage.house, MakeNew(str(self._folder), title, groups, rehearsal=True))
        return msgspec.convert(made, Links, from_attributes=True)

    def _participant(self, number: int) -> Participant:
        """Half of them in Telegram, most of them in the study's first language."""
        language = self._chance.choice((self._study.languages[0], *self._study.languages))
        phone = self._stage.telegram(language) if number % 2 == 0 else self._stage.browser(language)
        own = random.Random(self._chance.getrandbits(64))
        return Participant(f"Person {number}", phone, language, own, self._study.text(language))


class Arrivals:
    """How each comes in: by the link, by the code of a table, or by the code that is said aloud."""

    def __init__(self, workshop: Workshop, addresses: Addresses, parts: dict[Part, Participant]) -> None:
        self._workshop = workshop
        self._addresses = addresses
        self._parts = parts

    def __call__(self, person: Participant) -> Journey:
        hesitates = self._parts.get(Part.HESITATES) is person
        if person.inclined(0.2):
            return person.arrives(self._start(person), self._workshop.code, hesitates=hesitates)
        tables = list(self._workshop.groups)
        table = person.chance.choice(tables) if tables and person.inclined(0.5) else ""
        return person.arrives(self._join(person, table), hesitates=hesitates)

    def _start(self, person: Participant) -> str:
        in_telegram = person.phone.channel == IN_TELEGRAM
        return f"https://t.me/{self._addresses.telegram_bot}" if in_telegram else f"{self._addresses.url}/"

    def _join(self, person: Participant, table: str) -> str:
        in_telegram = person.phone.channel == IN_TELEGRAM
        link = self._addresses.telegram_join if in_telegram else self._addresses.join
        return link(self._workshop, table)
