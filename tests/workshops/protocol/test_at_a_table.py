"""A table's helpers: its group facilitator, results on paper, and agreement said aloud."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import Room
from workshops.commands import (
    AdmitFacilitator,
    ChooseForm,
    ConfirmArrangement,
    EnterArrangement,
    ExplainUnplaced,
    HandIn,
    LeadGroup,
    PlaceStatement,
    SayAgreedAloud,
    TakeBackHandIn,
    TakePen,
    UndoPlacement,
    WriteNote,
)
from workshops.model import Confirmation, Phase


@pytest.fixture
def room() -> Room:
    """Two tables that rank, and F2, the group facilitator of table A."""
    return given.ranking().does("operator", AdmitFacilitator("F2", "en")).does("F2", LeadGroup("A"))


# The group facilitator


def test_a_group_facilitator_may_hold_the_pen_and_place(room: Room) -> None:
    room.does("F2", TakePen("A"), PlaceStatement("A", "S2", "top"))
    room.refuses("P01", PlaceStatement("A", "S1", "top"), "pen_elsewhere")
    room.does("F2", UndoPlacement("A", 1), PlaceStatement("A", "S3", "top")).hands_in("F2", "A")

    assert room.board("A") == "S3"
    assert room.group("A").handed_in


def test_members_take_the_pen_back_with_one_tap(room: Room) -> None:
    room.does("F2", TakePen("A")).does("P01", TakePen("A"), PlaceStatement("A", "S1", "top"))

    room.refuses("F2", PlaceStatement("A", "S2", "top"), "pen_elsewhere")


def test_at_other_tables_a_group_facilitator_touches_nothing(room: Room) -> None:
    for command in (TakePen("B"), PlaceStatement("B", "S1", "top"), HandIn("B", 0)):
        room.refuses("F2", command, "other_group")
        room.refuses("F1", command, "other_group")


def test_a_group_facilitator_is_no_participant_and_confirms_nothing(room: Room) -> None:
    room.does("F2", TakePen("A"), PlaceStatement("A", "S1", "top")).hands_in("F2", "A")

    room.refuses("F2", ConfirmArrangement("A", 1, Confirmation.AGREE), "not_yours")
    assert room.members("A") == "P01 P02 P03 P04"


def test_whoever_leads_another_table_leaves_the_pen_behind(room: Room) -> None:
    room.does("F2", TakePen("A"), LeadGroup("B"))

    assert room.group("A").pen == ""
    room.refuses("F2", TakePen("A"), "other_group").does("F2", TakePen("B"), LeadGroup(""))
    assert room.group("B").pen == ""
    room.changes_nothing("F2", LeadGroup("")).refuses("F2", LeadGroup("Z"), "group_unknown")


def test_a_table_may_have_no_group_facilitator_and_one_may_note_for_it_all_the_same(room: Room) -> None:
    room.does("F1", WriteNote("B", "reason", "they spoke of rest"))

    assert room.workshop.notes["B-n1"].author == "F1"


# Paper


def test_any_facilitator_enters_a_result_on_paper_and_hands_it_in(room: Room) -> None:
    room.does("F1", EnterArrangement("B", "2, 5 = 4"), ExplainUnplaced("B", "all", "no_time"))
    room.does("F1", HandIn("B", 1), SayAgreedAloud("B", 1))

    group = room.group("B")
    assert (room.board("B"), group.entry, group.handed_in, group.agreed_aloud) == (
        "S2 > S4 = S5",
        "paper",
        True,
        1,
    )


def test_entering_the_same_again_changes_nothing_and_another_result_replaces_it(room: Room) -> None:
    room.does("F1", EnterArrangement("B", "2, 5")).changes_nothing("F1", EnterArrangement("B", "S2; S5"))
    room.does("F1", EnterArrangement("B", "5"))

    assert room.board("B") == "S5"
    room.changes_nothing("F1", UndoPlacement("B", 1))


def test_a_slip_of_the_pen_can_be_taken_back_and_put_right(room: Room) -> None:
    room.does("F1", EnterArrangement("B", "2"), HandIn("B", 1))
    room.refuses("F1", EnterArrangement("B", "3"), "handed_in_already")
    room.does("F1", TakeBackHandIn("B", 1), EnterArrangement("B", "3"), HandIn("B", 2))

    assert (room.board("B"), room.group("B").hand_in) == ("S3", 2)


@pytest.mark.parametrize("written", ["99", "2, 2", "second", "2 5"])
def test_what_cannot_be_read_is_said_to_be_so(room: Room, written: str) -> None:
    room.refuses("F1", EnterArrangement("B", written), "paper_unreadable")


def test_an_empty_sheet_is_no_result(room: Room) -> None:
    room.refuses("F1", EnterArrangement("B", " , "), "nothing_placed")
    room.refuses("F1", EnterArrangement("Z", "2"), "other_group")


def test_a_member_with_the_pen_may_copy_the_tables_cards_too(room: Room) -> None:
    room.refuses("P01", EnterArrangement("A", "2"), "pen_elsewhere")
    room.does("P01", TakePen("A"), EnterArrangement("A", "2, 1"))

    assert room.board("A") == "S2 > S1"
    room.refuses("P05", EnterArrangement("A", "2"), "other_group")


def test_a_constellation_on_paper_has_no_more_places_than_rings(room: Room) -> None:
    room.does("P01", TakePen("A"), ChooseForm("A", "constellation"))
    room.refuses("F1", EnterArrangement("A", "1, 2, 3"), "too_many_rings")
    room.does("F1", EnterArrangement("A", "1 = 2"))

    assert room.group("A").tiers == (("S1", "S2"), ())


def test_paper_after_talking_is_an_order(room: Room) -> None:
    room.does("P01", TakePen("A"), ChooseForm("A", "discussion"))
    room.does("F1", EnterArrangement("A", "3"))

    assert (room.group("A").form, room.board("A")) == ("hierarchy", "S3")


def test_the_groups_own_statements_have_the_numbers_after_the_core(room: Room) -> None:
    room.added("P01", "P02", "rest").does("F1", EnterArrangement("A", "9, 1"))

    assert room.board("A") == "A-x1 > S1"


def test_cards_left_out_lose_no_reason_and_cards_placed_need_none(room: Room) -> None:
    room.does(
        "P01", TakePen("A"), ExplainUnplaced("A", "S1", "no_time"), ExplainUnplaced("A", "S2", "no_time")
    )
    room.does("F1", EnterArrangement("A", "1"))

    assert room.group("A").reasons == {"S2": "no_time"}


def test_paper_may_be_entered_while_others_report_back(room: Room) -> None:
    room.phase(Phase.REPORT_BACK).does("F1", EnterArrangement("B", "2"), HandIn("B", 1))

    assert room.group("B").handed_in
    room.phase(Phase.PLENARY).refuses("F1", EnterArrangement("A", "2"), "wrong_phase")


# Agreed aloud


def test_agreed_aloud_is_said_for_the_board_that_is_handed_in(room: Room) -> None:
    room.refuses("P01", SayAgreedAloud("A", 0), "changed_since").handed_in("P01", "S1")
    room.does("P02", SayAgreedAloud("A", 1)).changes_nothing("F2", SayAgreedAloud("A", 1))
    room.refuses("P05", SayAgreedAloud("A", 1), "other_group")

    room.does("P01", TakeBackHandIn("A", 1), PlaceStatement("A", "S2", "top"), HandIn("A", 2))
    assert room.group("A").agreed_aloud != room.group("A").hand_in
    room.refuses("P01", SayAgreedAloud("A", 1), "changed_since")


def test_whoever_did_not_agree_aloud_can_still_say_so_privately(room: Room) -> None:
    room.handed_in("P01", "S1").does("P01", SayAgreedAloud("A", 1))

    room.does("P02", ConfirmArrangement("A", 1, Confirmation.DISAGREE))
