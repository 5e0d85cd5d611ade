"""The cheapest way to order every subset of statements, by dynamic programming over subsets.

A subset is a number whose bit i says whether statement i is in it.
Held and Karp, "A dynamic programming approach to sequencing problems", Journal of SIAM 10 (1962).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from workshops.consensus.pairwise import Counts

Masks = NDArray[np.intp]

_AT_ONCE = 1 << 16
"""Cells worked on together: enough to outweigh the calls, few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Orderings:
    """`cheapest[S]`: the least cost of ordering S alone; `appended[i, S]`: what i after all of S costs.

    A trailing axis, where the costs had one, holds as many problems side by side.
    """

    cheapest: NDArray[np.signedinteger]
    appended: NDArray[np.signedinteger]


@lru_cache(maxsize=4)
def subsets_by_size(count: int) -> tuple[Masks, ...]:
    """All subsets of `count` statements, grouped by how many they hold; made once for each `count`."""
    subsets = np.arange(1 << count, dtype=np.intp)
    sizes = np.bitwise_count(subsets)
    ordered = np.argsort(sizes, kind="stable")
    return tuple(np.split(ordered, np.cumsum(np.bincount(sizes))[:-1]))


@lru_cache(maxsize=4)
def bits(count: int) -> Masks:
    """The subset that holds each statement alone, as a column."""
    return np.left_shift(1, np.arange(count, dtype=np.intp))[:, np.newaxis]


def cheapest_orderings(costs: Counts) -> Orderings:
    """Order every subset as cheaply as can be, `costs[i, j]` being what i before j costs.

    cheapest[S] = min over i in S of cheapest[S − i] + appended[i, S − i]. Subsets go by size, all of a size
    at once. For a statement outside S the same sum reads a larger subset, not yet ordered and so never the
    cheapest.
    """
    count = len(costs)
    kind, never = (np.int32, 1 << 30) if costs.sum() < 1 << 29 else (np.int64, 1 << 62)
    appended = _appended(costs.astype(kind))
    problems = appended.shape[2:]
    cheapest = np.full((1 << count, *problems), never, dtype=kind)
    cheapest[0] = 0
    at_once = max(1, _AT_ONCE // (count * int(np.prod(problems))))
    for subsets in subsets_by_size(count)[1:]:
        for start in range(0, len(subsets), at_once):
            chunk = subsets[start : start + at_once]
            candidates = cheapest.take(chunk ^ bits(count), axis=0)
            candidates += appended.take(chunk, axis=1)
            cheapest[chunk] = candidates.min(axis=0)
    return Orderings(cheapest, appended)


def subset_sums(shares: NDArray[np.signedinteger]) -> NDArray[np.signedinteger]:
    """The sum of the shares in each subset, by doubling: with statement j it is without it, plus j's share.

    >>> subset_sums(np.array([1, 10])).tolist()
    [0, 1, 10, 11]
    """
    sums = np.zeros((1 << len(shares), *shares.shape[1:]), dtype=shares.dtype)
    for j, share in enumerate(shares):
        half = 1 << j
        np.add(sums[:half], share, out=sums[half : 2 * half])
    return sums


def _appended(costs: NDArray[np.signedinteger]) -> NDArray[np.signedinteger]:
    """`subset_sums` of each column of the costs, subsets along the second axis to keep rows contiguous."""
    count = len(costs)
    appended = np.zeros((count, 1 << count, *costs.shape[2:]), dtype=costs.dtype)
    for j in range(count):
        half = 1 << j
        np.add(appended[:, :half], costs[j][:, np.newaxis], out=appended[:, half : 2 * half])
    return appended
