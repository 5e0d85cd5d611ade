"""Questions: from any card, anonymous or not, into a queue; answered, or parked, and never lost."""

from __future__ import annotations

from workshops.commands import AnswerQuestion, AskQuestion
from workshops.events import QuestionAnswered, QuestionAsked
from workshops.model import Actor, Question, Refused, Role, Workshop
from workshops.protocol.board import is_muted
from workshops.protocol.rules import FROM_THEMES, NOTHING, Decision, decides, evolves

ASKER = "asker"
EVERYONE = "all"
ALOUD = "aloud"
PARKED = "parked"
ANSWERS = (ASKER, EVERYONE, ALOUD, PARKED)


@decides(AskQuestion, Role.PARTICIPANT, Role.RESPONDENT, during=FROM_THEMES)
def ask_question(workshop: Workshop, command: AskQuestion, actor: Actor, now: int) -> Decision:
    if command.theme and all(theme.id != command.theme for theme in workshop.study.themes):
        return Refused("theme_unknown")
    if not command.words:
        return Refused("words_missing")
    if command.anonymous is not (actor.role is Role.RESPONDENT):
        return Refused("not_yours")
    if is_muted(workshop, actor):
        return Refused("muted")
    asked = (command.theme, actor.id, command.anonymous, command.words)
    waiting = (question for question in workshop.questions.values() if not question.answered)
    if any((q.theme, q.asker, q.anonymous, q.words) == asked for q in waiting):
        return NOTHING
    return [QuestionAsked(f"Q{len(workshop.questions) + 1}", *asked)]


@evolves(QuestionAsked)
def question_asked(workshop: Workshop, event: QuestionAsked, at: int) -> None:
    workshop.questions[event.question] = Question(
        event.question, event.theme, event.asker, event.anonymous, event.words, at
    )


@decides(AnswerQuestion, Role.FACILITATOR)
def answer_question(workshop: Workshop, command: AnswerQuestion, actor: Actor, now: int) -> Decision:
    question = workshop.questions.get(command.question)
    if question is None:
        return Refused("question_unknown")
    if command.to not in ANSWERS:
        return Refused("answer_unknown")
    if command.to in (ASKER, EVERYONE) and not command.words:
        return Refused("words_missing")
    if (question.answered, question.answer) == (command.to, command.words):
        return NOTHING
    return [QuestionAnswered(question.id, command.to, command.words, actor.id)]


@evolves(QuestionAnswered)
def question_answered(workshop: Workshop, event: QuestionAnswered, at: int) -> None:
    question = workshop.questions[event.question]
    question.answered, question.answer, question.answered_at = event.to, event.answer, at
