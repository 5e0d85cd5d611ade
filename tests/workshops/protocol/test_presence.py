"""Pausing, leaving quietly, coming back, and withdrawing."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import Room
from workshops.commands import (
    AnswerProfile,
    AnswerReflects,
    ConfirmArrangement,
    ExplainDissent,
    ExplainFit,
    GiveFit,
    LeadGroup,
    Leave,
    Pause,
    RankStatement,
    Return,
    SayMissing,
    SubmitIndividualRanking,
    Withdraw,
)
from workshops.model import Confirmation, Fit, Phase, Reflects

STAY = Withdraw("P01", remove=False)
REMOVE = Withdraw("P01", remove=True)


@pytest.fixture
def room() -> Room:
    return given.ranking()


def test_a_pause_is_one_tap_and_so_is_its_end(room: Room) -> None:
    room.does("P01", Pause()).changes_nothing("P01", Pause())
    assert room.someone("P01").paused
    assert "P01" in room.members("A")

    room.does("P01", Return()).changes_nothing("P01", Return())
    assert not room.someone("P01").paused


def test_a_pause_stops_nobody_from_doing_something(room: Room) -> None:
    room.does("P01", Pause()).does("P01", given.TAP)


def test_whoever_leaves_is_at_no_table_and_is_asked_nothing_more(room: Room) -> None:
    room.does("P01", Leave()).changes_nothing("P01", Leave()).refuses("P01", given.TAP, "left")

    assert room.someone("P01").left_at == room.now - 2 * given.SECOND
    assert room.members("A") == "P02 P03 P04"


def test_whoever_comes_back_has_their_seat_and_their_answers(room: Room) -> None:
    room.does("P01", GiveFit("T1", Fit.FITS), Pause(), Leave(), Return())

    participant = room.someone("P01")
    assert (participant.left_at, participant.paused) == (0, False)
    assert participant.fits["T1"].fit == "fits"
    assert room.members("A") == "P01 P02 P03 P04"


def test_one_can_leave_and_come_back_even_after_the_close(room: Room) -> None:
    room.phase(Phase.CLOSED).does("P01", Leave(), Return())


def test_what_a_group_handed_in_stays_when_everyone_has_left(room: Room) -> None:
    room.handed_in("P01", "S1")
    for number in ("P01", "P02", "P03", "P04"):
        room.does(number, Leave())

    assert [group.letter for group in room.workshop.seated_groups()] == ["A", "B"]
    assert room.board("A") == "S1"


def test_a_withdrawal_without_removal_keeps_the_answers(room: Room) -> None:
    room.does("P01", GiveFit("T1", Fit.FITS), STAY).changes_nothing("P01", STAY)

    assert room.someone("P01").fits["T1"].fit == "fits"
    assert room.members("A") == "P02 P03 P04"


def test_whoever_withdrew_and_kept_it_may_have_it_removed_later(room: Room) -> None:
    room.does("P01", GiveFit("T1", Fit.FITS), STAY)
    withdrew_at = room.someone("P01").withdrew_at

    room.waits(60).phase(Phase.CLOSED).does("P01", REMOVE).changes_nothing("P01", REMOVE, STAY)

    assert (room.someone("P01").removed, room.someone("P01").fits) == (True, {})
    assert room.someone("P01").withdrew_at == withdrew_at
    room.refuses("P01", Withdraw("P02", remove=True), "not_yours")


@pytest.mark.parametrize("command", [given.TAP, Return(), Leave(), Pause()])
def test_whoever_has_withdrawn_takes_no_more_part(room: Room, command: Return) -> None:
    room.does("P01", STAY).refuses("P01", command, "not_here")


def test_only_the_team_withdraws_someone_else(room: Room) -> None:
    room.refuses("P02", REMOVE, "not_yours").does("F1", LeadGroup("A")).refuses("F1", REMOVE, "not_yours")
    assert room.members("A") == "P01 P02 P03 P04"

    room.does("F1", LeadGroup("")).does("F1", REMOVE)
    assert room.members("A") == "P02 P03 P04"


def test_the_operator_withdraws_whoever_asks_for_it(room: Room) -> None:
    room.does("operator", STAY).changes_nothing("operator", STAY)
    withdrew_at = room.someone("P01").withdrew_at

    room.does("operator", REMOVE).changes_nothing("operator", REMOVE, STAY)

    assert room.someone("P01").withdrew_at == withdrew_at
    room.refuses("operator", Withdraw("P99", remove=True), "participant_unknown")


def test_one_can_withdraw_after_leaving_and_after_the_close(room: Room) -> None:
    room.does("P01", Leave()).phase(Phase.CLOSED).does("P01", REMOVE)


def test_a_removal_takes_what_the_person_said_and_leaves_what_the_group_made() -> None:
    room = (
        given.workshop(given.WITH_INDIVIDUAL_RANKING).joined("P01", "P02", table="A").phase(Phase.INDIVIDUAL)
    )
    room.does("P01", AnswerProfile("role", "peer"), GiveFit("T1", Fit.FITS), ExplainFit("T1", "it does"))
    room.does("P01", RankStatement("S4", 1), SubmitIndividualRanking(1))
    room.phase(Phase.RANKING).handed_in("P01", "S1", "S2")
    room.does("P01", ConfirmArrangement("A", 1, Confirmation.DISAGREE), ExplainDissent("S2 comes first"))
    room.phase(Phase.PLENARY).does("P01", AnswerReflects(Reflects.NO), SayMissing("money"), REMOVE)

    gone = room.someone("P01")
    assert gone.removed
    assert (gone.profile, gone.fits, gone.individual, gone.confirmed) == ({}, {}, None, None)
    assert (gone.reflects, gone.missing) == ("", "")
    assert (room.board("A"), room.group("A").handed_in, room.group("A").pen) == ("S1 > S2", True, "")
