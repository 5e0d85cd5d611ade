"""The plenary's vote, if the team wants one: extras merged with each group's yes, then one vote for three."""

from __future__ import annotations

from workshops.commands import AnswerMerge, MergeExtras, OpenVote, ShowVote, VoteFor
from workshops.events import ExtrasMerged, MergeAnswered, VoteCast, VoteOpened, VoteShown
from workshops.model import Actor, Merge, Phase, Refused, Role, Workshop
from workshops.protocol.board import own_group
from workshops.protocol.rules import NOTHING, Decision, decides, evolves

MERGING = (Phase.RANKING, Phase.REPORT_BACK, Phase.PLENARY)
DURING = (Phase.PLENARY,)
VOTES = 3


@decides(MergeExtras, Role.FACILITATOR, during=MERGING)
def merge_extras(workshop: Workshop, command: MergeExtras, actor: Actor, now: int) -> Decision:
    extras = tuple(command.extras.split("+"))
    known = {extra for group in workshop.groups.values() for extra in group.extras}
    if len(set(extras)) < 2 or not set(extras) <= known:
        return Refused("statement_unknown")
    if not command.words:
        return Refused("words_missing")
    if any(set(extras) & set(merge.extras) for merge in standing_merges(workshop)):
        return Refused("merged_already")
    return [ExtrasMerged(f"M-{len(workshop.merges) + 1}", extras, command.words)]


@evolves(ExtrasMerged)
def extras_merged(workshop: Workshop, event: ExtrasMerged, at: int) -> None:
    workshop.merges[event.merge] = Merge(event.merge, event.extras, event.words)


@decides(AnswerMerge, Role.PARTICIPANT, Role.FACILITATOR, during=MERGING)
def answer_merge(workshop: Workshop, command: AnswerMerge, actor: Actor, now: int) -> Decision:
    """Any member of a group that proposed one of them says yes, or keeps the group's own.

    A facilitator may record what a table has said aloud, also that nobody is left there to be asked; what a
    table has said for itself only the table changes.
    """
    merge = workshop.merges.get(command.merge)
    group = own_group(workshop, actor, command.group)
    if isinstance(group, Refused) and actor.role is not Role.FACILITATOR:
        return group
    if merge is None or command.group not in groups_of(merge):
        return Refused("merge_unknown")
    if merge.answers.get(command.group) == command.yes:
        return NOTHING
    aloud = isinstance(group, Refused)
    if aloud and command.group in merge.answers and command.group not in merge.aloud:
        return Refused("merge_answered")
    return [MergeAnswered(merge.id, command.group, command.yes, actor.id, aloud)]


@evolves(MergeAnswered)
def merge_answered(workshop: Workshop, event: MergeAnswered, at: int) -> None:
    merge = workshop.merges[event.merge]
    merge.answers[event.group] = event.yes
    (merge.aloud.add if event.aloud else merge.aloud.discard)(event.group)


@decides(OpenVote, Role.FACILITATOR, during=DURING)
def open_vote(workshop: Workshop, command: OpenVote, actor: Actor, now: int) -> Decision:
    return NOTHING if workshop.vote_open == command.on else [VoteOpened(command.on)]


@evolves(VoteOpened)
def vote_opened(workshop: Workshop, event: VoteOpened, at: int) -> None:
    workshop.vote_open = event.on


@decides(ShowVote, Role.FACILITATOR, during=DURING)
def show_vote(workshop: Workshop, command: ShowVote, actor: Actor, now: int) -> Decision:
    return NOTHING if workshop.vote_shown == command.on else [VoteShown(command.on)]


@evolves(VoteShown)
def vote_shown(workshop: Workshop, event: VoteShown, at: int) -> None:
    workshop.vote_shown = event.on


@decides(VoteFor, Role.PARTICIPANT, during=DURING)
def vote_for(workshop: Workshop, command: VoteFor, actor: Actor, now: int) -> Decision:
    if not workshop.vote_open:
        return Refused("vote_closed")
    items = vote_items(workshop)
    if command.item not in items:
        return Refused("statement_unknown")
    # What has been merged since is no vote any more.
    cast = tuple(item for item in workshop.participants[actor.id].vote if item in items)
    if (command.item in cast) == command.on:
        return NOTHING
    if not command.on:
        return [VoteCast(actor.id, tuple(item for item in cast if item != command.item))]
    if len(cast) >= VOTES:
        return Refused("votes_spent")
    return [VoteCast(actor.id, (*cast, command.item))]


@evolves(VoteCast)
def vote_cast(workshop: Workshop, event: VoteCast, at: int) -> None:
    workshop.participants[event.participant].vote = event.items


def vote_items(workshop: Workshop) -> tuple[str, ...]:
    """What can be voted for: the core, the merges that all agreed to, and the extras left on their own."""
    agreed = [merge for merge in workshop.merges.values() if is_agreed(merge)]
    merged = {extra for merge in agreed for extra in merge.extras}
    own = [
        extra
        for group in workshop.groups.values()
        if group.handed_in
        for extra in group.extras
        if extra not in merged
    ]
    return (*workshop.study.statements, *(merge.id for merge in agreed), *own)


def groups_of(merge: Merge) -> tuple[str, ...]:
    """The groups that proposed what is merged."""
    return tuple(dict.fromkeys(extra.rpartition("-")[0] for extra in merge.extras))


def is_agreed(merge: Merge) -> bool:
    return all(merge.answers.get(group) for group in groups_of(merge))


def standing_merges(workshop: Workshop) -> list[Merge]:
    """The merges that no group has declined."""
    return [merge for merge in workshop.merges.values() if False not in merge.answers.values()]
