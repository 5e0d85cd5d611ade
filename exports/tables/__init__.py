"""The tables of an export: tidy, one row a thing, workshops one below the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from exports.codebook import PROFILE, profile_questions
from exports.tables.answers import (
    ConfirmationRow,
    EvaluationRow,
    FitRow,
    PlenaryRow,
    confirmation_rows,
    evaluation_rows,
    fit_rows,
    plenary_rows,
)
from exports.tables.deviations import DeviationRow, deviation_rows
from exports.tables.flow import FlowRow, flow_rows
from exports.tables.frames import frame
from exports.tables.issues import IssueRow, issue_rows
from exports.tables.moves import MoveRow, move_rows
from exports.tables.people import ParticipantRow, participant_rows
from exports.tables.rankings import RankingRow, ranking_rows
from exports.tables.recorded import Recorded, Row, recorded
from exports.tables.rooms import (
    GroupRow,
    TimetableRow,
    WorkshopRow,
    group_rows,
    timetable_rows,
    workshop_row,
)
from exports.tables.statements import MergeRow, StatementRow, merge_rows, statement_rows
from exports.tables.team import ChangeRow, TeamRow, change_rows, team_rows
from exports.tables.written import (
    LINK_COLUMNS,
    NoteRow,
    QuestionRow,
    link_rows,
    note_rows,
    question_rows,
)
from workshops.arrangement import Form

__all__ = ["TABLES", "Recorded", "Row", "recorded", "table"]

Columns = tuple[str, ...]
Rows = list[tuple[Any, ...]]


def table(name: str, pooled: Sequence[Recorded]) -> pd.DataFrame:
    """One of `TABLES`, the workshops one below the other in the order given, typed as the codebook says."""
    columns, rows = _BUILT_BY[name](pooled)
    return frame(name, columns, rows)


def _participants(pooled: Sequence[Recorded]) -> tuple[Columns, Rows]:
    """A column for each profile question that any of the studies asks."""
    questions = profile_questions(one.workshop.study for one in pooled)
    rows = [row for one in pooled for row in participant_rows(one.workshop, questions)]
    return ParticipantRow._fields + tuple(f"{PROFILE}{question}" for question in questions), rows


def _each(
    columns: Columns, rows_of: Callable[[Recorded], Iterable[tuple[Any, ...]]]
) -> Callable[[Sequence[Recorded]], tuple[Columns, Rows]]:
    return lambda pooled: (columns, [row for one in pooled for row in rows_of(one)])


def _rankings(one: Recorded) -> Iterable[RankingRow]:
    """A discussion is no ranking; it stands in groups.csv."""
    return (row for row in ranking_rows(one.workshop) if row.form != Form.DISCUSSION)


_BUILT_BY: Mapping[str, Callable[[Sequence[Recorded]], tuple[Columns, Rows]]] = {
    "rankings": _each(RankingRow._fields, _rankings),
    "statements": _each(StatementRow._fields, lambda one: statement_rows(one.workshop)),
    "participants": _participants,
    "groups": _each(GroupRow._fields, group_rows),
    "workshops": _each(WorkshopRow._fields, lambda one: [workshop_row(one.workshop)]),
    "timetable": _each(TimetableRow._fields, timetable_rows),
    "fit": _each(FitRow._fields, lambda one: fit_rows(one.workshop)),
    "questions": _each(QuestionRow._fields, lambda one: question_rows(one.workshop)),
    "notes": _each(NoteRow._fields, lambda one: note_rows(one.workshop)),
    "confirmations": _each(ConfirmationRow._fields, lambda one: confirmation_rows(one.workshop)),
    "links": _each(LINK_COLUMNS, lambda one: link_rows(one.workshop)),
    "merges": _each(MergeRow._fields, lambda one: merge_rows(one.workshop)),
    "plenary": _each(PlenaryRow._fields, lambda one: plenary_rows(one.workshop)),
    "evaluation": _each(EvaluationRow._fields, lambda one: evaluation_rows(one.workshop)),
    "moves": _each(MoveRow._fields, move_rows),
    "issues": lambda pooled: (IssueRow._fields, list(issue_rows(pooled))),
    "changes": _each(ChangeRow._fields, lambda one: change_rows(one.workshop)),
    "team": _each(TeamRow._fields, lambda one: team_rows(one.workshop)),
    "deviations": _each(DeviationRow._fields, deviation_rows),
    "flow": _each(FlowRow._fields, flow_rows),
}

TABLES = tuple(_BUILT_BY)
