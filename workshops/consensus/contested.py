"""Pairs near the top on which the rankings are split."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from workshops.consensus.pairwise import pairwise
from workshops.consensus.rankings import Rankings, Tiers


def contested(rankings: Rankings, compared: Tiers, order: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """The pairs within the first two tiers that are close, or opposite in two workshops.

    `compared` are the tiers of these rankings under a convention, `order` the tiers of the Kemeny order.
    Close: |wins − losses| ≤ max(1, 0.2·m) for m rankings. Nothing is contested among fewer than two rankings.

    >>> from workshops.consensus.rankings import rankings_of
    >>> rankings = rankings_of(["S1", "S2"], [{"S1": 1, "S2": 2}, {"S1": 1, "S2": 2}, {"S1": 2, "S2": 1}])
    >>> contested(rankings, rankings.tiers, [["S1"], ["S2"]])
    [('S1', 'S2')]
    """
    count = len(rankings.rankers)
    if count < 2:
        return []
    margins = pairwise(compared).margins
    by_workshop = [pairwise(compared[rows]).margins for rows in rankings.rows_by_workshop().values()]
    near_the_top = {statement for tier in order[:2] for statement in tier}
    statements = [(i, each) for i, each in enumerate(rankings.statements) if each in near_the_top]
    return [
        (one, other)
        for (i, one), (j, other) in combinations(statements, 2)
        if _is_close(int(margins[i, j]), count) or _opposite([int(each[i, j]) for each in by_workshop])
    ]


def _is_close(margin: int, rankings: int) -> bool:
    return 5 * abs(margin) <= max(5, rankings)


def _opposite(margins: Sequence[int]) -> bool:
    return any(margin > 0 for margin in margins) and any(margin < 0 for margin in margins)
