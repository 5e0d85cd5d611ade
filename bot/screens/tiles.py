"""The groups at a glance: one tile each, on the facilitator's first screen."""

from __future__ import annotations

from bot.screens.blocks import Tile, Tiles
from bot.screens.look import Look
from workshops.arrangement import Form, placed
from workshops.model import Group, Phase

BEFORE_BOARDS = (Phase.LOBBY, Phase.THEMES, Phase.INDIVIDUAL)


def tiles(look: Look) -> Tiles | None:
    groups = look.workshop.groups.values()
    return Tiles(tuple(_tile(look, group) for group in groups)) if groups else None


def _tile(look: Look, group: Group) -> Tile:
    say = look.say
    members = look.workshop.members(group.letter)
    lines = [say("tile.people", n=len(members))]
    if supported := sum(person.supported for person in members):
        lines.append(say("tile.support_people", n=supported))
    if group.form is not Form.HIERARCHY:
        lines.append(say(f"form.{group.form.value}"))
    if group.extras:
        lines.append(say("tile.extras", n=len(group.extras)))
    if group.handed_in:
        confirmed = sum(
            1 for person in members if person.confirmed and person.confirmed.hand_in == group.hand_in
        )
        lines.append(say("tile.confirmed", done=confirmed, of=len(members)))
        return Tile(
            say("tile.name", group=group.letter),
            say("tile.handed_in", time=look.clock(group.handed_in_at)),
            tuple(lines),
            done=True,
        )
    if look.workshop.phase in BEFORE_BOARDS:
        return Tile(
            say("tile.name", group=group.letter), say("tile.ready" if members else "tile.empty"), tuple(lines)
        )
    if group.last_active_at:
        lines.append(say("tile.last_active", time=look.clock(group.last_active_at)))
    return Tile(say("tile.name", group=group.letter), _state(look, group), tuple(lines))


def _state(look: Look, group: Group) -> str:
    on_board = len(placed(group.tiers))
    if not on_board:
        return look.say("tile.talking" if look.workshop.members(group.letter) else "tile.empty")
    of = len(group.statements(look.workshop.study.statements))
    return look.say("tile.placed", placed=on_board, of=of)
