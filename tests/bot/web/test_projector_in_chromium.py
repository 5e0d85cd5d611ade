"""What the room looks at fits the projector's screen, in letters that can be read from ten metres."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page

from tests.bot.web.chromium_people import SCREENSHOTS, ChromiumPerson
from tests.bot.web.conftest import Served
from tests.given import actor, consent
from workshops.commands import (
    AcceptProposal,
    AdmitFacilitator,
    ChooseForm,
    Command,
    EndBreak,
    HandIn,
    HoldRoom,
    OpenVote,
    PlaceStatement,
    PresentGroup,
    PresentTheme,
    ProposeStatement,
    ShowVote,
    StartBreak,
    StartPhase,
    TakePen,
    VoteFor,
)
from workshops.model import Phase, Workshop

pytestmark = pytest.mark.browser

SIZES = ((1920, 1080), (1280, 720))
LEAST = 0.025  # of the height
MEASURES = """[
  document.scrollingElement.scrollHeight,
  document.scrollingElement.scrollWidth,
  parseFloat(getComputedStyle(document.getElementById("screen")).fontSize),
]"""
OWN = (
    "Somebody outside the team whom a peer worker can ring when the week was hard, without it going on file.",
    "Peer workers sit on the panels that appoint the people who will manage them, with a vote.",
    "Pay for the role out of lasting budgets, not out of projects that end each spring.",
)


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
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        await page.screenshot(path=SCREENSHOTS / f"{name}-{width}x{height}.png")
        tall, wide, size = await page.evaluate(MEASURES)
        assert (tall <= height, wide <= width, size >= LEAST * height) == (True, True, True), name


async def test_whatever_the_room_looks_at_fits(room: Served, browser: Browser) -> None:
    wall = await ChromiumPerson.comes(browser, room.links.projector_url, width=1280)
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

    await does(room, "F1", HoldRoom(True))
    await wall.sees("The facilitator has paused the room.")
    await fits(wall.page, "45-held")
    await does(room, "F1", HoldRoom(False), StartBreak(1, 15))
    await wall.sees("Back at ")
    await fits(wall.page, "46-break")
    await does(room, "F1", EndBreak(1), StartPhase(Phase.PLENARY, Phase.REPORT_BACK))
    await wall.sees("Do these themes together reflect the key issues?")
    await fits(wall.page, "47-plenary")
    await does(room, "F1", OpenVote(True))
    await wall.sees("Up to 3 each.", OWN[0])
    await fits(wall.page, "48-vote")
    await does(room, "P01", VoteFor("S1", True), VoteFor("A-x1", True))
    await does(room, "F1", OpenVote(False), ShowVote(True))
    await wall.sees("1 of 1 who voted")
    await fits(wall.page, "49-result")
    assert wall.troubles == []


async def test_every_theme_fits_with_its_exemplars(room: Served, browser: Browser) -> None:
    wall = await ChromiumPerson.comes(browser, room.links.projector_url, width=1280)
    workshop = await does(room, "operator", AdmitFacilitator("F1", "en"))
    await does(room, "F1", StartPhase(Phase.THEMES, Phase.LOBBY))

    for theme in workshop.study.themes:
        await does(room, "F1", PresentTheme(theme.id))
        await wall.sees(workshop.study.text("en").themes[theme.id].statement)
        await fits(wall.page, f"44-{theme.id}")
