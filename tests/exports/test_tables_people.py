"""participants.csv, groups.csv and workshops.csv: numbers instead of people, and nobody stands out."""

from __future__ import annotations

from tests import given
from tests.exports.recording import published, recorded, shown
from tests.given import DAY_IN_MINUTES, Room, ranking, workshop
from workshops.commands import (
    AnswerProfile,
    Arrive,
    BringSupport,
    FormGroups,
    Leave,
    PlaceStatement,
    SeatParticipant,
    SetDay,
    TakeBackHandIn,
    Withdraw,
)
from workshops.model import Phase
from workshops.wishes import Wish

PROFILE = "participant,profile_role,profile_sector,profile_organis"


def answered(room: Room, question: str, **answers: str) -> Room:
    for number, answer in answers.items():
        room.does(number, AnswerProfile(question, answer))
    return room


def test_an_answer_of_three_is_shown_and_an_answer_of_two_is_other() -> None:
    room = workshop().joined("P01", "P02", "P03", "P04", "P05", "P06")
    answered(room, "role", P01="peer", P02="peer", P03="peer", P04="manager", P05="manager")
    answered(room, "organis", P01="1", P02="1", P03="2", P04="1")

    assert (
        shown("participants", room, columns=PROFILE)
        == """\
participant,profile_role,profile_sector,profile_organis
P01,peer,,1
P02,peer,,1
P03,peer,,other
P04,other,,1
P05,other,,
P06,,,
"""
    )


def test_pooling_workshops_brings_out_nobody() -> None:
    one = answered(workshop().joined("P01", "P02"), "role", P01="commiss", P02="commiss")
    other = answered(workshop().joined("P01"), "role", P01="commiss")

    pooled = shown("participants", one, recorded(other, "ZZZZZZ"), columns="workshop,profile_role")

    assert pooled == "workshop,profile_role\nKTRWXY,other\nKTRWXY,other\nZZZZZZ,other\n"


def test_of_who_removed_their_answers_only_the_withdrawal_is_left() -> None:
    room = workshop().joined("P01", "P02", "P03", table="A").phase(Phase.THEMES)
    answered(room, "role", P01="peer", P02="peer", P03="peer")

    room.does("P01", Withdraw("P01", remove=True)).does("P02", Withdraw("P02", remove=False))

    columns = "participant,group,language,admitted,consent_boxes,withdrew_at,removed,profile_role"
    assert (
        shown("participants", room, columns=columns)
        == """\
participant,group,language,admitted,consent_boxes,withdrew_at,removed,profile_role
P01,,,,,2026-09-28T09:00:10.000Z,true,
P02,A,en,true,choice use removal,2026-09-28T09:00:11.000Z,false,other
P03,A,en,true,choice use removal,,false,other
"""
    )
    assert shown("participants", room).count("2026-09-28T09:00:03.000Z") == 0  # when P01 consented


def test_who_came_late_took_part_once_admitted() -> None:
    room = workshop().joined("P01", table="A").phase(Phase.THEMES).joined("P02", "P03")

    room.does("F1", SeatParticipant("P03", "A")).does("P03", Leave())

    assert (
        shown("participants", room, columns="participant,group,admitted,left_at")
        == """\
participant,group,admitted,left_at
P01,A,true,
P02,,false,
P03,A,true,2026-09-28T09:00:08.000Z
"""
    )


def test_groups_with_and_without_a_ranking() -> None:
    room = workshop(groups="ABCD").joined("P01", "P02", "P03", "P04", table="A").joined("P05", table="B")
    room.joined("P06", table="C").phase(Phase.RANKING)
    room.handed_in("P01", "S6", "S2").does("P01", TakeBackHandIn("A", 1))
    room.does("P01", PlaceStatement("A", "S3", "with S2")).handed_in("P01")
    room.placed("P05", "S1").does("P02", Leave()).does("P03", Withdraw("P03", remove=False))

    assert (
        shown("groups", room)
        == """\
workshop,group,size,form,submitted_at,missing,entry,agreed_aloud,hand_ins,moves,tiers,placed,unplaced,extras,\
led,merged_into
KTRWXY,A,3,hierarchy,2026-09-28T09:00:16.000Z,,phone,false,2,3,2,3,5,0,false,
KTRWXY,B,1,,,not_handed_in,,,0,1,,,,0,false,
KTRWXY,C,1,,,nothing_placed,,,0,0,,,,0,false,
"""
    )


def test_a_workshop_counts_each_phase_from_its_first_start() -> None:
    room = ranking().phase(Phase.REPORT_BACK).phase(Phase.RANKING).phase(Phase.CLOSED)

    assert (
        shown("workshops", room)
        == """\
workshop,title,study,study_hash,rehearsal,place,starts_at,time_zone,made_at,first_consent_at,last_at,lobby_started_at,\
themes_started_at,individual_started_at,ranking_started_at,report_back_started_at,plenary_started_at,\
evaluation_started_at,closed_started_at
KTRWXY,Tuesday,peer-worker-roles,0000000000000000000000000000000000000000000000000000000000000000,false,\
,,Europe/London,\
2026-09-28T09:00:01.000Z,2026-09-28T09:00:03.000Z,2026-09-28T09:00:14.000Z,2026-09-28T09:00:01.000Z,\
,,2026-09-28T09:00:11.000Z,2026-09-28T09:00:12.000Z,,\
,2026-09-28T09:00:14.000Z
"""
    )


def test_facilitators_are_no_participants() -> None:
    numbers = shown("participants", published(), columns="participant").split()

    assert numbers == ["participant", *(f"P0{number}" for number in range(1, 9))]


def test_who_agreed_beforehand_is_told_from_who_did_at_the_door_and_from_who_never_came() -> None:
    room = workshop().does("operator", SetDay("starts", "2026-09-29 10:00"), SetDay("place", "The hall"))
    room.does("operator", SetDay("invited", "40")).joined("P01", "P02").waits(DAY_IN_MINUTES)
    room.does("P01", Arrive("A"), BringSupport(True)).joined("P03", table="A")
    room.does("F1", given.consent_on_paper("P04"))

    columns = "participant,admitted,consent_where,arrived_at"
    assert (
        shown("participants", room, columns=columns)
        == """\
participant,admitted,consent_where,arrived_at
P01,true,beforehand,2026-09-29T09:00:08.000Z
P02,false,beforehand,
P03,true,here,2026-09-29T09:00:10.000Z
P04,true,paper,2026-09-29T09:00:11.000Z
"""
    )
    assert (
        shown("workshops", room, columns="place,starts_at,time_zone")
        == "place,starts_at,time_zone\nThe hall,2026-09-29T09:00:00.000Z,Europe/London\n"
    )
    flow = shown("flow", room, columns="group,measure,value").splitlines()
    assert flow[1:6] == [
        ",invited,40",
        ",support_people,1",
        ",consented,4",
        ",present,3",
        ",unrecorded,0",
    ]


def test_of_wishes_there_are_counts_alone() -> None:
    room = workshop(groups="").joined(*(f"P{number:02}" for number in range(1, 9)))
    room.does("F1", FormGroups(1, (Wish("P01", "not_with", "P02"), Wish("P03", "peers"))))

    flow = shown("flow", room, columns="measure,value").splitlines()

    assert flow[1:3] == ["wishes,1", "wishes_met,1"]
    assert not [measure for measure in flow if measure.startswith("invited")]
