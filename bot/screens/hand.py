"""A board in the hand of whoever holds the pen: its cards, and where each may be let go."""

from __future__ import annotations

import msgspec

from bot.actions import Open, encode
from bot.screens.blocks import Board, Hand, Line, Spot, Tier
from bot.screens.look import Look, board, reason_words, ring_names
from workshops.arrangement import BELOW, OUT, TOP, WITH, Form, Tiers
from workshops.commands import PlaceStatement
from workshops.model import Group

PLACE = "place"


def board_with_cards(look: Look, group: Group) -> Board:
    """The group's board for whoever may arrange it."""
    shown = board(look, group, look.say("board.title", group=group.letter))
    if group.form is Form.DISCUSSION:
        return shown
    if group.form is Form.HIERARCHY:
        return msgspec.structs.replace(shown, hand=Hand(_tiers(look, group), _tray(look, group)))
    spots = _rings(look, group)
    rings = tuple(Tier(spot.name, spot.cards) for spot in spots if spot.cards)
    return msgspec.structs.replace(shown, tiers=rings, hand=Hand(spots, _tray(look, group)))


def _tiers(look: Look, group: Group) -> tuple[Spot, ...]:
    """Each tier, and the gaps above, between and below them."""
    if not group.tiers:
        return (Spot(look.say("place.first"), (TOP,), look.say("place.first")),)
    say, spots = look.say, [Spot(look.say("place.top"), (TOP,))]
    for number, tier in enumerate(group.tiers, start=1):
        names = say.listed([look.label(statement) for statement in tier])
        name = say("board.place_tied" if len(tier) > 1 else "board.place", place=number)
        level = tuple(f"{WITH} {statement}" for statement in tier)
        below = tuple(f"{BELOW} {statement}" for statement in tier)
        spots.append(Spot(say("place.with", statement=names), level, name, _cards(look, group, tier)))
        spots.append(Spot(say("place.below", statement=names), below))
    return tuple(spots)


def _rings(look: Look, group: Group) -> tuple[Spot, ...]:
    rings = look.workshop.study.tiers
    filled: Tiers = (*group.tiers, *[()] * (len(rings) - len(group.tiers)))
    return tuple(
        Spot(name, (ring,), name, _cards(look, group, statements))
        for ring, name, statements in zip(rings, ring_names(look), filled, strict=True)
    )


def _tray(look: Look, group: Group) -> Spot:
    left = group.unplaced(look.workshop.study.statements)
    name = look.say("board.not_placed", n=len(left))
    return Spot(look.say("place.out"), (OUT,), name, _cards(look, group, left))


def _cards(look: Look, group: Group, statements: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(_card(look, group, statement) for statement in statements)


def _card(look: Look, group: Group, statement: str) -> Line:
    line = look.line(statement)
    reason = reason_words(look, group.reasons.get(statement, ""))
    return msgspec.structs.replace(
        line,
        text="\n".join(part for part in (line.text, reason) if part),
        pick=encode(look.workshop.code, Open(f"{PLACE} {statement}")),
        move=encode(look.workshop.code, PlaceStatement(group.letter, statement, "")),
    )
