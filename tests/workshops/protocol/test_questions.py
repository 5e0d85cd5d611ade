"""Questions: into a queue, with one's number or without; answered or parked, and lost in no phase."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import Room
from workshops.commands import AnswerQuestion, AskQuestion, MuteParticipant, Withdraw
from workshops.events import QuestionAsked, encode
from workshops.model import Phase, Question

WHY = AskQuestion("T1", anonymous=False, words="why?")
SECRETLY = AskQuestion("T1", anonymous=True, words="why?")
ANYBODY = "respondent:token"


@pytest.fixture
def room() -> Room:
    return given.ranking().phase(Phase.THEMES)


def answered(room: Room, question: str = "Q1") -> tuple[str, str]:
    return room.workshop.questions[question].answered, room.workshop.questions[question].answer


def test_a_question_waits_with_its_card_and_its_asker(room: Room) -> None:
    room.does("P01", WHY)

    assert room.workshop.questions == {"Q1": Question("Q1", "T1", "P01", False, "why?", room.now)}


def test_an_anonymous_question_leaves_no_number_anywhere(room: Room) -> None:
    room.does(ANYBODY, SECRETLY)

    act = room.acts[-1]
    assert act.events == (QuestionAsked("Q1", "T1", "token", True, "why?"),)
    assert "P0" not in encode(act.events) + str(act.actor)


def test_nobody_asks_anonymously_under_a_number_or_with_a_number_under_none(room: Room) -> None:
    room.refuses("P01", SECRETLY, "not_yours").refuses(ANYBODY, WHY, "not_yours")


def test_the_same_question_twice_is_one_until_it_is_answered(room: Room) -> None:
    room.does("P01", WHY).changes_nothing("P01", WHY).does("P02", WHY).does(ANYBODY, SECRETLY)
    room.does("F1", AnswerQuestion("Q1", "aloud")).does("P01", WHY)

    assert [*room.workshop.questions] == ["Q1", "Q2", "Q3", "Q4"]


def test_a_question_has_words_and_a_card_there_is_or_none(room: Room) -> None:
    room.refuses("P01", AskQuestion("T1", False), "words_missing")
    room.refuses("P01", AskQuestion("T99", False, "why?"), "theme_unknown")
    room.does("P01", AskQuestion("", False, "what is next?"))


@pytest.mark.parametrize("to", ["asker", "all"])
def test_an_answer_is_written_to_the_asker_or_to_all(room: Room, to: str) -> None:
    room.does("P01", WHY).refuses("F1", AnswerQuestion("Q1", to), "words_missing")
    room.does("F1", AnswerQuestion("Q1", to, "because")).changes_nothing(
        "F1", AnswerQuestion("Q1", to, "because")
    )

    assert answered(room) == (to, "because")


@pytest.mark.parametrize("to", ["aloud", "parked"])
def test_answered_aloud_or_kept_for_later_needs_no_words(room: Room, to: str) -> None:
    room.does(
        "P01",
        WHY,
    ).does("F1", AnswerQuestion("Q1", to)).changes_nothing("F1", AnswerQuestion("Q1", to))

    assert answered(room) == (to, "")


def test_what_was_parked_is_answered_in_a_later_phase(room: Room) -> None:
    room.does("P01", WHY).does("F1", AnswerQuestion("Q1", "parked"))
    for phase in (Phase.RANKING, Phase.REPORT_BACK, Phase.PLENARY, Phase.EVALUATION):
        room.phase(phase)
        assert answered(room) == ("parked", "")

    room.does("F1", AnswerQuestion("Q1", "all", "because"))
    assert answered(room) == ("all", "because")


def test_facilitators_answer_and_only_what_was_asked(room: Room) -> None:
    room.does("P01", WHY).refuses("P02", AnswerQuestion("Q1", "aloud"), "not_yours")

    room.refuses("F1", AnswerQuestion("Q9", "aloud"), "question_unknown")
    room.refuses("F1", AnswerQuestion("Q1", "nobody"), "answer_unknown")


def test_questions_are_asked_from_the_themes_to_the_end() -> None:
    room = given.workshop().joined("P01", table="A").refuses("P01", WHY, "wrong_phase")
    for phase in (Phase.THEMES, Phase.RANKING, Phase.EVALUATION):
        room.phase(phase).does("P01", AskQuestion("T1", False, phase.value))

    room.phase(Phase.CLOSED).refuses("P01", WHY, "closed")


def test_whoever_may_not_write_for_now_asks_nothing_in_writing(room: Room) -> None:
    room.does("F1", MuteParticipant("P01", True)).refuses("P01", WHY, "muted")


def test_the_words_go_with_who_is_removed(room: Room) -> None:
    room.does("P01", WHY).does("P02", WHY).does("operator", Withdraw("P01", remove=True))

    assert [question.words for question in room.workshop.questions.values()] == ["", "why?"]
