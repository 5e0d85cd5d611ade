"""First places, top three, mid-ranks and quartiles."""

from __future__ import annotations

import pytest

from workshops.consensus.places import Ranks, TopCounts, rank_summaries, top_counts
from workshops.consensus.rankings import rankings_of

NAMES = ("S1", "S2", "S3", "S4", "S5")


def test_a_tie_across_the_third_place_is_shared() -> None:
    rankings = rankings_of(NAMES, [{"S1": 1, "S2": 2, "S3": 3, "S4": 3, "S5": 3}])
    top3 = top_counts(rankings, 3)
    assert top3[0] == TopCounts(1.0, 1, 1)
    assert top3[2] == TopCounts(1 / 3, 0, 1)


def test_a_tie_within_the_top_three_is_certain() -> None:
    rankings = rankings_of(NAMES, [{"S1": 1, "S2": 1, "S3": 1, "S4": 2, "S5": 3}])
    assert top_counts(rankings, 3)[:4] == [TopCounts(1.0, 1, 1)] * 3 + [TopCounts(0.0, 0, 0)]
    assert top_counts(rankings, 1)[0] == TopCounts(1 / 3, 0, 1)


def test_what_was_not_placed_takes_no_place() -> None:
    rankings = rankings_of(NAMES, [{"S1": 1, "S2": None, "S3": "less_important", "S4": None, "S5": None}])
    top3 = top_counts(rankings, 3)
    assert top3 == [TopCounts(1.0, 1, 1)] + [TopCounts(0.0, 0, 0)] * 4


def test_sums_of_shares_are_exact() -> None:
    """Ten rankings with ten tied at the top: exactly one first place each, not 0.9999999999999999."""
    names = [f"S{number}" for number in range(10)]
    rankings = rankings_of(names, [dict.fromkeys(names, 1)] * 10)
    assert [count.expected for count in top_counts(rankings, 1)] == [1.0] * 10


def test_quartiles_are_linear_between_ranks() -> None:
    """R's `quantile(c(1, 2, 4, 8), c(.25, .5, .75), type = 7)` gives 1.75, 3, 5."""
    names = [f"S{number}" for number in range(1, 9)]
    places = (1, 2, 4, 8)
    ballots = [
        dict(zip(["S1", *names[1:]], [place, *[p for p in range(1, 9) if p != place]], strict=True))
        for place in places
    ]
    assert rank_summaries(rankings_of(names, ballots))[0] == Ranks(3.75, 3.0, 1.75, 5.0)


def test_who_was_not_offered_a_statement_has_no_rank_for_it() -> None:
    rankings = rankings_of(["S1", "S2", "S3"], [{"S1": 1, "S2": 2}, {"S1": 1}])
    found = rank_summaries(rankings)
    assert found[1] == Ranks(2.0, 2.0, 2.0, 2.0)
    assert found[2] == Ranks(None, None, None, None)


@pytest.mark.parametrize("places", [1, 3])
def test_no_rankings_no_places(places: int) -> None:
    assert top_counts(rankings_of(["S1"], []), places) == [TopCounts(0.0, 0, 0)]
