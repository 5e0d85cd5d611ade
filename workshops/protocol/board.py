"""Whose board it is, and who may change it: one pen, held by a member or by the group's facilitator.

A board on paper is any facilitator's to copy.
"""

from __future__ import annotations

from workshops.model import Actor, Group, Refused, Role, Workshop

PHONE = "phone"
PAPER = "paper"


def own_group(workshop: Workshop, actor: Actor, letter: str) -> Group | Refused:
    """The group, if `actor` sits in it, is its group facilitator, or copies what it has on paper."""
    group = workshop.groups.get(letter)
    if group is None or not (group_of(workshop, actor) == letter or copies_paper(group, actor)):
        return Refused("other_group")
    return group


def copies_paper(group: Group, actor: Actor) -> bool:
    return actor.role is Role.FACILITATOR and group.entry == PAPER


def group_of(workshop: Workshop, actor: Actor) -> str:
    if actor.role is Role.FACILITATOR:
        return workshop.facilitators[actor.id].leads
    return workshop.participants[actor.id].group


def may_write(workshop: Workshop, group: Group, actor: Actor) -> bool:
    return workshop.study.hands == "all" or group.pen == actor.id or copies_paper(group, actor)


def writable_board(workshop: Workshop, actor: Actor, letter: str) -> Group | Refused:
    """The group, if its board is open and the pen is in `actor`'s hand."""
    group = own_group(workshop, actor, letter)
    if isinstance(group, Refused):
        return group
    if group.handed_in:
        return Refused("handed_in_already")
    if not may_write(workshop, group, actor):
        return Refused("pen_elsewhere")
    return group


def open_group(workshop: Workshop, actor: Actor, letter: str) -> Group | Refused:
    """The group, if `actor` is in it and it has not handed in; no pen needed."""
    group = own_group(workshop, actor, letter)
    if isinstance(group, Group) and group.handed_in:
        return Refused("handed_in_already")
    return group


def is_muted(workshop: Workshop, actor: Actor) -> bool:
    """Whether a facilitator has asked this participant to write no more."""
    return actor.role is Role.PARTICIPANT and workshop.participants[actor.id].muted
