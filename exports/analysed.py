"""Pooled rankings and what was found in them, under each convention: what reports and figures draw on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from exports.ranking_rows import CORE, Level, select
from exports.tables.rankings import RankingRow, ranking_rows
from exports.tables.recorded import Recorded
from workshops.consensus.analysis import Analysis, analyse
from workshops.consensus.rankings import Rankings, Unplaced


@dataclass(frozen=True, slots=True)
class Analysed:
    """The rankings at one level over the core statements that all workshops share.

    `under` holds the pooled analysis by convention, `by_workshop` each workshop's own under `chosen`;
    `not_shared` are core statements left out because some workshop's study lacks them.
    """

    level: Level
    rankings: Rankings
    discussions: int
    chosen: Unplaced
    under: dict[Unplaced, Analysis]
    by_workshop: dict[str, Analysis]
    not_shared: tuple[str, ...]

    @property
    def pooled(self) -> Analysis:
        """All rankings together, under the convention that was chosen."""
        return self.under[self.chosen]

    @property
    def m(self) -> int:
        return len(self.rankings.rankers)


def analysed(
    recorded: Sequence[Recorded],
    level: Level = Level.GROUP,
    chosen: Unplaced = Unplaced.REASONS,
    seed: int = 1,
) -> Analysed | None:
    """The rankings of these workshops at one level, analysed; None where nobody ranked at it.

    Raises `TooManyStatements`.
    """
    shared, not_shared = shared_statements(recorded)
    rows = [row for one in recorded for row in ranking_rows(one.workshop) if _counts(row, shared)]
    selection = select(rows, level)
    if not selection.rankings.rankers:
        return None
    rankings = _in_order_of(selection.rankings, shared)
    return Analysed(
        level=level,
        rankings=rankings,
        discussions=selection.discussions,
        chosen=chosen,
        under={unplaced: analyse(rankings, unplaced, seed) for unplaced in Unplaced},
        by_workshop={
            code: analyse(rankings.only(rows_of), chosen, seed)
            for code, rows_of in rankings.rows_by_workshop().items()
        },
        not_shared=not_shared,
    )


def shared_statements(recorded: Sequence[Recorded]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The core statements of all these workshops, in the first one's order, and those that only some have."""
    studies = [one.workshop.study.statements for one in recorded]
    every = tuple(dict.fromkeys(statement for study in studies for statement in study))
    shared = tuple(statement for statement in every if all(statement in study for study in studies))
    return shared, tuple(statement for statement in every if statement not in shared)


def _counts(row: RankingRow, shared: Sequence[str]) -> bool:
    return row.origin == CORE and row.statement in shared


def _in_order_of(rankings: Rankings, statements: Sequence[str]) -> Rankings:
    """The same rankings with their columns in this order."""
    in_order = sorted(rankings.statements, key=statements.index)
    columns = np.array([rankings.statements.index(each) for each in in_order])
    return replace(
        rankings,
        statements=tuple(in_order),
        tiers=rankings.tiers[:, columns],
        offered=rankings.offered[:, columns],
        less_important=rankings.less_important[:, columns],
    )
