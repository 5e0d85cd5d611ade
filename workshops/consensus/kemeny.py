"""The orders closest to all rankings together, every one of them, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain, islice, product
from itertools import pairwise as neighbours
from math import prod

import msgspec
import numpy as np

from workshops.consensus.beginnings import Beginnings, beginnings_of_cheapest, in_parts
from workshops.consensus.pairwise import Counts, Pairwise, ordering_costs
from workshops.consensus.subsets import bits

MOST_STATEMENTS = 20
MOST_OPTIMA = 1_000


class TooManyStatements(ValueError):
    """More statements than an exact order can be found for in reasonable time and memory."""


class Kemeny(msgspec.Struct, frozen=True):
    """All orders at the least distance: how many, the first 1,000 of them, and what they have in common."""

    distance: float
    optima_count: int
    optima: tuple[tuple[str, ...], ...]
    tiers: tuple[tuple[str, ...], ...]


def kemeny(counts: Pairwise, statements: tuple[str, ...]) -> Kemeny:
    """The linear orders minimising Σ over pairs, i before j, of wins[j][i] + ½ ties[i][j].

    Two statements share a tier when one optimum has them this way round and another that way round, closed
    transitively. Optima are listed as a dictionary would, by the place of each statement in `statements`.
    Sums are kept in half-units, whole numbers, so that equal distances are equal exactly. Raises
    `TooManyStatements` above 20. Kemeny, "Mathematics without numbers", Daedalus 88 (1959); ties as in Fagin
    et al., "Comparing partial rankings", SIAM Journal on Discrete Mathematics 20 (2006), with penalty ½.

    A cycle, from 25 ballots ABC, 40 BCA and 35 CAB: 60 have A above B, 65 B above C, 75 C above A.

    >>> cycle = Pairwise(np.array([[0, 60, 25], [40, 0, 65], [75, 35, 0]]), np.zeros((3, 3), dtype=np.int64))
    >>> kemeny(cycle, ("A", "B", "C"))
    Kemeny(distance=120.0, optima_count=1, optima=(('B', 'C', 'A'),), tiers=(('B',), ('C',), ('A',)))
    """
    count = len(statements)
    if count > MOST_STATEMENTS:
        raise TooManyStatements(
            f"{count} statements are too many for an exact order: it is found for {MOST_STATEMENTS} at most."
        )
    costs = ordering_costs(counts)
    parts, across = [], 0
    for block, below in _blocks(counts.margins):
        parts.append(_closest(costs[np.ix_(block, block)], tuple(statements[i] for i in block)))
        across += int(costs[np.ix_(block, below)].sum())
    orders = islice(product(*(part.optima for part in parts)), MOST_OPTIMA)
    return Kemeny(
        distance=sum(part.distance for part in parts) + across / 2,
        optima_count=prod(part.optima_count for part in parts),
        optima=tuple(tuple(chain.from_iterable(order)) for order in orders),
        tiers=tuple(tier for part in parts for tier in part.tiers),
    )


def tier_positions(tiers: tuple[tuple[str, ...], ...]) -> dict[str, float]:
    """The mid-rank of each statement's tier.

    >>> tier_positions((("A",), ("B", "C")))
    {'A': 1.0, 'B': 2.5, 'C': 2.5}
    """
    positions: dict[str, float] = {}
    for tier in tiers:
        middle = len(positions) + (len(tier) + 1) / 2
        positions |= dict.fromkeys(tier, middle)
    return positions


def _blocks(margins: Counts) -> Iterator[tuple[list[int], list[int]]]:
    """The statements in blocks from the top, each with all that stands below it in every optimum.

    A statement of a block beats everything below by a strict majority, so moving it up past one of those
    always brings an order nearer: blocks are ordered one by one. By wins they come together, as who beats all
    below has more wins than any of those. Truchon, "An extension of the Condorcet criterion and Kemeny
    orders" (1998).
    """
    by_wins = np.argsort(-(np.sign(margins).sum(axis=1)), kind="stable")
    ordered = margins[np.ix_(by_wins, by_wins)]
    start = 0
    for end in range(1, len(by_wins) + 1):
        if (ordered[start:end, end:] > 0).all():
            yield sorted(by_wins[start:end].tolist()), by_wins[end:].tolist()
            start = end


def _closest(costs: Counts, statements: tuple[str, ...]) -> Kemeny:
    """The optima of one block by its ordering costs.

    Each pair costs at least its cheaper way round, in every order; only what is beyond that is searched for.
    """
    if len(statements) == 1:
        return Kemeny(0.0, 1, (statements,), (statements,))
    unavoidable = np.minimum(costs, costs.T)
    beginnings = beginnings_of_cheapest(costs - unavoidable)
    completions = _completions(beginnings)
    optima = islice(_optima(beginnings, completions), MOST_OPTIMA)
    return Kemeny(
        distance=(int(np.triu(unavoidable).sum()) + int(beginnings.least[-1])) / 2,
        optima_count=int(completions[0]),
        optima=tuple(tuple(statements[i] for i in order) for order in optima),
        tiers=_tiers(beginnings, completions, statements),
    )


def _completions(beginnings: Beginnings) -> Counts:
    """For each subset that begins an optimum, the number of ways on from there; 0 for all other subsets.

    Walks back from the full set along the cheapest steps alone. 20! still fits 64 bits.
    """
    least = beginnings.least
    completions = np.zeros(len(least), dtype=np.int64)
    completions[-1] = 1
    for of_one_size in reversed(beginnings.by_size[:-1]):
        for subsets in in_parts(of_one_size):
            longer = subsets | bits(len(beginnings.costs))
            costs = least[subsets] + beginnings.before_the_rest(subsets)
            is_cheapest = beginnings.outside(subsets) & (costs == least[longer])
            completions[subsets] = np.where(is_cheapest, completions[longer], 0).sum(axis=0)
    return completions


def _tiers(
    beginnings: Beginnings, completions: Counts, statements: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    """A tier ends wherever all optima have the same statements above.

    Statements of two tiers stand the same way round in all optima, so all optima begin with the same whole
    tiers; and where all optima begin with the same statements, no pair across that line ever changes sides.
    """
    starts = [subsets[completions[subsets] > 0] for subsets in beginnings.by_size]
    shared = [int(subsets[0]) for subsets in starts if len(subsets) == 1]
    return tuple(
        tuple(statement for i, statement in enumerate(statements) if (below ^ above) >> i & 1)
        for above, below in neighbours(shared)
    )


def _optima(beginnings: Beginnings, completions: Counts) -> Iterator[list[int]]:
    """Every optimum as statement numbers, in the order of a dictionary."""
    least = beginnings.least
    count = len(beginnings.costs)

    @cache
    def followers(start: int) -> list[int]:
        costs = least[start] + beginnings.before_the_rest(np.array([start]))[:, 0]
        return [
            i
            for i in range(count)
            if not start >> i & 1 and completions[start | 1 << i] and costs[i] == least[start | 1 << i]
        ]

    def orders(start: int) -> Iterator[list[int]]:
        if start == (1 << count) - 1:
            yield []
        for i in followers(start):
            for rest in orders(start | 1 << i):
                yield [i, *rest]

    return orders(0)
