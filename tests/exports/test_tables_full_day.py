"""The tables of a day on which groups use every form, add statements of their own, write and ask."""

from __future__ import annotations

from exports.tables import TABLES
from tests.exports.recording import recorded, shown
from tests.exports.whole_day import whole_day
from tests.given import MINUTE, WITH_INDIVIDUAL_RANKING, Room, ranking, workshop
from workshops.commands import (
    AcceptProposal,
    AddGroup,
    AnswerCall,
    AnswerMerge,
    AnswerQuestion,
    AnswerReflects,
    AskForSomeone,
    AskQuestion,
    ChooseForm,
    ConfirmArrangement,
    CountUnrecorded,
    EditNote,
    EndBreak,
    EndCall,
    EnterArrangement,
    ExplainDissent,
    ExplainFit,
    GiveFit,
    LeadGroup,
    LinkStatements,
    MergeExtras,
    MergeGroups,
    MovePhaseEnd,
    OpenVote,
    PlaceStatement,
    ProposeStatement,
    SayAgreedAloud,
    SayMissing,
    SeatParticipant,
    ShareNote,
    StartBreak,
    TagNote,
    TakePen,
    UndoPlacement,
    VoteFor,
    Withdraw,
    WriteNote,
)
from workshops.model import Phase


def rows(name: str, *rooms: Room, columns: str) -> list[str]:
    return shown(name, *rooms, columns=columns).splitlines()[1:]


def test_an_extra_is_ranked_among_all_and_never_among_the_core() -> None:
    room = ranking().added("P02", "P01", "Pay").placed("P01", "S6", "A-x1", "S2").handed_in("P01")

    found = rows("rankings", room, columns="statement,origin,tier,rank,rank_core")

    assert [row for row in found if not row.endswith(",6.5,5.5")] == [
        "S2,core,3,3,2",
        "S6,core,1,1,1",
        "A-x1,extra,2,2,",
    ]


def test_the_centre_of_a_constellation_is_its_first_tier_also_when_it_is_empty() -> None:
    room = ranking().does("P01", TakePen("A"), ChooseForm("A", "constellation"))
    room.does("P01", PlaceStatement("A", "S6", "around")).handed_in("P01")
    room.does("P05", TakePen("B"), ChooseForm("B", "constellation"), PlaceStatement("B", "S2", "centre"))
    room.does("P05", PlaceStatement("B", "S8", "around")).handed_in("P05")

    placed = [
        row for row in rows("rankings", room, columns="group,form,statement,tier,rank") if ",," not in row
    ]
    groups = rows("groups", room, columns="group,form,missing,tiers,placed,unplaced")

    assert placed == ["A,constellation,S6,2,1", "B,constellation,S2,1,1", "B,constellation,S8,2,2"]
    assert groups == ["A,constellation,,1,1,7", "B,constellation,,2,2,6"]


def test_a_discussion_is_no_ranking_and_is_counted_beside() -> None:
    room = ranking().handed_in("P01", "S6").does("P05", TakePen("B"), ChooseForm("B", "discussion"))
    room.hands_in("P05", "B")

    assert set(rows("rankings", room, columns="group")) == {"A"}
    assert rows("groups", room, columns="group,form,missing,tiers,placed,unplaced") == [
        "A,hierarchy,,1,1,7",
        "B,discussion,discussed,,,",
    ]
    flow = rows("flow", room, columns="phase,group,measure,value")
    assert [line for line in flow if "ranking,,groups" in line] == [
        "ranking,,groups_present,2",
        "ranking,,groups_handed_in,2",
        "ranking,,groups_ranked,1",
        "ranking,,groups_discussed,1",
    ]


def test_a_result_on_paper_says_so() -> None:
    room = ranking().does("F1", EnterArrangement("A", "6, 2 = 3")).hands_in("F1", "A")

    assert set(rows("rankings", room, columns="group,entry")) == {"A,paper"}
    assert rows("groups", room, columns="group,entry") == ["A,paper", "B,"]
    assert rows("moves", room, columns="group,moved_by,participant,kind,statement,board") == [
        "A,facilitator,,entered,,S6 > S2 = S3"
    ]


def test_agreed_aloud_holds_for_what_stands() -> None:
    room = ranking().handed_in("P01", "S6").does("P02", SayAgreedAloud("A", 1)).handed_in("P05", "S2")

    assert rows("groups", room, columns="group,agreed_aloud") == ["A,true", "B,false"]


def test_statements_of_the_groups_own_with_who_proposed_them() -> None:
    room = ranking().does("F1", LeadGroup("B")).added("P02", "P01", "Pay").added("P03", "P01", "=Trust")
    room.does("F1", ProposeStatement("B", "Time")).does("P05", AcceptProposal("B", "B-p1", 1))
    room.does("P03", Withdraw("P03", remove=True))

    columns = "group,statement,origin,theme,wording,proposed_by,accepted_at,issue,label"
    assert rows("statements", room, columns=columns)[8:] == [
        "A,A-x1,extra,,Pay,P02,2026-09-28T09:00:14.000Z,Pay,Pay",
        "A,A-x2,extra,,'=Trust,,2026-09-28T09:00:16.000Z,'=Trust,'=Trust",
        "B,B-x1,extra,,Time,facilitator,2026-09-28T09:00:18.000Z,Time,Time",
    ]


def test_a_proposal_that_nobody_accepted_is_nowhere() -> None:
    room = ranking().does("P02", ProposeStatement("A", "CANARY"))

    assert "CANARY" not in shown("statements", room) + shown("issues", room) + shown("moves", room)


def test_what_groups_word_alike_is_one_issue() -> None:
    room = (
        ranking().added("P02", "P01", "Pay well").added("P05", "P06", "Time").added("P06", "P05", "pay  Well")
    )
    other = recorded(
        workshop().joined("P01", "P02", table="A").phase(Phase.RANKING).added("P01", "P02", "Time"), "Z"
    )

    assert (
        shown("issues", room, other)
        == """\
issue,relation,groups,of_groups,workshops,of_workshops,raised_by,items
Pay well,,2,3,1,2,KTRWXY/A KTRWXY/B,KTRWXY/A-x1 KTRWXY/B-x2
Time,,2,3,2,2,KTRWXY/B Z/A,KTRWXY/B-x1 Z/A-x1
"""
    )


def test_a_path_through_forms_and_extras_can_be_undone_by_its_numbers() -> None:
    room = (
        ranking()
        .placed("P01", "S6")
        .added("P02", "P01", "Pay")
        .does("P01", PlaceStatement("A", "A-x1", "top"))
    )
    room.does("P01", UndoPlacement("A", 3), ChooseForm("A", "constellation"))
    room.does("P01", PlaceStatement("A", "S6", "around"), ChooseForm("A", "discussion"))

    assert rows("moves", room, columns="move,kind,statement,place,undoes,form,board") == [
        "1,placed,S6,top,,hierarchy,S6",
        "2,added,A-x1,,,hierarchy,S6",
        "3,placed,A-x1,top,,hierarchy,A-x1 > S6",
        "4,undone,A-x1,,3,hierarchy,S6",
        "5,form_chosen,,,,constellation,S6 > ()",
        "6,placed,S6,around,,constellation,() > S6",
        "7,form_chosen,,,,discussion,",
    ]


def test_notes_with_what_they_are_about_and_whose_they_are() -> None:
    room = ranking().does("P02", WriteNote("A", "quote", "-1 for trust"), TagNote("A-n1", "S2", on=True))
    room.does("P02", TagNote("A-n1", "S6", on=True)).does("F1", WriteNote("", "paraphrase", "Asked for tea"))
    room.does("P03", WriteNote("A", "other", "Gone")).does("P03", EditNote("A-n2", ""))

    assert (
        shown("notes", room)
        == """\
workshop,group,note,phase,kind,statements,words,shared,written_by,participant,written_at
KTRWXY,A,A-n1,ranking,quote,S2 S6,'-1 for trust,false,participant,P02,2026-09-28T09:00:12.000Z
KTRWXY,,n1,ranking,paraphrase,,Asked for tea,false,facilitator,,2026-09-28T09:00:15.000Z
"""
    )


def test_of_an_anonymous_question_neither_who_nor_when() -> None:
    room = workshop().joined("P01", table="A").phase(Phase.THEMES)
    room.does("P01", AskQuestion("T2", False, "Who pays?")).does(
        "respondent:TOKEN", AskQuestion("", True, "Why?")
    )
    room.phase(Phase.RANKING).does(
        "F1", AnswerQuestion("Q2", "all", "Because."), AnswerQuestion("Q1", "parked")
    )

    assert (
        shown("questions", room)
        == """\
workshop,question,theme,anonymous,participant,phase,asked_at,words,answered,answer,answered_at
KTRWXY,Q1,T2,false,P01,themes,2026-09-28T09:00:05.000Z,Who pays?,parked,,2026-09-28T09:00:09.000Z
KTRWXY,Q2,,true,,themes,,Why?,all,Because.,2026-09-28T09:00:08.000Z
"""
    )


def test_links_are_shared_once_what_was_handed_in_is_shown() -> None:
    room = ranking().placed("P01", "S6").does("P01", LinkStatements("A", "S2", "S6", "must_come_first"))
    room.does("P01", LinkStatements("A", "S6", "S8", "own", "feeds")).handed_in("P01")
    room.does("P05", TakePen("B"), LinkStatements("B", "S1", "S2", "in_tension"))

    before = rows("links", room, columns="group,shared")
    assert before == ["A,false", "A,false", "B,false"]
    assert (
        shown("links", room.phase(Phase.REPORT_BACK))
        == """\
workshop,group,from,to,kind,word,shared
KTRWXY,A,S2,S6,must_come_first,,true
KTRWXY,A,S6,S8,own,feeds,true
KTRWXY,B,S1,S2,in_tension,,false
"""
    )


def test_the_vote_and_what_was_merged_for_it() -> None:
    room = ranking().added("P01", "P02", "Pay").added("P05", "P06", "Wages").added("P05", "P06", "Tea")
    room.handed_in("P01", "S6").handed_in("P05", "S2").phase(Phase.PLENARY).does("F1", OpenVote(on=True))
    room.does("P01", VoteFor("A-x1", on=True), VoteFor("S2", on=True)).does("P05", VoteFor("B-x2", on=True))
    room.does("F1", MergeExtras("A-x1+B-x1", "Pay and wages")).does("P02", AnswerMerge("M-1", "A", yes=True))

    assert rows("merges", room, columns="merge,statement,wording,group,answer,agreed") == [
        "M-1,A-x1,Pay and wages,A,yes,false",
        "M-1,B-x1,Pay and wages,B,,false",
    ]
    assert rows("plenary", room, columns="participant,vote") == ["P01,A-x1 S2", "P05,B-x2"]

    room.does("F1", AnswerMerge("M-1", "B", yes=True)).does("P05", VoteFor("M-1", on=True))
    assert rows("merges", room, columns="statement,answer,agreed,aloud") == [
        "A-x1,yes,true,false",
        "B-x1,yes,true,true",
    ]
    assert rows("plenary", room, columns="participant,vote") == ["P01,S2", "P05,B-x2 M-1"]


def test_phases_and_breaks_with_the_time_that_was_worked() -> None:
    room = workshop().joined("P01", table="A").phase(Phase.THEMES).waits(30).does("F1", StartBreak(1, 15))
    room.waits(20).does("F1", EndBreak(1)).waits(10).phase(Phase.RANKING)

    assert rows(
        "timetable", room, columns="number,kind,phase,started_at,planned_end_at,ended_at,started_by"
    ) == [
        "1,phase,lobby,2026-09-28T09:00:01.000Z,,2026-09-28T09:00:04.000Z,",
        "2,phase,themes,2026-09-28T09:00:04.000Z,2026-09-28T10:00:05.000Z,2026-09-28T10:00:07.000Z,F1",
        "3,break,themes,2026-09-28T09:30:05.000Z,2026-09-28T09:45:05.000Z,2026-09-28T09:50:06.000Z,F1",
        "4,phase,ranking,2026-09-28T10:00:07.000Z,2026-09-28T10:50:07.000Z,,F1",
    ]
    flow = rows("flow", room, columns="phase,group,measure,value")
    assert [line for line in flow if line.startswith("themes") and "minutes" in line] == [
        "themes,,minutes,40",
        "themes,,break_minutes,20",
    ]


def test_what_went_otherwise_than_planned() -> None:
    room = workshop(WITH_INDIVIDUAL_RANKING).joined("P01", table="A").phase(Phase.THEMES)
    room.does("F1", MovePhaseEnd(Phase.THEMES, room.now + 10 * MINUTE)).phase(Phase.RANKING).phase(
        Phase.THEMES
    )

    assert rows("deviations", room.phase(Phase.RANKING), columns="kind,phase,at,new_end_at") == [
        "skipped,individual,,",
        "end_moved,themes,2026-09-28T09:00:05.000Z,2026-09-28T09:10:04.000Z",
        "gone_back_to,themes,2026-09-28T09:00:07.000Z,",
        "gone_back_to,ranking,2026-09-28T09:00:08.000Z,",
    ]


def test_who_takes_part_unrecorded_is_a_number_and_nothing_else() -> None:
    room = workshop().joined("P01", table="A").does("F1", CountUnrecorded(1), CountUnrecorded(2))
    room.phase(Phase.THEMES).does("F1", CountUnrecorded(1)).phase(Phase.RANKING)

    flow = rows("flow", room, columns="phase,group,measure,value")
    assert [line for line in flow if "unrecorded" in line] == [
        "lobby,,unrecorded,2",
        "themes,,unrecorded,2",
        "ranking,,unrecorded,1",
    ]
    assert [line for line in flow if "present" in line and "groups" not in line] == [
        f"{phase},{group},present,1" for phase in ("lobby", "themes", "ranking") for group in ("", "A")
    ]


def test_a_facilitator_at_the_table_is_said_and_never_counted() -> None:
    room = ranking().does("F1", LeadGroup("A"), LeadGroup(""))

    assert rows("groups", room, columns="group,size,led") == ["A,4,true", "B,4,false"]


def test_a_group_whose_people_joined_another() -> None:
    room = ranking().placed("P05", "S6").does("F1", AddGroup("C"), SeatParticipant("P08", "C"))
    room.does("F1", MergeGroups("B", "A"))

    assert rows("groups", room, columns="group,size,missing,merged_into") == [
        "A,7,nothing_placed,",
        "B,0,merged,A",
        "C,1,nothing_placed,",
    ]


def test_a_call_for_someone_is_in_no_table() -> None:
    """What is told of the day is the same whether anybody called or not."""
    quiet, called = whole_day(), whole_day()
    quiet.now += 3_000
    called.does("P01", AskForSomeone()).does("F1", AnswerCall("C1"), EndCall("C1"))

    assert [name for name in TABLES if shown(name, called) != shown(name, quiet)] == []
    assert recorded(called).workshop.calls == {}


def outspoken() -> Room:
    """P02 says something wherever something can be said; what the group has accepted is the group's."""
    room = workshop().joined("P01", "P02", table="A").phase(Phase.THEMES)
    room.does(
        "P02", GiveFit("T1", "does_not"), ExplainFit("T1", "CANARY"), AskQuestion("T1", False, "CANARY")
    )
    room.phase(Phase.RANKING).added("P02", "P01", "Pay").does("P02", ProposeStatement("A", "CANARY"))
    room.does("P02", WriteNote("A", "dissent", "CANARY"), ShareNote("A-n1", on=True)).placed("P02", "S6")
    room.does("P02", LinkStatements("A", "S2", "S6", "own", "CANARY")).handed_in("P02")
    room.does("P02", ConfirmArrangement("A", 1, "disagree"), ExplainDissent("CANARY")).phase(Phase.PLENARY)
    room.does("P02", AnswerReflects("no"), SayMissing("CANARY")).does("F1", OpenVote(on=True))
    return room.does("P02", VoteFor("A-x1", on=True))


def test_of_who_removed_their_answers_no_word_is_in_any_table() -> None:
    room = outspoken()
    said_in = [name for name in TABLES if "CANARY" in shown(name, room)]
    assert said_in == ["fit", "questions", "notes", "confirmations", "links", "plenary"]

    room.does("P02", Withdraw("P02", remove=True))

    assert [name for name in TABLES if "CANARY" in shown(name, room)] == []
    assert [name for name in TABLES if "P02" in shown(name, room)] == ["participants"]
    assert rows("statements", room, columns="statement,wording,proposed_by")[-1] == "A-x1,Pay,"
    assert rows("links", room, columns="from,to,kind,word") == ["S2,S6,own,"]


def test_the_lobby_counts_from_the_first_to_come_though_it_was_open_for_days() -> None:
    room = workshop().waits(3 * 24 * 60).joined("P01", table="A").waits(20).phase(Phase.THEMES)

    flow = rows("flow", room, columns="phase,group,measure,value")
    assert [line for line in flow if "lobby,,minutes" in line] == ["lobby,,minutes,20"]
