"""moves.csv and flow.csv: each group's path, and how many went through each phase."""

from __future__ import annotations

from tests.exports.recording import published, shown
from tests.given import TAP, WITH_INDIVIDUAL_RANKING, ranking, workshop
from workshops.commands import (
    AnswerProfile,
    Leave,
    PlaceStatement,
    PresentGroup,
    RankStatement,
    SeatParticipant,
    SubmitIndividualRanking,
    TakePen,
    UndoPlacement,
    Withdraw,
)
from workshops.model import Phase


def test_every_placing_in_order_with_the_board_after_it() -> None:
    room = ranking().placed("P01", "S6", "S2").does("P05", TakePen("B"), PlaceStatement("B", "S8", "top"))
    room.does("P02", TakePen("A"), PlaceStatement("A", "S3", "with S2"), PlaceStatement("A", "S6", "out"))
    room.does("P02", UndoPlacement("A", 4), UndoPlacement("A", 3))

    assert (
        shown("moves", room)
        == """\
workshop,group,move,at,moved_by,participant,kind,statement,place,undoes,form,board
KTRWXY,A,1,2026-09-28T09:00:13.000Z,participant,P01,placed,S6,top,,hierarchy,S6
KTRWXY,A,2,2026-09-28T09:00:14.000Z,participant,P01,placed,S2,below S6,,hierarchy,S6 > S2
KTRWXY,B,1,2026-09-28T09:00:16.000Z,participant,P05,placed,S8,top,,hierarchy,S8
KTRWXY,A,3,2026-09-28T09:00:18.000Z,participant,P02,placed,S3,with S2,,hierarchy,S6 > S2 = S3
KTRWXY,A,4,2026-09-28T09:00:19.000Z,participant,P02,taken_out,S6,out,,hierarchy,S2 = S3
KTRWXY,A,5,2026-09-28T09:00:20.000Z,participant,P02,undone,S6,,4,hierarchy,S6 > S2 = S3
KTRWXY,A,6,2026-09-28T09:00:21.000Z,participant,P02,undone,S3,,3,hierarchy,S6 > S2
"""
    )


def test_a_path_stays_the_groups_when_who_held_the_pen_is_gone() -> None:
    room = ranking().placed("P01", "S6").does("P01", Withdraw("P01", remove=True))

    assert (
        shown("moves", room, columns="group,participant,statement") == "group,participant,statement\nA,,S6\n"
    )


def test_people_are_counted_where_they_were() -> None:
    """P03 leaves during the themes, P02 withdraws in the ranking, P05 comes late and P06 is never let in."""
    room = workshop().joined("P01", "P02", "P03", table="A").joined("P04", table="B")
    room.does("P04", AnswerProfile("role", "peer")).phase(Phase.THEMES)
    room.does("P01", TAP).does("P02", TAP).does("P03", Leave()).joined("P05", "P06")
    room.does("F1", SeatParticipant("P05", "B")).phase(Phase.RANKING)
    room.does("P02", Withdraw("P02", remove=False)).does("operator", Withdraw("P02", remove=True))

    counts = shown("flow", room, columns="phase,group,measure,value").splitlines()[1:]

    assert [line for line in counts if "minutes" not in line] == [
        "lobby,,consented,4",
        "lobby,,present,4",
        "lobby,,unrecorded,0",
        "lobby,,withdrew,0",
        "lobby,,answered,1",
        "lobby,,groups_present,2",
        "lobby,A,present,3",
        "lobby,B,present,1",
        "themes,,consented,2",
        "themes,,present,5",
        "themes,,unrecorded,0",
        "themes,,withdrew,0",
        "themes,,answered,1",
        "themes,,groups_present,2",
        "themes,A,present,3",
        "themes,B,present,2",
        "ranking,,consented,0",
        "ranking,,present,4",
        "ranking,,unrecorded,0",
        "ranking,,withdrew,1",
        "ranking,,answered,0",
        "ranking,,groups_present,2",
        "ranking,,groups_handed_in,0",
        "ranking,,groups_ranked,0",
        "ranking,,groups_discussed,0",
        "ranking,A,present,2",
        "ranking,B,present,2",
    ]


def test_a_groups_minutes_end_with_its_hand_in_and_with_the_next_group() -> None:
    room = published().waits(5).phase(Phase.REPORT_BACK).waits(1)
    room.does("F1", PresentGroup("B")).waits(6).does("F1", PresentGroup("A")).waits(9).phase(Phase.CLOSED)

    minutes = shown("flow", room, columns="phase,group,measure,value").splitlines()

    assert [line for line in minutes if "minutes" in line] == [
        "lobby,,minutes,0.1",
        "themes,,minutes,40",
        "ranking,,minutes,35.3",
        "ranking,A,minutes,20.3",
        "ranking,B,minutes,30.3",
        "report_back,,minutes,16.1",
        "report_back,A,minutes,9",
        "report_back,B,minutes,6",
    ]


def test_a_phase_that_was_gone_back_to_is_counted_as_one() -> None:
    room = ranking().waits(10).phase(Phase.REPORT_BACK).waits(30).phase(Phase.RANKING).waits(5)

    room.handed_in("P01", "S6").phase(Phase.REPORT_BACK)

    minutes = shown("flow", room, columns="phase,group,measure,value").splitlines()
    assert [line for line in minutes if line.startswith("ranking") and "minutes" in line] == [
        "ranking,,minutes,15.1",
        "ranking,A,minutes,15.1",
        "ranking,B,minutes,15.1",
    ]


def test_individual_rankings_are_counted_once_submitted() -> None:
    room = workshop(WITH_INDIVIDUAL_RANKING).joined("P01", "P02", table="A").phase(Phase.INDIVIDUAL)
    room.does("P01", RankStatement("S5", 1), SubmitIndividualRanking(1)).does("P02", RankStatement("S1", 1))

    assert "individual,,ranked,1" in shown("flow", room, columns="phase,group,measure,value").splitlines()
