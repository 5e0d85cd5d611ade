"""What one resample of 1,000 rankings of 12 costs pref_voting: its margins and Borda scores, in seconds.

`python -m tests.bench.pref_voting_side`, in the oracle's environment.
"""

from __future__ import annotations

import statistics
import time

import numpy as np
from pref_voting.profiles import Profile

RANKINGS, STATEMENTS, ROUNDS = 1_000, 12, 5


def main() -> None:
    chance = np.random.default_rng(1)
    orders = chance.permuted(np.tile(np.arange(STATEMENTS), (RANKINGS, 1)), axis=1)
    _scored(orders, chance)
    print(statistics.median(_scored(orders, chance) for _ in range(ROUNDS)))


def _scored(orders: np.ndarray[tuple[int, int], np.dtype[np.int64]], chance: np.random.Generator) -> float:
    drawn, times = np.unique(chance.integers(RANKINGS, size=RANKINGS), return_counts=True)
    rankings = [tuple(order) for order in orders[drawn].tolist()]
    start = time.perf_counter()
    profile = Profile(rankings, rcounts=times.tolist())
    assert profile.margin_matrix
    assert profile.borda_scores()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
