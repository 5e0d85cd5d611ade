"""How firm the positions are: with each ranking left out, and over rankings drawn again from those there are.

The rankings were no random sample, so these are ranges under resampling, not confidence intervals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from workshops.consensus.pairwise import Counts, opposed_half_units
from workshops.consensus.rankings import Tiers
from workshops.consensus.subsets import Orderings, cheapest_orderings, subset_sums, subsets_by_size

MOST_STATEMENTS = 15
MOST_LEFT_OUT = 200
FEWEST_RESAMPLED = 8
RESAMPLES = 1_000

Range = tuple[float, float]
Positions = NDArray[np.float64]

_CELLS = 1 << 22
"""Cells of the largest table held at once: statements × subsets × problems, or resamples × rankings."""


def leave_one_out(tiers: Tiers) -> list[Range] | None:
    """The lowest and highest position of each statement with each ranking left out in turn.

    None without rankings, above 200 of them, and above 15 statements.

    >>> leave_one_out(np.array([[1, 2], [1, 2], [2, 1]], dtype=np.int32))
    [(1.0, 1.5), (1.5, 2.0)]
    """
    rankings, count = tiers.shape
    if not 0 < rankings <= MOST_LEFT_OUT or count > MOST_STATEMENTS:
        return None
    opposed = opposed_half_units(tiers).astype(np.int64)
    positions = tied_positions(opposed.sum(axis=0) - opposed)
    return _ranges(positions.min(axis=0), positions.max(axis=0))


def resampling_range(
    tiers: Tiers, randomness: np.random.Generator, clusters: Sequence[int] | None = None
) -> list[Range] | None:
    """The middle 95 % of each statement's positions over 1,000 draws of as many rankings, with replacement.

    `clusters` numbers the cluster of each ranking; whole clusters are drawn then (individuals by their
    group). None below 8 rankings, above 15 statements, or when all are one cluster. Quantiles are linear
    (type 7). Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979).
    """
    rankings, count = tiers.shape
    if rankings < FEWEST_RESAMPLED or count > MOST_STATEMENTS:
        return None
    drawn_from = _by_cluster(opposed_half_units(tiers).reshape(rankings, -1), clusters)
    if len(drawn_from) < 2:
        return None
    positions = np.concatenate(
        [
            tied_positions((times @ drawn_from).reshape(-1, count, count))
            for times in _draws(len(drawn_from), randomness)
        ]
    )
    low, high = np.quantile(positions, (0.025, 0.975), axis=0)
    return _ranges(low, high)


def tied_positions(costs: NDArray[np.floating] | Counts) -> Positions:
    """The position of each statement, the mid-rank of its Kemeny tier, in many problems side by side.

    `costs[k]` are the ordering costs of problem k. Positions come by tiers, so over all optima of each
    problem.

    >>> tied_positions(np.array([[[0, 1, 4], [1, 0, 4], [0, 0, 0]]]))
    array([[2.5, 2.5, 1. ]])
    """
    at_once = max(1, _CELLS // (costs.shape[1] << costs.shape[1]))
    return np.concatenate(
        [_positions(costs[start : start + at_once]) for start in range(0, len(costs), at_once)]
    )


def _positions(costs: NDArray[np.floating] | Counts) -> Positions:
    count = costs.shape[1]
    side_by_side = np.ascontiguousarray(np.moveaxis(costs, 0, -1), dtype=np.int64)
    starts = _begins_an_optimum(cheapest_orderings(side_by_side), side_by_side)
    positions = np.zeros((len(costs), count))
    above = np.zeros(len(costs), dtype=np.intp)
    for size, subsets in enumerate(subsets_by_size(count)):
        these = starts[subsets]
        ends_tier = np.count_nonzero(these, axis=0) == 1
        shared = np.where(ends_tier, subsets[these.argmax(axis=0)], above)
        tier = (shared ^ above)[:, np.newaxis] >> np.arange(count) & 1
        first = np.bitwise_count(above).astype(np.int64) + 1
        positions += tier * ((first + size) / 2)[:, np.newaxis]
        above = shared
    return positions


def _begins_an_optimum(orderings: Orderings, costs: Counts) -> NDArray[np.bool_]:
    """Which subsets begin some optimum: they and the rest, each ordered alone, cost the least together."""
    cheapest = orderings.cheapest
    rest = cheapest[::-1]  # subsets are bit masks, so the complement of the first is the last
    begins: NDArray[np.bool_] = cheapest + _across(costs) + rest == cheapest[-1]
    return begins


def _across(costs: Counts) -> Counts:
    """For each subset, what having all of it before all of the rest costs.

    Adding j to a subset adds what j costs before all others, and gives up what j and the subset cost both
    ways.
    """
    count, _, problems = costs.shape
    before_all = costs.sum(axis=1)
    both_ways = costs + costs.transpose(1, 0, 2)
    across = np.zeros((1 << count, problems), dtype=np.int64)
    for j in range(count):
        half = 1 << j
        across[half : 2 * half] = across[:half] + before_all[j] - subset_sums(both_ways[:j, j])
    return across


def _draws(clusters: int, randomness: np.random.Generator) -> Iterator[NDArray[np.float32]]:
    """How many times each cluster was drawn, one row a resample, so many rows together as fit."""
    at_once = max(1, _CELLS // clusters)
    for start in range(0, RESAMPLES, at_once):
        rows = min(at_once, RESAMPLES - start)
        drawn = randomness.integers(clusters, size=(rows, clusters))
        drawn += np.arange(rows)[:, np.newaxis] * clusters
        times = np.bincount(drawn.ravel(), minlength=rows * clusters)
        yield times.reshape(rows, clusters).astype(np.float32)


def _by_cluster(opposed: NDArray[np.float32], clusters: Sequence[int] | None) -> NDArray[np.float32]:
    """One row a cluster, the sum of its rankings' rows; without clusters each ranking is its own."""
    if clusters is None:
        return opposed
    summed = np.zeros((max(clusters, default=-1) + 1, opposed.shape[1]), dtype=np.float32)
    np.add.at(summed, np.asarray(clusters, dtype=np.intp), opposed)
    return summed


def _ranges(low: Positions, high: Positions) -> list[Range]:
    return list(zip(low.tolist(), high.tolist(), strict=True))
