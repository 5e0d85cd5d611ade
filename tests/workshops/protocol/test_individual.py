"""Individual ranking: tap the most important, then the next; it counts once it is submitted."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import Room
from workshops.commands import RankStatement, SeatParticipant, SubmitIndividualRanking, UndoRank
from workshops.model import Phase


@pytest.fixture
def room() -> Room:
    return given.workshop(given.WITH_INDIVIDUAL_RANKING).joined("P01", "P02").phase(Phase.INDIVIDUAL)


def order(room: Room, number: str = "P01") -> str:
    own = room.someone(number).individual
    return " > ".join(own.ranked) if own else "none"


def test_one_statement_after_the_other_from_the_most_important(room: Room) -> None:
    room.does("P01", RankStatement("S4", 1), RankStatement("S2", 2), RankStatement("S8", 3))

    assert order(room) == "S4 > S2 > S8"
    assert order(room, "P02") == ""


def test_a_double_tap_ranks_once(room: Room) -> None:
    room.does("P01", RankStatement("S4", 1), RankStatement("S2", 2))

    room.changes_nothing("P01", RankStatement("S2", 2), RankStatement("S4", 1))

    assert order(room) == "S4 > S2"


@pytest.mark.parametrize("rank", [-(10**30), -1, 0, 1, 3, 10**30])
def test_only_the_next_free_rank_can_be_given(room: Room, rank: int) -> None:
    room.does("P01", RankStatement("S4", 1)).refuses("P01", RankStatement("S2", rank), "place_gone")

    assert order(room) == "S4"


@pytest.mark.parametrize("rank", [-2, -1, 0, 2, 3])
def test_a_ranked_statement_stays_at_its_rank(room: Room, rank: int) -> None:
    room.does("P01", RankStatement("S4", 1), RankStatement("S2", 2))

    statement = "S4" if rank != 1 else "S2"
    room.refuses("P01", RankStatement(statement, rank), "place_gone")


def test_only_what_was_offered_can_be_ranked(room: Room) -> None:
    room.refuses("P01", RankStatement("S99", 1), "statement_unknown")


def test_undo_takes_back_the_last_one_and_no_more_when_tapped_twice(room: Room) -> None:
    room.does("P01", RankStatement("S4", 1), RankStatement("S2", 2), UndoRank(2))
    room.changes_nothing("P01", UndoRank(2), UndoRank(0), UndoRank(-1))
    assert order(room) == "S4"

    room.does("P01", UndoRank(1)).changes_nothing("P01", UndoRank(1), UndoRank(0))
    assert order(room) == ""


def test_a_partial_order_can_be_submitted(room: Room) -> None:
    room.does("P01", RankStatement("S4", 1), SubmitIndividualRanking(1))

    own = room.someone("P01").individual
    assert own
    assert own.submitted_at == room.now


def test_an_untouched_order_is_no_vote(room: Room) -> None:
    room.refuses("P01", SubmitIndividualRanking(0), "nothing_ranked")


def test_what_is_submitted_is_what_was_shown(room: Room) -> None:
    room.does("P01", RankStatement("S4", 1), RankStatement("S2", 2))

    room.refuses("P01", SubmitIndividualRanking(1), "changed_since").does("P01", SubmitIndividualRanking(2))


def test_once_submitted_it_stays(room: Room) -> None:
    room.does("P01", RankStatement("S4", 1), SubmitIndividualRanking(1))
    room.changes_nothing("P01", SubmitIndividualRanking(1), SubmitIndividualRanking(5))
    room.refuses("P01", RankStatement("S2", 2), "submitted_already")
    room.refuses("P01", UndoRank(1), "submitted_already")

    assert order(room) == "S4"


def test_there_is_a_time_for_it(room: Room) -> None:
    room.phase(Phase.RANKING)

    room.refuses("P01", RankStatement("S4", 1), "wrong_phase").refuses("P01", UndoRank(1), "wrong_phase")
    room.refuses("P01", SubmitIndividualRanking(1), "wrong_phase")


def test_who_joins_late_ranks_as_soon_as_they_are_admitted(room: Room) -> None:
    room.joined("P03").refuses("P03", RankStatement("S4", 1), "not_admitted")

    room.does("F1", SeatParticipant("P03", "A")).does("P03", RankStatement("S4", 1))
