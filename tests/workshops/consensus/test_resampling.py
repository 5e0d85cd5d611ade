"""How positions move when rankings are left out or drawn again."""

from __future__ import annotations

import numpy as np
import pytest

from workshops.consensus.analysis import analyse
from workshops.consensus.kemeny import kemeny, tier_positions
from workshops.consensus.pairwise import opposed_half_units, ordering_costs, pairwise
from workshops.consensus.rankings import Ranker, Rankings, Tiers
from workshops.consensus.resampling import leave_one_out, resampling_range, tied_positions


def some_rankings(rankings: int, statements: int, seed: int = 1) -> Tiers:
    """Rankings with ties and gaps."""
    return np.random.default_rng(seed).integers(0, statements + 1, (rankings, statements)).astype(np.int32)


@pytest.mark.parametrize("statements", [1, 2, 5, 9])
def test_many_problems_side_by_side_are_each_solved_alone(statements: int) -> None:
    profiles = [some_rankings(7, statements, seed) for seed in range(40)]
    costs = np.stack([ordering_costs(pairwise(tiers)) for tiers in profiles])
    names = tuple(map(str, range(statements)))
    alone = [tier_positions(kemeny(pairwise(tiers), names).tiers) for tiers in profiles]
    expected = [[positions[name] for name in names] for positions in alone]
    assert tied_positions(costs).tolist() == expected


def test_what_rankings_oppose_sums_to_the_costs_of_ordering() -> None:
    tiers = some_rankings(12, 6)
    assert opposed_half_units(tiers).sum(axis=0).tolist() == ordering_costs(pairwise(tiers)).tolist()


def test_one_ranking_decides_between_two() -> None:
    """Two against one: without one of the two it is even, without the one it is clear."""
    tiers = np.array([[1, 2], [1, 2], [2, 1]], dtype=np.int32)
    assert leave_one_out(tiers) == [(1.0, 1.5), (1.5, 2.0)]


def test_without_the_only_ranking_nothing_is_known() -> None:
    assert leave_one_out(np.array([[1, 2, 3]], dtype=np.int32)) == [(2.0, 2.0)] * 3


@pytest.mark.parametrize(("rankings", "statements"), [(0, 3), (201, 3), (3, 16)])
def test_leaving_out_has_limits(rankings: int, statements: int) -> None:
    assert leave_one_out(some_rankings(rankings, statements)) is None


@pytest.mark.parametrize(("rankings", "statements"), [(7, 3), (8, 16)])
def test_resampling_has_limits(rankings: int, statements: int) -> None:
    assert resampling_range(some_rankings(rankings, statements), np.random.default_rng(1)) is None


def test_agreement_leaves_no_range() -> None:
    tiers = np.tile(np.array([2, 1, 3], dtype=np.int32), (8, 1))
    assert resampling_range(tiers, np.random.default_rng(1)) == [(2.0, 2.0), (1.0, 1.0), (3.0, 3.0)]


def test_the_range_leaves_out_a_fortieth_at_each_end() -> None:
    """Eight against two: five or more of ten draws are of the two in 3.3 % of resamples."""
    tiers = np.array([[1, 2]] * 8 + [[2, 1]] * 2, dtype=np.int32)
    assert resampling_range(tiers, np.random.default_rng(1)) == [(1.0, 1.5), (1.5, 2.0)]


def test_the_range_repeats_with_its_seed() -> None:
    tiers = some_rankings(9, 6)
    once, again = (resampling_range(tiers, np.random.default_rng(4)) for _ in range(2))
    assert once == again
    assert once is not None
    assert any(low < high for low, high in once)


def test_individuals_are_drawn_by_whole_groups() -> None:
    """Within each of two groups all agree, so a draw of groups gives one order, the other, or the first."""
    tiers = np.array([[1, 2, 3]] * 14 + [[3, 2, 1]] * 2, dtype=np.int32)
    by_group = resampling_range(tiers, np.random.default_rng(1), [0] * 14 + [1] * 2)
    assert by_group == [(1.0, 3.0), (2.0, 2.0), (1.0, 3.0)]
    rankers = tuple(Ranker("W", group, f"P{number}") for number, group in enumerate("A" * 14 + "BB"))
    offered = np.ones(tiers.shape, dtype=np.bool_)
    items = analyse(Rankings(("S1", "S2", "S3"), rankers, tiers, offered, ~offered)).items
    assert [item.range95 for item in items.values()] == by_group
    all_in_one = resampling_range(tiers, np.random.default_rng(1), [0] * 16)
    assert all_in_one is None
