"""Forged actions: every verb, asked for by everyone, in every phase, against a table written here by hand."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests import given
from tests.given import Room
from workshops.commands import (
    AcceptProposal,
    AddGroup,
    AdmitFacilitator,
    AmendStudy,
    AnswerCall,
    AnswerEvaluation,
    AnswerMerge,
    AnswerProfile,
    AnswerQuestion,
    AnswerReflects,
    Arrive,
    AskForSomeone,
    AskQuestion,
    BringSupport,
    ChangeTheme,
    ChooseForm,
    ChooseLanguage,
    CloseOffer,
    CodeIssue,
    Command,
    ConfirmArrangement,
    CountRedacted,
    CountUnrecorded,
    DeclineProposal,
    DeleteLinks,
    EditNote,
    EndBreak,
    EndCall,
    EnterArrangement,
    ExplainDissent,
    ExplainFit,
    ExplainUnplaced,
    FormGroups,
    GiveFit,
    HandIn,
    HoldRoom,
    LeadGroup,
    Leave,
    LinkStatements,
    MakeWish,
    MakeWorkshop,
    MergeExtras,
    MergeGroups,
    MovePhaseEnd,
    MuteParticipant,
    Nudge,
    OfferFacilitation,
    OfferSupport,
    OpenVote,
    Pause,
    PlaceStatement,
    PresentGroup,
    PresentTheme,
    ProposeStatement,
    RankStatement,
    ReadStudyAgain,
    RecordExport,
    Return,
    RewordProposal,
    SayAgreedAloud,
    SayMissing,
    SeatParticipant,
    SendMessage,
    SendOut,
    SetDay,
    ShareNote,
    ShowVote,
    SitDown,
    SplitGroup,
    StartBreak,
    StartPhase,
    StopFacilitating,
    SubmitIndividualRanking,
    TagNote,
    TakeBackHandIn,
    TakePen,
    TellChanges,
    UndoPlacement,
    UndoRank,
    UnlinkStatements,
    VoteFor,
    WidenCall,
    Withdraw,
    WriteForTeam,
    WriteNote,
)
from workshops.events import EVENTS
from workshops.model import Actor, Phase, Refused, Role
from workshops.protocol import decide
from workshops.protocol.rules import FOLDS, RULES

NEWCOMER, PARTICIPANT, RESPONDENT, FACILITATOR, OBSERVER, OPERATOR, CLOCK = Role
LOBBY, THEMES, INDIVIDUAL, RANKING, REPORT_BACK, PLENARY, EVALUATION, CLOSED = Phase

ANY_TIME = tuple(Phase)
UNTIL_CLOSED = ANY_TIME[:-1]
FROM_THEMES = UNTIL_CLOSED[1:]
FROM_RANKING = UNTIL_CLOSED[3:]
WHILE_MERGING = (RANKING, REPORT_BACK, PLENARY)
TABLE = (PARTICIPANT, FACILITATOR)
TEAM = (FACILITATOR, OPERATOR)


class Row(NamedTuple):
    """Who may ask for it, and when. `waiting`: before they are admitted, too; `gone`: having left, too;
    `withdrawn`: even having withdrawn.

    `of`: the command names the table A or the participant P01, and is theirs alone; for `members of A`
    facilitators may do it too; `by number` means not without one. `team`: not for a group facilitator;
    `reads`: a facilitator not before the workshop is closed.
    """

    command: Command
    roles: tuple[Role, ...]
    phases: tuple[Phase, ...]
    waiting: bool = False
    gone: bool = False
    withdrawn: bool = False
    of: str = ""
    team: bool = False
    reads: bool = False


ROWS = {
    "make": Row(MakeWorkshop("Again", "0" * 64, ("A",), "join", "projector"), (OPERATOR,), UNTIL_CLOSED),
    "facilitate": Row(AdmitFacilitator("F2", "en"), (OPERATOR,), ANY_TIME),
    "offer": Row(OfferFacilitation(1), (FACILITATOR, OPERATOR), ANY_TIME),
    "offer_close": Row(CloseOffer(1), (FACILITATOR, CLOCK), ANY_TIME),
    "stop": Row(StopFacilitating("F2"), (FACILITATOR,), ANY_TIME),
    "consent": Row(given.consent("P20"), (NEWCOMER,), UNTIL_CLOSED),
    "consent_paper": Row(given.consent_on_paper("P20"), (FACILITATOR,), UNTIL_CLOSED),
    "day": Row(SetDay("place", "the hall"), (OPERATOR, FACILITATOR), ANY_TIME),
    "arrive": Row(Arrive(), (PARTICIPANT,), UNTIL_CLOSED, waiting=True),
    "with_support": Row(BringSupport(True), (PARTICIPANT,), UNTIL_CLOSED, waiting=True),
    "wish": Row(MakeWish("with", "P05", True), (PARTICIPANT,), (LOBBY, THEMES), waiting=True),
    "language": Row(ChooseLanguage("en"), (PARTICIPANT, FACILITATOR), ANY_TIME, waiting=True, gone=True),
    "profile": Row(AnswerProfile("role", "peer"), (PARTICIPANT,), UNTIL_CLOSED, waiting=True),
    "sit": Row(SitDown("B"), (PARTICIPANT,), (LOBBY,)),
    "seat": Row(SeatParticipant("P09", "A"), (FACILITATOR,), UNTIL_CLOSED),
    "form": Row(FormGroups(), (FACILITATOR,), (LOBBY, THEMES)),
    "phase": Row(StartPhase(LOBBY, THEMES), (FACILITATOR,), UNTIL_CLOSED),
    "present": Row(PresentTheme("T1"), (FACILITATOR,), (THEMES,)),
    "fit": Row(GiveFit("T1", "fits"), (PARTICIPANT,), FROM_THEMES),
    "fitwhy": Row(ExplainFit("T1", "it does"), (PARTICIPANT,), FROM_THEMES),
    "rank": Row(RankStatement("S1", 1), (PARTICIPANT,), (INDIVIDUAL,)),
    "unrank": Row(UndoRank(1), (PARTICIPANT,), (INDIVIDUAL,)),
    "submit": Row(SubmitIndividualRanking(1), (PARTICIPANT,), (INDIVIDUAL,)),
    "pen": Row(TakePen("A"), TABLE, (RANKING,), of="A"),
    "place": Row(PlaceStatement("A", "S1", "top"), TABLE, (RANKING,), of="A"),
    "undo": Row(UndoPlacement("A", 1), TABLE, (RANKING,), of="A"),
    "unplaced": Row(ExplainUnplaced("A", "all", "no_time"), TABLE, (RANKING,), of="A"),
    "handin": Row(HandIn("A", 1), TABLE, (RANKING, REPORT_BACK), of="A"),
    "takeback": Row(TakeBackHandIn("A", 1), TABLE, (RANKING,), of="A"),
    "confirm": Row(ConfirmArrangement("A", 1, "agree"), (PARTICIPANT,), FROM_RANKING, of="A"),
    "dissent": Row(ExplainDissent("S2 first"), (PARTICIPANT,), FROM_RANKING),
    "report": Row(PresentGroup("A"), (FACILITATOR,), (REPORT_BACK,)),
    "reflects": Row(AnswerReflects("yes"), (PARTICIPANT,), (PLENARY, EVALUATION)),
    "missing": Row(SayMissing("money"), (PARTICIPANT,), (PLENARY, EVALUATION)),
    "evaluate": Row(AnswerEvaluation("better", words="tea"), (RESPONDENT,), (EVALUATION, CLOSED)),
    "pause": Row(Pause(), (PARTICIPANT,), UNTIL_CLOSED, waiting=True),
    "return": Row(Return(), (PARTICIPANT,), ANY_TIME, waiting=True, gone=True),
    "leave": Row(Leave(), (PARTICIPANT,), ANY_TIME, waiting=True, gone=True),
    "withdraw": Row(
        Withdraw("P01", True),
        (PARTICIPANT, FACILITATOR, OPERATOR),
        ANY_TIME,
        waiting=True,
        gone=True,
        withdrawn=True,
        of="P01",
        team=True,
    ),
    "form_as": Row(ChooseForm("A", "discussion"), TABLE, (RANKING,), of="A"),
    "link": Row(LinkStatements("A", "S1", "S2", "supports"), TABLE, (RANKING,), of="A"),
    "unlink": Row(UnlinkStatements("A", "S1", "S2", "supports"), TABLE, (RANKING,), of="A"),
    "propose": Row(ProposeStatement("A", "tea"), TABLE, (RANKING,), of="A"),
    "reword": Row(RewordProposal("A", "A-p1", 1, "tea"), TABLE, (RANKING,), of="A"),
    "accept": Row(AcceptProposal("A", "A-p1", 1), TABLE, (RANKING,), of="A"),
    "decline": Row(DeclineProposal("A", "A-p1", 1), TABLE, (RANKING,), of="A"),
    "enter": Row(EnterArrangement("A", "2, 5"), TABLE, (RANKING, REPORT_BACK), of="members of A"),
    "aloud": Row(SayAgreedAloud("A", 1), TABLE, FROM_RANKING, of="A"),
    "note": Row(WriteNote("A", "reason", "tea"), TABLE, FROM_THEMES, of="members of A"),
    "note_edit": Row(EditNote("A-n1", "tea"), TABLE, UNTIL_CLOSED),
    "note_tag": Row(TagNote("A-n1", "S1", True), TABLE, UNTIL_CLOSED),
    "note_share": Row(ShareNote("A-n1", True), TABLE, UNTIL_CLOSED),
    "ask": Row(AskQuestion("T1", False, "why?"), (PARTICIPANT, RESPONDENT), FROM_THEMES, of="by number"),
    "answer": Row(AnswerQuestion("Q1", "aloud"), (FACILITATOR,), UNTIL_CLOSED),
    "break": Row(StartBreak(1, 15), (FACILITATOR,), UNTIL_CLOSED),
    "break_end": Row(EndBreak(1), (FACILITATOR,), UNTIL_CLOSED),
    "until": Row(MovePhaseEnd("themes", 0), (FACILITATOR,), UNTIL_CLOSED),
    "nudge": Row(Nudge("ranking"), (FACILITATOR,), (RANKING,)),
    "hold": Row(HoldRoom(True), (FACILITATOR,), UNTIL_CLOSED),
    "message": Row(SendMessage("A", "five minutes"), (FACILITATOR,), UNTIL_CLOSED),
    "group_add": Row(AddGroup("C"), (FACILITATOR,), UNTIL_CLOSED),
    "group_split": Row(SplitGroup("A", "C"), (FACILITATOR,), UNTIL_CLOSED),
    "group_merge": Row(MergeGroups("A", "B"), (FACILITATOR,), UNTIL_CLOSED),
    "lead": Row(LeadGroup("B"), (FACILITATOR,), UNTIL_CLOSED),
    "support": Row(OfferSupport(True), (FACILITATOR,), ANY_TIME),
    "mute": Row(MuteParticipant("P01", True), (FACILITATOR,), UNTIL_CLOSED),
    "send_out": Row(SendOut("P01"), (FACILITATOR,), UNTIL_CLOSED),
    "unrecorded": Row(CountUnrecorded(1), (NEWCOMER, FACILITATOR), UNTIL_CLOSED),
    "someone": Row(AskForSomeone(), (PARTICIPANT,), ANY_TIME, waiting=True, gone=True),
    "call": Row(AnswerCall("C1"), (FACILITATOR,), ANY_TIME),
    "call_end": Row(EndCall("C1"), TABLE, ANY_TIME, waiting=True, gone=True, of="P01"),
    "call_widen": Row(WidenCall("C1"), (CLOCK,), ANY_TIME),
    "merge": Row(MergeExtras("A-x1+B-x1", "tea"), (FACILITATOR,), WHILE_MERGING),
    "merge_say": Row(AnswerMerge("M-1", "A", True), TABLE, WHILE_MERGING, of="members of A"),
    "vote_open": Row(OpenVote(True), (FACILITATOR,), (PLENARY,)),
    "vote_show": Row(ShowVote(True), (FACILITATOR,), (PLENARY,)),
    "redacted": Row(CountRedacted(1, 1), TEAM, ANY_TIME, team=True, reads=True),
    "code_issue": Row(CodeIssue("note", "A-n1", "Tea", "new"), TEAM, ANY_TIME, team=True, reads=True),
    "study": Row(ReadStudyAgain("1" * 64), TEAM, (LOBBY,), team=True),
    "export": Row(RecordExport(1, shareable=True), TEAM, (CLOSED,), team=True),
    "links_delete": Row(DeleteLinks(), TEAM, (CLOSED,), team=True),
    "team_theme": Row(ChangeTheme("T1", "kept", why="It fits"), TEAM, ANY_TIME, team=True),
    "team_words": Row(WriteForTeam("reading", "It fits"), TEAM, ANY_TIME, team=True),
    "tell_changes": Row(TellChanges(), TEAM, (CLOSED,), team=True),
    "amend": Row(AmendStudy("0" * 64, "a typing error"), TEAM, ANY_TIME, team=True),
    "vote": Row(VoteFor("S1", True), (PARTICIPANT,), (PLENARY,)),
}

ACTORS = {
    "newcomer": Actor(NEWCOMER),
    "at the table": Actor(PARTICIPANT, "P01"),
    "at another table": Actor(PARTICIPANT, "P05"),
    "not yet admitted": Actor(PARTICIPANT, "P09"),
    "left": Actor(PARTICIPANT, "P10"),
    "withdrew": Actor(PARTICIPANT, "P11"),
    "of another workshop": Actor(PARTICIPANT, "P77"),
    "nobody": Actor(PARTICIPANT),
    "facilitator's number": Actor(PARTICIPANT, "F1"),
    "respondent": Actor(RESPONDENT, "token"),
    "facilitator": Actor(FACILITATOR, "F1"),
    "group facilitator": Actor(FACILITATOR, "F2"),
    "facilitator of another workshop": Actor(FACILITATOR, "F7"),
    "participant's number": Actor(FACILITATOR, "P01"),
    "observer": Actor(OBSERVER),
    "operator": Actor(OPERATOR),
    "clock": Actor(CLOCK),
}

NOT_HERE = ("of another workshop", "nobody", "facilitator's number")
NO_FACILITATOR = ("facilitator of another workshop", "participant's number")

# Reasons that say who may not or when not; any other is about what was asked for.
FORBIDDEN = {
    "not_yours",
    "closed",
    "wrong_phase",
    "not_here",
    "left",
    "not_admitted",
    "other_group",
    "not_closed",
}
ALLOWED = ""


@pytest.fixture(scope="module")
def rooms() -> dict[Phase, Room]:
    """In each phase the same people: two tables, someone waiting, someone who left, someone who withdrew.

    F2 is group facilitator of table A, and P01 has asked for someone.
    """
    return {phase: room_in(phase) for phase in Phase}


def room_in(phase: Phase) -> Room:
    room = given.workshop(given.WITH_INDIVIDUAL_RANKING).joined("P01", "P02", "P10", "P11", table="A")
    room.joined("P05", "P06", table="B").phase(THEMES).joined("P09")
    room.does("operator", AdmitFacilitator("F2", "en")).does("F2", LeadGroup("A")).does(
        "P01", AskForSomeone()
    )
    room.does("P10", Leave()).does("P11", Withdraw("P11", remove=False))
    return room if phase is THEMES else room.phase(phase)


def expected(row: Row, who: str, phase: Phase) -> str:
    if ACTORS[who].role not in row.roles:
        return "not_yours"
    if phase not in row.phases:
        return "closed" if phase is CLOSED else "wrong_phase"
    if who in NO_FACILITATOR or (row.team and who == "group facilitator"):
        return "not_yours"
    if row.reads and ACTORS[who].role is FACILITATOR and phase is not CLOSED:
        return "not_closed"
    if who in NOT_HERE or (who == "withdrew" and not row.withdrawn):
        return "not_here"
    if who == "left" and not row.gone:
        return "left"
    if who == "not yet admitted" and not row.waiting:
        return "not_admitted"
    return of_others(row, who)


def of_others(row: Row, who: str) -> str:
    member = ACTORS[who].role is PARTICIPANT
    match row.of:
        case "A" if who in ("at another table", "facilitator"):
            return "other_group"
        case "members of A" if who == "at another table":
            return "other_group"
        case "P01" if member and who != "at the table":
            return "not_yours"
        case "by number" if not member:
            return "not_yours"
        case _:
            return ALLOWED


def found(room: Room, command: Command, actor: Actor) -> str:
    decision = decide(room.workshop, command, actor, room.now)
    return decision.reason if isinstance(decision, Refused) and decision.reason in FORBIDDEN else ALLOWED


@pytest.mark.parametrize("verb", ROWS)
def test_a_verb_is_for_those_and_for_then_that_the_table_says(verb: str, rooms: dict[Phase, Room]) -> None:
    row = ROWS[verb]
    cells = [(who, phase) for who in ACTORS for phase in Phase]

    outcomes = {(who, phase): found(rooms[phase], row.command, ACTORS[who]) for who, phase in cells}

    assert outcomes == {(who, phase): expected(row, who, phase) for who, phase in cells}


def test_asking_alone_changes_nothing(rooms: dict[Phase, Room]) -> None:
    for room in rooms.values():
        for row in ROWS.values():
            for actor in ACTORS.values():
                decide(room.workshop, row.command, actor, room.now)

        assert room.workshop == room.replayed()


def test_every_verb_has_its_row_and_its_rule() -> None:
    tags = {str(kind.__struct_config__.tag) for kind in Command.__subclasses__()}

    assert tags == ROWS.keys()
    assert {verb: type(row.command) for verb, row in ROWS.items()} == {
        str(kind.__struct_config__.tag): kind for kind in RULES
    }


def test_every_event_has_its_fold() -> None:
    assert FOLDS.keys() == {*EVENTS}


def test_the_table_is_as_large_as_was_promised() -> None:
    assert len(ROWS) * len(ACTORS) * len(Phase) >= 8_000
