"""rankings.csv: what groups handed in and individuals submitted, a row for each statement offered to them.

A group that discussed instead of ranking has rows here too, without ranks: whoever analyses rankings counts
it beside them. rankings.csv leaves it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from exports.ranking_rows import CORE, EXTRA, Level
from workshops.arrangement import NOT_SAID, Form, Tiers
from workshops.model import Group, Participant, Workshop
from workshops.numbering import by_number
from workshops.protocol.board import PHONE

PROXY = "proxy"


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
    rank: float | None
    rank_core: float | None
    entry: str
    submitted_at: int


def ranking_rows(workshop: Workshop) -> Iterator[RankingRow]:
    """Groups first. What is not handed in or not submitted has no rows."""
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
    core = workshop.study.statements
    whole = _Ranker(
        workshop=workshop.code,
        group=group.letter,
        participant="",
        level=Level.GROUP,
        form=group.handed_in_form,
        entry=group.entry,
        submitted_at=group.handed_in_at,
    )
    return _rows(whole, core, group.statements(core), group.handed_in_tiers, group.reasons)


def _individual_rows(workshop: Workshop, participant: Participant) -> Iterator[RankingRow]:
    ranking = participant.individual
    if ranking is None or not ranking.submitted_at:
        return iter(())
    core = workshop.study.statements
    one = _Ranker(
        workshop=workshop.code,
        group=participant.group,
        participant=participant.number,
        level=Level.INDIVIDUAL,
        form=Form.HIERARCHY,
        entry=PROXY if participant.on_paper else PHONE,
        submitted_at=ranking.submitted_at,
    )
    return _rows(one, core, core, tuple((statement,) for statement in ranking.ranked), {})


class _Ranker(NamedTuple):
    workshop: str
    group: str
    participant: str
    level: str
    form: str
    entry: str
    submitted_at: int


def _rows(
    ranker: _Ranker, core: Sequence[str], offered: Sequence[str], tiers: Tiers, reasons: Mapping[str, str]
) -> Iterator[RankingRow]:
    tier_of = _tier_numbers(tiers)
    ranked = ranker.form != Form.DISCUSSION
    rank = mid_ranks(offered, tiers) if ranked else {}
    rank_core = mid_ranks(core, tiers) if ranked else {}
    for statement in offered:
        tier = tier_of.get(statement)
        yield RankingRow(
            workshop=ranker.workshop,
            group=ranker.group,
            participant=ranker.participant,
            level=ranker.level,
            form=ranker.form,
            statement=statement,
            origin=CORE if statement in core else EXTRA,
            tier=tier,
            placed=tier is not None,
            unplaced_reason=reasons.get(statement, NOT_SAID) if tier is None else "",
            rank=rank.get(statement),
            rank_core=rank_core.get(statement),
            entry=ranker.entry,
            submitted_at=ranker.submitted_at,
        )


def _tier_numbers(tiers: Tiers) -> dict[str, int]:
    return {statement: number for number, tier in enumerate(tiers, start=1) for statement in tier}
