"""Evaluation: one question at a time, every one can be skipped, none is tied to a person."""

from __future__ import annotations

from bot.screens.blocks import Heading, Hint, Paragraph, Progress, Saved, Screen, Weight
from bot.screens.frame import footer
from bot.screens.look import Look
from workshops.commands import AnswerEvaluation
from workshops.numbering import number_written
from workshops.study import EvaluationQuestion, Study

EVALUATE = "evaluate"


def slots(study: Study) -> tuple[tuple[str, EvaluationQuestion], ...]:
    """Each answer that can be given, with its question: `useful`, `useful.2`, `useful.3`, `better` …"""
    return tuple(
        (question.id if number == 1 else f"{question.id}.{number}", question)
        for question in study.evaluation
        for number in range(1, question.several + 1)
    )


def evaluation(look: Look) -> Screen:
    say = look.say
    given = _given(look)
    of = len(slots(look.workshop.study))
    answered = sum(1 for words in given.values() if words)
    return look.screen(
        Heading(say("evaluation.title")),
        Paragraph(say("evaluation.invitation")),
        Hint(_who_reads(look)),
        Progress(say("evaluation.progress", answered=answered, of=of), answered, of) if answered else None,
        rows=(
            (look.opens(say("evaluation.start"), f"{EVALUATE} 1", Weight.MAIN),),
            *footer(look),
        ),
    )


def question(look: Look, argument: str) -> Screen:
    asked = slots(look.workshop.study)
    number = number_asked_for(argument)
    if not 1 <= number <= len(asked):
        return finished(look)
    slot, about = asked[number - 1]
    texts = look.words.evaluation[about.id]
    say = look.say
    given = _given(look).get(slot, "")
    following = look.opens(
        say("evaluation.next" if given else "skip"), f"{EVALUATE} {number + 1}", Weight.QUIET
    )
    back = look.opens(say("back"), f"{EVALUATE} {number - 1}" if number > 1 else "", Weight.QUIET)
    typed = None
    if about.kind == "text":
        typed = look.typed(AnswerEvaluation(slot), texts.question, _who_reads(look), given)
    return look.screen(
        Heading(say("evaluation.number", number=number, of=len(asked))),
        Paragraph(texts.question) if not typed else None,
        Saved(say("evaluation.saved")) if given else None,
        rows=(
            *(
                (look.button(texts.choices[c], AnswerEvaluation(slot, c), chosen=given == c),)
                for c in about.choices
            ),
            (back, following),
        ),
        typed=typed,
    )


def number_asked_for(argument: str) -> int:
    return number_written(argument) or 1


def finished(look: Look) -> Screen:
    say = look.say
    return look.screen(
        Heading(say("evaluation.done")),
        Paragraph(say("evaluation.thanks")),
        rows=((look.opens(say("evaluation.look_again"), f"{EVALUATE} 1"),), *footer(look)),
    )


def _given(look: Look) -> dict[str, str]:
    return look.workshop.evaluation.get(look.viewer.respondent, {})


def _who_reads(look: Look) -> str:
    linked = look.viewer.respondent == look.me.number
    return look.say("evaluation.who_reads_linked" if linked else "evaluation.who_reads")
