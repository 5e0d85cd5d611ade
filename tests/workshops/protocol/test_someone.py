"""“I'd like someone”: asked once, heard by those named first, by all after two minutes, ended by either."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import Room
from workshops.commands import (
    AdmitFacilitator,
    AnswerCall,
    AskForSomeone,
    EndCall,
    Leave,
    OfferSupport,
    WidenCall,
    Withdraw,
)
from workshops.model import Call, Phase


@pytest.fixture
def room() -> Room:
    """F2 is someone to turn to, F1 is not."""
    return given.ranking().does("operator", AdmitFacilitator("F2", "en")).does("F2", OfferSupport(True))


def test_asking_twice_asks_once_and_asks_nothing_else(room: Room) -> None:
    room.does("P01", AskForSomeone()).changes_nothing("P01", AskForSomeone()).does("P02", AskForSomeone())

    assert AskForSomeone.__struct_fields__ == ()
    assert [call.participant for call in room.workshop.calls.values()] == ["P01", "P02"]


def test_those_named_for_it_hear_it_first(room: Room) -> None:
    room.does("P01", AskForSomeone())

    assert room.workshop.calls["C1"] == Call("C1", "P01", room.now)


def test_with_nobody_named_all_facilitators_hear_it_at_once(room: Room) -> None:
    room.does("F2", OfferSupport(False)).changes_nothing("F2", OfferSupport(False)).does(
        "P01", AskForSomeone()
    )

    assert room.workshop.calls["C1"].for_all


def test_after_two_minutes_without_an_answer_all_facilitators_hear_it(room: Room) -> None:
    room.does("P01", AskForSomeone()).waits(minutes=1).changes_nothing("clock", WidenCall("C1"))
    assert not room.workshop.calls["C1"].for_all

    room.waits(minutes=1).does("clock", WidenCall("C1")).changes_nothing("clock", WidenCall("C1"))
    assert room.workshop.calls["C1"].for_all


def test_a_call_that_was_answered_or_ended_is_not_widened(room: Room) -> None:
    room.does("P01", AskForSomeone()).does("P02", AskForSomeone())
    room.does("F2", AnswerCall("C1")).does("P02", EndCall("C2")).waits(minutes=3)

    room.changes_nothing("clock", WidenCall("C1"), WidenCall("C2"), WidenCall("C9"))


def test_only_the_clock_widens(room: Room) -> None:
    room.does("P01", AskForSomeone()).waits(minutes=3)

    for who in ("P01", "F1", "operator", "observer"):
        room.refuses(who, WidenCall("C1"), "not_yours")


def test_a_call_is_acknowledged_by_one(room: Room) -> None:
    room.does("P01", AskForSomeone()).does("F2", AnswerCall("C1")).changes_nothing("F1", AnswerCall("C1"))

    assert room.workshop.calls["C1"].answered_by == "F2"
    room.refuses("F1", AnswerCall("C9"), "call_gone")


@pytest.mark.parametrize("who", ["P01", "F1", "F2"])
def test_a_call_is_ended_by_either_and_another_can_follow(room: Room, who: str) -> None:
    room.does("P01", AskForSomeone()).does(who, EndCall("C1")).changes_nothing(who, EndCall("C1"))
    room.refuses("F2", AnswerCall("C1"), "call_gone")

    room.does("P01", AskForSomeone())
    assert [*room.workshop.calls] == ["C1", "C2"]


def test_nobody_ends_the_call_of_another_participant(room: Room) -> None:
    room.does("P01", AskForSomeone()).refuses("P02", EndCall("C1"), "not_yours")
    room.refuses("P01", EndCall("C9"), "call_gone")


def test_it_is_in_reach_at_any_time_and_when_one_has_left(room: Room) -> None:
    room.does("P01", Leave(), AskForSomeone()).phase(Phase.CLOSED).does("P02", AskForSomeone())

    room.does("F1", AnswerCall("C2"), EndCall("C2"))


def test_whoever_is_removed_is_named_in_no_call(room: Room) -> None:
    room.does("P01", AskForSomeone()).does("operator", Withdraw("P01", remove=True))

    assert room.workshop.calls["C1"].participant == ""
    assert room.workshop.calls["C1"].ended
