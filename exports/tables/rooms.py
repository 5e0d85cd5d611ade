"""workshops.csv, groups.csv, statements.csv: the workshops, who sat together, what was ranked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exports.tables.rankings import CORE, HIERARCHY
from workshops.arrangement import placed
from workshops.model import Group, Phase, Workshop

NOTHING_PLACED = "nothing_placed"
NOT_HANDED_IN = "not_handed_in"


class WorkshopRow(NamedTuple):
    workshop: str
    title: str
    study: str
    study_hash: str
    rehearsal: bool
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
    hand_ins: int
    moves: int
    tiers: int | None
    placed: int | None
    unplaced: int | None


class StatementRow(NamedTuple):
    workshop: str
    group: str
    statement: str
    origin: str
    theme: str
    wording: str
    proposed_by: str
    accepted_at: int
    issue: str
    label: str


def workshop_row(workshop: Workshop) -> WorkshopRow:
    """A phase that was gone back to counts from its first start."""
    started: dict[Phase, int] = {}
    for run in workshop.runs:
        started.setdefault(run.phase, run.started_at)
    return WorkshopRow(
        workshop.code,
        workshop.title,
        workshop.study.id,
        workshop.study_hash,
        workshop.rehearsal,
        workshop.made_at,
        min((person.consent.at for person in workshop.participants.values()), default=0),
        workshop.last_at,
        *(started.get(phase, 0) for phase in Phase),
    )


def group_rows(workshop: Workshop) -> Iterator[GroupRow]:
    """A table at which nobody ever sat is no group."""
    for group in workshop.groups.values():
        seated = [person for person in workshop.participants.values() if person.group == group.letter]
        if not seated and not group.moves_made:
            continue
        size = sum(1 for person in seated if person.admitted and not person.withdrew_at)
        yield _group_row(workshop, group, size)


def statement_rows(workshop: Workshop) -> Iterator[StatementRow]:
    """The core statements, as worded in the study's first language."""
    text = workshop.study.text(workshop.study.languages[0])
    for statement in workshop.study.statements:
        yield StatementRow(
            workshop=workshop.code,
            group="",
            statement=statement,
            origin=CORE,
            theme=text.theme_of[statement],
            wording=text.statement(statement),
            proposed_by="",
            accepted_at=0,
            issue="",
            label=text.label(statement),
        )


def _group_row(workshop: Workshop, group: Group, size: int) -> GroupRow:
    on_board = len(placed(group.handed_in_tiers)) if group.handed_in else None
    return GroupRow(
        workshop=workshop.code,
        group=group.letter,
        size=size,
        form=HIERARCHY if group.handed_in else "",
        submitted_at=group.handed_in_at,
        missing=_missing(group),
        hand_ins=group.hand_in,
        moves=group.moves_made,
        tiers=len(group.handed_in_tiers) if group.handed_in else None,
        placed=on_board,
        unplaced=None if on_board is None else len(workshop.study.statements) - on_board,
    )


def _missing(group: Group) -> str:
    if group.handed_in:
        return ""
    return NOT_HANDED_IN if group.tiers else NOTHING_PLACED
