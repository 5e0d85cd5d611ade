"""Pausing, leaving quietly, coming back, and withdrawing."""

from __future__ import annotations

import msgspec

from workshops.commands import Leave, Pause, Return, Withdraw
from workshops.events import ParticipantLeft, ParticipantPaused, ParticipantReturned, ParticipantWithdrew
from workshops.model import Actor, Refused, Role, Workshop
from workshops.protocol.rules import NOTHING, PHASES, Decision, decides, evolves
from workshops.protocol.tables import release_pen


@decides(Pause, Role.PARTICIPANT, waiting=True)
def pause(workshop: Workshop, command: Pause, actor: Actor, now: int) -> Decision:
    return NOTHING if workshop.participants[actor.id].paused else [ParticipantPaused(actor.id)]


@evolves(ParticipantPaused)
def participant_paused(workshop: Workshop, event: ParticipantPaused, at: int) -> None:
    workshop.participants[event.participant].paused = True


@decides(Return, Role.PARTICIPANT, during=PHASES, waiting=True, gone=True)
def come_back(workshop: Workshop, command: Return, actor: Actor, now: int) -> Decision:
    participant = workshop.participants[actor.id]
    return [ParticipantReturned(actor.id)] if participant.paused or participant.left_at else NOTHING


@evolves(ParticipantReturned)
def participant_returned(workshop: Workshop, event: ParticipantReturned, at: int) -> None:
    participant = workshop.participants[event.participant]
    participant.paused = False
    participant.left_at = 0


@decides(Leave, Role.PARTICIPANT, during=PHASES, waiting=True, gone=True)
def leave(workshop: Workshop, command: Leave, actor: Actor, now: int) -> Decision:
    return NOTHING if workshop.participants[actor.id].left_at else [ParticipantLeft(actor.id)]


@evolves(ParticipantLeft)
def participant_left(workshop: Workshop, event: ParticipantLeft, at: int) -> None:
    participant = workshop.participants[event.participant]
    participant.left_at = at
    release_pen(workshop, participant)


@decides(
    Withdraw,
    Role.PARTICIPANT,
    Role.FACILITATOR,
    Role.OPERATOR,
    during=PHASES,
    waiting=True,
    gone=True,
    withdrawn=True,
    team=True,
)
def withdraw(workshop: Workshop, command: Withdraw, actor: Actor, now: int) -> Decision:
    """Whoever withdrew and kept what they said may still have it removed later."""
    participant = workshop.participants.get(command.participant)
    if participant is None:
        return Refused("participant_unknown")
    if actor.role is Role.PARTICIPANT and actor.id != command.participant:
        return Refused("not_yours")
    if participant.removed or (participant.withdrew_at and not command.remove):
        return NOTHING
    if command.remove and workshop.links_deleted_at:
        return Refused("links_deleted")
    return [ParticipantWithdrew(command.participant, command.remove)]


@evolves(ParticipantWithdrew)
def participant_withdrew(workshop: Workshop, event: ParticipantWithdrew, at: int) -> None:
    participant = workshop.participants[event.participant]
    release_pen(workshop, participant)
    participant.withdrew_at = participant.withdrew_at or at
    if event.removed:
        participant.removed = True
        participant.fits.clear()
        participant.profile.clear()
        participant.individual = participant.confirmed = None
        participant.reflects = participant.missing = ""
        participant.vote = ()
        participant.supported = False
        _take_out_words(workshop, participant.number)
        _take_out_of_groups(workshop, participant.number)


def _take_out_words(workshop: Workshop, number: str) -> None:
    """What they wrote or asked, as the journal will read once it is blanked."""
    for note in workshop.notes.values():
        if note.author == number:
            note.words = note.author = ""
    for question in workshop.questions.values():
        if question.asker == number:
            question.words = ""
    for call in workshop.calls.values():
        if call.participant == number:
            call.participant, call.ended = "", True


def _take_out_of_groups(workshop: Workshop, number: str) -> None:
    """What is accepted stays the group's, without the name of who proposed it."""
    for group in workshop.groups.values():
        for proposal in group.proposals.values():
            if proposal.by == number:
                proposal.words = proposal.by = ""
        for extra in group.extras.values():
            if extra.proposed_by == number:
                extra.proposed_by = ""
        group.links = [
            msgspec.structs.replace(link, word="", by="") if link.by == number else link
            for link in group.links
        ]
