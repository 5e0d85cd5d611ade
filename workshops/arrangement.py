"""What a group builds on its board: statements in tiers, the first tier on top, or rings around a centre.

A place is always named by what stands there (`top`, `with S2`, `below S2`, `out`, a ring's name), never by a
count or a direction, so that the same tap twice, or a late one, cannot move a statement twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

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


class Form(StrEnum):
    HIERARCHY = "hierarchy"
    CONSTELLATION = "constellation"
    DISCUSSION = "discussion"


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
    shared = _in_order((*others[tier - 1], statement), order)
    return (*others[: tier - 1], shared, *others[tier:])


def place_in_ring(
    tiers: Tiers, statement: str, where: str, rings: Sequence[str], order: Sequence[str]
) -> Tiers:
    """A constellation, a tier for each ring from the centre, once `statement` stands in a ring, or `out`.

    Rings stay where they are when they empty; a constellation of nothing has no tiers. Raises `PlaceGone`.
    """
    if where != OUT and where not in rings:
        raise PlaceGone(where)
    around = [*tiers, *[()] * (len(rings) - len(tiers))]
    filled = tuple(
        _in_order((*(s for s in ring if s != statement), *([statement] if name == where else [])), order)
        for name, ring in zip(rings, around, strict=True)
    )
    return filled if any(filled) else ()


def in_form(tiers: Tiers, form: Form, rings: int, order: Sequence[str]) -> Tiers:
    """What of a board can be kept in another form.

    The top tier becomes the centre and all below it what is around; the order of those below is lost. A
    constellation's rings become tiers of equals. A discussion arranges nothing.
    """
    match form:
        case Form.DISCUSSION:
            return ()
        case Form.HIERARCHY:
            return tuple(tier for tier in tiers if tier)
        case Form.CONSTELLATION:
            if not tiers:
                return ()
            around = _in_order(placed(tiers[1:]), order)
            return (_in_order(tiers[0], order), around, *[()] * (rings - 2))


def written_order(text: str, statements: Sequence[str]) -> Tiers:
    """The tiers of a result on paper, written as the numbers of its cards: `2, 5 = 6, 3`.

    A number is the card's place in `statements`, from 1; `=` ties, a comma or a new line goes on below. A
    card's id will do too, and so do the commas and digits of other scripts. Raises `PlaceGone` with the part
    that cannot be read.
    """
    tiers = tuple(
        _in_order([_card(part, statements) for part in re.split("[=＝]", tier)], statements)
        for tier in re.split(r"[,，،、;；؛\n]+", text)
        if tier.strip()
    )
    everything = placed(tiers)
    for statement in everything:
        if everything.count(statement) > 1:
            raise PlaceGone(statement)
    return tiers


def valid_reason(reason: str, statement: str, statements: Sequence[str]) -> bool:
    """Whether `reason` may say why `statement` was left out: a plain one, or `inside:` another statement."""
    kind, _, other = reason.partition(":")
    if kind == INSIDE:
        return other != statement and other in statements
    return reason in PLAIN_REASONS


def _card(written: str, statements: Sequence[str]) -> str:
    name = "".join(str(unicodedata.decimal(letter, letter)) for letter in written.strip())
    for number, statement in enumerate(statements, start=1):
        if name.lower() in (str(number), statement.lower()):
            return statement
    raise PlaceGone(name)


def _in_order(statements: Sequence[str], order: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(statements, key=order.index))


def _remove(tiers: Tiers, statement: str) -> Tiers:
    left = (tuple(s for s in tier if s != statement) for tier in tiers)
    return tuple(tier for tier in left if tier)
