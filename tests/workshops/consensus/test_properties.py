"""What must hold of any rankings at all."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshops.consensus.analysis import Analysis, analyse
from workshops.consensus.rankings import Ballot, Rankings, Unplaced, compared_tiers, rankings_of

pytestmark = pytest.mark.proof

NAMES = ("S1", "S2", "S3", "S4", "S5")
ANSWERS = st.one_of(st.integers(1, 5), st.sampled_from(("less_important", "no_time", "inside:S1")), st.none())
BALLOTS: st.SearchStrategy[Ballot] = st.dictionaries(st.sampled_from(NAMES), ANSWERS, min_size=1)
PROFILES = st.lists(BALLOTS, min_size=1, max_size=7).map(lambda ballots: rankings_of(NAMES, ballots))
STRICT = st.lists(st.permutations(range(1, 6)), min_size=1, max_size=7)
CONVENTIONS = st.sampled_from(Unplaced)

few = settings(max_examples=60, deadline=None)


def columns(rankings: Rankings, order: list[int]) -> Rankings:
    """The same rankings with their statements in another order."""
    return Rankings(
        tuple(rankings.statements[i] for i in order),
        rankings.rankers,
        rankings.tiers[:, order],
        rankings.offered[:, order],
        rankings.less_important[:, order],
    )


def tier_sets(found: Analysis) -> list[set[str]]:
    return [set(tier) for tier in found.kemeny.tiers]


@few
@given(PROFILES, CONVENTIONS, st.permutations(range(5)))
def test_the_order_of_statements_changes_no_figure(
    rankings: Rankings, unplaced: Unplaced, order: list[int]
) -> None:
    found, other = analyse(rankings, unplaced), analyse(columns(rankings, order), unplaced)
    assert other.items == found.items
    assert tier_sets(other) == tier_sets(found)
    assert set(other.kemeny.optima) == set(found.kemeny.optima)
    assert {frozenset(pair) for pair in other.contested} == {frozenset(pair) for pair in found.contested}
    assert other.kendall_w.w == found.kendall_w.w
    assert other.mean_tau_b == pytest.approx(found.mean_tau_b)


@few
@given(PROFILES, CONVENTIONS, st.randoms(use_true_random=False))
def test_the_order_of_rankings_changes_nothing_but_the_draws(
    rankings: Rankings, unplaced: Unplaced, chance: Random
) -> None:
    rows = list(range(len(rankings.rankers)))
    chance.shuffle(rows)
    found, other = analyse(rankings, unplaced), analyse(rankings.only(rows), unplaced)
    assert other.kemeny == found.kemeny
    assert other.items == found.items
    assert other.pairwise == found.pairwise
    assert other.contested == found.contested


@few
@given(STRICT)
def test_turned_round_rankings_give_the_order_turned_round(orders: list[list[int]]) -> None:
    found = analyse(rankings_of(NAMES, [dict(zip(NAMES, order, strict=True)) for order in orders]))
    turned = analyse(
        rankings_of(
            NAMES, [{name: 6 - tier for name, tier in zip(NAMES, order, strict=True)} for order in orders]
        )
    )
    assert tier_sets(turned) == tier_sets(found)[::-1]
    assert set(turned.kemeny.optima) == {order[::-1] for order in found.kemeny.optima}
    assert turned.kemeny.distance == found.kemeny.distance
    assert turned.kendall_w.w == found.kendall_w.w
    assert turned.pairwise.wins == np.array(found.pairwise.wins).T.tolist()


@few
@given(PROFILES, CONVENTIONS)
def test_the_same_rankings_twice_say_the_same_twice_as_loud(rankings: Rankings, unplaced: Unplaced) -> None:
    rows = list(range(len(rankings.rankers)))
    found, twice = analyse(rankings, unplaced), analyse(rankings.only(rows * 2), unplaced)
    assert twice.kemeny == msgspec.structs.replace(found.kemeny, distance=2 * found.kemeny.distance)
    for statement, item in found.items.items():
        other = twice.items[statement]
        assert (other.placed, other.first, other.top3) == (2 * item.placed, 2 * item.first, 2 * item.top3)
        assert (other.borda, other.wins, other.position) == (item.borda, item.wins, item.position)
        assert (other.mean_rank, other.median_rank) == (item.mean_rank, item.median_rank)


@few
@given(PROFILES, CONVENTIONS)
def test_figures_stay_within_what_they_can_be(rankings: Rankings, unplaced: Unplaced) -> None:
    found = analyse(rankings, unplaced)
    placing = int((rankings.tiers > 0).any(axis=1).sum())
    assert sum(item.first for item in found.items.values()) == pytest.approx(placing)
    assert sum(item.wins for item in found.items.values()) == found.n * (found.n - 1) / 2
    for item in found.items.values():
        assert item.first_certain <= item.first <= item.top3 <= item.placed
        assert item.top3_certain <= item.top3
        assert item.loo is not None
        assert 1 <= item.loo[0] <= item.loo[1] <= found.n
    assert found.tau_pairs <= found.m * (found.m - 1) // 2


@few
@given(PROFILES)
def test_where_all_is_placed_conventions_do_not_matter(rankings: Rankings) -> None:
    """Only what was placed counts as offered here, so that nothing is unplaced."""
    placed = replace(rankings, offered=rankings.placed)
    tiers = [compared_tiers(placed, unplaced).tolist() for unplaced in (Unplaced.BELOW, Unplaced.MISSING)]
    assert tiers[0] == tiers[1]


@few
@given(PROFILES, CONVENTIONS, st.integers(0, 2**32))
def test_a_seed_repeats(rankings: Rankings, unplaced: Unplaced, seed: int) -> None:
    many = rankings.only(list(range(len(rankings.rankers))) * 8)
    assert analyse(many, unplaced, seed) == analyse(many, unplaced, seed)
