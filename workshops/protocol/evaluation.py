"""Evaluation: answers belong to a respondent, a random token, not to a participant."""

from __future__ import annotations

from workshops.commands import AnswerEvaluation
from workshops.events import EvaluationAnswered
from workshops.model import Actor, Phase, Refused, Role, Workshop
from workshops.protocol.rules import NOTHING, Decision, decides, evolves
from workshops.study import EvaluationQuestion


@decides(AnswerEvaluation, Role.RESPONDENT, during=(Phase.EVALUATION, Phase.CLOSED))
def answer_evaluation(workshop: Workshop, command: AnswerEvaluation, actor: Actor, now: int) -> Decision:
    question = _question(workshop, command.question)
    if question is None:
        return Refused("question_unknown")
    if question.kind == "choice" and command.choice not in question.choices:
        return Refused("answer_unknown")
    answer = command.choice if question.kind == "choice" else command.words
    if workshop.evaluation.get(actor.id, {}).get(command.question, "") == answer:
        return NOTHING
    return [EvaluationAnswered(actor.id, command.question, answer)]


@evolves(EvaluationAnswered)
def evaluation_answered(workshop: Workshop, event: EvaluationAnswered, at: int) -> None:
    workshop.evaluation.setdefault(event.respondent, {})[event.question] = event.words


def _question(workshop: Workshop, name: str) -> EvaluationQuestion | None:
    for question in workshop.study.evaluation:
        if name in (question.id, *(f"{question.id}.{further}" for further in range(2, question.several + 1))):
            return question
    return None
