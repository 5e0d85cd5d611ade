"""Kendall's W and tau-b, against published figures."""

from __future__ import annotations

import numpy as np
import pytest

from workshops.consensus.agreement import METHOD, kendall_w, mean_tau_b, tau_b

CONCORDANCE = [
    [1.0, 4.5, 2.0, 4.5, 3.0, 7.5, 6.0, 9.0, 7.5, 10.0],
    [2.5, 1.0, 2.5, 4.5, 4.5, 8.0, 9.0, 6.5, 10.0, 6.5],
    [2.0, 1.0, 4.5, 4.5, 4.5, 4.5, 8.0, 8.0, 8.0, 10.0],
]


def test_w_with_ties_as_published() -> None:
    """Three comparisons of ten objects, W = 0.828: NAG Library, routine g08daf, example."""
    found = kendall_w((2 * np.array(CONCORDANCE)).astype(np.int32))
    assert found.w == pytest.approx(0.828, abs=0.0005)


def test_w_without_ties_as_published() -> None:
    """Four judges of three competitors, W = 1/16: ProofWiki, "Kendall's Coefficient of Concordance"."""
    judges = np.array([[1, 3, 2], [1, 2, 3], [2, 3, 1], [3, 1, 2]], dtype=np.int32)
    assert kendall_w(judges).w == 1 / 16


@pytest.mark.parametrize(
    "tiers",
    [
        pytest.param([[1, 2, 3]], id="one ranking"),
        pytest.param([[1, 2, 3], [1, 2, 0]], id="one does not compare all"),
        pytest.param([[1, 1, 1], [1, 1, 1]], id="all tied"),
        pytest.param([[1], [1]], id="one statement"),
    ],
)
def test_no_w(tiers: list[list[int]]) -> None:
    found = kendall_w(np.array(tiers, dtype=np.int32), np.random.default_rng(1))
    assert (found.w, found.p, found.method) == (None, None, None)


def test_p_of_perfect_agreement_is_the_smallest_there_is() -> None:
    tiers = np.tile(np.arange(1, 7, dtype=np.int32), (8, 1))
    found = kendall_w(tiers, np.random.default_rng(1))
    assert (found.w, found.p, found.method) == (1.0, 1 / 10_001, METHOD)


def test_p_of_no_agreement_is_one() -> None:
    """Four one way and four the other: all rank sums are equal, so every draw is at least as large."""
    tiers = np.array([[1, 2, 3]] * 4 + [[3, 2, 1]] * 4, dtype=np.int32)
    found = kendall_w(tiers, np.random.default_rng(1))
    assert (found.w, found.p) == (0.0, 1.0)


def test_p_is_that_of_the_exact_distribution() -> None:
    """Two statements, nine rankings, eight to one: S is as large in 2 · (1 + 9) of 512 equal cases."""
    tiers = np.array([[1, 2]] * 8 + [[2, 1]], dtype=np.int32)
    found = kendall_w(tiers, np.random.default_rng(1))
    assert found.p == pytest.approx(20 / 512, abs=0.006)


def test_p_repeats_with_its_seed_and_is_not_given_below_eight() -> None:
    tiers = np.random.default_rng(5).permuted(np.tile(np.arange(1, 6, dtype=np.int32), (8, 1)), axis=1)
    once, again = (kendall_w(tiers, np.random.default_rng(3)).p for _ in range(2))
    assert once == again
    assert kendall_w(tiers[:7], np.random.default_rng(3)).p is None


def test_tau_b_with_ties_as_published() -> None:
    """The example in scipy's own documentation of `kendalltau`: −0.4714."""
    one, other = np.array([[13, 3, 2, 13, 3], [2, 5, 8, 2, 1]], dtype=np.int32)
    assert tau_b(one, other) == pytest.approx(-0.4714045207910316)


def test_mean_tau_b_over_common_statements_only() -> None:
    """The first two share S1 and S2 and agree; the third shares one statement with each: undefined."""
    tiers = np.array([[1, 2, 0], [1, 2, 0], [0, 1, 2]], dtype=np.int32)
    found = mean_tau_b(tiers)
    assert (found.mean, found.pairs, found.undefined) == (1.0, 1, 2)


def test_no_mean_tau_b_for_one_ranking() -> None:
    found = mean_tau_b(np.array([[1, 2, 3]], dtype=np.int32))
    assert (found.mean, found.pairs, found.undefined) == (None, 0, 0)


def test_mean_tau_b_is_the_same_one_pair_at_a_time() -> None:
    chance = np.random.default_rng(2)
    tiers = chance.integers(0, 5, size=(12, 6)).astype(np.int32)
    pairs = [tau_b(tiers[i], tiers[j]) for i in range(12) for j in range(i)]
    defined = [tau for tau in pairs if tau is not None]
    found = mean_tau_b(tiers)
    assert found.pairs == len(defined)
    assert found.mean == pytest.approx(sum(defined) / len(defined))
