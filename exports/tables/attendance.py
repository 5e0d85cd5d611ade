"""Who was there in each phase, found by folding again what changes who is there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from exports.tables.durations import worked
from exports.tables.recorded import Recorded
from workshops.events import (
    ConsentGiven,
    Event,
    FacilitatorJoined,
    GroupAdded,
    GroupPresented,
    GroupsFormed,
    ParticipantArrived,
    ParticipantLeft,
    ParticipantReturned,
    ParticipantSeated,
    ParticipantSentOut,
    ParticipantWithdrew,
    PhaseStarted,
    UnrecordedCounted,
    WorkshopMade,
)
from workshops.model import Phase, Workshop
from workshops.protocol import evolve

_COMING_AND_GOING = (
    WorkshopMade,
    FacilitatorJoined,
    GroupAdded,
    ConsentGiven,
    ParticipantArrived,
    ParticipantSeated,
    GroupsFormed,
    PhaseStarted,
    GroupPresented,
    ParticipantLeft,
    ParticipantReturned,
    ParticipantSentOut,
    ParticipantWithdrew,
    UnrecordedCounted,
)


@dataclass(slots=True)
class Attendance:
    """People by number. `groups` and `presented` go by letter; `presented` is milliseconds in report back.

    `unrecorded` is how many at most took part of whom nothing is recorded.
    """

    present: set[str] = field(default_factory=set)
    consented: set[str] = field(default_factory=set)
    withdrew: set[str] = field(default_factory=set)
    unrecorded: int = 0
    groups: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    presented: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def attendance(recorded: Recorded) -> dict[Phase, Attendance]:
    """What was so at any time in a phase, all its stretches together."""
    seen: dict[Phase, Attendance] = defaultdict(Attendance)
    room = Workshop(recorded.workshop.code, recorded.workshop.library)
    before = 0
    for row in recorded.rows:
        if room.phase is Phase.REPORT_BACK and room.reporting:
            seen[room.phase].presented[room.reporting] += worked(recorded.workshop, before, row.at)
        before = row.at
        telling = [event for event in row.events if isinstance(event, _COMING_AND_GOING)]
        for event in telling:
            _note(seen[room.phase], room, event)
            evolve(room, event, row.at)
        if telling:
            _look_round(seen[room.phase], room)
    return seen


def _note(now: Attendance, room: Workshop, event: Event) -> None:
    match event:
        case ConsentGiven():
            now.consented.add(event.participant)
        case ParticipantWithdrew() if not room.participants[event.participant].withdrew_at:
            now.withdrew.add(event.participant)
        case _:
            pass


def _look_round(now: Attendance, room: Workshop) -> None:
    now.unrecorded = max(now.unrecorded, room.unrecorded)
    for person in room.present():
        now.present.add(person.number)
        if person.group:
            now.groups[person.group].add(person.number)
