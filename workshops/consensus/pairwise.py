"""Every statement against every other: how often strictly above, and how often tied."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workshops.consensus.rankings import Tiers

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Pairwise:
    """`wins[i, j]` rankings have i strictly above j, `ties[i, j]` compare and tie them. Diagonals 0."""

    wins: Counts
    ties: Counts

    @property
    def compared(self) -> Counts:
        """How many rankings compare i with j."""
        return self.wins + self.wins.T + self.ties

    @property
    def margins(self) -> Counts:
        """How many more rankings put i above j than j above i."""
        return self.wins - self.wins.T


def pairwise(tiers: Tiers) -> Pairwise:
    """Count the comparisons of each pair of statements over all rankings.

    >>> counts = pairwise(np.array([[1, 2, 2], [2, 1, 0]], dtype=np.int32))
    >>> counts.wins.tolist()
    [[0, 1, 1], [1, 0, 0], [0, 0, 0]]
    >>> counts.ties.tolist()
    [[0, 0, 0], [0, 0, 1], [0, 1, 0]]
    """
    smallest = np.min_scalar_type(int(tiers.max(initial=0)) + 1)
    below = np.ascontiguousarray(tiers.T, dtype=smallest)  # the comparisons are bound by memory
    above = np.where(below > 0, below, np.iinfo(smallest).max)  # what is not compared is above nothing
    count = len(below)
    wins = np.zeros((count, count), dtype=np.int64)
    for statement in range(count):
        wins[statement] = np.count_nonzero(above[statement] < below, axis=1)
    is_compared = (tiers > 0).astype(np.float64)
    both = (is_compared.T @ is_compared).astype(np.int64)
    ties = both - wins - wins.T
    np.fill_diagonal(ties, 0)
    return Pairwise(wins, ties)


def opposed_half_units(tiers: Tiers) -> NDArray[np.float32]:
    """For each ranking and i, j: 2 where it opposes i before j (has j strictly above i), 1 where tied.

    Summed over rankings this is `ordering_costs`. Small whole numbers, in float32 so that sums of them are
    one matrix product; they stay exact below 2²⁴.
    """
    above, below = tiers[:, np.newaxis, :], tiers[:, :, np.newaxis]
    both = (above > 0) & (below > 0)
    opposed = np.where(both, 2 * (above < below) + (above == below), 0).astype(np.float32)
    each = np.arange(tiers.shape[1])
    opposed[:, each, each] = 0
    return opposed


def ordering_costs(counts: Pairwise) -> Counts:
    """What i before j costs, in half-units: 2 for each ranking with j strictly above i, 1 for each tie."""
    return 2 * counts.wins.T + counts.ties


def borda(counts: Pairwise) -> list[float | None]:
    """The share of its comparisons that each statement won, ties as half.

    borda(i) = Σⱼ (wins[i][j] + ½ ties[i][j]) ÷ Σⱼ compared[i][j], between 0 and 1; None when never compared.
    Normalised Borda score, with ties and unequal ballots shared as in Emerson, "The original Borda count and
    partial voting", Social Choice and Welfare 40 (2013).

    >>> borda(pairwise(np.array([[1, 2, 2, 0]], dtype=np.int32)))
    [1.0, 0.25, 0.25, None]
    """
    won = (2 * counts.wins + counts.ties).sum(axis=1)
    compared = counts.compared.sum(axis=1)
    return [int(w) / int(2 * c) if c else None for w, c in zip(won, compared, strict=True)]


def majority_wins(counts: Pairwise) -> list[float]:
    """How many others each statement beats by majority, draws as half (Copeland's score).

    Copeland, "A reasonable social welfare function", University of Michigan (1951).

    >>> majority_wins(pairwise(np.array([[1, 2, 2], [1, 3, 2], [3, 1, 2]], dtype=np.int32)))
    [2.0, 0.5, 0.5]
    """
    margins = counts.margins
    drawn = (margins == 0).sum(axis=1) - 1  # each statement draws with itself
    return [float(beaten + draws / 2) for beaten, draws in zip((margins > 0).sum(axis=1), drawn, strict=True)]
