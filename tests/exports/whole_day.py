"""A workshop in which every form is made and every phase is lived through, as reports and figures show it."""

from __future__ import annotations

from tests.given import BUILT_IN, Room, workshop
from workshops.commands import (
    AcceptProposal,
    AnswerEvaluation,
    AnswerQuestion,
    AnswerReflects,
    AskQuestion,
    ChooseForm,
    ConfirmArrangement,
    ExplainDissent,
    ExplainFit,
    ExplainUnplaced,
    GiveFit,
    HandIn,
    LeadGroup,
    LinkStatements,
    OpenVote,
    PlaceStatement,
    PresentGroup,
    ProposeStatement,
    SayMissing,
    ShareNote,
    TagNote,
    TakePen,
    VoteFor,
    WriteNote,
)
from workshops.model import Phase
from workshops.study import Study

MONEY = "Pay for the role out of lasting budgets."
MEMBERS = {
    "A": ("P01", "P02", "P03", "P04"),
    "B": ("P05", "P06", "P07", "P08"),
    "C": ("P09", "P10", "P11", "P12"),
    "D": ("P13", "P14", "P15", "P16"),
}


def whole_day(study: Study = BUILT_IN, own: str = MONEY, note: str = "Culture carries the rest.") -> Room:
    """A and D make hierarchies, B a constellation, C talks; `own` and `note` are in A’s words."""
    room = workshop(study, "ABCD")
    for table, members in MEMBERS.items():
        room.joined(*members, table=table)
    room.phase(Phase.THEMES)
    room.does("P01", GiveFit("T1", "does_not"), ExplainFit("T1", "Contracts came last with us."))
    room.does("P02", GiveFit("T1", "fits")).does("P05", GiveFit("T2", "partly"))
    room.does("P05", AskQuestion("T3", False, "Does this include families?"))
    room.does("F1", AnswerQuestion("Q1", "parked")).waits(40).phase(Phase.RANKING).does("F1", LeadGroup("A"))
    _hierarchy_with_its_own(room, own, note)
    _constellation(room)
    _discussion(room)
    room.handed_in("P13", "S2", "S6", "S5", "S8")
    return _afterwards(room)


def _hierarchy_with_its_own(room: Room, own: str, note: str) -> None:
    room.waits(10).placed("P01", "S2", "S5", "S6").does("P02", ProposeStatement("A", own))
    room.does("P01", AcceptProposal("A", "A-p1", 1), PlaceStatement("A", "A-x1", "with S6"))
    room.does("P01", ExplainUnplaced("A", "S1", "less_important"), ExplainUnplaced("A", "S3", "inside:S2"))
    room.does("P01", LinkStatements("A", "S2", "S5", "must_come_first"))
    room.does("P02", WriteNote("A", "reason", note), TagNote("A-n1", "S2", True), ShareNote("A-n1", True))
    room.handed_in("P01").does(
        "P03", ConfirmArrangement("A", 1, "disagree"), ExplainDissent("Pay is missing.")
    )


def _constellation(room: Room) -> None:
    room.does("P05", TakePen("B"), ChooseForm("B", "constellation"), PlaceStatement("B", "S2", "centre"))
    room.does("P05", PlaceStatement("B", "S6", "around"), PlaceStatement("B", "S8", "around"))
    room.does(
        "P05", LinkStatements("B", "S6", "S2", "supports"), LinkStatements("B", "S6", "S8", "in_tension")
    )
    room.does("P05", HandIn("B", room.group("B").moves_made))


def _discussion(room: Room) -> None:
    room.does(
        "P09", TakePen("C"), ChooseForm("C", "discussion"), WriteNote("C", "dissent", "No ranking fits.")
    )
    room.does("P09", HandIn("C", room.group("C").moves_made))


def _afterwards(room: Room) -> Room:
    room.waits(5).phase(Phase.REPORT_BACK).does("F1", PresentGroup("A")).waits(6)
    room.does("F1", WriteNote("", "paraphrase", "More on risk was asked for.")).phase(Phase.PLENARY)
    room.does("P01", AnswerReflects("mostly"), SayMissing("Money.")).does("P02", AnswerReflects("no"))
    room.does("F1", OpenVote(True)).does("P01", VoteFor("S2", True)).does("P02", VoteFor("A-x1", True))
    room.waits(20).phase(Phase.EVALUATION)
    room.does(
        "respondent:x", AnswerEvaluation("amount", choice="right"), AnswerEvaluation("better", words="Tea.")
    )
    return room.waits(5).phase(Phase.CLOSED)
