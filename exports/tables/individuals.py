"""within_groups.csv and nearness.csv: individual rankings against each other, and against their group's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from exports.analysed import Analysed
from workshops.consensus.rankings import Unplaced
from workshops.consensus.units import agreement_within_groups, group_of, nearness_to_group


class WithinGroupRow(NamedTuple):
    workshop: str
    group: str
    unplaced: str
    rankings: int
    kendall_w: float | None
    kendall_p: float | None


class NearnessRow(NamedTuple):
    workshop: str
    group: str
    participant: str
    unplaced: str
    tau_b: float | None


def within_group_rows(individuals: Analysed) -> Iterator[WithinGroupRow]:
    """Somebody who sat in no group is in none."""
    rankings = Counter(map(group_of, individuals.rankings.rankers))
    for unplaced in Unplaced:
        for group, agreement in agreement_within_groups(individuals.rankings, unplaced).items():
            code, letter = group
            if letter:
                yield WithinGroupRow(code, letter, unplaced, rankings[group], agreement.w, agreement.p)


def nearness_rows(groups: Analysed, individuals: Analysed) -> Iterator[NearnessRow]:
    for unplaced in Unplaced:
        for near in nearness_to_group(individuals.rankings, groups.rankings, unplaced):
            who = near.ranker
            yield NearnessRow(who.workshop, who.group, who.participant, unplaced, near.tau_b)
