"""What the room looks at fits the projector's screen, in letters that can be read from ten metres."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from tests.bot.web.chromium_people import SCREENSHOTS, ChromiumPerson, chromium
from tests.bot.web.conftest import Served, served_workshop
from tests.given import actor, consent
from workshops.commands import (
    AcceptProposal,
    AdmitFacilitator,
    ChooseForm,
    Command,
    HandIn,
    PlaceStatement,
    PresentGroup,
    PresentTheme,
    ProposeStatement,
    StartPhase,
    TakePen,
)
from workshops.model import Phase, Workshop

pytestmark = pytest.mark.browser

HEIGHT = 720
LEAST = 0.025 * HEIGHT
MEASURES = """[
  document.scrollingElement.scrollHeight,
  parseFloat(getComputedStyle(document.getElementById("screen")).fontSize),
]"""
OWN = (
    "Somebody outside the team whom a peer worker can ring when the week was hard, without it going on file.",
    "Peer workers sit on the panels that appoint the people who will manage them, with a vote.",
    "Pay for the role out of lasting budgets, not out of projects that end each spring.",
)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Served]:
    async with served_workshop(tmp_path) as served:
        yield served


@pytest.fixture
async def browser(room: Served) -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


async def does(room: Served, who: str, *commands: Command) -> Workshop:
    """What people do, given to the desk; the workshop as it then is."""
    for command in commands:
        outcome = await room.house.desk.handle(room.code, actor(who), command, cause=None)
        assert outcome.events, f"{who}: {command} changed nothing: {outcome.refused}"
    return await room.workshop()


async def full_boards(room: Served) -> None:
    """Table A has an order of eleven statements, three of them its own; table B a constellation."""
    study = (await does(room, "operator", AdmitFacilitator("F1", "en"))).study
    for number, table in (("P01", "A"), ("P02", "A"), ("P03", "B")):
        await does(room, "newcomer", consent(number, table=table, study=study))
    await does(room, "F1", StartPhase(Phase.THEMES, Phase.LOBBY), StartPhase(Phase.RANKING, Phase.THEMES))
    for words in OWN:
        workshop = await does(room, "P01", ProposeStatement("A", words))
        [proposal] = [one for one in workshop.groups["A"].proposals.values() if one.waits]
        workshop = await does(room, "P02", AcceptProposal("A", proposal.id, proposal.version))
    statements = (*study.statements, *workshop.groups["A"].extras)
    places = ("top", *(f"below {statement}" for statement in statements))
    await hands_in(room, "P01", "A", "hierarchy", dict(zip(statements, places, strict=False)))
    centre, around = study.tiers
    rings = {statement: centre if number < 3 else around for number, statement in enumerate(study.statements)}
    await hands_in(room, "P03", "B", "constellation", rings)


async def hands_in(room: Served, who: str, table: str, form: str, places: dict[str, str]) -> None:
    await does(room, who, TakePen(table), ChooseForm(table, form))
    placing = (PlaceStatement(table, *pair) for pair in places.items())
    workshop = await does(room, who, *placing)
    await does(room, who, HandIn(table, workshop.groups[table].moves_made))


async def fits(page: Page, name: str) -> None:
    """All of it is on the screen, and nothing but small print is smaller than it may be."""
    await page.screenshot(path=SCREENSHOTS / f"{name}-1280x720.png")
    tall, size = await page.evaluate(MEASURES)
    assert tall <= HEIGHT, name
    assert size >= LEAST, name


async def test_whatever_the_room_looks_at_fits(room: Served, browser: Browser) -> None:
    wall = await ChromiumPerson.comes(browser, room.links.projector_url, width=1280)
    await wall.page.set_viewport_size({"width": 1280, "height": HEIGHT})
    await fits(wall.page, "40-lobby")

    await full_boards(room)
    await wall.sees("2 of 2 groups have handed in")
    await fits(wall.page, "41-all-statements")
    await does(room, "F1", StartPhase(Phase.REPORT_BACK, Phase.RANKING), PresentGroup("A"))
    await wall.sees("Table A", OWN[2])
    await fits(wall.page, "42-full-board")
    await does(room, "F1", PresentGroup("B"))
    await wall.sees("At the centre")
    await fits(wall.page, "43-constellation")
    assert wall.troubles == []


async def test_every_theme_fits_with_its_exemplars(room: Served, browser: Browser) -> None:
    wall = await ChromiumPerson.comes(browser, room.links.projector_url, width=1280)
    await wall.page.set_viewport_size({"width": 1280, "height": HEIGHT})
    workshop = await does(room, "operator", AdmitFacilitator("F1", "en"))
    await does(room, "F1", StartPhase(Phase.THEMES, Phase.LOBBY))

    for theme in workshop.study.themes:
        await does(room, "F1", PresentTheme(theme.id))
        await wall.sees(workshop.study.text("en").themes[theme.id].statement)
        await fits(wall.page, f"44-{theme.id}")
