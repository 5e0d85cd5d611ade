"""Plenary: do the themes together reflect the key issues, and what is missing?"""

from __future__ import annotations

import pytest

from tests import given
from tests.given import Room
from workshops.commands import AnswerReflects, SayMissing
from workshops.model import Phase, Reflects


@pytest.fixture
def room() -> Room:
    return given.ranking().phase(Phase.PLENARY)


def test_whether_the_themes_reflect_the_key_issues_can_be_said_and_changed(room: Room) -> None:
    room.does("P01", AnswerReflects(Reflects.YES), AnswerReflects(Reflects.MOSTLY))
    room.changes_nothing("P01", AnswerReflects(Reflects.MOSTLY))
    room.refuses("P01", AnswerReflects("rather"), "answer_unknown").refuses(
        "P01", AnswerReflects(""), "answer_unknown"
    )

    assert room.someone("P01").reflects == "mostly"
    assert room.someone("P02").reflects == ""


def test_what_is_missing_can_be_said_changed_and_taken_back(room: Room) -> None:
    room.does("P01", SayMissing("money")).changes_nothing("P01", SayMissing("money"))
    room.does("P01", SayMissing("money and rest"))
    assert room.someone("P01").missing == "money and rest"

    room.does("P01", SayMissing())
    assert room.someone("P01").missing == ""


def test_answers_may_come_during_the_evaluation_but_not_before_the_plenary(room: Room) -> None:
    room.phase(Phase.EVALUATION).does("P01", AnswerReflects(Reflects.NO), SayMissing("money"))
    room.phase(Phase.REPORT_BACK).refuses("P01", AnswerReflects(Reflects.YES), "wrong_phase")
    room.refuses("P01", SayMissing("rest"), "wrong_phase")
