"""workshops.csv, groups.csv, timetable.csv: the workshops, who sat together, and when what was held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exports.tables.recorded import Recorded
from workshops.arrangement import Form, placed
from workshops.events import BreakStarted, GroupLed, PhaseStarted
from workshops.model import Break, Group, Phase, PhaseRun, Workshop

DISCUSSED = "discussed"
MERGED = "merged"
NOTHING_PLACED = "nothing_placed"
NOT_HANDED_IN = "not_handed_in"

PHASE = "phase"
BREAK = "break"


class WorkshopRow(NamedTuple):
    workshop: str
    title: str
    study: str
    study_hash: str
    rehearsal: bool
    place: str
    starts_at: int
    time_zone: str
    made_at: int
    first_consent_at: int
    last_at: int
    lobby_started_at: int
    themes_started_at: int
    individual_started_at: int
    ranking_started_at: int
    report_back_started_at: int
    plenary_started_at: int
    evaluation_started_at: int
    closed_started_at: int


class GroupRow(NamedTuple):
    workshop: str
    group: str
    size: int
    form: str
    submitted_at: int
    missing: str
    entry: str
    agreed_aloud: bool | None
    hand_ins: int
    moves: int
    tiers: int | None
    placed: int | None
    unplaced: int | None
    extras: int
    led: bool
    merged_into: str


class TimetableRow(NamedTuple):
    workshop: str
    number: int
    kind: str
    phase: str
    started_at: int
    planned_end_at: int
    ended_at: int
    started_by: str


def workshop_row(workshop: Workshop) -> WorkshopRow:
    """A phase that was gone back to counts from its first start, the study as it was at the first consent."""
    started: dict[Phase, int] = {}
    for run in workshop.runs:
        started.setdefault(run.phase, run.started_at)
    return WorkshopRow(
        workshop.code,
        workshop.title,
        workshop.study.id,
        workshop.amendments[0].before if workshop.amendments else workshop.study_hash,
        workshop.rehearsal,
        workshop.day.place,
        workshop.day.starts,
        workshop.time_zone,
        workshop.made_at,
        min((person.consent.at for person in workshop.participants.values()), default=0),
        workshop.last_at,
        *(started.get(phase, 0) for phase in Phase),
    )


def timetable_rows(recorded: Recorded) -> Iterator[TimetableRow]:
    """The stretches of the phases and the breaks within them, in the order in which they began."""
    workshop = recorded.workshop
    started_by = {
        row.at: row.actor.rpartition(":")[2]
        for row in recorded.rows
        if any(isinstance(event, PhaseStarted | BreakStarted) for event in row.events)
    }
    stretches: list[PhaseRun | Break] = [*workshop.runs, *workshop.breaks]
    phase = ""
    for number, stretch in enumerate(sorted(stretches, key=lambda each: each.started_at), start=1):
        phase = stretch.phase if isinstance(stretch, PhaseRun) else phase
        yield TimetableRow(
            workshop=workshop.code,
            number=number,
            kind=PHASE if isinstance(stretch, PhaseRun) else BREAK,
            phase=phase,
            started_at=stretch.started_at,
            planned_end_at=stretch.until,
            ended_at=stretch.ended_at,
            started_by=started_by.get(stretch.started_at, ""),
        )


def groups_there(workshop: Workshop) -> Iterator[Group]:
    """A table at which nobody ever sat or did anything is no group."""
    seated = {person.group for person in workshop.participants.values()}
    noted = {note.group for note in workshop.notes.values()}
    for group in workshop.groups.values():
        if group.letter in seated | noted or group.last_active_at or group.merged_into:
            yield group


def group_rows(recorded: Recorded) -> Iterator[GroupRow]:
    led = {event.group for row in recorded.rows for event in row.events if isinstance(event, GroupLed)}
    for group in groups_there(recorded.workshop):
        yield _group_row(recorded.workshop, group, led=group.letter in led)


def _group_row(workshop: Workshop, group: Group, *, led: bool) -> GroupRow:
    people = [person for person in workshop.participants.values() if person.group == group.letter]
    ranked = group.handed_in and group.handed_in_form is not Form.DISCUSSION
    on_board = len(placed(group.handed_in_tiers))
    return GroupRow(
        workshop=workshop.code,
        group=group.letter,
        size=sum(1 for person in people if person.admitted and not person.withdrew_at),
        form=group.handed_in_form if group.handed_in else "",
        submitted_at=group.handed_in_at,
        missing=_missing(group),
        entry=group.entry if group.handed_in else "",
        agreed_aloud=group.agreed_aloud == group.hand_in if group.handed_in else None,
        hand_ins=group.hand_in,
        moves=group.moves_made,
        tiers=sum(1 for tier in group.handed_in_tiers if tier) if ranked else None,
        placed=on_board if ranked else None,
        unplaced=len(group.statements(workshop.study.statements)) - on_board if ranked else None,
        extras=len(group.extras),
        led=led,
        merged_into=group.merged_into,
    )


def _missing(group: Group) -> str:
    if group.handed_in:
        return DISCUSSED if group.handed_in_form is Form.DISCUSSION else ""
    if group.merged_into:
        return MERGED
    return NOT_HANDED_IN if group.tiers or group.form is Form.DISCUSSION else NOTHING_PLACED
