"""The vote: extras merged with each group's yes, then up to three votes each, hidden until shown."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import Room
from workshops.commands import (
    AddGroup,
    AdmitFacilitator,
    AnswerMerge,
    LeadGroup,
    Leave,
    MergeExtras,
    MergeGroups,
    OpenVote,
    ShowVote,
    VoteFor,
    Withdraw,
)
from workshops.model import Phase
from workshops.protocol.vote import is_agreed, standing_merges, vote_items

CORE = given.BUILT_IN.statements
REST = MergeExtras("A-x1+B-x1", "a place to rest")


@pytest.fixture
def room() -> Room:
    """In the plenary; table A added two statements and table B one, and both have handed in."""
    room = (
        given.ranking().added("P01", "P02", "rest").added("P01", "P02", "tea").added("P05", "P06", "a rest")
    )
    return room.handed_in("P01", "S1").handed_in("P05", "S2").phase(Phase.PLENARY)


def vote(room: Room, who: str, *items: str) -> Room:
    return room.does(who, *(VoteFor(item, on=True) for item in items))


# Merging


def test_a_merge_counts_once_every_group_that_proposed_one_has_said_yes(room: Room) -> None:
    room.does("F1", REST).does("P01", AnswerMerge("M-1", "A", yes=True))
    assert vote_items(room.workshop) == (*CORE, "A-x1", "A-x2", "B-x1")

    room.does("P06", AnswerMerge("M-1", "B", yes=True))
    assert vote_items(room.workshop) == (*CORE, "M-1", "A-x2")


def test_a_group_may_keep_its_own_and_change_its_mind(room: Room) -> None:
    room.does("F1", REST).does("P01", AnswerMerge("M-1", "A", yes=True)).does(
        "P05", AnswerMerge("M-1", "B", yes=False)
    )
    assert not is_agreed(room.workshop.merges["M-1"])
    assert standing_merges(room.workshop) == []

    room.changes_nothing("P06", AnswerMerge("M-1", "B", yes=False)).does(
        "P06", AnswerMerge("M-1", "B", yes=True)
    )
    assert is_agreed(room.workshop.merges["M-1"])


def test_only_groups_that_proposed_one_are_asked(room: Room) -> None:
    room.does("F1", AddGroup("C"), MergeExtras("A-x1+A-x2", "rest with tea"))

    room.refuses("P05", AnswerMerge("M-1", "B", yes=True), "merge_unknown")
    room.refuses("P05", AnswerMerge("M-1", "A", yes=True), "other_group")
    room.refuses("P01", AnswerMerge("M-9", "A", yes=True), "merge_unknown")
    room.does("P01", AnswerMerge("M-1", "A", yes=True))
    assert vote_items(room.workshop) == (*CORE, "M-1", "B-x1")


def test_a_group_facilitator_answers_for_a_table_without_phones(room: Room) -> None:
    room.does("operator", AdmitFacilitator("F2", "en")).does("F2", LeadGroup("B")).does("F1", REST)

    room.does("F2", AnswerMerge("M-1", "B", yes=True))
    assert room.workshop.merges["M-1"].aloud == set()


def test_what_a_table_says_aloud_is_recorded_by_a_facilitator_and_marked(room: Room) -> None:
    room.does("F1", REST, AnswerMerge("M-1", "B", yes=False), AnswerMerge("M-1", "B", yes=True))
    room.changes_nothing("F1", AnswerMerge("M-1", "B", yes=True))

    assert room.workshop.merges["M-1"].aloud == {"B"}
    room.refuses("F1", AnswerMerge("M-9", "B", yes=True), "merge_unknown")


def test_what_a_table_has_answered_for_itself_only_the_table_changes(room: Room) -> None:
    room.does("F1", REST, AnswerMerge("M-1", "B", yes=True)).does("P05", AnswerMerge("M-1", "B", yes=False))

    room.refuses("F1", AnswerMerge("M-1", "B", yes=True), "merge_answered")
    room.does("P05", AnswerMerge("M-1", "B", yes=True))
    assert room.workshop.merges["M-1"].aloud == set()


def test_a_table_that_everyone_has_left_keeps_no_merge_waiting(room: Room) -> None:
    room.does("F1", REST).does("P01", AnswerMerge("M-1", "A", yes=True)).does("F1", MergeGroups("B", "A"))
    assert not is_agreed(room.workshop.merges["M-1"])

    room.does("F1", AnswerMerge("M-1", "B", yes=True))
    assert is_agreed(room.workshop.merges["M-1"])


def test_a_statement_is_in_one_merge_at_a_time(room: Room) -> None:
    room.does("F1", REST).refuses("F1", REST, "merged_already")
    room.refuses("F1", MergeExtras("A-x1+A-x2", "tea"), "merged_already")

    room.does("P05", AnswerMerge("M-1", "B", yes=False)).does("F1", MergeExtras("A-x1+A-x2", "rest with tea"))


@pytest.mark.parametrize("extras", ["", "A-x1", "A-x1+A-x1", "A-x1+S1", "A-x1+A-x9"])
def test_a_merge_is_of_two_extras_or_more(room: Room, extras: str) -> None:
    room.refuses("F1", MergeExtras(extras, "rest"), "statement_unknown")


def test_a_merge_has_one_wording(room: Room) -> None:
    room.refuses("F1", MergeExtras("A-x1+B-x1"), "words_missing")


def test_merging_is_done_in_the_break_before(room: Room) -> None:
    room.phase(Phase.REPORT_BACK).does("F1", REST).does("P01", AnswerMerge("M-1", "A", yes=True))

    room.phase(Phase.EVALUATION).refuses("P05", AnswerMerge("M-1", "B", yes=True), "wrong_phase")


# Voting


def test_a_vote_is_for_three_at_most_and_can_be_taken_back(room: Room) -> None:
    room.does("F1", OpenVote(True))
    vote(room, "P01", "S1", "S2", "A-x1").refuses("P01", VoteFor("S3", True), "votes_spent")
    room.changes_nothing("P01", VoteFor("S1", True), VoteFor("S3", False))

    room.does("P01", VoteFor("S1", False), VoteFor("S3", True))
    assert room.someone("P01").vote == ("S2", "A-x1", "S3")
    assert room.someone("P02").vote == ()


def test_a_vote_is_for_what_there_is(room: Room) -> None:
    room.does("F1", OpenVote(True))

    for item in ("", "S99", "A-x9", "M-1"):
        room.refuses("P01", VoteFor(item, True), "statement_unknown")


def test_votes_are_cast_while_the_vote_is_open(room: Room) -> None:
    room.refuses("P01", VoteFor("S1", True), "vote_closed").does("F1", OpenVote(True))
    room.changes_nothing("F1", OpenVote(True)).does("P01", VoteFor("S1", True)).does("F1", OpenVote(False))

    room.refuses("P01", VoteFor("S1", False), "vote_closed")
    assert room.someone("P01").vote == ("S1",)


def test_a_vote_for_what_was_merged_since_is_free_again(room: Room) -> None:
    room.does("F1", OpenVote(True))
    vote(room, "P01", "A-x1", "S1", "S2")
    room.does("F1", REST).does("P02", AnswerMerge("M-1", "A", yes=True)).does(
        "P05", AnswerMerge("M-1", "B", yes=True)
    )

    vote(room, "P01", "M-1")
    assert room.someone("P01").vote == ("S1", "S2", "M-1")


def test_only_participants_vote(room: Room) -> None:
    room.does("F1", OpenVote(True)).refuses("F1", VoteFor("S1", True), "not_yours")


def test_the_result_is_hidden_until_it_is_shown_and_can_be_hidden_again(room: Room) -> None:
    assert not room.workshop.vote_shown

    room.does("F1", ShowVote(True)).changes_nothing("F1", ShowVote(True)).does("F1", ShowVote(False))
    assert not room.workshop.vote_shown


def test_a_vote_stays_when_its_voter_leaves_and_goes_when_they_are_removed(room: Room) -> None:
    room.does("F1", OpenVote(True))
    vote(room, "P01", "S1").does("P01", Leave())
    vote(room, "P02", "S1").does("operator", Withdraw("P02", remove=True))

    assert (room.someone("P01").vote, room.someone("P02").vote) == (("S1",), ())
