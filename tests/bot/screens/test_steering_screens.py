"""Steering as it is seen: what a break, a message, tables and being asked not to write look like."""

from __future__ import annotations

import pytest

from bot.actions import decode
from bot.screens import panel_screen
from tests import given
from tests.bot.screens.looking import ADDRESSES, screen, viewer, walk, words
from tests.given import Room
from workshops.commands import (
    AnswerMerge,
    EditNote,
    Leave,
    LinkStatements,
    MergeExtras,
    MergeGroups,
    MuteParticipant,
    ProposeStatement,
    RewordProposal,
    StartBreak,
    TakePen,
    WriteNote,
)
from workshops.model import Phase


def labels(room: Room, who: str, view: str = "") -> list[str]:
    return [button.label for row in screen(room.workshop, who, view).rows for button in row]


@pytest.fixture
def room() -> Room:
    """Table A has four people, table B six."""
    return given.ranking().phase(Phase.LOBBY).joined("P09", "P10", table="B").phase(Phase.RANKING)


# At the door


def test_whoever_stands_at_the_door_comes_before_what_the_phase_offers(room: Room) -> None:
    room.phase(Phase.THEMES).joined("P11")

    assert labels(room, "F1")[0] == "Admit P11"


def test_beside_the_room_one_way_leads_back() -> None:
    room = given.ranking()

    found = panel_screen(room.workshop, viewer("F1", "seat P01"), ADDRESSES, "at_tables")

    leading = [button.label for row in found.rows for button in row]
    assert leading == ["Table A (4 here)", "Table B (4 here)", "Back"]


# Breaks


def test_a_facilitator_reads_that_going_on_ends_the_break(room: Room) -> None:
    said = "Going on to another phase ends the break."
    assert said not in words(screen(room.workshop, "F1"))

    room.does("F1", StartBreak(1, 15))
    assert said in words(screen(room.workshop, "F1"))
    room.phase(Phase.REPORT_BACK)
    assert "Break" not in words(screen(room.workshop, "P01"))
    assert "On a break" not in words(screen(room.workshop, "F1"))


# Merging tables


def test_before_tables_are_merged_their_sizes_are_shown(room: Room) -> None:
    room.does("P01", Leave()).does("P02", Leave()).does("P05", Leave()).does("P06", Leave())
    assert "Table B (now 4)" in labels(room, "F1", "merge A")

    shown = words(screen(room.workshop, "F1", "merge A B"))
    assert "At table A: 2. At table B: 4. Together: 6." in shown
    assert "more than 6" not in shown
    assert "Merge table A into table B" in labels(room, "F1", "merge A B")


def test_more_than_six_at_one_table_is_said_before(room: Room) -> None:
    shown = words(screen(room.workshop, "F1", "merge A B"))

    assert "Together: 10." in shown
    assert "That is more than 6 at one table, which is the most that this study plans for." in shown


def test_only_the_last_screen_merges_them(room: Room) -> None:
    def merging(view: str) -> list[object]:
        buttons = (button for row in screen(room.workshop, "F1", view).rows for button in row)
        actions = (decode(button.payload)[1] for button in buttons)
        return [action for action in actions if isinstance(action, MergeGroups)]

    assert [merging("groups"), merging("merge A"), merging("merge A B")] == [[], [], [MergeGroups("A", "B")]]


def test_who_stays_and_who_goes_is_said_before_a_table_is_split(room: Room) -> None:
    shown = words(screen(room.workshop, "F1", "split B"))

    assert "Stay at table B: P05, P06, P07." in shown
    assert "Go to a new table C: P08, P09, P10." in shown
    assert "fewer than 4" in shown
    assert "Split table B: half to table C" in labels(room, "F1", "split B")


# Bringing extras together


def brought_together(room: Room) -> Room:
    room.added("P01", "P02", "rest").added("P05", "P06", "a rest").handed_in("P01", "S1")
    return room.handed_in("P05", "S2").does("F1", MergeExtras("A-x1+B-x1", "a place to rest"))


def test_a_facilitator_records_what_a_table_says_aloud(room: Room) -> None:
    brought_together(room)
    assert [label for label in labels(room, "F1", "merging") if "rest" in label] == [
        "“a place to rest”: table A says yes aloud",
        "“a place to rest”: table A says aloud that it keeps its own",
        "“a place to rest”: table B says yes aloud",
        "“a place to rest”: table B says aloud that it keeps its own",
    ]

    room.does("P01", AnswerMerge("M-1", "A", yes=True)).does("F1", AnswerMerge("M-1", "B", yes=True))
    assert [label for label in labels(room, "F1", "merging") if "rest" in label] == []


def test_where_everyone_has_left_the_merge_can_go_on(room: Room) -> None:
    brought_together(room).does("P01", AnswerMerge("M-1", "A", yes=True))
    for number in ("P05", "P06", "P07", "P08", "P09", "P10"):
        room.does(number, Leave())

    assert [label for label in labels(room, "F1", "merging") if "rest" in label] == [
        "“a place to rest”: nobody is at table B any more, go on without its answer"
    ]


# Being asked not to write


MUTED = "A facilitator has asked you not to write for now."


def test_whoever_is_asked_not_to_write_reads_it_at_once_on_every_screen(room: Room) -> None:
    room.does("F1", MuteParticipant("P01", True))

    silent = {view for view, found in walk(room.workshop, "P01") if MUTED not in words(found)}
    assert silent == set()
    assert MUTED not in words(screen(room.workshop, "P02"))
    room.does("F1", MuteParticipant("P01", False))
    assert MUTED not in words(screen(room.workshop, "P01"))


def test_they_find_no_box_that_would_refuse_them(room: Room) -> None:
    room.does("P01", TakePen("A"), WriteNote("A", "reason", "tea"), ProposeStatement("A", "rest"))
    room.does("F1", MuteParticipant("P01", True))

    boxes = [found.typed for _, found in walk(room.workshop, "P01") if found.typed]
    offered = {type(decode(box.payload)[1]) for box in boxes}
    assert not offered & {WriteNote, EditNote, ProposeStatement, RewordProposal, LinkStatements}
