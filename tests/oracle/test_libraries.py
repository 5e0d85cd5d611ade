"""1,000 random profiles against others' libraries: pref_voting for orders and scores, scipy for agreement."""

from __future__ import annotations

from itertools import combinations
from math import isnan

import numpy as np
import pytest
from pref_voting.other_methods import kemeny_young
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.scoring_methods import symmetric_borda_scores
from scipy import stats

from tests.oracle import definitions
from tests.oracle.profiles import random_profile
from workshops.consensus.agreement import kendall_w, mean_tau_b
from workshops.consensus.analysis import analyse
from workshops.consensus.rankings import Unplaced, compared_tiers

PROFILES = range(1_000)


def their_profile(levels: list[definitions.Levels], statements: tuple[str, ...]) -> ProfileWithTies:
    """The same rankings as pref_voting holds them: statements numbered, the compared ones ranked."""
    rankings = [{statements.index(statement): level for statement, level in each.items()} for each in levels]
    return ProfileWithTies(rankings, candidates=range(len(statements)))


@pytest.mark.parametrize("seed", PROFILES)
def test_orders_and_majorities_by_pref_voting(seed: int) -> None:
    unplaced = list(Unplaced)[seed % 3]
    profile = random_profile(seed).first(6)
    names = profile.statements
    levels = [definitions.compared(ballot, unplaced) for ballot in profile.ballots]
    theirs = their_profile(levels, names)
    found = analyse(profile.rankings, unplaced)
    tops = {order[0] for order in found.kemeny.optima}
    assert tops == {names[number] for number in kemeny_young(theirs)}
    margins = np.array(found.pairwise.wins) - np.array(found.pairwise.wins).T
    assert margins.tolist() == theirs.margin_matrix.tolist()
    copeland = theirs.copeland_scores(scores=(1, 0.5, 0))
    assert {names[number]: score for number, score in copeland.items()} == {
        statement: item.wins for statement, item in found.items.items()
    }


@pytest.mark.parametrize("seed", PROFILES)
def test_borda_by_pref_voting(seed: int) -> None:
    """Their symmetric Borda score takes what is not ranked as tied last, so only whole ballots count here."""
    profile = random_profile(seed)
    names = profile.statements
    whole = [ballot for ballot in profile.ballots if len(ballot) == len(names)]
    levels = [definitions.compared(ballot, "below") for ballot in whole]
    rows = [row for row, ballot in enumerate(profile.ballots) if len(ballot) == len(names)]
    found = analyse(profile.rankings.only(rows), Unplaced.BELOW)
    scores = symmetric_borda_scores(their_profile(levels, names))
    for number, statement in enumerate(names):
        share = found.items[statement].borda
        comparisons = len(whole) * (len(names) - 1)
        expected = (scores[number] / comparisons + 1) / 2 if comparisons else None
        assert share == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize("seed", PROFILES)
def test_w_by_scipy(seed: int) -> None:
    """Friedman's statistic, corrected for ties, is m(n − 1)·W; scipy wants three statements or more."""
    profile = random_profile(seed)
    whole = [ballot for ballot in profile.ballots if len(ballot) == len(profile.statements)]
    levels = [definitions.compared(ballot, "below") for ballot in whole]
    rows = [row for row, ballot in enumerate(profile.ballots) if len(ballot) == len(profile.statements)]
    m, n = len(whole), len(profile.statements)
    w = kendall_w(compared_tiers(profile.rankings.only(rows), Unplaced.BELOW)).w
    if m < 2 or all(len(set(each.values())) == 1 for each in levels):
        assert w is None
    elif n > 2:
        columns = [[each[statement] for each in levels] for statement in profile.statements]
        assert w == pytest.approx(stats.friedmanchisquare(*columns).statistic / (m * (n - 1)), abs=1e-12)


@pytest.mark.parametrize("seed", PROFILES)
def test_mean_tau_b_by_scipy(seed: int) -> None:
    unplaced = list(Unplaced)[seed % 3]
    profile = random_profile(seed)
    levels = [definitions.compared(ballot, unplaced) for ballot in profile.ballots[:12]]
    found = mean_tau_b(compared_tiers(profile.rankings.only(range(len(levels))), unplaced))
    taus = []
    for one, other in combinations(levels, 2):
        both = [statement for statement in one if statement in other]
        if len(both) > 1:
            tau = stats.kendalltau([one[s] for s in both], [other[s] for s in both]).statistic
            taus += [] if isnan(tau) else [tau]
    assert found.pairs == len(taus)
    assert found.undefined == len(levels) * (len(levels) - 1) // 2 - len(taus)
    assert found.mean == (pytest.approx(np.mean(taus), abs=1e-12) if taus else None)
