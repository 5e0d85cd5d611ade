"""Evaluation: answers belong to a respondent whom nothing here ties to a participant."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import Room
from workshops.commands import AnswerEvaluation
from workshops.events import encode
from workshops.model import Phase

WHO = "respondent:c2hha2Vu"


@pytest.fixture
def room() -> Room:
    return given.ranking().phase(Phase.EVALUATION)


def test_up_to_three_things_were_useful(room: Room) -> None:
    room.does(WHO, AnswerEvaluation("useful", words="the cards"))
    room.does(WHO, AnswerEvaluation("useful.2", words="the talk"), AnswerEvaluation("useful.3", words="tea"))

    assert room.workshop.evaluation == {
        "c2hha2Vu": {"useful": "the cards", "useful.2": "the talk", "useful.3": "tea"}
    }


@pytest.mark.parametrize(
    "question", ["useful.0", "useful.1", "useful.4", "useful.", "amount.2", "shoesize", ""]
)
def test_there_is_room_for_no_more_than_the_study_asks(room: Room, question: str) -> None:
    room.refuses(WHO, AnswerEvaluation(question, words="more"), "question_unknown")


def test_a_choice_is_one_of_those_there_are_and_can_be_changed(room: Room) -> None:
    room.does(WHO, AnswerEvaluation("amount", "much"), AnswerEvaluation("amount", "right"))
    room.changes_nothing(WHO, AnswerEvaluation("amount", "right"))
    room.refuses(WHO, AnswerEvaluation("amount", "plenty"), "answer_unknown")
    room.refuses(WHO, AnswerEvaluation("amount", words="right"), "answer_unknown")

    assert room.workshop.evaluation == {"c2hha2Vu": {"amount": "right"}}


def test_what_is_typed_comes_as_words_alone(room: Room) -> None:
    room.changes_nothing(WHO, AnswerEvaluation("better", "in a button"))

    assert room.workshop.evaluation == {}


def test_an_answer_can_be_changed_and_taken_back(room: Room) -> None:
    room.does(
        WHO, AnswerEvaluation("better", words="more tea"), AnswerEvaluation("better", words="more time")
    )
    room.changes_nothing(WHO, AnswerEvaluation("better", words="more time"))
    room.does(WHO, AnswerEvaluation("better"))

    assert room.workshop.evaluation == {"c2hha2Vu": {"better": ""}}


def test_nobody_evaluates_under_their_number(room: Room) -> None:
    room.refuses("P01", AnswerEvaluation("better", words="more time"), "not_yours")
    room.does(WHO, AnswerEvaluation("better", words="more time"))

    assert "P0" not in encode(room.acts[-1].events)
    assert room.acts[-1].actor.id == "c2hha2Vu"


def test_answers_are_taken_until_well_after_the_close_but_not_before_the_phase(room: Room) -> None:
    room.phase(Phase.CLOSED).does(WHO, AnswerEvaluation("better", words="more time"))

    given.ranking().refuses(WHO, AnswerEvaluation("better", words="more time"), "wrong_phase")
