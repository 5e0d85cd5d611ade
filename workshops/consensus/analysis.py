"""The whole analysis of some rankings, in the shape in which it is published as JSON."""

from __future__ import annotations

import msgspec
import numpy as np

from workshops.consensus.agreement import KendallW, kendall_w, mean_tau_b
from workshops.consensus.contested import contested
from workshops.consensus.kemeny import Kemeny, kemeny, tier_positions
from workshops.consensus.pairwise import Pairwise, borda, majority_wins, pairwise
from workshops.consensus.places import TOP, rank_summaries, top_counts
from workshops.consensus.rankings import Rankings, Tiers, Unplaced, compared_tiers
from workshops.consensus.resampling import Range, leave_one_out, resampling_range
from workshops.consensus.units import cluster_numbers


class PairwiseCounts(msgspec.Struct, frozen=True):
    """`Pairwise` as plain lists, in the order of the statements."""

    wins: list[list[int]]
    ties: list[list[int]]


class Item(msgspec.Struct, frozen=True):
    """The figures of one statement. Counts are of rankings, positions and ranks count from 1 at the top."""

    placed: int
    mean_rank: float | None
    median_rank: float | None
    q1: float | None
    q3: float | None
    first: float
    first_certain: int
    top3: float
    top3_certain: int
    borda: float | None
    wins: float
    position: float
    loo: Range | None
    range95: Range | None


class Analysis(msgspec.Struct, frozen=True):
    """Everything found in m rankings of n statements; encodes to the published JSON, keys in this order."""

    statements: tuple[str, ...]
    m: int
    n: int
    unplaced: Unplaced
    seed: int
    pairwise: PairwiseCounts
    kemeny: Kemeny
    kendall_w: KendallW
    mean_tau_b: float | None
    tau_pairs: int
    items: dict[str, Item]
    contested: list[tuple[str, str]]


def analyse(rankings: Rankings, unplaced: Unplaced = Unplaced.REASONS, seed: int = 1) -> Analysis:
    """Analyse rankings over at most 20 statements; the same rankings and seed always give the same figures.

    The permutation p and the resampling range draw from two streams of the seed, so that neither shifts the
    other. Raises `TooManyStatements`.

    >>> from workshops.consensus.rankings import rankings_of
    >>> found = analyse(rankings_of(["S1", "S2"], [{"S1": 1, "S2": 2}, {"S1": 1, "S2": None}]))
    >>> found.kemeny.optima, found.items["S2"].placed, found.items["S2"].mean_rank
    ((('S1', 'S2'),), 1, 2.0)
    """
    tiers = compared_tiers(rankings, unplaced)
    counts = pairwise(tiers)
    orders = kemeny(counts, rankings.statements)
    for_permutations, for_resamples = map(np.random.default_rng, np.random.SeedSequence(seed).spawn(2))
    taus = mean_tau_b(tiers)
    return Analysis(
        statements=rankings.statements,
        m=len(rankings.rankers),
        n=len(rankings.statements),
        unplaced=unplaced,
        seed=seed,
        pairwise=PairwiseCounts(counts.wins.tolist(), counts.ties.tolist()),
        kemeny=orders,
        kendall_w=kendall_w(tiers, for_permutations),
        mean_tau_b=taus.mean,
        tau_pairs=taus.pairs,
        items=_items(rankings, tiers, counts, orders, for_resamples),
        contested=contested(rankings, tiers, orders.tiers),
    )


def _items(
    rankings: Rankings, tiers: Tiers, counts: Pairwise, orders: Kemeny, randomness: np.random.Generator
) -> dict[str, Item]:
    none: list[None] = [None] * len(rankings.statements)
    positions = tier_positions(orders.tiers)
    figures = zip(
        rankings.statements,
        rankings.placed.sum(axis=0).tolist(),
        rank_summaries(rankings),
        top_counts(rankings, 1),
        top_counts(rankings, TOP),
        borda(counts),
        majority_wins(counts),
        leave_one_out(tiers) or none,
        resampling_range(tiers, randomness, cluster_numbers(rankings.rankers)) or none,
        strict=True,
    )
    return {
        statement: Item(
            placed=placed,
            mean_rank=ranks.mean,
            median_rank=ranks.median,
            q1=ranks.q1,
            q3=ranks.q3,
            first=first.expected,
            first_certain=first.certain,
            top3=top3.expected,
            top3_certain=top3.certain,
            borda=share,
            wins=wins,
            position=positions[statement],
            loo=left_out,
            range95=middle,
        )
        for statement, placed, ranks, first, top3, share, wins, left_out, middle in figures
    }
