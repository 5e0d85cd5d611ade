"""What people take home: the boards, the themes, what happens next, and nobody in particular."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from lxml.html import document_fromstring

from bot.addresses import Addresses
from bot.handout import handout, handout_ready
from tests import given
from tests.bot.both_channels import Venue, both_channels
from tests.given import Room
from workshops.arrangement import Form
from workshops.commands import (
    AnswerReflects,
    ChooseForm,
    ConfirmArrangement,
    ExplainDissent,
    ExplainFit,
    ExplainUnplaced,
    GiveFit,
    LinkStatements,
    PlaceStatement,
    SayMissing,
    ShareNote,
    TakePen,
    WriteNote,
)
from workshops.model import Fit, Phase

ADDRESSES = Addresses("https://workshops.example")


@pytest.fixture
async def venue(tmp_path: Path) -> AsyncIterator[Venue]:
    async with both_channels(tmp_path / "data") as opened:
        yield opened


def two_tables() -> Room:
    """Table A hands in an order, table B a constellation; both are in the closed workshop."""
    room = given.workshop(groups="ABC").joined("P01", "P02", table="A").joined("P03", table="B")
    room.joined("P04", table="C").phase(Phase.RANKING)
    room.handed_in("P01", "S2", "S1")
    room.does("P03", TakePen("B"), ChooseForm("B", Form.CONSTELLATION), PlaceStatement("B", "S3", "centre"))
    return room.hands_in("P03", "B").placed("P04", "S5")


def text_of(html: str) -> str:
    [body] = document_fromstring(html).iter("body")
    return " ".join(" ".join(map(str, body.itertext())).split())


def page(room: Room, number: str) -> str:
    return text_of(handout(room.workshop, number, ADDRESSES))


def headings(html: str) -> list[str]:
    return [(h.text or "").strip() for h in document_fromstring(html).iter("h1", "h2", "h3")]


def test_the_own_board_comes_first_and_only_boards_that_were_handed_in() -> None:
    room = two_tables()

    assert headings(handout(room.workshop, "P03", ADDRESSES)) == [
        room.workshop.title,
        "Table B's board",
        "The other tables' boards",
        "Table A's board",
        "The themes",
        "What happens next",
    ]


def test_someone_whose_table_handed_nothing_in_has_all_the_others() -> None:
    room = two_tables()

    assert headings(handout(room.workshop, "P04", ADDRESSES))[1:4] == [
        "All tables' boards",
        "Table A's board",
        "Table B's board",
    ]


def test_a_board_has_its_links_own_statements_and_what_was_shared() -> None:
    room = given.ranking()
    room.added("P01", "P02", "Pay expenses on the day.").does("P01", TakePen("A"))
    room.does("P01", LinkStatements("A", "S2", "S1", "must_come_first"))
    room.does("P01", WriteNote("A", "reason", "Without pay nobody comes."))
    room.does("P01", WriteNote("A", "reason", "This stays at the table."))
    shared = next(iter(room.workshop.notes))
    room.does("P01", ShareNote(shared, True)).handed_in("P01", "S2", "S1")

    text = page(room, "P01")

    label = room.study.text("en").label
    assert f"{label('S2')} must come before {label('S1')}" in text
    assert "Pay expenses on the day." in text
    assert "Without pay nobody comes." in text
    assert "This stays at the table." not in text


def test_why_statements_were_left_out_stands_on_the_own_board_alone() -> None:
    room = given.ranking().placed("P01", "S2", "S1").does("P01", ExplainUnplaced("A", "all", "no_time"))
    room.hands_in("P01", "A").phase(Phase.REPORT_BACK)

    assert page(room, "P01").count("Ran out of time") == 6
    assert page(room, "P05").count("Ran out of time") == 0
    assert "Not on the board: 6" in page(room, "P05")


def test_the_themes_what_happens_next_and_the_support_line_are_in_it() -> None:
    room, text = two_tables(), page(two_tables(), "P01")

    words = room.study.text("en")
    for theme in words.themes.values():
        assert f"{theme.title} {theme.statement}" in text
    assert f"What happens next {words.what_next} {words.support_line}" in text


def test_nobody_is_named_and_nobodys_own_answers_are_in_it() -> None:
    room = given.workshop(groups="AB").joined("P01", "P02", table="A").phase(Phase.THEMES)
    room.does("P01", GiveFit("T1", Fit.PARTLY), ExplainFit("T1", "Not in our town."))
    room.phase(Phase.RANKING).handed_in("P01", "S2", "S1")
    room.does("P02", ConfirmArrangement("A", 1, "disagree"), ExplainDissent("Too hasty."))
    room.phase(Phase.PLENARY)
    room.does("P01", AnswerReflects("mostly"), SayMissing("Money."))

    html = handout(room.workshop, "P01", ADDRESSES)

    assert not re.search(r"P0\d|F1", html)
    for words in ("not in our town", "too hasty", "money.", "disagree", "mostly"):
        assert words not in text_of(html).lower()


def test_it_is_whole_in_one_file_and_words_are_never_markup() -> None:
    room = two_tables()
    room.workshop.title = "<script>alert(1)</script>"

    html = handout(room.workshop, "P03", ADDRESSES)

    assert "<script" not in html
    assert not re.search(r"(src|href)=", html)
    assert html.count("<svg") == 1


def test_it_is_ready_from_report_back_on() -> None:
    room = given.ranking()
    assert not handout_ready(room.workshop)

    assert handout_ready(room.phase(Phase.REPORT_BACK).workshop)


async def test_in_the_browser_the_closed_screen_leads_to_it(venue: Venue) -> None:
    ada = await venue.in_browser("A")
    await ada.opens(f"/w/{venue.code}/handout")
    ada.sees("The handout is ready once the groups have shown their boards.")
    facilitator = await venue.facilitator()
    await venue.reaches(Phase.CLOSED)
    await ada.opens(f"/w/{venue.code}")

    await ada.opens(ada.page.links()["Take it with you"])

    assert ada.status == 200
    ada.sees("Nobody is named here", "What happens next")
    await facilitator.opens(f"/w/{venue.code}/handout")
    facilitator.sees("This browser is not part of a workshop here")
