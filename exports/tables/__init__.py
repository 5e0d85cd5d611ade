"""The tables of an export: tidy, one row a thing, workshops one below the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
from exports.tables.flow import FlowRow, flow_rows
from exports.tables.frames import frame
from exports.tables.moves import MoveRow, move_rows
from exports.tables.people import ParticipantRow, participant_rows
from exports.tables.rankings import RankingRow, ranking_rows
from exports.tables.recorded import Recorded, Row, recorded
from exports.tables.rooms import (
    GroupRow,
    StatementRow,
    WorkshopRow,
    group_rows,
    statement_rows,
    workshop_row,
)

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


_BUILT_BY = {
    "rankings": _each(RankingRow._fields, lambda one: ranking_rows(one.workshop)),
    "statements": _each(StatementRow._fields, lambda one: statement_rows(one.workshop)),
    "participants": _participants,
    "groups": _each(GroupRow._fields, lambda one: group_rows(one.workshop)),
    "workshops": _each(WorkshopRow._fields, lambda one: [workshop_row(one.workshop)]),
    "fit": _each(FitRow._fields, lambda one: fit_rows(one.workshop)),
    "plenary": _each(PlenaryRow._fields, lambda one: plenary_rows(one.workshop)),
    "evaluation": _each(EvaluationRow._fields, lambda one: evaluation_rows(one.workshop)),
    "confirmations": _each(ConfirmationRow._fields, lambda one: confirmation_rows(one.workshop)),
    "moves": _each(MoveRow._fields, move_rows),
    "flow": _each(FlowRow._fields, flow_rows),
}

TABLES = tuple(_BUILT_BY)
