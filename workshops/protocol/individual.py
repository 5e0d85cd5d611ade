"""Individual ranking: a private order, the most important first, counted only once it is submitted."""

from __future__ import annotations

from workshops.commands import RankStatement, SubmitIndividualRanking, UndoRank
from workshops.events import IndividualRankingSubmitted, StatementRanked
from workshops.model import Actor, IndividualRanking, Phase, Refused, Role, Workshop
from workshops.protocol.rules import NOTHING, Decision, decides, evolves

DURING = (Phase.INDIVIDUAL,)


@decides(RankStatement, Role.PARTICIPANT, during=DURING)
def rank_statement(workshop: Workshop, command: RankStatement, actor: Actor, now: int) -> Decision:
    own = _ranking(workshop, actor.id)
    if own.submitted_at:
        return Refused("submitted_already")
    if command.statement not in own.offered:
        return Refused("statement_unknown")
    if (command.rank, command.statement) in enumerate(own.ranked, start=1):
        return NOTHING
    if command.statement in own.ranked or command.rank != len(own.ranked) + 1:
        return Refused("place_gone")
    return [StatementRanked(actor.id, (*own.ranked, command.statement))]


@decides(UndoRank, Role.PARTICIPANT, during=DURING)
def undo_rank(workshop: Workshop, command: UndoRank, actor: Actor, now: int) -> Decision:
    own = _ranking(workshop, actor.id)
    if own.submitted_at:
        return Refused("submitted_already")
    if not own.ranked or command.rank != len(own.ranked):
        return NOTHING
    return [StatementRanked(actor.id, own.ranked[:-1])]


@evolves(StatementRanked)
def statement_ranked(workshop: Workshop, event: StatementRanked, at: int) -> None:
    _ranking(workshop, event.participant).ranked = event.ranked


@decides(SubmitIndividualRanking, Role.PARTICIPANT, during=DURING)
def submit(workshop: Workshop, command: SubmitIndividualRanking, actor: Actor, now: int) -> Decision:
    own = _ranking(workshop, actor.id)
    if own.submitted_at:
        return NOTHING
    if not own.ranked:
        return Refused("nothing_ranked")
    if command.ranked != len(own.ranked):
        return Refused("changed_since")
    return [IndividualRankingSubmitted(actor.id)]


@evolves(IndividualRankingSubmitted)
def submitted(workshop: Workshop, event: IndividualRankingSubmitted, at: int) -> None:
    _ranking(workshop, event.participant).submitted_at = at


def _ranking(workshop: Workshop, number: str) -> IndividualRanking:
    """The person's own; one of nothing where the study was without individual rankings when they joined."""
    return workshop.participants[number].individual or IndividualRanking(offered=())
