"""Exact orders, against published examples and by hand."""

from __future__ import annotations

from math import factorial

import numpy as np
import pytest

from workshops.consensus.kemeny import Kemeny, TooManyStatements, kemeny, tier_positions
from workshops.consensus.pairwise import Pairwise, borda, majority_wins, pairwise
from workshops.consensus.rankings import Unplaced, compared_tiers, rankings_of


def counted(*ballots: tuple[int, str]) -> tuple[Pairwise, tuple[str, ...]]:
    """Pairwise counts of strict ballots, each written as how many cast it and its statements from the top."""
    statements = tuple(sorted(ballots[0][1]))
    ranked = [
        {statement: tier for tier, statement in enumerate(order, start=1)}
        for times, order in ballots
        for _ in range(times)
    ]
    return pairwise(rankings_of(statements, ranked).tiers), statements


def test_the_capital_of_tennessee() -> None:
    """The usual example: 42 voters near Memphis, 26 near Nashville, 15 Chattanooga, 17 Knoxville.

    Distance 32 + 32 + 42 + 17 + 42 + 42 as given in Electowiki, "Kemeny–Young method".
    """
    found = kemeny(*counted((42, "MNCK"), (26, "NCKM"), (15, "CKNM"), (17, "KCNM")))
    assert found == Kemeny(207.0, 1, (("N", "C", "K", "M"),), (("N",), ("C",), ("K",), ("M",)))


def test_a_cycle_is_broken_where_it_is_weakest() -> None:
    """25 ABC, 40 BCA, 35 CAB: order BCA at 120, the other five at 130 to 180 (Electowiki, as above)."""
    found = kemeny(*counted((25, "ABC"), (40, "BCA"), (35, "CAB")))
    assert (found.distance, found.optima) == (120.0, (("B", "C", "A"),))


def test_an_even_cycle_has_three_optima_and_one_tier() -> None:
    found = kemeny(*counted((1, "ABC"), (1, "BCA"), (1, "CAB")))
    assert found == Kemeny(4.0, 3, (("A", "B", "C"), ("B", "C", "A"), ("C", "A", "B")), (("A", "B", "C"),))


def test_a_tie_costs_half_whichever_way_it_is_broken() -> None:
    tiers = np.array([[1, 1, 2]], dtype=np.int32)
    found = kemeny(pairwise(tiers), ("S1", "S2", "S3"))
    assert found == Kemeny(0.5, 2, (("S1", "S2", "S3"), ("S2", "S1", "S3")), (("S1", "S2"), ("S3",)))


def test_tiers_are_closed_over_chains() -> None:
    """S1 and S3 never change places, but S2 is tied with both: one tier."""
    rankings = rankings_of(["S1", "S2", "S3"], [{"S1": 1, "S3": 2}, {"S2": 1}])
    found = kemeny(pairwise(compared_tiers(rankings, Unplaced.MISSING)), rankings.statements)
    assert found.optima_count == 3
    assert all(order.index("S1") < order.index("S3") for order in found.optima)
    assert found.tiers == (("S1", "S2", "S3"),)


def test_all_tied_counts_every_order_and_lists_a_thousand() -> None:
    names = tuple(f"S{number}" for number in range(20))
    found = kemeny(pairwise(np.ones((3, 20), dtype=np.int32)), names)
    assert found.optima_count == factorial(20)
    assert found.distance == 3 * 190 / 2
    assert (len(found.optima), len(set(found.optima))) == (1_000, 1_000)
    assert found.optima[0] == names
    assert found.tiers == (names,)


def test_optima_are_listed_as_in_a_dictionary_of_the_statements() -> None:
    tiers = np.ones((1, 7), dtype=np.int32)
    found = kemeny(pairwise(tiers), tuple("GFEDCBA"))
    keys = [["GFEDCBA".index(statement) for statement in order] for order in found.optima]
    assert keys == sorted(keys)
    assert found.optima_count == 5_040


def test_a_single_statement() -> None:
    assert kemeny(pairwise(np.ones((2, 1), dtype=np.int32)), ("S1",)) == Kemeny(
        0.0, 1, (("S1",),), (("S1",),)
    )


def test_more_than_twenty_are_refused() -> None:
    counts = pairwise(np.ones((1, 21), dtype=np.int32))
    with pytest.raises(TooManyStatements, match="21 statements are too many"):
        kemeny(counts, tuple(map(str, range(21))))


def test_large_counts_stay_exact() -> None:
    """The cycle again, ten thousand million rankings of it and one: sums pass 32 bits, one still decides."""
    wins = np.array([[0, 60, 25], [40, 0, 65], [75, 35, 0]]) * 10**8
    wins[1, 2] += 1
    found = kemeny(Pairwise(wins, np.zeros_like(wins)), tuple("ABC"))
    assert (found.distance, found.optima) == (120.0 * 10**8, (("B", "C", "A"),))


def test_who_beats_all_others_stands_first_and_the_cycle_below_is_solved_alone() -> None:
    found = kemeny(*counted((25, "SABC"), (40, "SBCA"), (35, "SCAB")))
    assert found == Kemeny(120.0, 1, (("S", "B", "C", "A"),), (("S",), ("B",), ("C",), ("A",)))


def test_positions_by_tier() -> None:
    assert tier_positions((("A", "B", "C"), ("D",))) == {"A": 2.0, "B": 2.0, "C": 2.0, "D": 4.0}


def test_scores_of_the_capital_of_tennessee() -> None:
    counts, statements = counted((42, "MNCK"), (26, "NCKM"), (15, "CKNM"), (17, "KCNM"))
    points = dict(zip(statements, borda(counts), strict=True))
    assert points == {"C": 173 / 300, "K": 107 / 300, "M": 126 / 300, "N": 194 / 300}
    assert dict(zip(statements, majority_wins(counts), strict=True)) == {
        "C": 2.0,
        "K": 1.0,
        "M": 0.0,
        "N": 3.0,
    }


def test_two_unplaced_are_tied_only_where_both_are_compared() -> None:
    rankings = rankings_of(["S1", "S2", "S3"], [{"S1": 1, "S2": "less_important", "S3": "no_time"}])
    ties = {unplaced: pairwise(compared_tiers(rankings, unplaced)).ties[1, 2] for unplaced in Unplaced}
    assert ties == {Unplaced.REASONS: 0, Unplaced.BELOW: 1, Unplaced.MISSING: 0}
