"""consensus.csv, pairwise.csv and agreement.csv: what the rankings of the core statements say.

Groups and individuals never stand in one figure. What leaving a statement out means is a column, so that the
three conventions can be read side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from exports.analysed import Analysed
from exports.ranking_rows import Level
from workshops.consensus.analysis import Analysis, analyse
from workshops.consensus.findings import Finding, apply_rule
from workshops.consensus.forms import Order, by_form, centres
from workshops.consensus.rankings import Rankings, Unplaced
from workshops.consensus.resampling import Range
from workshops.consensus.rule import parse_rule

ALL_TOGETHER = ""


class ConsensusRow(NamedTuple):
    level: str
    workshop: str
    unplaced: str
    statement: str
    position: float
    loo_low: float | None
    loo_high: float | None
    range95_low: float | None
    range95_high: float | None
    rankings: int
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
    at_centre: int | None
    constellations: int
    rule: str


class PairwiseRow(NamedTuple):
    level: str
    workshop: str
    unplaced: str
    statement: str
    other: str
    wins: int
    losses: int
    ties: int
    contested: bool


class AgreementRow(NamedTuple):
    level: str
    workshop: str
    unplaced: str
    chosen: bool
    rankings: int
    statements: int
    order: str
    order_hierarchies: str
    order_outer_rings_as_one: str
    kemeny_distance: float
    optima: int
    kendall_w: float | None
    kendall_p: float | None
    mean_tau_b: float | None
    tau_pairs: int


@dataclass(frozen=True, slots=True)
class Found:
    """The rankings at one level of one workshop, or of all together, and their analysis by convention."""

    level: Level
    workshop: str
    rankings: Rankings
    chosen: Unplaced
    under: Mapping[Unplaced, Analysis]


def consensus_rows(found: Iterable[Found], rule: str) -> Iterator[ConsensusRow]:
    """`rule` is the one that all the studies stated, empty for none."""
    return (row for each in found for row in _consensus(each, rule))


def pairwise_rows(found: Iterable[Found]) -> Iterator[PairwiseRow]:
    return (row for each in found for row in _pairwise(each))


def agreement_rows(found: Iterable[Found]) -> Iterator[AgreementRow]:
    return (row for each in found for row in _agreement(each))


def written_order(order: Order) -> str:
    """Tiers on one line, from the top.

    >>> written_order((("S2",), ("S1", "S3")))
    'S2 > S1 = S3'
    """
    return " > ".join(" = ".join(tier) for tier in order)


def found_in(levels: Iterable[Analysed]) -> list[Found]:
    """At each level all workshops together, then each alone."""
    return [found for level in levels for found in (_together(level), *_alone(level))]


def _together(level: Analysed) -> Found:
    return Found(level.level, ALL_TOGETHER, level.rankings, level.chosen, level.under)


def _alone(level: Analysed) -> Iterator[Found]:
    """Of a workshop exported by itself, what was found in all is what was found in it."""
    for code, rankings in level.alone.items():
        under = level.under if len(level.alone) == 1 else _under(level, code, rankings)
        yield Found(level.level, code, rankings, level.chosen, under)


def _under(level: Analysed, code: str, rankings: Rankings) -> Mapping[Unplaced, Analysis]:
    """One of the three is known already."""
    known = {level.chosen: level.by_workshop[code]}
    others = (unplaced for unplaced in Unplaced if unplaced not in known)
    found = known | {unplaced: analyse(rankings, unplaced, level.pooled.seed) for unplaced in others}
    return {unplaced: found[unplaced] for unplaced in Unplaced}


def _consensus(found: Found, rule: str) -> Iterator[ConsensusRow]:
    outcomes = {finding.statement: finding.outcome for finding in _findings(found, rule)}
    offered = found.rankings.offered.sum(axis=0).tolist()
    in_centre = {each.statement: each for each in centres(found.rankings)}
    for unplaced, analysis in found.under.items():
        for statement, rankings in zip(analysis.statements, offered, strict=True):
            item, centre = analysis.items[statement], in_centre.get(statement)
            yield ConsensusRow(
                found.level,
                found.workshop,
                unplaced,
                statement,
                item.position,
                *_ends(item.loo),
                *_ends(item.range95),
                rankings,
                item.placed,
                item.mean_rank,
                item.median_rank,
                item.q1,
                item.q3,
                item.first,
                item.first_certain,
                item.top3,
                item.top3_certain,
                item.borda,
                item.wins,
                centre.at_centre if centre else None,
                centre.constellations if centre else 0,
                outcomes.get(statement, ""),
            )


def _findings(found: Found, rule: str) -> list[Finding]:
    """The rule is for groups; it holds only where it does under every convention."""
    if not rule or found.level is not Level.GROUP:
        return []
    chosen = found.under[found.chosen]
    others = [analysis for unplaced, analysis in found.under.items() if unplaced is not found.chosen]
    return apply_rule(parse_rule(rule), found.rankings, [chosen, *others])


def _pairwise(found: Found) -> Iterator[PairwiseRow]:
    for unplaced, analysis in found.under.items():
        wins, ties = analysis.pairwise.wins, analysis.pairwise.ties
        contested = {frozenset(pair) for pair in analysis.contested}
        for (i, statement), (j, other) in combinations(enumerate(analysis.statements), 2):
            yield PairwiseRow(
                level=found.level,
                workshop=found.workshop,
                unplaced=unplaced,
                statement=statement,
                other=other,
                wins=wins[i][j],
                losses=wins[j][i],
                ties=ties[i][j],
                contested=frozenset((statement, other)) in contested,
            )


def _agreement(found: Found) -> Iterator[AgreementRow]:
    for unplaced, analysis in found.under.items():
        forms = by_form(found.rankings, unplaced)
        yield AgreementRow(
            level=found.level,
            workshop=found.workshop,
            unplaced=unplaced,
            chosen=unplaced is found.chosen,
            rankings=analysis.m,
            statements=analysis.n,
            order=written_order(analysis.kemeny.tiers),
            order_hierarchies=written_order(forms.hierarchy_tiers),
            order_outer_rings_as_one=written_order(forms.collapsed_tiers),
            kemeny_distance=analysis.kemeny.distance,
            optima=analysis.kemeny.optima_count,
            kendall_w=analysis.kendall_w.w,
            kendall_p=analysis.kendall_w.p,
            mean_tau_b=analysis.mean_tau_b,
            tau_pairs=analysis.tau_pairs,
        )


def _ends(ends: Range | None) -> tuple[float | None, float | None]:
    return (None, None) if ends is None else (ends[0], ends[1])
