"""The commands that a chat's menu offers, by role: shortcuts to what the buttons do too."""

from __future__ import annotations

from bot.actions import Action, Open
from prompts import Prompts
from workshops.commands import Leave, Pause
from workshops.model import Role

Menu = tuple[tuple[str, str], ...]

FOR_PARTICIPANTS: dict[str, Action] = {
    "screen": Open(),
    "themes": Open("themes"),
    "mydata": Open("mydata"),
    "more": Open("more"),
    "pause": Pause(),
    "leave": Leave(),
}

FOR_FACILITATORS: dict[str, Action] = {
    "screen": Open(),
    "seating": Open("seating"),
    "questions": Open("questions"),
    "notes": Open("notes"),
    "steer": Open("steer"),
}


def commands_of(role: Role) -> dict[str, Action]:
    return FOR_FACILITATORS if role is Role.FACILITATOR else FOR_PARTICIPANTS


def menu_of(role: Role, say: Prompts) -> Menu:
    """Each command with what it does, in words."""
    return tuple((name, say(f"telegram.command.{name}")) for name in commands_of(role))
