"""What comes while a view is open: it stands above the view, and one button leads there."""

from __future__ import annotations

import pytest

from bot.actions import Open, decode
from bot.screens import opened
from bot.screens.blocks import Heading, Screen, Status
from tests import given
from tests.bot.screens.looking import screen, walk, words
from tests.given import Room
from workshops.commands import ConfirmArrangement, HoldRoom, StartBreak, TakePen, WriteNote
from workshops.model import Confirmation, Phase

VIEWS = ["themes", "theme T1", "why T1", "notes", "note A-n1", "write reason", "more", "mydata"]


@pytest.fixture
def room() -> Room:
    room = given.ranking().phase(Phase.THEMES)
    return room.does("P01", WriteNote("A", "reason", "tea"))


def ways_home(found: Screen) -> list[str]:
    buttons = (button for row in found.rows for button in row)
    return [button.label for button in buttons if decode(button.payload)[1] == Open("")]


def headings(found: Screen) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in found.blocks if isinstance(block, Heading)]


def opening(room: Room, view: str) -> str:
    """The view as P01 has it open from now on."""
    return opened(room.workshop, view)


@pytest.mark.parametrize("view", VIEWS)
def test_a_break_stands_above_what_is_open_and_leaves_it_as_it_is(room: Room, view: str) -> None:
    before = screen(room.workshop, "P01", opening(room, view))
    has_open = opening(room, view)
    room.does("F1", StartBreak(1, 15))
    back_at = room.workshop.breaks[0].until

    found = screen(room.workshop, "P01", has_open)

    assert isinstance(found.blocks[0], Status)
    assert headings(found)[0] == ("Break", 1)
    assert headings(found)[1:] == [(text, 2) for text, _ in headings(before)]
    assert found.typed == before.typed
    assert f"Back at {given_clock(back_at)}. Everything is saved." in words(found)
    assert ways_home(found) == [f"To the break (back at {given_clock(back_at)})"]
    assert found.rows[0][0].label == ways_home(found)[0]


def given_clock(at: int) -> str:
    minutes = (at - given.TEN_O_CLOCK) // given.MINUTE
    return f"{10 + minutes // 60}:{minutes % 60:02}"


def test_a_pause_stands_above_what_is_open_too(room: Room) -> None:
    has_open = opening(room, "why T1")
    found = screen(room.does("F1", HoldRoom(True)).workshop, "P01", has_open)

    assert headings(found)[0] == ("A short pause", 1)
    assert ways_home(found) == ["To the pause"]
    assert found.typed is not None


def test_another_phase_is_one_line_above_what_is_open(room: Room) -> None:
    has_open = opening(room, "why T1")
    assert "Meanwhile" not in words(screen(room.workshop, "P01", has_open))

    found = screen(room.phase(Phase.RANKING).workshop, "P01", has_open)

    assert "Meanwhile the room has gone on to: Group ranking." in words(found)
    assert ways_home(found) == ["Go to: Group ranking"]
    assert found.typed is not None


def test_what_is_opened_in_the_phase_itself_has_nothing_above_it(room: Room) -> None:
    room.phase(Phase.RANKING)

    found = screen(room.workshop, "P01", opening(room, "theme T1"))

    assert "Meanwhile" not in words(found)
    assert ways_home(found) == ["Back"]


def test_the_same_phase_again_is_another_stretch_of_the_day(room: Room) -> None:
    has_open = opening(room, "theme T1")
    room.phase(Phase.RANKING).phase(Phase.THEMES)

    assert ways_home(screen(room.workshop, "P01", has_open)) == ["Go to: Themes"]


def test_the_end_stands_above_what_is_open(room: Room) -> None:
    room.phase(Phase.EVALUATION)
    has_open = opening(room, "evaluate 4")
    found = screen(room.phase(Phase.CLOSED).workshop, "P01", has_open)

    assert headings(found)[0] == ("Thank you", 1)
    assert ways_home(found) == ["To the end of the workshop"]
    assert found.typed is not None


def test_whoever_put_their_phone_down_at_a_first_question_is_taken_along() -> None:
    room = given.workshop().joined("P01", table="A")
    has_open = opening(room, "profile 1")

    assert screen(room.phase(Phase.THEMES).workshop, "P01", has_open) == screen(room.workshop, "P01")


def test_a_view_that_the_phase_does_not_have_gives_way_to_the_phase(room: Room) -> None:
    room.phase(Phase.RANKING).does("P01", TakePen("A"))
    has_open = opening(room, "extras")
    room.phase(Phase.REPORT_BACK)

    assert headings(screen(room.workshop, "P01", has_open))[0] == ("Report back", 1)
    room.does("F1", StartBreak(1, 15))
    assert headings(screen(room.workshop, "P01", has_open))[0] == ("Break", 1)


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.CLOSED])
def test_no_view_hides_a_break(phase: Phase) -> None:
    room = given.workshop(given.WITH_INDIVIDUAL_RANKING).joined("P01", "P02", table="A")
    if phase is not Phase.LOBBY:
        room.phase(phase)
    views = {view for view, _ in walk(room.workshop, "P01")}
    room.does("F1", StartBreak(1, 15))

    first = {view: headings(screen(room.workshop, "P01", view))[0] for view in views}
    assert first == dict.fromkeys(views, ("Break", 1))


def test_another_page_of_a_view_keeps_when_it_was_opened(room: Room) -> None:
    assert opening(room, "theme T1") == f"theme T1.{len(room.workshop.runs)}"
    assert opening(room, "theme T1.3@2") == "theme T1.3@2"
    assert [opening(room, view) for view in ("", "@2")] == ["", "@2"]


def test_whoever_has_finished_the_evaluation_is_thanked_once_when_the_workshop_closes(room: Room) -> None:
    room.phase(Phase.EVALUATION)
    at_the_end = opening(room, "evaluate 99")

    room.phase(Phase.CLOSED)

    assert screen(room.workshop, "P01", at_the_end) == screen(room.workshop, "P01")


@pytest.mark.parametrize("view", ["themes", "notes", "extras"])
def test_a_board_that_is_handed_in_asks_also_whoever_has_something_else_open(view: str) -> None:
    room = given.ranking()
    has_open = opening(room, view)
    room.handed_in("P02", "S1")

    asked = screen(room.workshop, "P01", has_open)
    room.does("P01", ConfirmArrangement("A", 1, Confirmation.AGREE))
    answered = screen(room.workshop, "P01", has_open)

    assert ("Is this still fine with you?" in words(asked), ways_home(asked)) == (True, ["Back to the board"])
    assert "Is this still fine with you?" not in words(answered)
