"""What people take home: one page with their group's board first, and what the room made of the themes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.addresses import Addresses
from bot.screens.as_picture import REPORTED
from bot.screens.blocks import Board, Statements
from bot.screens.changes import changes_told
from bot.screens.look import Look, board, own_statements
from bot.screens.notes import shared_notes
from bot.screens.viewer import Channel, Viewer
from bot.web.board_picture import board_picture
from prompts import prompts_in
from workshops.model import Actor, Group, Role, Workshop


def handout_ready(workshop: Workshop) -> bool:
    """From report back on, when the room sees every group's board."""
    return workshop.phase in REPORTED


def handout_name(workshop: Workshop) -> str:
    """What the file is called once it is kept; it says nothing of whose it is."""
    return f"handout-{workshop.code}.html"


def handout(workshop: Workshop, number: str, addresses: Addresses) -> str:
    """The page for a participant, in their language: all in one file, and nobody named."""
    participant = workshop.participants[number]
    language = participant.language
    say = prompts_in(language)
    viewer = Viewer(Actor(Role.PARTICIPANT, number), Channel.BROWSER)
    look = Look(workshop, viewer, addresses, say, workshop.study.text(language))
    handed_in = [group for group in workshop.groups.values() if group.handed_in]
    return (
        _environment()
        .get_template("handout.html")
        .render(
            look=look,
            say=say,
            language=language,
            workshop=workshop,
            changes=changes_told(look),
            own=[_shown(look, group) for group in handed_in if group.letter == participant.group],
            others=[_shown(look, group) for group in handed_in if group.letter != participant.group],
        )
    )


def _shown(look: Look, group: Group) -> tuple[Board, Markup, Statements | None, Statements | None]:
    """What the room saw of a group: its board, as a picture too, its own statements, what it shared.

    One's own group's board says why the rest was left out, as it did at the table.
    """
    own = group.letter == look.me.group
    shown = board(look, group, look.say("board.title", group=group.letter), reasons=own)
    picture = board_picture(shown, look.say("web.picture", title=shown.title))
    return shown, picture, own_statements(look, group), shared_notes(look, group.letter)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
