"""Where the rankings put each statement: mid-ranks, and how often it came first or among the top three."""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm

import numpy as np
from numpy.typing import NDArray

from workshops.consensus.rankings import Rankings, half_ranks, offered_half_ranks

TOP = 3


@dataclass(frozen=True, slots=True)
class Ranks:
    """Mean, median and quartiles of a statement's mid-ranks; all None when nobody was offered it."""

    mean: float | None
    median: float | None
    q1: float | None
    q3: float | None


@dataclass(frozen=True, slots=True)
class TopCounts:
    """How many rankings have a statement among their top places.

    `certain` however their ties are broken, `possible` for some way of breaking them, `expected` over all
    ways.
    """

    expected: float
    certain: int
    possible: int


def rank_summaries(rankings: Rankings) -> list[Ranks]:
    """Mean, median and quartiles (linear, type 7) of each statement's mid-rank among all that were offered.

    Unplaced statements are tied last. Hyndman and Fan, "Sample quantiles in statistical packages", The
    American Statistician 50 (1996).

    >>> from workshops.consensus.rankings import rankings_of
    >>> ballots = [{"S1": 1, "S2": None, "S3": None}, {"S1": 2, "S2": 1}]
    >>> rank_summaries(rankings_of(["S1", "S2", "S3"], ballots))[1]
    Ranks(mean=1.75, median=1.75, q1=1.375, q3=2.125)
    """
    return [_summary(doubled[doubled > 0]) for doubled in offered_half_ranks(rankings).T]


def top_counts(rankings: Rankings, places: int) -> list[TopCounts]:
    """How many rankings put each statement among the first `places`, ties broken in every way.

    A tier of t statements that reaches k of these places gives each k/t of one. What was not placed takes no
    place.

    Five tied at the top give each 0.6 of a place among three:
    >>> from workshops.consensus.rankings import rankings_of
    >>> top_counts(rankings_of("ABCDE", [dict.fromkeys("ABCDE", 1)]), 3)[0]
    TopCounts(expected=0.6, certain=0, possible=1)
    """
    tied, above = _tied_and_above(rankings)
    reached = np.where(tied > 0, np.clip(places - above, 0, tied), 0)
    whole = lcm(
        *range(1, len(rankings.statements) + 1)
    )  # shares of a place as whole numbers, so that sums are exact
    shares = reached * (whole // np.maximum(tied, 1))
    return [
        TopCounts(int(expected) / whole, int(certain), int(possible))
        for expected, certain, possible in zip(
            shares.sum(axis=0),
            ((reached == tied) & (tied > 0)).sum(axis=0),
            (reached > 0).sum(axis=0),
            strict=True,
        )
    ]


def _tied_and_above(rankings: Rankings) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each placed statement the size of its tier and the number placed above; 0 where not placed."""
    tiers = rankings.tiers
    tied = sum((column[:, np.newaxis] == tiers).astype(np.int64) for column in tiers.T) * rankings.placed
    above = (half_ranks(tiers) - tied - 1) // 2 * rankings.placed  # doubled mid-rank = 2 · above + tied + 1
    return tied, above


def _summary(doubled: NDArray[np.int64]) -> Ranks:
    if not doubled.size:
        return Ranks(None, None, None, None)
    q1, median, q3 = (np.quantile(doubled, (0.25, 0.5, 0.75)) / 2).tolist()
    return Ranks(int(doubled.sum()) / (2 * doubled.size), median, q1, q3)
