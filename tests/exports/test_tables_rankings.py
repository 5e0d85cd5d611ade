"""rankings.csv and statements.csv: what stands as handed in or submitted, and nothing else."""

from __future__ import annotations

from exports.tables.rankings import mid_ranks
from tests.exports.recording import published, shown
from tests.given import WITH_INDIVIDUAL_RANKING, ranking, workshop
from workshops.commands import (
    HandIn,
    PlaceStatement,
    RankStatement,
    SubmitIndividualRanking,
    TakeBackHandIn,
    Withdraw,
)
from workshops.model import Phase

BRIEFLY = "level,group,participant,statement,tier,placed,unplaced_reason,rank,rank_core"


def test_the_published_orders_with_everything_that_was_left_out() -> None:
    assert (
        shown("rankings", published())
        == """\
workshop,group,participant,level,form,statement,origin,tier,placed,unplaced_reason,rank,rank_core,entry,submitted_at
KTRWXY,A,,group,hierarchy,S1,core,,false,less_important,7.5,7.5,phone,2026-09-28T10:00:29.000Z
KTRWXY,A,,group,hierarchy,S2,core,2,true,,2,2,phone,2026-09-28T10:00:29.000Z
KTRWXY,A,,group,hierarchy,S3,core,,false,inside:S2,7.5,7.5,phone,2026-09-28T10:00:29.000Z
KTRWXY,A,,group,hierarchy,S4,core,4,true,,4,4,phone,2026-09-28T10:00:29.000Z
KTRWXY,A,,group,hierarchy,S5,core,5,true,,5,5,phone,2026-09-28T10:00:29.000Z
KTRWXY,A,,group,hierarchy,S6,core,1,true,,1,1,phone,2026-09-28T10:00:29.000Z
KTRWXY,A,,group,hierarchy,S7,core,3,true,,3,3,phone,2026-09-28T10:00:29.000Z
KTRWXY,A,,group,hierarchy,S8,core,6,true,,6,6,phone,2026-09-28T10:00:29.000Z
KTRWXY,B,,group,hierarchy,S1,core,,false,no_time,6.5,6.5,phone,2026-09-28T10:10:30.000Z
KTRWXY,B,,group,hierarchy,S2,core,4,true,,4,4,phone,2026-09-28T10:10:30.000Z
KTRWXY,B,,group,hierarchy,S3,core,,false,no_time,6.5,6.5,phone,2026-09-28T10:10:30.000Z
KTRWXY,B,,group,hierarchy,S4,core,,false,not_for_us,6.5,6.5,phone,2026-09-28T10:10:30.000Z
KTRWXY,B,,group,hierarchy,S5,core,,false,no_time,6.5,6.5,phone,2026-09-28T10:10:30.000Z
KTRWXY,B,,group,hierarchy,S6,core,3,true,,3,3,phone,2026-09-28T10:10:30.000Z
KTRWXY,B,,group,hierarchy,S7,core,2,true,,2,2,phone,2026-09-28T10:10:30.000Z
KTRWXY,B,,group,hierarchy,S8,core,1,true,,1,1,phone,2026-09-28T10:10:30.000Z
"""
    )


def test_ties_share_their_rank_and_silence_is_not_said() -> None:
    room = ranking().placed("P01", "S6", "S2").does("P01", PlaceStatement("A", "S3", "with S2"))

    room.handed_in("P01")

    assert (
        shown("rankings", room, columns="group,statement,tier,unplaced_reason,rank,rank_core")
        == """\
group,statement,tier,unplaced_reason,rank,rank_core
A,S1,,not_said,6,6
A,S2,2,,2.5,2.5
A,S3,2,,2.5,2.5
A,S4,,not_said,6,6
A,S5,,not_said,6,6
A,S6,1,,1,1
A,S7,,not_said,6,6
A,S8,,not_said,6,6
"""
    )


def test_a_board_that_was_not_handed_in_is_no_ranking() -> None:
    assert shown("rankings", ranking().placed("P01", "S6", "S2"), columns="group") == "group\n"


def test_an_arrangement_that_was_taken_back_is_no_ranking() -> None:
    room = ranking().handed_in("P01", "S6").does("P01", TakeBackHandIn("A", 1))

    assert shown("rankings", room, columns="group") == "group\n"


def test_handed_in_again_it_is_the_new_arrangement_that_counts() -> None:
    room = ranking().handed_in("P01", "S6", "S2").does("P01", TakeBackHandIn("A", 1))

    room.does("P01", PlaceStatement("A", "S2", "top"), HandIn("A", 3))

    tiers = shown("rankings", room, columns="statement,tier").splitlines()
    assert [line for line in tiers if not line.endswith(",")] == ["statement,tier", "S2,1", "S6,2"]


def test_an_individual_ranking_counts_once_it_is_submitted() -> None:
    room = workshop(WITH_INDIVIDUAL_RANKING).joined("P01", "P02", table="A").phase(Phase.INDIVIDUAL)
    room.does("P01", RankStatement("S5", 1), RankStatement("S2", 2), SubmitIndividualRanking(2))
    room.does("P02", RankStatement("S1", 1))

    assert (
        shown("rankings", room, columns=BRIEFLY)
        == """\
level,group,participant,statement,tier,placed,unplaced_reason,rank,rank_core
individual,A,P01,S1,,false,not_said,5.5,5.5
individual,A,P01,S2,2,true,,2,2
individual,A,P01,S3,,false,not_said,5.5,5.5
individual,A,P01,S4,,false,not_said,5.5,5.5
individual,A,P01,S5,1,true,,1,1
individual,A,P01,S6,,false,not_said,5.5,5.5
individual,A,P01,S7,,false,not_said,5.5,5.5
individual,A,P01,S8,,false,not_said,5.5,5.5
"""
    )


def test_who_leaves_their_answers_stays_and_who_removes_them_is_gone() -> None:
    room = workshop(WITH_INDIVIDUAL_RANKING).joined("P01", "P02", table="A").phase(Phase.INDIVIDUAL)
    for number in ("P01", "P02"):
        room.does(number, RankStatement("S5", 1), SubmitIndividualRanking(1))

    room.does("P01", Withdraw("P01", remove=False)).does("P02", Withdraw("P02", remove=True))

    rankers = set(shown("rankings", room, columns="level,participant").splitlines()[1:])
    assert rankers == {"individual,P01"}


def test_people_come_by_number_whoever_came_first() -> None:
    room = workshop(WITH_INDIVIDUAL_RANKING).joined("P100", "P11", "P02").phase(Phase.INDIVIDUAL)
    for number in ("P11", "P100", "P02"):
        room.does(number, RankStatement("S5", 1), SubmitIndividualRanking(1))

    rankers = dict.fromkeys(shown("rankings", room, columns="participant").splitlines()[1:])
    assert list(rankers) == ["P02", "P11", "P100"]


def test_ranks_among_some_of_the_statements_ignore_the_others() -> None:
    tiers = (("S2", "A-x1"), ("S1",))

    assert mid_ranks(("S1", "S2", "S3", "A-x1"), tiers) == {"S1": 3.0, "S2": 1.5, "S3": 4.0, "A-x1": 1.5}
    assert mid_ranks(("S1", "S2", "S3"), tiers) == {"S1": 2.0, "S2": 1.0, "S3": 3.0}


def test_the_statements_with_their_themes_titles() -> None:
    assert (
        shown("statements", workshop(), columns="workshop,group,statement,origin,theme,label")
        == """\
workshop,group,statement,origin,theme,label
KTRWXY,,S1,core,T1,Organisational structure
KTRWXY,,S2,core,T2,Supportive culture
KTRWXY,,S3,core,T3,‘Peerness’ and diversity
KTRWXY,,S4,core,T4,The language of peer support
KTRWXY,,S5,core,T5,The essence of the peer worker role
KTRWXY,,S6,core,T6,Support for the peer worker
KTRWXY,,S7,core,T7,Changing conversations
KTRWXY,,S8,core,T8,Challenging boundaries
"""
    )
