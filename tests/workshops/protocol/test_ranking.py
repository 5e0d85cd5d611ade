"""Group ranking: one pen a table, statements placed by what stands there, handed in, privately confirmed."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import Room
from workshops.commands import (
    Command,
    ConfirmArrangement,
    ExplainDissent,
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
from workshops.model import Confirmation, Confirmed, Phase

AGREE, DISAGREE = Confirmation.AGREE, Confirmation.DISAGREE


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
        ConfirmArrangement("A", 0, AGREE),
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


# Handing in


def test_a_board_handed_in_changes_no_more(room: Room) -> None:
    room.handed_in("P01", "S1", "S2")
    for command in (place("S3", "top"), UndoPlacement("A", 2), ExplainUnplaced("A", "all", "no_time")):
        room.refuses("P01", command, "handed_in_already")

    assert room.group("A").handed_in
    assert not room.group("B").handed_in


def test_handing_in_twice_hands_in_once(room: Room) -> None:
    room.handed_in("P01", "S1", "S2").changes_nothing("P01", HandIn("A", 2)).changes_nothing(
        "P02", HandIn("A", 2)
    )

    assert room.group("A").hand_in == 1


def test_what_is_handed_in_is_the_board_that_was_shown(room: Room) -> None:
    room.placed("P01", "S1", "S2").refuses("P01", HandIn("A", 1), "changed_since").does("P01", HandIn("A", 2))


def test_an_undo_is_a_change_of_the_board_too(room: Room) -> None:
    room.placed("P01", "S1", "S2").does("P01", UndoPlacement("A", 2), place("S3", "below S1"))

    room.refuses("P01", HandIn("A", 2), "changed_since").does("P01", HandIn("A", 4))


def test_an_empty_board_is_not_handed_in(room: Room) -> None:
    room.refuses("P01", HandIn("A", 0), "nothing_placed")


def test_handing_in_is_for_the_pen(room: Room) -> None:
    room.placed("P01", "S1").refuses("P02", HandIn("A", 1), "pen_elsewhere")


def test_a_board_can_be_taken_back_changed_and_handed_in_anew(room: Room) -> None:
    room.handed_in("P01", "S1", "S2").does("P01", TakeBackHandIn("A", 1))
    assert not room.group("A").handed_in

    room.changes_nothing("P01", TakeBackHandIn("A", 1))
    room.does("P01", place("S3", "top"), HandIn("A", 3))
    assert room.group("A").hand_in == 2
    room.changes_nothing("P01", TakeBackHandIn("A", 1))
    assert room.group("A").handed_in


def test_taking_back_is_for_the_pen(room: Room) -> None:
    room.handed_in("P01", "S1").refuses("P02", TakeBackHandIn("A", 1), "pen_elsewhere")

    room.does("P02", TakePen("A"), TakeBackHandIn("A", 1))


# Still fine?


def test_each_member_is_asked_and_may_change_their_mind(room: Room) -> None:
    room.handed_in("P01", "S1").does("P02", ConfirmArrangement("A", 1, AGREE))
    room.changes_nothing("P02", ConfirmArrangement("A", 1, AGREE))
    room.does("P02", ConfirmArrangement("A", 1, Confirmation.CAN_LIVE_WITH_IT))

    assert room.someone("P02").confirmed == Confirmed("can_live_with_it", hand_in=1)
    assert room.someone("P03").confirmed is None


def test_whoever_disagrees_may_say_why(room: Room) -> None:
    room.handed_in("P01", "S1").does(
        "P02", ConfirmArrangement("A", 1, DISAGREE), ExplainDissent("S2 comes first")
    )
    room.changes_nothing("P02", ExplainDissent("S2 comes first"))
    assert room.someone("P02").confirmed == Confirmed("disagree", 1, "S2 comes first")

    room.does("P02", ExplainDissent())
    assert room.someone("P02").confirmed == Confirmed("disagree", 1)


def test_a_dissent_follows_an_answer(room: Room) -> None:
    room.handed_in("P01", "S1").refuses("P02", ExplainDissent("S2 comes first"), "changed_since")


@pytest.mark.parametrize("answer", ["", "no", "AGREE"])
def test_an_answer_is_one_of_three(room: Room, answer: str) -> None:
    room.handed_in("P01", "S1").refuses("P02", ConfirmArrangement("A", 1, answer), "answer_unknown")


def test_there_is_nothing_to_confirm_before_the_board_is_handed_in(room: Room) -> None:
    room.placed("P01", "S1").refuses("P02", ConfirmArrangement("A", 0, AGREE), "changed_since")
    room.handed_in("P01").does("P01", TakeBackHandIn("A", 1))

    room.refuses("P02", ConfirmArrangement("A", 1, AGREE), "changed_since")


def test_the_same_board_handed_in_again_asks_nobody_again(room: Room) -> None:
    room.handed_in("P01", "S1", "S2").does("P02", ConfirmArrangement("A", 1, AGREE))
    room.does("P01", TakeBackHandIn("A", 1), place("S3", "top"), place("S3", "out"), HandIn("A", 4))

    assert room.group("A").hand_in == 1
    assert room.someone("P02").confirmed == Confirmed("agree", hand_in=1)
    room.changes_nothing("P02", ConfirmArrangement("A", 1, AGREE))


def test_another_board_asks_again_and_an_old_answer_does_not_count_for_it(room: Room) -> None:
    room.handed_in("P01", "S1", "S2").does("P02", ConfirmArrangement("A", 1, AGREE))
    room.does("P01", TakeBackHandIn("A", 1), place("S3", "top"), HandIn("A", 3))

    room.refuses("P02", ConfirmArrangement("A", 1, AGREE), "changed_since")
    assert room.someone("P02").confirmed == Confirmed("agree", hand_in=1)
    assert room.group("A").hand_in == 2
    room.does("P02", ConfirmArrangement("A", 2, AGREE))


def test_an_answer_for_one_table_is_none_for_the_next(room: Room) -> None:
    room.handed_in("P01", "S1").handed_in("P05", "S2").does("P02", ConfirmArrangement("A", 1, AGREE))
    room.does("F1", SeatParticipant("P02", "B"))

    assert room.someone("P02").confirmed is None
    room.refuses("P02", ConfirmArrangement("A", 1, AGREE), "other_group")
    room.does("P02", ConfirmArrangement("B", 1, DISAGREE))


@pytest.mark.parametrize("phase", [Phase.REPORT_BACK, Phase.PLENARY, Phase.EVALUATION])
def test_nobody_waits_for_a_phone_since_answers_may_come_later(room: Room, phase: Phase) -> None:
    room.handed_in("P01", "S1").phase(phase)

    room.does("P02", ConfirmArrangement("A", 1, DISAGREE), ExplainDissent("S2 comes first"))


def test_no_group_stands_in_the_way_of_another(room: Room) -> None:
    room.handed_in("P01", "S1", "S2").handed_in("P05", "S3")

    assert (room.board("A"), room.board("B")) == ("S1 > S2", "S3")


@pytest.mark.parametrize(
    "command",
    [
        TakePen("A"),
        place("S2", "top"),
        UndoPlacement("A", 1),
        ExplainUnplaced("A", "S8", "no_time"),
        HandIn("A", 1),
    ],
)
def test_the_facilitators_see_when_a_group_last_did_something(command: Command) -> None:
    room = given.ranking(given.ALL_HANDS).does("P01", place("S1", "top")).waits(minutes=5)
    room.does("P02", command)

    assert room.group("A").last_active_at == room.now
    assert room.group("B").last_active_at == 0


def test_taking_a_board_back_is_doing_something_too(room: Room) -> None:
    room.handed_in("P01", "S1").waits(minutes=5).does("P01", TakeBackHandIn("A", 1))

    assert room.group("A").last_active_at == room.now
