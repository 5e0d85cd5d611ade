"""The definitions, written out as plainly as they can be said: every order tried, every tie broken every way.

Nothing here is shared with the code it judges.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations, permutations, product
from math import nan

Ballot = Mapping[str, int | str | None]
Levels = dict[str, int]
Order = tuple[str, ...]


def compared(ballot: Ballot, unplaced: str) -> Levels:
    """The level of each statement that a convention compares, smaller being higher."""
    placed = {statement: tier for statement, tier in ballot.items() if isinstance(tier, int)}
    bottom = max(placed.values(), default=0) + 1
    if unplaced == "missing":
        return placed
    below = {
        statement: bottom
        for statement, reason in ballot.items()
        if not isinstance(reason, int) and (unplaced == "below" or reason == "less_important")
    }
    return placed | below


def wins(rankings: Sequence[Levels], one: str, other: str) -> int:
    return sum(one in r and other in r and r[one] < r[other] for r in rankings)


def ties(rankings: Sequence[Levels], one: str, other: str) -> int:
    return sum(one != other and one in r and other in r and r[one] == r[other] for r in rankings)


def kemeny_orders(rankings: Sequence[Levels], statements: Sequence[str]) -> tuple[Fraction, list[Order]]:
    """The least distance and all orders at it, every order tried."""
    cost = {
        (one, other): wins(rankings, other, one) + Fraction(ties(rankings, one, other), 2)
        for one, other in product(statements, repeat=2)
    }
    doubled = {pair: int(2 * value) for pair, value in cost.items()}
    best, orders = None, []
    for order in permutations(statements):
        distance = sum(doubled[pair] for pair in combinations(order, 2))
        if best is None or distance < best:
            best, orders = distance, [order]
        elif distance == best:
            orders.append(order)
    return Fraction(best or 0, 2), orders


def tiers(orders: Sequence[Order]) -> list[set[str]]:
    """Statements that stand both ways round share a tier, closed transitively; from the top."""
    before = {pair for order in orders for pair in combinations(order, 2)}
    found: list[set[str]] = []
    for statement in orders[0]:
        joined = [tier for tier in found if any((statement, s) in before for s in tier)]
        found = [tier for tier in found if tier not in joined]
        found.append({statement}.union(*joined))
    return found


def position(statement: str, levels: Sequence[set[str]]) -> Fraction:
    """The mid-rank of a statement's tier."""
    above = 0
    for tier in levels:
        if statement in tier:
            return above + Fraction(len(tier) + 1, 2)
        above += len(tier)
    raise AssertionError(statement)


def borda(rankings: Sequence[Levels], statement: str) -> Fraction | None:
    against = [(r[statement], r[s]) for r in rankings if statement in r for s in r if s != statement]
    won = sum(2 if own < other else own == other for own, other in against)
    return Fraction(won, 2 * len(against)) if against else None


def majority_wins(rankings: Sequence[Levels], statement: str, statements: Sequence[str]) -> Fraction:
    score = Fraction(0)
    for other in statements:
        if other != statement:
            margin = wins(rankings, statement, other) - wins(rankings, other, statement)
            score += 1 if margin > 0 else Fraction(1, 2) if margin == 0 else 0
    return score


def mid_rank(levels: Levels, statement: str) -> Fraction:
    above = sum(level < levels[statement] for level in levels.values())
    tied = sum(level == levels[statement] for level in levels.values())
    return above + Fraction(tied + 1, 2)


def tie_breakings(ballot: Ballot) -> list[Order]:
    """Every strict order of the placed statements that agrees with their tiers."""
    placed = compared(ballot, "missing")
    groups = [[s for s in placed if placed[s] == level] for level in sorted(set(placed.values()))]
    return [
        tuple(s for part in parts for s in part)
        for parts in product(*(list(permutations(group)) for group in groups))
    ]


def among_first(ballots: Sequence[Ballot], statement: str, places: int) -> tuple[Fraction, int]:
    """How many rankings have a statement among their first places: expected, and certain."""
    expected, certain = Fraction(0), 0
    for ballot in ballots:
        broken = tie_breakings(ballot)
        share = Fraction(sum(statement in order[:places] for order in broken), len(broken))
        expected += share
        certain += share == 1
    return expected, certain


def quantile(values: Sequence[Fraction], share: Fraction) -> float:
    """Hyndman and Fan's type 7: linear between the two nearest of the ordered values."""
    if not values:
        return nan
    ordered = sorted(values)
    at = (len(ordered) - 1) * share
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (at - low) * (ordered[high] - ordered[low]))
