"""What counts as compared, under each convention, and where each statement then ranks."""

from __future__ import annotations

import pytest

from workshops.consensus.rankings import (
    Ranker,
    Unplaced,
    compared_tiers,
    half_ranks,
    offered_half_ranks,
    rankings_of,
)

NAMES = ("S1", "S2", "S3", "S4")


@pytest.mark.parametrize(
    ("unplaced", "expected"),
    [
        (Unplaced.REASONS, [1, 2, 3, 0]),
        (Unplaced.BELOW, [1, 2, 3, 3]),
        (Unplaced.MISSING, [1, 2, 0, 0]),
    ],
)
def test_what_was_left_out_with_a_reason(unplaced: Unplaced, expected: list[int]) -> None:
    rankings = rankings_of(NAMES, [{"S1": 1, "S2": 2, "S3": "less_important", "S4": "not_for_us"}])
    assert compared_tiers(rankings, unplaced).tolist() == [expected]


@pytest.mark.parametrize("unplaced", [Unplaced.REASONS, Unplaced.MISSING])
def test_without_any_reason_nothing_unplaced_is_compared(unplaced: Unplaced) -> None:
    rankings = rankings_of(NAMES, [{"S1": 1, "S2": 2, "S3": None, "S4": None}])
    assert compared_tiers(rankings, unplaced).tolist() == [[1, 2, 0, 0]]


@pytest.mark.parametrize("unplaced", Unplaced)
def test_what_was_not_offered_is_never_compared(unplaced: Unplaced) -> None:
    rankings = rankings_of(NAMES, [{"S1": 1, "S2": "less_important"}])
    compared = compared_tiers(rankings, unplaced)
    assert compared[0, 2:].tolist() == [0, 0]


def test_nothing_placed_leaves_all_tied_where_unplaced_is_below() -> None:
    rankings = rankings_of(NAMES, [dict.fromkeys(NAMES)])
    assert compared_tiers(rankings, Unplaced.BELOW).tolist() == [[1, 1, 1, 1]]


def test_gaps_between_tiers_mean_nothing() -> None:
    near = rankings_of(NAMES, [{"S1": 1, "S2": 2, "S3": 2, "S4": 3}])
    far = rankings_of(NAMES, [{"S1": 2, "S2": 50, "S3": 50, "S4": 999_999_999}])
    assert half_ranks(near.tiers).tolist() == half_ranks(far.tiers).tolist() == [[2, 5, 5, 8]]


def test_unplaced_statements_are_tied_last_among_those_offered() -> None:
    rankings = rankings_of(NAMES, [{"S1": None, "S2": 1, "S3": "not_for_us"}])
    assert (offered_half_ranks(rankings) / 2).tolist() == [[2.5, 1.0, 2.5, 0.0]]


def test_rows_by_workshop() -> None:
    rankers = [Ranker("W", "A"), Ranker("V", "A"), Ranker("W", "B")]
    rankings = rankings_of(["S1"], [{"S1": 1}] * 3, rankers)
    assert rankings.rows_by_workshop() == {"W": [0, 2], "V": [1]}
    assert rankings.only([2]).rankers == (Ranker("W", "B"),)
