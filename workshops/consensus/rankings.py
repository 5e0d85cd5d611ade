"""The rankings to be analysed: who placed which statement where, who left it out, who was not offered it.

Three conventions say what leaving a statement out means; see `Unplaced`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workshops.arrangement import LESS_IMPORTANT

Tiers = NDArray[np.int32]
"""One row a ranking, one column a statement: 1 = top, equal numbers tie, 0 = nothing to compare."""

HIERARCHY = "hierarchy"
CONSTELLATION = "constellation"
DISCUSSION = "discussion"

Ballot = Mapping[str, int | str | None]
"""What one ranker did with each statement offered: a tier (1 = top), a reason for leaving it out, or None."""


class Unplaced(StrEnum):
    """What an unplaced statement is taken to mean.

    `reasons`: tied below the placed where the ranker called it less important, else not compared.
    `below`: tied below the placed. `missing`: not compared.
    """

    REASONS = "reasons"
    BELOW = "below"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Ranker:
    """Who ranked: a group (participant empty) or an individual, and in which form."""

    workshop: str = ""
    group: str = ""
    participant: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Rankings:
    """m rankings over n statements. `tiers` is 0 where a statement was not placed or not offered."""

    statements: tuple[str, ...]
    rankers: tuple[Ranker, ...]
    tiers: Tiers
    offered: NDArray[np.bool_]
    less_important: NDArray[np.bool_]

    @property
    def placed(self) -> NDArray[np.bool_]:
        """Which ranking placed which statement."""
        return self.tiers > 0

    def only(self, chosen: Sequence[int] | NDArray[np.intp]) -> Rankings:
        """The rankings at these rows, in this order, over the same statements."""
        rows = np.asarray(chosen, dtype=np.intp)
        return Rankings(
            self.statements,
            tuple(self.rankers[row] for row in rows),
            self.tiers[rows],
            self.offered[rows],
            self.less_important[rows],
        )

    def rows_by_workshop(self) -> dict[str, list[int]]:
        """Which rows came from which workshop, workshops in the order of their first row."""
        rows: dict[str, list[int]] = {}
        for row, ranker in enumerate(self.rankers):
            rows.setdefault(ranker.workshop, []).append(row)
        return rows


def rankings_of(
    statements: Sequence[str], ballots: Sequence[Ballot], rankers: Sequence[Ranker] | None = None
) -> Rankings:
    """Rankings from one ballot a ranker; a statement that a ballot does not name was not offered to it.

    >>> rankings = rankings_of(["S1", "S2", "S3"], [{"S1": 2, "S2": 1, "S3": "less_important"}, {"S1": 1}])
    >>> rankings.tiers.tolist()
    [[2, 1, 0], [1, 0, 0]]
    >>> rankings.offered.tolist()
    [[True, True, True], [True, False, False]]
    """
    shape = (len(ballots), len(statements))
    tiers = np.zeros(shape, dtype=np.int32)
    offered = np.zeros(shape, dtype=np.bool_)
    less_important = np.zeros(shape, dtype=np.bool_)
    column_of = {statement: column for column, statement in enumerate(statements)}
    for row, ballot in enumerate(ballots):
        for statement, answer in ballot.items():
            column = column_of[statement]
            offered[row, column] = True
            if isinstance(answer, int):
                tiers[row, column] = answer
            else:
                less_important[row, column] = answer == LESS_IMPORTANT
    return Rankings(
        tuple(statements), tuple(rankers or (Ranker(),) * len(ballots)), tiers, offered, less_important
    )


def compared_tiers(rankings: Rankings, unplaced: Unplaced) -> Tiers:
    """The tiers that count as compared under a convention; 0 where a statement is not compared.

    >>> rankings = rankings_of(["S1", "S2", "S3"], [{"S1": 1, "S2": "less_important", "S3": "no_time"}])
    >>> for unplaced in Unplaced:
    ...     print(unplaced, compared_tiers(rankings, unplaced).tolist())
    reasons [[1, 2, 0]]
    below [[1, 2, 2]]
    missing [[1, 0, 0]]
    """
    match unplaced:
        case Unplaced.MISSING:
            return rankings.tiers
        case Unplaced.BELOW:
            below = rankings.offered & ~rankings.placed
        case Unplaced.REASONS:
            below = rankings.less_important & ~rankings.placed
    lowest = rankings.tiers.max(axis=1, initial=0, keepdims=True)
    return np.where(below, lowest + 1, rankings.tiers)


def half_ranks(tiers: Tiers) -> NDArray[np.int64]:
    """Twice the mid-rank of each compared statement within its ranking, 0 where not compared.

    The mid-rank is the number ranked above, plus half of those tied with it, plus ½; doubled it is a whole
    number.

    >>> half_ranks(np.array([[1, 2, 2, 0]], dtype=np.int32)).tolist()
    [[2, 5, 5, 0]]
    """
    ranked = np.ascontiguousarray(tiers.T)
    others = np.where(ranked > 0, ranked, np.iinfo(np.int32).max)  # what is not compared is above nothing
    doubled = (ranked > 0).astype(np.int64)
    for other in others:
        doubled += other < ranked
        doubled += other <= ranked
    return doubled.T


def offered_half_ranks(rankings: Rankings) -> NDArray[np.int64]:
    """Twice the mid-rank among all that were offered, the unplaced tied last; 0 where not offered.

    This is `rank_core` of the exported table (when only core statements are in), whatever the convention.
    """
    return half_ranks(compared_tiers(rankings, Unplaced.BELOW))
