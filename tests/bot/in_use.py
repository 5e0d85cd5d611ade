"""A data folder in use: what people do in it goes through the real desk into the real file."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.chance import Chance
from bot.house import House, open_house
from bot.operations import Links, MakeNew, perform
from bot.studies import study_folder
from tests.given import BUILT_IN, MINUTE, SECOND, TEN_O_CLOCK, actor, consent
from workshops.commands import AdmitFacilitator, Command, HandIn, PlaceStatement, StartPhase, TakePen
from workshops.model import Phase

STUDY = study_folder("peer-worker-roles")


class InUse:
    """An opened house, and people who act in its workshops. Each act takes a second."""

    def __init__(self) -> None:
        self.house: House
        self.now = TEN_O_CLOCK

    def clock(self) -> int:
        return self.now

    def waits(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    async def makes(self, title: str, *, groups: int = 2, rehearsal: bool = False) -> str:
        """The code of a new workshop of the built-in study, with a facilitator, F1."""
        self.now += SECOND
        made = await perform(self.house, MakeNew(str(STUDY), title, groups, rehearsal=rehearsal))
        assert isinstance(made, Links)
        await self.does(made.code, "operator", AdmitFacilitator("F1", "en"))
        return made.code

    async def does(self, code: str, who: str, *commands: Command) -> None:
        """Every one of the commands changes something."""
        for command in commands:
            self.now += SECOND
            outcome = await self.house.desk.handle(code, actor(who), command, cause=None)
            assert outcome.events, f"{who}: {command} changed nothing: {outcome.refused}"

    async def joined(self, code: str, *numbers: str, table: str = "") -> None:
        for number in numbers:
            await self.does(code, "newcomer", consent(number, table=table))

    async def phase(self, code: str, phase: Phase) -> None:
        workshop = await self.house.desk.workshop(code)
        assert workshop is not None
        await self.does(code, "F1", StartPhase(phase, workshop.phase))

    async def placed(self, code: str, who: str, table: str, count: int) -> None:
        """`who` takes the pen and puts the first `count` statements one below the other."""
        statements = BUILT_IN.statements[:count]
        places = ["top", *(f"below {statement}" for statement in statements)]
        commands = (PlaceStatement(table, *pair) for pair in zip(statements, places, strict=False))
        await self.does(code, who, TakePen(table), *commands)

    async def handed_in(self, code: str, who: str, table: str, count: int) -> None:
        await self.placed(code, who, table, count)
        await self.does(code, who, HandIn(table, count))


@asynccontextmanager
async def in_use(folder: Path, seed: int = 1) -> AsyncIterator[InUse]:
    """The folder opened as `serve` opens it; codes come from a seed, so that they are the same every time."""
    people = InUse()
    folder.mkdir(exist_ok=True)
    async with open_house(folder, clock=people.clock, chance=Chance(random.Random(seed))) as house:
        people.house = house
        yield people
