"""Rows of a rankings table, and the rankings that they make up at one level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, Protocol

from workshops.consensus.rankings import DISCUSSION, Ballot, Ranker, Rankings, rankings_of

CORE: Final = "core"
EXTRA: Final = "extra"

Offer = Literal["core", "all"]
"""Which statements are analysed: the core ones that all groups share, or extras too."""


class Level(StrEnum):
    """Who ranks: groups or individuals, never both together."""

    GROUP = "group"
    INDIVIDUAL = "individual"


class RankingCells(Protocol):
    """One statement that one ranker was offered: a row of `rankings.csv`, from a file or from a workshop.

    `tier` 1 is the top, None where it was not placed.
    """

    @property
    def workshop(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def participant(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def statement(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def tier(self) -> int | None: ...
    @property
    def unplaced_reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Selection:
    """The rankings at one level, with what stands beside them: discussions, and what was left out.

    `not_shared`: core statements that only some of the workshops were offered, so that they are not pooled.
    """

    level: Level
    rankings: Rankings
    discussions: int
    extras_left_out: int
    other_level_left_out: int
    not_shared: tuple[str, ...] = ()


def select(rows: Sequence[RankingCells], level: Level | None = None, statements: Offer = CORE) -> Selection:
    """The rankings at a level; without one, groups where any are in the rows.

    Statements keep the order in which they first appear, rankings go by workshop, group and participant. Of
    core statements only those count that every workshop with a ranking was offered. A discussion is no
    ranking and is counted beside. An extra statement whose id stands in several workshops is
    told apart by the workshop's code before it.
    """
    chosen = level or (Level.GROUP if any(row.level == Level.GROUP for row in rows) else Level.INDIVIDUAL)
    at_level = [row for row in rows if row.level == chosen]
    discussed = {_ranker(row) for row in at_level if row.form == DISCUSSION}
    ranked = [row for row in at_level if row.form != DISCUSSION]
    core = [row for row in ranked if statements == "all" or row.origin != EXTRA]
    not_shared = () if statements == "all" else _not_shared(core)
    offered = [row for row in core if row.statement not in not_shared] if not_shared else core
    return Selection(
        level=chosen,
        rankings=_rankings(offered),
        discussions=len(discussed),
        extras_left_out=len(_ids(ranked) - _ids(core)),
        other_level_left_out=len({_ranker(row) for row in rows if row.level != chosen}),
        not_shared=not_shared,
    )


def _not_shared(rows: Iterable[RankingCells]) -> tuple[str, ...]:
    """The statements that some workshop's rankers were not offered, in the order in which they appear."""
    offered_in: dict[str, dict[str, None]] = {}
    for row in rows:
        offered_in.setdefault(row.workshop, {})[row.statement] = None
    every = dict.fromkeys(statement for offered in offered_in.values() for statement in offered)
    return tuple(each for each in every if any(each not in offered for offered in offered_in.values()))


def _ranker(row: RankingCells) -> Ranker:
    return Ranker(row.workshop, row.group, row.participant, row.form)


def _ids(rows: Iterable[RankingCells]) -> set[tuple[str, str]]:
    return {(row.workshop, row.statement) for row in rows}


def _rankings(rows: Sequence[RankingCells]) -> Rankings:
    name_of = _names(rows)
    ballots: dict[Ranker, dict[str, int | str | None]] = {}
    for row in rows:
        answer = row.unplaced_reason or None if row.tier is None else row.tier
        ballots.setdefault(_ranker(row), {})[name_of[row.workshop, row.statement]] = answer
    rankers = sorted(ballots, key=lambda ranker: (ranker.workshop, ranker.group, ranker.participant))
    in_order: list[Ballot] = [ballots[ranker] for ranker in rankers]
    return rankings_of(tuple(dict.fromkeys(name_of.values())), in_order, rankers)


def _names(rows: Sequence[RankingCells]) -> dict[tuple[str, str], str]:
    """What each statement of each workshop is called among them all; core statements are the same in all."""
    workshops_of: dict[str, set[str]] = {}
    for row in rows:
        workshops_of.setdefault(row.statement, set()).add(row.workshop)
    return {
        (row.workshop, row.statement): f"{row.workshop}/{row.statement}"
        if row.origin == EXTRA and len(workshops_of[row.statement]) > 1
        else row.statement
        for row in rows
    }
