"""What a group builds on its board: statements in tiers, the first tier on top.

A place is always named by what stands there (`top`, `with S2`, `below S2`, `out`), never by a count or a
direction, so that the same tap twice, or a late one, cannot move a statement twice.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

TOP = "top"
OUT = "out"
WITH = "with"
BELOW = "below"

Tiers = tuple[tuple[str, ...], ...]

LESS_IMPORTANT = "less_important"
NOT_FOR_US = "not_for_us"
NO_TIME = "no_time"
NOT_SAID = "not_said"
INSIDE = "inside"

PLAIN_REASONS = (LESS_IMPORTANT, NOT_FOR_US, NO_TIME, NOT_SAID)


class PlaceGone(Exception):
    """Nothing stands at the place any more, or it is none."""


class Move(msgspec.Struct, frozen=True):
    """One placing, kept so that it can be undone: the board, and the statement's reason, before it."""

    number: int
    statement: str
    before: Tiers
    reason_before: str


def placed(tiers: Tiers) -> tuple[str, ...]:
    """The statements on the board, from the top."""
    return tuple(statement for tier in tiers for statement in tier)


def tier_of(tiers: Tiers, statement: str) -> int | None:
    """The number of the statement's tier, 1 for the top; None when it is not on the board."""
    for number, tier in enumerate(tiers, start=1):
        if statement in tier:
            return number
    return None


def place(tiers: Tiers, statement: str, where: str, order: Sequence[str]) -> Tiers:
    """The tiers once `statement` stands at `where`; equal to `tiers` when it stands there already.

    Statements that share a tier are kept in the study's `order`, so that equal boards compare equal.
    Raises `PlaceGone` when `where` names something that is not there, such as the statement itself.
    """
    others = _remove(tiers, statement)
    if where == TOP:
        return ((statement,), *others)
    if where == OUT:
        return others
    verb, _, anchor = where.partition(" ")
    tier = tier_of(others, anchor)
    if tier is None or verb not in (WITH, BELOW):
        raise PlaceGone(where)
    if verb == BELOW:
        return (*others[:tier], (statement,), *others[tier:])
    shared = tuple(sorted((*others[tier - 1], statement), key=order.index))
    return (*others[: tier - 1], shared, *others[tier:])


def valid_reason(reason: str, statement: str, statements: Sequence[str]) -> bool:
    """Whether `reason` may say why `statement` was left out: a plain one, or `inside:` another statement."""
    kind, _, other = reason.partition(":")
    if kind == INSIDE:
        return other != statement and other in statements
    return reason in PLAIN_REASONS


def _remove(tiers: Tiers, statement: str) -> Tiers:
    left = (tuple(s for s in tier if s != statement) for tier in tiers)
    return tuple(tier for tier in left if tier)
