"""1,000 random profiles against the definitions written out, everything tried."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from tests.oracle import definitions
from tests.oracle.profiles import Profile, random_profile
from workshops.consensus.analysis import Analysis, analyse
from workshops.consensus.rankings import Unplaced

PROFILES = range(1_000)
MOST_LISTED = 1_000


@cache
def judged(seed: int) -> tuple[Profile, Analysis, list[definitions.Levels]]:
    """A profile, our analysis of it, and the levels each of its rankings compares, under one convention."""
    unplaced = list(Unplaced)[seed % 3]
    profile = random_profile(seed)
    levels = [definitions.compared(ballot, unplaced) for ballot in profile.ballots]
    return profile, analyse(profile.rankings, unplaced), levels


@pytest.mark.parametrize("seed", PROFILES)
def test_the_orders(seed: int) -> None:
    profile, found, levels = judged(seed)
    distance, orders = definitions.kemeny_orders(levels, profile.statements)
    tiers = definitions.tiers(orders)
    assert found.kemeny.distance == distance
    assert found.kemeny.optima_count == len(orders)
    assert list(found.kemeny.optima) == orders[:MOST_LISTED]
    assert [set(tier) for tier in found.kemeny.tiers] == tiers
    for statement, item in found.items.items():
        assert item.position == definitions.position(statement, tiers)


@pytest.mark.parametrize("seed", PROFILES)
def test_the_counts_and_scores(seed: int) -> None:
    profile, found, levels = judged(seed)
    names = profile.statements
    assert found.pairwise.wins == [[definitions.wins(levels, i, j) for j in names] for i in names]
    assert found.pairwise.ties == [[definitions.ties(levels, i, j) for j in names] for i in names]
    for statement, item in found.items.items():
        share = definitions.borda(levels, statement)
        assert item.borda == (None if share is None else float(share))
        assert item.wins == definitions.majority_wins(levels, statement, names)


@pytest.mark.parametrize("seed", PROFILES)
def test_the_figures_of_each_statement(seed: int) -> None:
    profile, found, _ = judged(seed)
    ballots = profile.ballots
    below = [definitions.compared(ballot, "below") for ballot in ballots]
    for statement, item in found.items.items():
        ranks = [definitions.mid_rank(levels, statement) for levels in below if statement in levels]
        assert item.placed == sum(isinstance(ballot.get(statement), int) for ballot in ballots)
        if ranks:
            assert item.mean_rank == pytest.approx(float(Fraction(sum(ranks), len(ranks))))
            quartiles = [definitions.quantile(ranks, Fraction(quarter, 4)) for quarter in (1, 2, 3)]
            assert [item.q1, item.median_rank, item.q3] == pytest.approx(quartiles)
        else:
            assert (item.mean_rank, item.q1, item.median_rank, item.q3) == (None,) * 4


@pytest.mark.parametrize("seed", PROFILES)
def test_the_first_and_the_top_three(seed: int) -> None:
    profile = random_profile(seed).first(6)
    found = analyse(profile.rankings)
    for statement, item in found.items.items():
        first, first_certain = definitions.among_first(profile.ballots, statement, 1)
        top3, top3_certain = definitions.among_first(profile.ballots, statement, 3)
        assert (item.first, item.first_certain) == (float(first), first_certain)
        assert (item.top3, item.top3_certain) == (float(top3), top3_certain)


@pytest.mark.parametrize("seed", PROFILES[:200])
def test_each_ranking_left_out(seed: int) -> None:
    profile = random_profile(seed).first(5)
    found = analyse(profile.rankings)
    levels = [definitions.compared(ballot, "reasons") for ballot in profile.ballots]
    without = [
        definitions.tiers(definitions.kemeny_orders(levels[:k] + levels[k + 1 :], profile.statements)[1])
        for k in range(len(levels))
    ]
    for statement, item in found.items.items():
        positions = [float(definitions.position(statement, tiers)) for tiers in without]
        assert item.loo == (min(positions), max(positions))


@pytest.mark.parametrize("seed", PROFILES)
def test_what_is_contested(seed: int) -> None:
    profile, found, levels = judged(seed)
    near_the_top = [s for s in profile.statements if any(s in tier for tier in found.kemeny.tiers[:2])]
    expected = []
    for at, one in enumerate(near_the_top):
        for other in near_the_top[at + 1 :]:
            margins = {"V": 0, "W": 0}
            for ranker, each in zip(profile.rankers, levels, strict=True):
                margins[ranker.workshop] += definitions.wins([each], one, other)
                margins[ranker.workshop] -= definitions.wins([each], other, one)
            close = abs(sum(margins.values())) <= max(Fraction(1), Fraction(len(levels), 5))
            if len(levels) > 1 and (close or margins["V"] * margins["W"] < 0):
                expected.append((one, other))
    assert found.contested == expected
