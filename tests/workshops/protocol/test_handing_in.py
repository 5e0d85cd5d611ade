"""Handing in: the board as it was shown, taken back if need be, and privately confirmed."""

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
    PlaceStatement,
    SeatParticipant,
    TakeBackHandIn,
    TakePen,
    UndoPlacement,
)
from workshops.model import Confirmation, Confirmed, Phase

AGREE, DISAGREE = Confirmation.AGREE, Confirmation.DISAGREE


@pytest.fixture
def room() -> Room:
    """Two tables that rank; at table A P01 has the pen, at table B nobody."""
    return given.ranking().does("P01", TakePen("A"))


def place(statement: str, where: str, group: str = "A") -> PlaceStatement:
    return PlaceStatement(group, statement, where)


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


def test_whoever_agrees_after_all_has_no_dissent_left(room: Room) -> None:
    room.handed_in("P01", "S1").does("P02", ConfirmArrangement("A", 1, DISAGREE), ExplainDissent("S2 first"))

    room.does("P02", ConfirmArrangement("A", 1, AGREE))

    assert room.someone("P02").confirmed == Confirmed(AGREE, 1)
    room.refuses("P02", ExplainDissent("S2 first"), "changed_since")


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
