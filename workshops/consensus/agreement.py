"""How far the rankings agree with one another: Kendall's W and the mean of tau-b over pairs of rankings."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from workshops.consensus.rankings import Tiers, half_ranks

PERMUTATIONS = 10_000
FEWEST_FOR_P = 8
METHOD = "permutation within rankings, 10,000 draws"

_CELLS = 1 << 21
_PAIRS_AT_ONCE = 1 << 20


class KendallW(msgspec.Struct, frozen=True):
    """W between 0 and 1, or None; p by `method`, both None where p is not to be had."""

    w: float | None
    p: float | None
    method: str | None


@dataclass(frozen=True, slots=True)
class MeanTau:
    """The mean of tau-b over `pairs` pairs of rankings; `undefined` pairs had none and were left out."""

    mean: float | None
    pairs: int
    undefined: int


def kendall_w(tiers: Tiers, randomness: np.random.Generator | None = None) -> KendallW:
    """Kendall's coefficient of concordance, corrected for ties; with randomness, its permutation p.

    W = 12·S ÷ (m²(n³ − n) − m·Σ(t³ − t)), S the squared deviations of the rank sums from their mean, t the
    sizes of the tied sets in each ranking. None unless every ranking compares all statements, with fewer than
    two rankings, and where the denominator is 0. p is None below 8 rankings. Kendall and Babington Smith,
    "The problem of m rankings", Annals of Mathematical Statistics 10 (1939).

    Two who agree but for one tie:
    >>> kendall_w(np.array([[1, 2, 3], [1, 2, 2]], dtype=np.int32)).w
    0.9285714285714286
    """
    rankings, count = tiers.shape
    if rankings < 2 or not (tiers > 0).all():
        return KendallW(None, None, None)
    ranks = half_ranks(tiers)
    # Everything doubled ranks reach is four times its size in ranks.
    most = rankings * (rankings * (count**3 - count) - _tie_correction(ranks))
    if most == 0:
        return KendallW(None, None, None)
    squares = int(_squared_deviations(ranks.sum(axis=0), rankings))
    w = 3 * squares / most
    if randomness is None or rankings < FEWEST_FOR_P:
        return KendallW(w, None, None)
    return KendallW(w, _permutation_p(ranks, squares, randomness), METHOD)


def mean_tau_b(tiers: Tiers) -> MeanTau:
    """Kendall's tau-b of each two rankings over what both compare, averaged where it is defined.

    tau_b = (concordant − discordant) ÷ √(pairs untied in the one · pairs untied in the other); undefined
    where either ties all that both compare. Kendall, "The treatment of ties in ranking problems", Biometrika
    33 (1945).

    >>> mean_tau_b(np.array([[1, 2, 3], [1, 3, 2], [1, 1, 1]], dtype=np.int32))
    MeanTau(mean=0.3333333333333333, pairs=1, undefined=2)
    """
    rankings = len(tiers)
    signs, both = _signs(tiers)
    total, defined = _sum_of_taus(signs, both)
    pairs = rankings * (rankings - 1) // 2
    mean = max(-1.0, min(1.0, total / defined)) if defined else None  # rounding may pass the ends
    return MeanTau(mean, defined, pairs - defined)


def tau_b(one: Tiers, other: Tiers) -> float | None:
    """Kendall's tau-b of two rankings (rows of tiers) over what both compare; None where undefined.

    >>> tau_b(np.array([1, 2, 3], dtype=np.int32), np.array([1, 3, 2], dtype=np.int32))
    0.3333333333333333
    """
    return mean_tau_b(np.stack([one, other])).mean


def _tie_correction(doubled: NDArray[np.int64]) -> int:
    """Σ (t³ − t) over the tied sets of all rankings, from twice their mid-ranks.

    Ties draw ranks together: Σ rank² falls short of n(n + 1)(2n + 1) ÷ 6 by Σ (t³ − t) ÷ 12 in each ranking.
    """
    rankings, count = doubled.shape
    short: int = 2 * rankings * count * (count + 1) * (2 * count + 1) - 3 * int((doubled**2).sum())
    return short


def _squared_deviations(doubled_sums: NDArray[np.int64], rankings: int) -> NDArray[np.int64]:
    """S of doubled rank sums, a whole number: they average rankings·(n + 1)."""
    mean = rankings * (doubled_sums.shape[-1] + 1)
    squares: NDArray[np.int64] = ((doubled_sums - mean) ** 2).sum(axis=-1)
    return squares


def _permutation_p(ranks: NDArray[np.int64], squares: int, randomness: np.random.Generator) -> float:
    """(1 + number of draws with S at least as large) ÷ (1 + draws), each ranking shuffled within itself."""
    rankings, count = ranks.shape
    at_once = max(1, _CELLS // ranks.size)
    as_large = 0
    for start in range(0, PERMUTATIONS, at_once):
        draws = min(at_once, PERMUTATIONS - start)
        shuffled = np.broadcast_to(ranks.astype(np.int32), (draws, rankings, count))
        sums = randomness.permuted(shuffled, axis=-1).sum(axis=1, dtype=np.int64)
        as_large += int(np.count_nonzero(_squared_deviations(sums, rankings) >= squares))
    return (1 + as_large) / (1 + PERMUTATIONS)


def _signs(tiers: Tiers) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each ranking and pair of statements: +1, 0 or −1 for which is above; 1 where both are compared."""
    first, second = np.triu_indices(tiers.shape[1], k=1)
    both = (tiers[:, first] > 0) & (tiers[:, second] > 0)
    signs = np.sign(tiers[:, second] - tiers[:, first]) * both
    return signs.astype(np.float64), both.astype(np.float64)


def _sum_of_taus(signs: NDArray[np.float64], both: NDArray[np.float64]) -> tuple[float, int]:
    """The sum of tau-b over all pairs of rankings where it is defined, and how many those are."""
    if (both == both[:1]).all():
        return _sum_where_all_compare_the_same(signs)
    untied = np.abs(signs)
    at_once = max(1, _PAIRS_AT_ONCE // len(signs))
    summed, defined = 0.0, 0
    for start in range(0, len(signs), at_once):
        rows = slice(start, start + at_once)
        later = np.arange(len(signs)) > np.arange(len(signs))[rows, np.newaxis]
        lengths = (untied[rows] @ both.T) * (both[rows] @ untied.T) * later
        is_defined = lengths > 0
        summed += float(((signs[rows] @ signs.T)[is_defined] / np.sqrt(lengths[is_defined])).sum())
        defined += int(np.count_nonzero(is_defined))
    return summed, defined


def _sum_where_all_compare_the_same(signs: NDArray[np.float64]) -> tuple[float, int]:
    """As `_sum_of_taus`, in time linear in the rankings.

    The product of two sign vectors is divided only by how many pairs each leaves untied. So vectors are first
    summed by that number, and their products with themselves taken away, all in whole numbers.
    """
    untied = np.abs(signs).sum(axis=1).astype(np.intp)
    sums = np.zeros((signs.shape[1] + 1, signs.shape[1]))
    np.add.at(sums, untied, signs)
    sizes = np.bincount(untied, minlength=len(sums))
    numbers = np.arange(len(sums))
    products = sums @ sums.T - np.diag(sizes * numbers)
    lengths = np.sqrt(np.multiply.outer(numbers, numbers))
    defined = int(sizes[1:].sum())
    return float((products[1:, 1:] / lengths[1:, 1:]).sum()) / 2, defined * (defined - 1) // 2
