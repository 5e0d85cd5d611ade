"""Whose screens an event may have changed: a hint that saves redrawing, never a rule about who may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from workshops import events
from workshops.events import Event
from workshops.model import Workshop
from workshops.protocol.questions import EVERYONE


class Concerned(msgspec.Struct, frozen=True):
    """The numbers of `people` whose screens are stale, `everyone` and the projector included or not.

    Facilitators are always among them, and the projector is always told: both watch the room.
    """

    everyone: bool
    people: frozenset[str] = frozenset()


def concerned(workshop: Workshop, happened: Iterable[Event]) -> Concerned:
    people: set[str] = set(workshop.facilitators)
    for event in happened:
        found = _people(workshop, event)
        if found is None:
            return Concerned(everyone=True)
        people.update(found)
    return Concerned(everyone=False, people=frozenset(people))


def _people(workshop: Workshop, event: Event) -> Iterator[str] | None:
    """None for everyone, which is the answer for whatever is not known to be narrower."""
    match event:
        case (
            events.FitGiven()
            | events.FitExplained()
            | events.ProfileAnswered()
            | events.StatementRanked()
            | events.IndividualOrderShuffled()
            | events.IndividualRankingSubmitted()
            | events.ArrangementConfirmed()
            | events.DissentExplained()
            | events.ReflectsAnswered()
            | events.MissingSaid()
            | events.ParticipantPaused()
            | events.SupportPersonCame()
            | events.SomeoneAsked()
            | events.ParticipantMuted()
        ):
            return iter((event.participant,))
        case (
            events.PenTaken()
            | events.StatementPlaced()
            | events.PlacementUndone()
            | events.UnplacedExplained()
            | events.HandedIn()
            | events.HandInTakenBack()
            | events.FormChosen()
            | events.StatementsLinked()
            | events.StatementsUnlinked()
            | events.StatementProposed()
            | events.ProposalReworded()
            | events.ProposalAccepted()
            | events.ProposalDeclined()
            | events.ArrangementEntered()
            | events.AgreedAloud()
        ):
            return _members(workshop, event.group)
        case events.NoteWritten(group=group):
            return _members(workshop, group) if group else iter(())
        case events.NoteEdited(note=note) | events.NoteTagged(note=note):
            written = workshop.notes[note]
            return None if written.shared else _members(workshop, written.group)
        case events.MessageSent(group=group) if group:
            return _members(workshop, group)
        case events.GroupsNudged(groups=groups):
            return (number for group in groups for number in _members(workshop, group))
        case events.QuestionAsked(anonymous=False):
            return iter((event.asker,))
        case events.QuestionAnswered(question=name, to=to) if to != EVERYONE:
            asked = workshop.questions[name]
            return None if asked.anonymous else iter((asked.asker,))
        case events.CallAnswered(call=call) | events.CallEnded(call=call):
            return iter((workshop.calls[call].participant,))
        case events.VoteCast() if not workshop.vote_shown:
            return iter((event.participant,))
        case (
            events.EvaluationAnswered()
            | events.FacilitatorJoined()
            | events.FacilitationOffered()
            | events.OfferClosed()
            | events.FacilitatorStopped()
            | events.QuestionAsked()
            | events.GroupLed()
            | events.SupportOffered()
            | events.UnrecordedCounted()
            | events.CallWidened()
            | events.IssueCoded()
            | events.ExportMade()
            | events.LinksDeleted()
            | events.TeamWrote()
        ):
            return iter(())
        case events.ThemeChanged() if not workshop.changes_told_at:
            return iter(())
        case events.LanguageChosen():
            return iter((event.person,))
        case _:
            return None


def _members(workshop: Workshop, group: str) -> Iterator[str]:
    return (person.number for person in workshop.members(group))
