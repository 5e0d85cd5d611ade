"""Individuals beside their groups: agreement within each group, and nearness to its arrangement.

Groups and individuals are never mixed as rankers; here one is held against the other. What is said of a
single person belongs in the restricted export only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workshops.consensus.agreement import KendallW, kendall_w, tau_b
from workshops.consensus.rankings import Ranker, Rankings, Tiers, Unplaced, compared_tiers

Group = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Nearness:
    """Tau-b of one individual's ranking to the arrangement of the own group; None where undefined."""

    ranker: Ranker
    tau_b: float | None


def group_of(ranker: Ranker) -> Group:
    """The workshop and group that someone ranked in."""
    return ranker.workshop, ranker.group


def cluster_numbers(rankers: tuple[Ranker, ...]) -> list[int]:
    """The number of each ranker's group, so that individuals are drawn again by whole groups.

    Where no group is named at all, everyone stands alone.

    >>> cluster_numbers((Ranker(group="A"), Ranker(group="B"), Ranker(group="A")))
    [0, 1, 0]
    """
    if not any(ranker.group for ranker in rankers):
        return list(range(len(rankers)))
    numbers: dict[Group, int] = {}
    return [numbers.setdefault(group_of(ranker), len(numbers)) for ranker in rankers]


def agreement_within_groups(individuals: Rankings, unplaced: Unplaced) -> dict[Group, KendallW]:
    """Kendall's W among the individuals of each group."""
    rows: dict[Group, list[int]] = {}
    for row, ranker in enumerate(individuals.rankers):
        rows.setdefault(group_of(ranker), []).append(row)
    tiers = compared_tiers(individuals, unplaced)
    return {group: kendall_w(tiers[members]) for group, members in rows.items()}


def nearness_to_group(individuals: Rankings, groups: Rankings, unplaced: Unplaced) -> list[Nearness]:
    """Tau-b of each individual's ranking to the own group's, where the group has one.

    Statements are matched by their ids.
    """
    arrangements = dict(zip(map(group_of, groups.rankers), compared_tiers(groups, unplaced), strict=True))
    own = compared_tiers(individuals, unplaced)
    return [
        Nearness(ranker, tau_b(tiers, _in_order_of(individuals, arrangements[group_of(ranker)], groups)))
        for ranker, tiers in zip(individuals.rankers, own, strict=True)
        if group_of(ranker) in arrangements
    ]


def _in_order_of(individuals: Rankings, arrangement: Tiers, groups: Rankings) -> Tiers:
    tier_of = dict(zip(groups.statements, arrangement.tolist(), strict=True))
    return np.array([tier_of.get(statement, 0) for statement in individuals.statements], dtype=np.int32)
