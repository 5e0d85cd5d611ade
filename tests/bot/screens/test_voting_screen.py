"""The vote as it is seen: nothing else in between, and a name on every button."""

from __future__ import annotations

from tests import given
from tests.bot.screens.looking import screen, words
from tests.given import Room
from workshops.commands import AnswerReflects, OpenVote, VoteFor
from workshops.model import Phase


def voting() -> Room:
    room = given.ranking().added("P02", "P01", "Pay for travel").handed_in("P01", "S1")
    return room.phase(Phase.PLENARY).does("F1", OpenVote(True))


def labels(room: Room, who: str, view: str = "") -> list[str]:
    return [button.label for row in screen(room.workshop, who, view).rows for button in row]


def test_after_the_first_question_the_vote_comes_first_named_as_on_the_board() -> None:
    room = voting().does("P01", AnswerReflects("mostly"))

    text = room.study.text("en")
    items = [*(text.label(statement) for statement in room.study.statements), "Pay for travel"]
    assert labels(room, "P01")[: len(items)] == items


def test_the_two_questions_are_one_tap_from_the_vote_and_what_was_answered_is_shown() -> None:
    room = voting()
    assert labels(room, "P01")[:4] == ["Yes", "Mostly", "Partly", "No"]

    room.does("P01", AnswerReflects("mostly"))

    assert "Saved: Mostly." in words(screen(room.workshop, "P01"))
    assert "Do these themes together reflect the key issues?" in labels(room, "P01")
    assert labels(room, "P01", "plenary")[:4] == ["Yes", "Mostly", "Partly", "No"]


def test_a_result_is_there_to_show_once_somebody_has_voted() -> None:
    room = voting()
    assert "Show the result to everyone" not in labels(room, "F1")

    room.does("P01", VoteFor("S1", True))

    assert "Show the result to everyone" in labels(room, "F1")


def test_a_short_statement_of_ones_own_is_not_said_twice() -> None:
    room = given.ranking().added("P02", "P01", "Pay for travel").placed("P01", "A-x1")

    assert words(screen(room.workshop, "P02")).count("Pay for travel") == 1
