"""rankings.csv: what groups handed in and individuals submitted, a row for each statement offered to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from exports.tables.order import by_number
from workshops.arrangement import NOT_SAID, Tiers
from workshops.model import Group, Participant, Workshop

CORE = "core"
HIERARCHY = "hierarchy"
PHONE = "phone"


class RankingRow(NamedTuple):
    workshop: str
    group: str
    participant: str
    level: str
    form: str
    statement: str
    origin: str
    tier: int | None
    placed: bool
    unplaced_reason: str
    rank: float
    rank_core: float
    entry: str
    submitted_at: int


def ranking_rows(workshop: Workshop) -> Iterator[RankingRow]:
    """Groups first. What is not handed in or not submitted is no ranking and has no rows."""
    for group in workshop.groups.values():
        if group.handed_in:
            yield from _group_rows(workshop, group)
    for participant in by_number(workshop.participants.values()):
        yield from _individual_rows(workshop, participant)


def mid_ranks(offered: Sequence[str], tiers: Tiers) -> dict[str, float]:
    """Each offered statement's rank; those that share a tier share the mean of the ranks that they take up.

    What is in no tier is tied last.

    >>> mid_ranks(("S1", "S2", "S3", "S4", "S5"), (("S3",), ("S1", "S2")))
    {'S1': 2.5, 'S2': 2.5, 'S3': 1.0, 'S4': 4.5, 'S5': 4.5}
    """
    tier_of = _tier_numbers(tiers)
    last = len(tiers) + 1
    sizes = Counter(tier_of.get(statement, last) for statement in offered)
    rank_of: dict[int, float] = {}
    above = 0
    for tier in sorted(sizes):
        rank_of[tier] = above + (sizes[tier] + 1) / 2
        above += sizes[tier]
    return {statement: rank_of[tier_of.get(statement, last)] for statement in offered}


def _group_rows(workshop: Workshop, group: Group) -> Iterator[RankingRow]:
    whole = _Ranker(workshop.code, group.letter, "", "group", group.handed_in_at)
    return _rows(whole, workshop.study.statements, group.handed_in_tiers, group.reasons)


def _individual_rows(workshop: Workshop, participant: Participant) -> Iterator[RankingRow]:
    ranking = participant.individual
    if ranking is None or not ranking.submitted_at:
        return iter(())
    one = _Ranker(workshop.code, participant.group, participant.number, "individual", ranking.submitted_at)
    tiers = tuple((statement,) for statement in ranking.ranked)
    return _rows(one, workshop.study.statements, tiers, {})


class _Ranker(NamedTuple):
    workshop: str
    group: str
    participant: str
    level: str
    submitted_at: int


def _rows(
    ranker: _Ranker, core: Sequence[str], tiers: Tiers, reasons: Mapping[str, str]
) -> Iterator[RankingRow]:
    tier_of = _tier_numbers(tiers)
    rank = mid_ranks(core, tiers)
    for statement in core:
        tier = tier_of.get(statement)
        yield RankingRow(
            workshop=ranker.workshop,
            group=ranker.group,
            participant=ranker.participant,
            level=ranker.level,
            form=HIERARCHY,
            statement=statement,
            origin=CORE,
            tier=tier,
            placed=tier is not None,
            unplaced_reason=reasons.get(statement, NOT_SAID) if tier is None else "",
            rank=rank[statement],
            rank_core=rank[statement],
            entry=PHONE,
            submitted_at=ranker.submitted_at,
        )


def _tier_numbers(tiers: Tiers) -> dict[str, int]:
    return {statement: number for number, tier in enumerate(tiers, start=1) for statement in tier}
