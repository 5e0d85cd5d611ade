"""Pooled rankings and what was found in them, under each convention: what reports and figures draw on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.ranking_rows import Level, select
from exports.tables.rankings import ranking_rows
from exports.tables.recorded import Recorded
from workshops.consensus.analysis import Analysis, analyse
from workshops.consensus.rankings import Rankings, Unplaced


@dataclass(frozen=True, slots=True)
class Analysed:
    """The rankings at one level over the core statements that all workshops with such rankings share.

    `under` holds the pooled analysis by convention; `alone` each workshop's rankings over all the core
    statements of its own study, and `by_workshop` their analysis under `chosen`; `not_shared` are core
    statements left out of what is pooled because some workshop was not offered them.
    """

    level: Level
    rankings: Rankings
    discussions: int
    chosen: Unplaced
    under: dict[Unplaced, Analysis]
    alone: dict[str, Rankings]
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
    """The rankings of these workshops at one level, analysed.

    None where nobody ranked at it, or the workshops have no core statement in common. Raises
    `TooManyStatements`.
    """
    rows = {one.workshop.code: list(ranking_rows(one.workshop)) for one in recorded}
    selection = select([row for of_one in rows.values() for row in of_one], level)
    if not selection.rankings.rankers:
        return None
    rankings = selection.rankings
    codes = list(rankings.rows_by_workshop())
    alone = {code: select(rows[code], level).rankings if len(codes) > 1 else rankings for code in codes}
    return Analysed(
        level=level,
        rankings=rankings,
        discussions=selection.discussions,
        chosen=chosen,
        under={unplaced: analyse(rankings, unplaced, seed) for unplaced in Unplaced},
        alone=alone,
        by_workshop={code: analyse(of_one, chosen, seed) for code, of_one in alone.items()},
        not_shared=selection.not_shared,
    )


def nothing_in_common(recorded: Sequence[Recorded], level: Level = Level.GROUP) -> bool:
    """Whether several workshops have rankings, but no core statement that all of them were offered."""
    selection = select([row for one in recorded for row in ranking_rows(one.workshop)], level)
    return bool(selection.not_shared) and not selection.rankings.rankers
