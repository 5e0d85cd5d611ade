"""Steering: breaks, clock times, one nudge, messages, tables made and merged, and who may write or stay."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import MINUTE, Room
from workshops.commands import (
    AddGroup,
    AskForSomeone,
    ConfirmArrangement,
    CountUnrecorded,
    EndBreak,
    GiveFit,
    HoldRoom,
    Leave,
    MergeGroups,
    MovePhaseEnd,
    MuteParticipant,
    Nudge,
    PlaceStatement,
    SeatParticipant,
    SendMessage,
    SendOut,
    SitDown,
    SplitGroup,
    StartBreak,
    StartPhase,
    TakePen,
)
from workshops.grouping import letters
from workshops.model import Break, Confirmation, Confirmed, Phase


@pytest.fixture
def room() -> Room:
    return given.ranking()


# Breaks and times


def test_a_break_says_when_it_ends_and_ends_when_a_facilitator_says_so(room: Room) -> None:
    room.does("F1", StartBreak(1, 15))
    started = room.now
    assert room.workshop.on_break == Break(1, started, started + 15 * MINUTE)

    room.waits(minutes=20)
    assert room.workshop.on_break
    room.does("F1", EndBreak(1))
    assert room.workshop.on_break is None


def test_a_late_tap_starts_or_ends_no_other_break(room: Room) -> None:
    room.does("F1", StartBreak(1, 15)).changes_nothing(
        "F1", StartBreak(1, 15), StartBreak(2, 15), EndBreak(2)
    )
    room.does("F1", EndBreak(1)).changes_nothing("F1", EndBreak(1), StartBreak(1, 15))

    room.does("F1", StartBreak(2, 10))


@pytest.mark.parametrize("minutes", [0, -5, 181, 10**12])
def test_a_break_is_of_a_length_that_makes_sense(room: Room, minutes: int) -> None:
    room.refuses("F1", StartBreak(1, minutes), "time_unknown")


def test_a_phase_has_as_long_after_a_break_as_it_had_before(room: Room) -> None:
    until = room.workshop.run.until
    room.does("F1", StartBreak(1, 15)).waits(minutes=20).does("F1", EndBreak(1))

    taken = room.workshop.breaks[0]
    assert room.workshop.run.until == until + taken.ended_at - taken.started_at


def test_a_phase_begun_during_a_break_ends_it_and_has_its_full_time(room: Room) -> None:
    room.does("F1", StartBreak(1, 15)).waits(minutes=5).phase(Phase.REPORT_BACK)

    assert room.workshop.on_break is None
    assert room.workshop.breaks[0].ended_at == room.workshop.run.started_at == room.now
    assert room.workshop.run.until == room.now + room.study.minutes["report_back"] * MINUTE
    room.changes_nothing("F1", EndBreak(1))


def test_a_pause_outlasts_a_phase_but_not_the_workshop(room: Room) -> None:
    room.does("F1", HoldRoom(True)).phase(Phase.EVALUATION)
    assert room.workshop.held

    assert not room.phase(Phase.CLOSED).workshop.held


def test_nothing_is_closed_by_a_break(room: Room) -> None:
    room.does("F1", StartBreak(1, 15), HoldRoom(True)).does(
        "P01", TakePen("A"), PlaceStatement("A", "S1", "top")
    )

    assert room.board("A") == "S1"


def test_more_time_is_said_as_a_time_so_that_a_second_tap_gives_no_more(room: Room) -> None:
    later = room.workshop.run.until + 10 * MINUTE
    room.does("F1", MovePhaseEnd("ranking", later)).changes_nothing("F1", MovePhaseEnd("ranking", later))

    assert room.workshop.run.until == later
    room.phase(Phase.REPORT_BACK).refuses("F1", MovePhaseEnd("ranking", later + MINUTE), "phase_moved")


@pytest.mark.parametrize("until", [-1, 10**20])
def test_a_time_is_one_of_the_day(room: Room, until: int) -> None:
    room.refuses("F1", MovePhaseEnd("ranking", until), "time_unknown")


def test_time_running_out_closes_nothing(room: Room) -> None:
    room.waits(minutes=24 * 60).does("P01", TakePen("A"), PlaceStatement("A", "S1", "top"))

    assert room.workshop.phase is Phase.RANKING


def test_the_room_is_paused_and_goes_on(room: Room) -> None:
    room.does("F1", HoldRoom(True)).changes_nothing("F1", HoldRoom(True))
    assert room.workshop.held

    room.does("F1", HoldRoom(False)).changes_nothing("F1", HoldRoom(False))


# Words to the room


def test_one_nudge_a_phase_and_only_to_those_who_have_not_handed_in(room: Room) -> None:
    room.handed_in("P01", "S1").does("F1", Nudge("ranking"))
    assert (room.group("A").nudged, room.group("B").nudged) == (False, True)

    room.changes_nothing("F1", Nudge("ranking"))
    room.phase(Phase.THEMES).phase(Phase.RANKING).changes_nothing("F1", Nudge("ranking"))


def test_nobody_is_nudged_once_all_have_handed_in(room: Room) -> None:
    room.handed_in("P01", "S1").handed_in("P05", "S1").changes_nothing("F1", Nudge("ranking"))


def test_a_message_goes_to_one_group_or_to_all(room: Room) -> None:
    room.does("F1", SendMessage("A", "tea is here"), SendMessage("", "five minutes"))

    assert [(message.group, message.words) for message in room.workshop.messages] == [
        ("A", "tea is here"),
        ("", "five minutes"),
    ]
    room.refuses("F1", SendMessage("Z", "tea"), "group_unknown").refuses(
        "F1", SendMessage("A"), "words_missing"
    )


def test_the_same_message_twice_is_one_until_the_next_phase(room: Room) -> None:
    room.does("F1", SendMessage("", "five minutes")).changes_nothing("F1", SendMessage("", "five minutes"))

    room.phase(Phase.REPORT_BACK).does("F1", SendMessage("", "five minutes"))


# Tables


def test_a_table_is_added_under_the_next_letter_once(room: Room) -> None:
    room.does("F1", AddGroup("C")).changes_nothing("F1", AddGroup("C"), AddGroup("A"))
    room.refuses("F1", AddGroup("Z"), "group_unknown").refuses("F1", AddGroup(""), "group_unknown")

    room.does("F1", SeatParticipant("P01", "C"))
    assert room.members("C") == "P01"


def test_there_is_an_end_to_tables(room: Room) -> None:
    for letter in letters(40)[2:]:
        room.does("F1", AddGroup(letter))

    room.refuses("F1", AddGroup("AO"), "too_many_groups")


def test_merged_tables_sit_together_and_what_was_handed_in_stays(room: Room) -> None:
    room.handed_in("P05", "S3").does("F1", MergeGroups("B", "A")).changes_nothing("F1", MergeGroups("B", "A"))

    assert room.members("A") == "P01 P02 P03 P04 P05 P06 P07 P08"
    assert (room.group("B").merged_into, room.group("B").handed_in, room.group("B").pen) == ("A", True, "")
    assert [group.letter for group in room.workshop.seated_groups()] == ["A", "B"]


def test_a_table_is_merged_into_another_that_there_is(room: Room) -> None:
    for source, into in (("A", "A"), ("A", "Z"), ("Z", "A")):
        room.refuses("F1", MergeGroups(source, into), "group_unknown")


def test_a_table_is_split_in_halves_and_its_board_stays_with_those_who_stay(room: Room) -> None:
    room.does("P01", TakePen("A"), PlaceStatement("A", "S1", "top"))
    board = room.group("A").tiers

    room.does("F1", SplitGroup("A", "C")).changes_nothing("F1", SplitGroup("A", "C"))

    assert (room.members("A"), room.members("C")) == ("P01 P02", "P03 P04")
    assert (room.group("A").tiers, room.group("A").pen, room.group("C").tiers) == (board, "P01", ())


def test_a_table_that_there_is_is_split_into_the_next_letter(room: Room) -> None:
    for group, into in (("Z", "C"), ("A", "E")):
        room.refuses("F1", SplitGroup(group, into), "group_unknown")


# People


def test_whoever_may_not_write_may_take_part_with_taps(room: Room) -> None:
    room.does("F1", MuteParticipant("P01", True)).changes_nothing("F1", MuteParticipant("P01", True))
    room.does("P01", TakePen("A"), PlaceStatement("A", "S1", "top"), GiveFit("T1", "fits"))

    room.does("F1", MuteParticipant("P01", False)).refuses(
        "F1", MuteParticipant("P77", True), "participant_unknown"
    )


def test_whoever_is_sent_out_keeps_what_they_said_and_asks_to_come_back(room: Room) -> None:
    room.does("P01", TakePen("A"), GiveFit("T1", "fits")).does("F1", SendOut("P01"))

    assert room.members("A") == "P02 P03 P04"
    assert room.group("A").pen == ""
    assert [person.number for person in room.workshop.waiting()] == ["P01"]
    assert room.someone("P01").fits["T1"].fit == "fits"
    room.refuses("P01", TakePen("A"), "not_admitted").changes_nothing("F1", SendOut("P01"))


def test_a_facilitator_seats_them_again(room: Room) -> None:
    room.handed_in("P02", "S1").does("P01", ConfirmArrangement("A", 1, Confirmation.AGREE))
    room.does("F1", SendOut("P01"), SeatParticipant("P01", "A"))

    assert room.someone("P01").confirmed == Confirmed("agree", 1)
    room.does("F1", SendOut("P01"), SeatParticipant("P01", "B"))
    assert room.someone("P01").confirmed is None


def test_in_the_lobby_too_nobody_who_was_sent_out_sits_down_unasked() -> None:
    room = given.workshop().joined("P01", table="A").does("F1", SendOut("P01"))

    room.refuses("P01", SitDown("A"), "not_admitted").does("P01", AskForSomeone(), Leave())
    room.refuses("F1", SendOut("P01"), "participant_unknown").refuses(
        "F1", SendOut("P77"), "participant_unknown"
    )


def test_who_takes_part_unrecorded_is_counted_and_nothing_else(room: Room) -> None:
    room.does("F1", CountUnrecorded(1)).changes_nothing("F1", CountUnrecorded(1)).does(
        "F1", CountUnrecorded(2)
    )

    assert room.workshop.unrecorded == 2
    room.does("F1", CountUnrecorded(0)).refuses("F1", CountUnrecorded(2), "answer_unknown")
    room.refuses("F1", CountUnrecorded(-1), "answer_unknown").refuses("P01", CountUnrecorded(1), "not_yours")
    assert room.acts[-1].events[0].__struct_fields__ == ("count",)


def test_a_newcomer_counts_for_one_and_changes_no_more_than_that(room: Room) -> None:
    room.does("F1", CountUnrecorded(1), CountUnrecorded(2)).does("newcomer", CountUnrecorded(3))
    assert room.workshop.unrecorded == 3

    for count in (1, 0, 5):
        room.refuses("newcomer", CountUnrecorded(count), "answer_unknown")
    room.does("newcomer", CountUnrecorded(2))


def test_the_facilitator_skips_and_goes_back(room: Room) -> None:
    room.does("F1", StartPhase("evaluation", "ranking"), StartPhase("ranking", "evaluation"))

    room.refuses("F1", StartPhase("plenary", "report_back"), "phase_moved")
