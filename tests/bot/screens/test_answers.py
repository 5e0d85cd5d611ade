"""A written answer comes to whoever it is for, without their looking for it."""

from __future__ import annotations

from bot.actions import decode
from tests import given
from tests.bot.screens.looking import screen, view_of, words
from tests.given import Room
from workshops.commands import AnswerQuestion, AskQuestion
from workshops.model import Phase

ASKED = "Who is meant by the team?"
ANSWER = "Everyone on the ward."
OWN = f"You asked: “{ASKED}” The answer: {ANSWER}"
OTHERS = f"A question from the room: “{ASKED}” The answer: {ANSWER}"


def asked() -> Room:
    return (
        given.workshop()
        .joined("P01", "P02", table="A")
        .phase(Phase.THEMES)
        .does("P01", AskQuestion("T1", False, ASKED))
    )


def test_an_answer_to_everyone_stands_on_everyones_screen() -> None:
    room = asked().does("F1", AnswerQuestion("Q1", "all", ANSWER))

    assert (OWN in said(room, "P01"), OTHERS in said(room, "P02")) == (True, True)


def test_an_answer_to_the_one_who_asked_stands_on_nobody_elses_screen() -> None:
    room = asked().does("F1", AnswerQuestion("Q1", "asker", ANSWER))

    assert OWN in said(room, "P01")
    assert ANSWER not in said(room, "P02")


def test_an_answer_leaves_with_its_phase_and_is_found_again_under_more() -> None:
    room = asked()
    assert "questions" not in ways(room, "P02")

    room.does("F1", AnswerQuestion("Q1", "all", ANSWER)).phase(Phase.RANKING)

    assert ANSWER not in said(room, "P02")
    assert "questions" in ways(room, "P02")
    assert ANSWER in said(room, "P02", "questions")


def ways(room: Room, who: str) -> set[str | None]:
    """What can be opened from under More."""
    rows = screen(room.workshop, who, "more").rows
    return {view_of(decode(button.payload)[1]) for row in rows for button in row}


def said(room: Room, who: str, view: str = "") -> str:
    return words(screen(room.workshop, who, view))
