"""Plenary: after the discussion, do the themes together reflect the key issues, and what is missing?"""

from __future__ import annotations

from workshops.commands import AnswerReflects, SayMissing
from workshops.events import MissingSaid, ReflectsAnswered
from workshops.model import Actor, Phase, Reflects, Refused, Role, Workshop
from workshops.protocol.rules import NOTHING, Decision, decides, evolves

DURING = (Phase.PLENARY, Phase.EVALUATION)


@decides(AnswerReflects, Role.PARTICIPANT, during=DURING)
def answer_reflects(workshop: Workshop, command: AnswerReflects, actor: Actor, now: int) -> Decision:
    if command.answer not in tuple(Reflects):
        return Refused("answer_unknown")
    if workshop.participants[actor.id].reflects == command.answer:
        return NOTHING
    return [ReflectsAnswered(actor.id, command.answer)]


@evolves(ReflectsAnswered)
def reflects_answered(workshop: Workshop, event: ReflectsAnswered, at: int) -> None:
    workshop.participants[event.participant].reflects = event.answer


@decides(SayMissing, Role.PARTICIPANT, during=DURING)
def say_missing(workshop: Workshop, command: SayMissing, actor: Actor, now: int) -> Decision:
    if workshop.participants[actor.id].missing == command.words:
        return NOTHING
    return [MissingSaid(actor.id, command.words)]


@evolves(MissingSaid)
def missing_said(workshop: Workshop, event: MissingSaid, at: int) -> None:
    workshop.participants[event.participant].missing = event.words
