"""A board as a picture, in a chat: who may have which, and the button for it."""

from __future__ import annotations

from bot.pictures import has_picture
from bot.screens.blocks import Button
from bot.screens.look import Look
from workshops.model import Group, Phase, Role, Workshop

PICTURE = "picture"
REPORTED = (Phase.REPORT_BACK, Phase.PLENARY, Phase.EVALUATION, Phase.CLOSED)


def picture_button(look: Look, group: Group | None) -> tuple[Button, ...]:
    """The channel sends the picture on a tap. Pages have pictures of their own, and a slip has none."""
    own_phone = look.viewer.actor.role is Role.FACILITATOR or not look.me.on_paper
    if group is None or not look.in_telegram or not own_phone or not has_picture(group):
        return ()
    return (look.opens(look.say("board.as_picture"), f"{PICTURE} {group.letter}"),)


def pictured(workshop: Workshop, role: Role, number: str, letter: str) -> Group | None:
    """The group whose board this person may see as a picture: their own, all from report back on."""
    group = workshop.groups.get(letter)
    if group is None or not has_picture(group):
        return None
    if role is Role.FACILITATOR or workshop.phase in REPORTED:
        return group
    return group if workshop.participants[number].group == letter else None
