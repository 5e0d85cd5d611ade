"""Group ranking: one pen at each table, statements placed by what stands there, undone one by one."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import Room
from workshops.commands import (
    ConfirmArrangement,
    ExplainUnplaced,
    HandIn,
    Leave,
    PlaceStatement,
    SeatParticipant,
    TakeBackHandIn,
    TakePen,
    UndoPlacement,
    Withdraw,
)
from workshops.model import Confirmation, Phase


@pytest.fixture
def room() -> Room:
    """Two tables that rank; at table A P01 has the pen, at table B nobody."""
    return given.ranking().does("P01", TakePen("A"))


def place(statement: str, where: str, group: str = "A") -> PlaceStatement:
    return PlaceStatement(group, statement, where)


# The pen


def test_only_who_has_the_pen_places(room: Room) -> None:
    room.refuses("P02", place("S1", "top"), "pen_elsewhere").does("P01", place("S1", "top"))

    room.does("P02", TakePen("A")).changes_nothing("P02", TakePen("A"))
    room.refuses("P01", place("S2", "top"), "pen_elsewhere").does("P02", place("S2", "top"))

    assert room.board("A") == "S2 > S1"


def test_nobody_has_the_pen_until_someone_takes_it(room: Room) -> None:
    room.refuses("P05", place("S1", "top", "B"), "pen_elsewhere")


def test_at_another_table_there_is_no_pen_to_take_and_no_board_to_change(room: Room) -> None:
    room.does("P01", place("S1", "top"))
    room.does("P05", TakePen("B"))

    for command in (
        TakePen("A"),
        place("S2", "top"),
        UndoPlacement("A", 1),
        ExplainUnplaced("A", "all", "no_time"),
        HandIn("A", 1),
        TakeBackHandIn("A", 0),
        ConfirmArrangement("A", 0, Confirmation.AGREE),
    ):
        room.refuses("P05", command, "other_group")

    assert (room.group("A").pen, room.board("A")) == ("P01", "S1")


def test_someone_without_a_table_has_no_board() -> None:
    room = given.workshop().joined("P01").phase(Phase.RANKING)

    room.refuses("P01", TakePen("A"), "other_group").refuses("P01", TakePen(""), "other_group")


@pytest.mark.parametrize("who_goes", ["leaves", "moves", "withdraws"])
def test_whoever_goes_lets_go_of_the_pen(room: Room, who_goes: str) -> None:
    match who_goes:
        case "leaves":
            room.does("P01", Leave())
        case "moves":
            room.does("F1", SeatParticipant("P01", "B"))
        case "withdraws":
            room.does("P01", Withdraw("P01", remove=False))

    assert room.group("A").pen == ""


def test_where_all_hands_may_place_nobody_needs_the_pen() -> None:
    room = given.ranking(given.ALL_HANDS)
    room.does("P01", place("S1", "top")).does("P02", place("S2", "below S1"), HandIn("A", 2))
    room.does("P03", TakeBackHandIn("A", 1), UndoPlacement("A", 2))

    assert room.board("A") == "S1"


# Placing


@pytest.mark.parametrize(
    ("statement", "where", "board"),
    [
        ("S4", "top", "S4 > S1 > S2 = S3"),
        ("S4", "with S1", "S1 = S4 > S2 = S3"),
        ("S4", "with S3", "S1 > S2 = S3 = S4"),
        ("S4", "below S1", "S1 > S4 > S2 = S3"),
        ("S4", "below S2", "S1 > S2 = S3 > S4"),
        ("S2", "top", "S2 > S1 > S3"),
        ("S2", "below S3", "S1 > S3 > S2"),
        ("S2", "below S1", "S1 > S2 > S3"),
        ("S1", "with S2", "S1 = S2 = S3"),
        ("S1", "out", "S2 = S3"),
        ("S3", "out", "S1 > S2"),
    ],
)
def test_a_place_is_named_by_what_stands_there(room: Room, statement: str, where: str, board: str) -> None:
    room.does("P01", place("S1", "top"), place("S2", "below S1"), place("S3", "with S2"))
    room.does("P01", place(statement, where)).changes_nothing("P01", place(statement, where))

    assert room.board("A") == board


@pytest.mark.parametrize(
    ("statement", "where"), [("S1", "top"), ("S2", "below S1"), ("S4", "with S3"), ("S3", "with S4")]
)
def test_where_a_statement_stands_already_it_is_not_placed_again(
    room: Room, statement: str, where: str
) -> None:
    room.placed("P01", "S1", "S2", "S3").does("P01", place("S4", "with S3"))
    moves = room.group("A").moves_made

    room.changes_nothing("P01", place(statement, where))

    assert room.group("A").moves_made == moves


def test_ties_stand_in_the_studys_order_however_they_came_about(room: Room) -> None:
    room.does("P01", place("S3", "top"), place("S1", "with S3"), place("S2", "with S1"))

    assert room.board("A") == "S1 = S2 = S3"


GONE = ["with S1", "below S1", "with S9", "below S3"]
NO_PLACE = [
    "",
    "up",
    "TOP",
    "top S2",
    "top ",
    "out S2",
    "with",
    "with ",
    "with  S2",
    "with S2 S2",
    "with S2\n",
]


@pytest.mark.parametrize("where", [*GONE, *NO_PLACE])
def test_a_place_that_is_gone_or_never_was_changes_nothing(room: Room, where: str) -> None:
    room.does("P01", place("S1", "top"), place("S2", "below S1"))
    room.refuses("P01", place("S1", where), "place_gone")

    assert room.board("A") == "S1 > S2"


def test_only_the_studys_statements_can_be_placed(room: Room) -> None:
    room.refuses("P01", place("S99", "top"), "statement_unknown").refuses(
        "P01", place("", "top"), "statement_unknown"
    )


def test_taking_out_what_is_not_on_the_board_changes_nothing(room: Room) -> None:
    room.changes_nothing("P01", place("S1", "out"))


def test_there_is_a_time_for_placing(room: Room) -> None:
    room.phase(Phase.REPORT_BACK).refuses("P01", place("S1", "top"), "wrong_phase")

    room.phase(Phase.RANKING).does("P01", place("S1", "top"))


# Undo


def test_undo_goes_back_move_by_move(room: Room) -> None:
    room.does("P01", place("S1", "top"), place("S2", "top"), place("S1", "out"))

    room.does("P01", UndoPlacement("A", 3))
    assert room.board("A") == "S2 > S1"
    room.does("P01", UndoPlacement("A", 2))
    assert room.board("A") == "S1"
    room.does("P01", UndoPlacement("A", 1))
    assert room.board("A") == ""


def test_undo_tapped_twice_goes_back_once(room: Room) -> None:
    room.does("P01", place("S1", "top"), place("S2", "top"), UndoPlacement("A", 2))
    room.changes_nothing("P01", UndoPlacement("A", 2))

    assert room.board("A") == "S1"


def test_undo_names_the_last_move_so_that_an_old_button_undoes_nothing_newer(room: Room) -> None:
    room.does("P01", place("S1", "top"), place("S2", "top"))
    room.changes_nothing("P01", UndoPlacement("A", 1), UndoPlacement("A", 0), UndoPlacement("A", 99))
    room.does("P01", UndoPlacement("A", 2), place("S3", "top")).changes_nothing("P01", UndoPlacement("A", 2))

    assert room.board("A") == "S3 > S1"


def test_undo_too_is_for_the_pen(room: Room) -> None:
    room.does("P01", place("S1", "top")).refuses("P02", UndoPlacement("A", 1), "pen_elsewhere")


def test_undo_brings_back_the_reason_of_the_statement_it_takes_off(room: Room) -> None:
    room.does("P01", place("S1", "top"), ExplainUnplaced("A", "S2", "no_time"), place("S2", "top"))
    assert room.group("A").reasons == {}

    room.does("P01", UndoPlacement("A", 2))
    assert room.group("A").reasons == {"S2": "no_time"}


def test_undo_keeps_the_reasons_given_since_for_other_statements(room: Room) -> None:
    room.does("P01", place("S1", "top"), place("S2", "top"), ExplainUnplaced("A", "S5", "not_for_us"))
    room.does("P01", UndoPlacement("A", 2))

    assert room.group("A").reasons == {"S5": "not_for_us"}


def test_undo_drops_the_reason_of_a_statement_that_is_back_on_the_board(room: Room) -> None:
    room.does("P01", place("S1", "top"), place("S2", "top"), place("S1", "out"))
    room.does("P01", ExplainUnplaced("A", "S1", "less_important"), UndoPlacement("A", 3))

    assert (room.board("A"), room.group("A").reasons) == ("S2 > S1", {})


# Reasons for what was left out


def test_a_reason_for_each_statement_left_out_or_for_all_at_once(room: Room) -> None:
    room.placed("P01", "S1", "S2", "S3", "S4", "S5")
    room.does("P01", ExplainUnplaced("A", "S7", "inside:S1"), ExplainUnplaced("A", "all", "less_important"))
    room.changes_nothing("P01", ExplainUnplaced("A", "all", "no_time"))

    assert room.group("A").reasons == {"S6": "less_important", "S7": "inside:S1", "S8": "less_important"}


def test_a_reason_can_be_changed(room: Room) -> None:
    room.does("P01", ExplainUnplaced("A", "S7", "no_time"), ExplainUnplaced("A", "S7", "not_said"))
    room.changes_nothing("P01", ExplainUnplaced("A", "S7", "not_said"))

    assert room.group("A").reasons == {"S7": "not_said"}


def test_a_statement_that_is_placed_needs_no_reason_any_more(room: Room) -> None:
    room.does("P01", ExplainUnplaced("A", "S7", "no_time"), place("S7", "top"))
    assert room.group("A").reasons == {}

    room.refuses("P01", ExplainUnplaced("A", "S7", "no_time"), "placed_already")


@pytest.mark.parametrize(
    "reason", ["", "boring", "inside", "inside:", "inside:S7", "inside:S99", "no_time:S1"]
)
def test_a_reason_is_one_of_those_there_are(room: Room, reason: str) -> None:
    room.refuses("P01", ExplainUnplaced("A", "S7", reason), "answer_unknown")


def test_what_is_no_statement_needs_no_reason(room: Room) -> None:
    room.refuses("P01", ExplainUnplaced("A", "S99", "no_time"), "statement_unknown")
    room.refuses("P01", ExplainUnplaced("A", "", "no_time"), "statement_unknown")


def test_reasons_are_for_the_pen(room: Room) -> None:
    room.refuses("P02", ExplainUnplaced("A", "all", "no_time"), "pen_elsewhere")
