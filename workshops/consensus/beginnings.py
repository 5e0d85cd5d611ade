"""What the cheapest orders of statements can begin with, and what each such beginning costs.

A subset is a number whose bit i says whether statement i is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workshops.consensus.pairwise import Counts
from workshops.consensus.subsets import Masks, bits

Amounts = NDArray[np.float64]

_AT_ONCE = 1 << 9
"""Subsets looked at together: enough to outweigh the calls, few enough that a product of matrices stays in
one thread. Where others want the processor too, threads that wait for each other take ten times as long."""


@dataclass(frozen=True, slots=True, eq=False)
class Beginnings:
    """`by_size[k]`: the subsets of k statements with which a cheapest order may begin.

    `least[S]`: what it costs at least to have all of S before the rest, in any order; infinite for the
    subsets that no cheapest order begins with. `costs[i, j]`: what i before j costs.
    """

    by_size: list[Masks]
    least: Amounts
    costs: Amounts

    def before_the_rest(self, subsets: Masks) -> Amounts:
        """What each statement (rows) costs before all those outside each subset (columns)."""
        return self.costs @ self.outside(subsets)

    def outside(self, subsets: Masks) -> NDArray[np.bool_]:
        """Which statements (rows) are outside each subset (columns)."""
        is_outside: NDArray[np.bool_] = (subsets & bits(len(self.costs))) == 0
        return is_outside


def beginnings_of_cheapest(costs: Counts) -> Beginnings:
    """The beginnings of every cheapest order, from the empty one up, by size.

    least[S] = min over i in S of least[S − i] + what i costs before all outside S. No cost is negative, so a
    beginning that alone costs more than some whole order begins no cheapest one, and is not continued: of a
    million subsets of 20 statements some thousand stay. Where all orders are alike, all stay. Costs are whole
    numbers and their sums below 2⁵³, so that equal sums are equal exactly.

    Held and Karp, "A dynamic programming approach to sequencing problems", Journal of SIAM 10 (1962), with a
    bound as in Land and Doig, "An automatic method of solving discrete programming problems", Econometrica 28
    (1960).
    """
    count = len(costs)
    least = np.full(1 << count, np.inf)
    least[0] = 0
    found = Beginnings([np.zeros(1, dtype=np.intp)], least, costs.astype(np.float64))
    most = cost_of_a_good_order(costs)
    is_next = np.zeros(1 << count, dtype=np.bool_)
    for _ in range(count):
        longer = _with_one_more(found.by_size[-1], is_next)
        for subsets in in_parts(longer):
            # For a statement outside this reads a larger subset, which is still infinite.
            shortened = least[subsets ^ bits(count)]
            shortened += found.before_the_rest(subsets)
            least[subsets] = shortened.min(axis=0)
        within = least[longer] <= most
        least[longer[~within]] = np.inf
        found.by_size.append(longer[within])
    return found


def _with_one_more(subsets: Masks, is_next: NDArray[np.bool_]) -> Masks:
    """Every subset that holds one statement more than one of these; `is_next` is all false, and left so."""
    for some in in_parts(subsets):
        is_next[some | bits(len(is_next).bit_length() - 1)] = True
    is_next[subsets] = False
    longer = np.flatnonzero(is_next)
    is_next[longer] = False
    return longer


def in_parts(subsets: Masks) -> Iterator[Masks]:
    """The same subsets, no more at once than are worked on well together."""
    for start in range(0, len(subsets), _AT_ONCE):
        yield subsets[start : start + _AT_ONCE]


def cost_of_a_good_order(costs: Counts) -> int:
    """The cost of an order that no single statement can be moved in to make it cheaper.

    It begins with the statements by what each costs before all others, rather than after them. The move that
    saves most is made until none saves anything.

    >>> cost_of_a_good_order(np.array([[0, 0, 2], [6, 0, 0], [0, 4, 0]]))
    2
    """
    order = np.argsort(costs.sum(axis=1) - costs.sum(axis=0), kind="stable")
    while True:
        ordered = costs[np.ix_(order, order)]
        rather = ordered - ordered.T
        up_to = np.cumsum(rather, axis=1)
        change = np.diagonal(up_to)[:, np.newaxis] - up_to + np.tril(rather)
        moved, to = divmod(int(change.argmin()), len(order))
        if change[moved, to] >= 0:
            return int(np.triu(ordered).sum())
        order = np.insert(np.delete(order, moved), to, order[moved])
