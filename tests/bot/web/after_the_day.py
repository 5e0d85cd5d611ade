"""A workshop that is over, with something to code, to redact and to export."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import Served, served_workshop
from workshops.commands import (
    AcceptProposal,
    Command,
    ExplainFit,
    GiveFit,
    HandIn,
    PlaceStatement,
    ProposeStatement,
    StartPhase,
    TakePen,
    WriteNote,
)
from workshops.model import Actor, Fit, Phase, Role

FAITH = Actor(Role.FACILITATOR, "F1")
ADA, BEN = Actor(Role.PARTICIPANT, "P01"), Actor(Role.PARTICIPANT, "P02")

EXTRA = "Pay people for the extra hours they work"
NOTE = "Zebedee told us of extra hours that no people were paid for"
WHY = "Nobody at Leeds asked"


class Over(Served):
    """Faith runs it and looks at the team's pages; Ada and Ben sat at table A."""

    faith: BrowserPerson
    ada: BrowserPerson

    async def does(self, who: Actor, *commands: Command, code: str = "") -> None:
        for command in commands:
            outcome = await self.house.desk.handle(code or self.code, who, command, cause=None)
            assert not outcome.refused, f"{who}: {command} was refused: {outcome.refused}"

    async def looks_at(self, page: str = "") -> BrowserPerson:
        return await self.faith.opens(f"/f/{self.code}/team{page}")

    async def rows(self) -> int:
        return len(await self.house.journal.rows(self.code))


@asynccontextmanager
async def over(folder: Path, *, closed: bool = True) -> AsyncIterator[Over]:
    async with served_workshop(folder) as served:
        room = Over(served.house, served.clock, served.links, served._stack)
        room.faith = await room.facilitator()
        room.ada, _ = await room.participant("A"), await room.participant("A")
        await room.does(FAITH, StartPhase(Phase.RANKING, Phase.LOBBY))
        await room.does(ADA, GiveFit("T1", Fit.FITS), ExplainFit("T1", WHY), TakePen("A"))
        await room.does(ADA, ProposeStatement("A", EXTRA))
        await room.does(BEN, AcceptProposal("A", "A-p1", 1))
        await room.does(ADA, WriteNote("A", "reason", NOTE), PlaceStatement("A", "S1", "top"))
        await room.does(ADA, HandIn("A", (await room.workshop()).groups["A"].moves_made))
        if closed:
            await room.does(FAITH, StartPhase(Phase.CLOSED, Phase.RANKING))
        yield room
