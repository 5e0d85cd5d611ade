"""What may be said: the outcome under the team's rule, and the order that holds under every convention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workshops.consensus.analysis import Analysis
from workshops.consensus.contested import contested
from workshops.consensus.forms import Order
from workshops.consensus.kemeny import kemeny, tier_positions
from workshops.consensus.pairwise import pairwise
from workshops.consensus.places import TOP, TopCounts, top_counts
from workshops.consensus.rankings import Rankings, Unplaced, compared_tiers
from workshops.consensus.rule import Figure, Figures, Rule, figures_named, holds


class Outcome(StrEnum):
    """Whether a statement meets the rule; undecided where the rankings leave it open."""

    MET = "met"
    NOT_MET = "not met"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement's outcome under the rule, the figures it names, and how many rankings they rest on."""

    statement: str
    outcome: Outcome
    figures: Figures
    rankings: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rankings say under one convention: the order by tiers, and the contested pairs."""

    order: Order
    contested: list[tuple[str, str]]


def apply_rule(rule: Rule, rankings: Rankings, analyses: Sequence[Analysis]) -> list[Finding]:
    """Each statement's outcome under the rule, over the rankings that were offered it.

    `analyses` are of these rankings, one a convention; the figures are the first one's. Undecided where it
    depends on how ties are broken, on the convention, or on a figure that is missing.

    >>> from workshops.consensus.analysis import analyse
    >>> from workshops.consensus.rankings import rankings_of
    >>> from workshops.consensus.rule import parse_rule
    >>> rankings = rankings_of(["S1", "S2"], [{"S1": 1, "S2": 2}, {"S1": 1, "S2": 1}])
    >>> for found in apply_rule(parse_rule("first >= 0.5"), rankings, [analyse(rankings)]):
    ...     print(found.statement, found.outcome, found.figures["first"])
    S1 met Figure(value=0.75, low=0.5, high=1.0)
    S2 undecided Figure(value=0.25, low=0.0, high=0.5)
    """
    names = figures_named(rule)
    offered = rankings.offered.sum(axis=0).tolist()
    tops = {"first": top_counts(rankings, 1), "top3": top_counts(rankings, TOP)}
    findings = []
    for column, statement in enumerate(rankings.statements):
        counts = {name: top[column] for name, top in tops.items()}
        readings: list[Figures] = [
            {name: _figure(name, analysis, statement, counts, offered[column]) for name in names}
            for analysis in analyses
        ]
        outcomes = {holds(rule, figures) for figures in readings}
        findings.append(Finding(statement, _outcome(outcomes), readings[0], offered[column]))
    return findings


def readings(rankings: Rankings) -> dict[Unplaced, Reading]:
    """The order and what is contested in it, under each convention for unplaced statements.

    >>> from workshops.consensus.rankings import rankings_of
    >>> rankings = rankings_of(["S1", "S2"], [{"S1": None, "S2": 1}])
    >>> [len(reading.order) for reading in readings(rankings).values()]
    [1, 2, 1]
    """
    return {unplaced: _reading(rankings, unplaced) for unplaced in Unplaced}


def above_in_all(orders: Sequence[Order]) -> set[tuple[str, str]]:
    """The pairs of which the first is in a higher tier than the second in every one of the orders.

    >>> sorted(above_in_all([(("S1",), ("S2",), ("S3",)), (("S1",), ("S2", "S3"))]))
    [('S1', 'S2'), ('S1', 'S3')]
    """
    positions = [tier_positions(order) for order in orders]
    statements = positions[0] if positions else {}
    return {
        (one, other)
        for one in statements
        for other in statements
        if all(position[one] < position[other] for position in positions)
    }


def _reading(rankings: Rankings, unplaced: Unplaced) -> Reading:
    compared = compared_tiers(rankings, unplaced)
    order = kemeny(pairwise(compared), rankings.statements).tiers
    return Reading(order, contested(rankings, compared, order))


def _outcome(outcomes: set[bool | None]) -> Outcome:
    if outcomes == {True}:
        return Outcome.MET
    return Outcome.NOT_MET if outcomes == {False} else Outcome.UNDECIDED


def _figure(
    name: str, analysis: Analysis, statement: str, tops: dict[str, TopCounts], offered: int
) -> Figure | None:
    item = analysis.items[statement]
    if name in tops:
        top = tops[name]
        return (
            Figure(top.expected / offered, top.certain / offered, top.possible / offered) if offered else None
        )
    value: float | None = getattr(item, name)
    if name == "placed":
        value = item.placed / offered if offered else None
    return None if value is None else Figure(value, value, value)
