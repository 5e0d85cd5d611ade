"""Whose screens an event may have changed: a hint that saves redrawing, never a rule about who may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from workshops import events
from workshops.events import Event
from workshops.model import Workshop


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
            | events.SomeoneAsked()
            | events.VoteCast()
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
            | events.NoteWritten()
        ):
            return (person.number for person in workshop.members(event.group))
        case events.EvaluationAnswered() | events.FacilitatorJoined():
            return iter(())
        case events.LanguageChosen():
            return iter((event.person,))
        case _:
            return None
