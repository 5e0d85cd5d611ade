"""S5 to S7: what exact orders and their ranges cost.

Each function returns rows for the table of results; every ratio is of medians measured in the same run.
"""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from tests.bench.row import Row
from workshops.consensus.agreement import kendall_w
from workshops.consensus.kemeny import kemeny
from workshops.consensus.pairwise import borda, opposed_half_units, pairwise
from workshops.consensus.rankings import Ranker, Rankings, Tiers
from workshops.consensus.resampling import RESAMPLES, resampling_range

ROUNDS = 5
ORACLE = Path(".venv-oracle/bin/python")


def strict_rankings(rankings: int, statements: int, seed: int = 1) -> Tiers:
    """Uniformly random strict rankings: the worst case, as nothing agrees."""
    in_order = np.tile(np.arange(1, statements + 1, dtype=np.int32), (rankings, 1))
    return np.random.default_rng(seed).permuted(in_order, axis=1)


def agreeing_rankings(rankings: int, statements: int, seed: int = 1) -> Tiers:
    """Strict rankings around one order, each some places off: people who agree in part."""
    noise = np.random.default_rng(seed).normal(0, 5, (rankings, statements))
    places = (np.arange(statements) + noise).argsort(axis=1).argsort(axis=1)
    return (places + 1).astype(np.int32)


def named(statements: int) -> tuple[str, ...]:
    return tuple(f"S{number}" for number in range(1, statements + 1))


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of some work, after one run to warm up."""
    work()
    return statistics.median(_timed(work) for _ in range(rounds))


def s5() -> list[Row]:
    """Counting, scoring and ordering 10,000 rankings of 20, against one `bincount` of as many comparisons."""
    cells = np.random.default_rng(1).integers(0, 400, 10_000 * 20 * 20)
    one_pass = seconds(partial(np.bincount, cells, minlength=400))
    rows = []
    for kind, tiers in (
        ("agreeing in part", agreeing_rankings(10_000, 20)),
        ("by chance", strict_rankings(10_000, 20)),
    ):
        ours = seconds(partial(_counted_scored_ordered, tiers))
        what = f"pairwise, Borda, W, exact Kemeny; 10,000 × 20, {kind}"
        note = f"{1000 * ours:.0f} ms against {1000 * one_pass:.1f} ms"
        rows.append(Row("S5", what, "<= 12 x", f"{ours / one_pass:.1f} x", note))
    return rows


def s6() -> list[Row]:
    """Exact Kemeny with all optima counted, from pairwise counts; the worst of several random profiles."""
    rows = []
    for statements, reach in ((11, "<= 1 ms"), (20, "<= 300 ms")):
        names = named(statements)
        counts = [pairwise(strict_rankings(40, statements, seed)) for seed in range(ROUNDS)]
        taken = [1000 * seconds(partial(kemeny, each, names)) for each in counts]
        note = f"m = 40; of {ROUNDS} profiles the quickest {min(taken):.2f} ms"
        rows.append(Row("S6", f"exact Kemeny, n = {statements}", reach, f"{max(taken):.2f} ms", note))
    tied = pairwise(np.ones((40, 20), dtype=np.int32))
    all_stay = 1000 * seconds(partial(kemeny, tied, named(20)))
    return [
        *rows,
        Row("S6", "the same, all 20 tied: 20! optima", "-", f"{all_stay:.0f} ms", "no order is worse"),
    ]


def s7() -> list[Row]:
    """1,000 resampled positions against resampling alone, and against Borda and margins by pref_voting."""
    tiers = strict_rankings(1_000, 12)
    opposed = opposed_half_units(tiers).reshape(1_000, -1)
    alone = seconds(partial(_resampled, opposed))
    positions = seconds(lambda: resampling_range(tiers, np.random.default_rng(1)))
    note = f"{1000 * positions:.0f} ms against {1000 * alone:.1f} ms"
    what = "1,000 resampled positions, 12 × 1,000"
    ratio = Row("S7", what, "<= 40 x", f"{positions / alone:.1f} x", note)
    return [ratio, _against_pref_voting(seconds(partial(_scored, opposed)))]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _counted_scored_ordered(tiers: Tiers) -> None:
    counts = pairwise(tiers)
    borda(counts)
    kendall_w(tiers)
    kemeny(counts, named(tiers.shape[1]))


def _resampled(opposed: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> np.ndarray:
    """The summed costs of 1,000 draws of as many rankings, as the ranges start from."""
    count = len(opposed)
    drawn = np.random.default_rng(1).integers(count, size=(RESAMPLES, count))
    drawn += np.arange(RESAMPLES)[:, np.newaxis] * count
    times = np.bincount(drawn.ravel(), minlength=RESAMPLES * count).reshape(RESAMPLES, count)
    return times.astype(np.float32) @ opposed


def _scored(opposed: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> tuple[np.ndarray, np.ndarray]:
    """Borda scores and margins of 1,000 draws."""
    count = int(opposed.shape[1] ** 0.5)
    costs = _resampled(opposed).reshape(RESAMPLES, count, count)
    return costs.sum(axis=1), (costs.transpose(0, 2, 1) - costs) / 2


def _against_pref_voting(ours: float) -> Row:
    what, reach = "1,000 resampled Borda scores and margins", ">= 100 x faster"
    if not ORACLE.exists():
        return Row("S7", what, reach, "not measured", "pref_voting comes with make oracle")
    command = [str(ORACLE), "-m", "tests.bench.pref_voting_side"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    theirs = RESAMPLES * float(answer.stdout)
    return Row("S7", what, reach, f"{theirs / ours:.0f} x", f"{1000 * ours:.0f} ms against {theirs:.0f} s")


def as_groups(tiers: Tiers) -> Rankings:
    rankers = tuple(Ranker("W", f"G{number}") for number in range(len(tiers)))
    nothing = np.zeros(tiers.shape, dtype=np.bool_)
    return Rankings(named(tiers.shape[1]), rankers, tiers, ~nothing, nothing)
