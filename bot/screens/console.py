"""A facilitator's console: further screens beside the room's own, where there is width for them."""

from __future__ import annotations

import msgspec

from bot.actions import Open, encode
from bot.screens.as_picture import REPORTED
from bot.screens.blocks import Block, Button, Heading, Paragraph, Screen, Status
from bot.screens.frame import AT_TABLE, Rows, in_rows, to_room
from bot.screens.look import Look, board, own_statements
from bot.screens.meanwhile import split_since
from bot.screens.notes import NOTES
from bot.screens.questions import QUESTIONS
from bot.screens.room import BOARDS, SEATING, TABLE
from bot.screens.steering import MESSAGE, STEER
from bot.screens.tiles import BEFORE_BOARDS
from bot.screens.voting import result_blocks
from workshops.commands import LeadGroup
from workshops.model import Phase, Workshop

# By columns. Each panel begins with the view that it is named after, the tables' with seating, later boards.
TABLES = "at_tables"
COLUMNS = ((TABLES,), (STEER, QUESTIONS, NOTES, MESSAGE))
ROOM = "room"
PANELS = frozenset(panel for column in COLUMNS for panel in column)


def stays_open(panel: str, view: str) -> str:
    """What stays open in a panel: not what it begins with, nor in the room's own what another begins with."""
    begins = split_since(view)[0]
    return "" if begins == panel or (panel == ROOM and begins in PANELS) else view


def view_in(workshop: Workshop, panel: str, view: str) -> str:
    """What stands in a panel: `view`, or what the panel begins with."""
    if view or not panel:
        return view
    if panel != TABLES:
        return panel
    return SEATING if workshop.phase in BEFORE_BOARDS else BOARDS


def beside(workshop: Workshop, screen: Screen, view: str, back: str) -> Screen:
    """A screen as it stands beside the room's, where nothing need lead to the room or say where it is.

    From anything further that was opened, what led to the room leads back to where the panel begins, unless
    something leads back already.
    """
    home = encode(workshop.code, Open())
    led_back = any(button.label == back for row in screen.rows for button in row)
    rows = tuple(
        tuple(
            _leading_back(button, home, back)
            for button in row
            if button.payload != home or (view and not led_back)
        )
        for row in screen.rows
    )
    blocks = tuple(block for block in screen.blocks if not isinstance(block, Status))
    return Screen(blocks, tuple(row for row in rows if row), screen.typed)


def boards(look: Look, argument: str) -> Screen:
    """What every table has on its board by now, and where each can be led from."""
    say, workshop = look.say, look.workshop
    groups = workshop.seated_groups()
    shown: list[Block | None] = [
        block
        for group in groups
        for block in (
            board(look, group, say("board.title", group=group.letter), reasons=False),
            own_statements(look, group),
        )
    ]
    looking = [
        look.opens(say("room.look_at", group=group.letter), f"{TABLE} {group.letter}") for group in groups
    ]
    leads = workshop.facilitators[look.number].leads
    own = (look.opens(say("room.own_table", group=leads), AT_TABLE),) if leads else ()
    return look.screen(
        Heading(say("closed.all_boards")),
        *(shown or [Paragraph(say("report_back.about_to_start"))]),
        *(result_blocks(look) if workshop.vote_shown else ()),
        rows=(*in_rows(looking, 3), own, (look.opens(say("room.seating"), SEATING),), to_room(look)),
    )


def table(look: Look, letter: str) -> Screen:
    """One table's board, as its members see it."""
    group = look.workshop.groups.get(letter)
    if group is None:
        return boards(look, "")
    return look.screen(
        Heading(look.say("ranking.table", group=letter)),
        board(
            look, group, look.say("board.title", group=letter), reasons=look.workshop.phase not in REPORTED
        ),
        rows=(*_leading(look, letter), to_room(look)),
    )


def _leading(look: Look, letter: str) -> Rows:
    """To write on a table's board one leads it, and takes the pen there."""
    if look.workshop.phase is Phase.CLOSED:
        return ()
    leads = look.workshop.facilitators[look.number].leads == letter
    lead = look.button(
        look.say("groups.lead", group=letter), LeadGroup("" if leads else letter), chosen=leads
    )
    own = (look.opens(look.say("room.own_table", group=letter), AT_TABLE),) if leads else ()
    return ((lead,), own)


def _leading_back(button: Button, home: str, label: str) -> Button:
    return msgspec.structs.replace(button, label=label) if button.payload == home else button
