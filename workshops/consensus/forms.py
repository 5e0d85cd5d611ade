"""The same rankings by form: hierarchies order everything, constellations say what is at the centre."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from workshops.consensus.kemeny import kemeny
from workshops.consensus.pairwise import pairwise
from workshops.consensus.rankings import CONSTELLATION, HIERARCHY, Rankings, Unplaced, compared_tiers

Order = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Centre:
    """In how many constellations a statement is at the centre, of those that were offered it."""

    statement: str
    at_centre: int
    constellations: int


@dataclass(frozen=True, slots=True)
class ByForm:
    """What hierarchies alone say, what constellations centre on, and all with outer rings taken as one."""

    hierarchies: int
    hierarchy_tiers: Order
    centres: tuple[Centre, ...]
    collapsed_tiers: Order


def by_form(rankings: Rankings, unplaced: Unplaced = Unplaced.REASONS) -> ByForm:
    """Hierarchies only, constellations' centres, and the order when all rings around a centre count as one.

    `hierarchy_tiers` is empty when there is no hierarchy, `centres` when there is no constellation.

    >>> from workshops.consensus.rankings import Ranker, rankings_of
    >>> found = by_form(rankings_of(
    ...     ["S1", "S2", "S3"],
    ...     [{"S1": 1, "S2": 2, "S3": 3}, {"S1": 3, "S2": 1, "S3": 2}],
    ...     [Ranker(group="A", form="hierarchy"), Ranker(group="B", form="constellation")],
    ... ))
    >>> found.hierarchy_tiers, found.collapsed_tiers
    ((('S1',), ('S2',), ('S3',)), (('S1', 'S2'), ('S3',)))
    >>> found.centres[1]
    Centre(statement='S2', at_centre=1, constellations=1)
    """
    hierarchies = [row for row, ranker in enumerate(rankings.rankers) if ranker.form == HIERARCHY]
    return ByForm(
        hierarchies=len(hierarchies),
        hierarchy_tiers=order_of(rankings.only(hierarchies), unplaced) if hierarchies else (),
        centres=centres(rankings),
        collapsed_tiers=order_of(outer_rings_collapsed(rankings), unplaced),
    )


def centres(rankings: Rankings) -> tuple[Centre, ...]:
    """How often each statement is at the centre (the first ring) of a constellation that was offered it."""
    constellations = rankings.only(_constellations(rankings))
    if not constellations.rankers:
        return ()
    at_centre = (constellations.tiers == 1).sum(axis=0).tolist()
    offered = constellations.offered.sum(axis=0).tolist()
    return tuple(
        Centre(statement, at, of)
        for statement, at, of in zip(rankings.statements, at_centre, offered, strict=True)
    )


def outer_rings_collapsed(rankings: Rankings) -> Rankings:
    """The same rankings with all rings around a constellation's centre taken as one."""
    rows = _constellations(rankings)
    tiers = rankings.tiers.copy()
    tiers[rows] = np.minimum(tiers[rows], 2)
    return replace(rankings, tiers=tiers)


def order_of(rankings: Rankings, unplaced: Unplaced) -> Order:
    """The tiers of the Kemeny order under a convention."""
    return kemeny(pairwise(compared_tiers(rankings, unplaced)), rankings.statements).tiers


def _constellations(rankings: Rankings) -> list[int]:
    return [row for row, ranker in enumerate(rankings.rankers) if ranker.form == CONSTELLATION]
