"""fit.csv, confirmations.csv, plenary.csv and evaluation.csv: who answered is told only where it may be."""

from __future__ import annotations

from exports.tables import TABLES
from tests.exports.recording import shown
from tests.given import BUILT_IN, REQUIRED_BOXES, Room, consent, ranking, workshop
from workshops.commands import (
    AdmitFacilitator,
    AnswerEvaluation,
    AnswerReflects,
    ConfirmArrangement,
    ExplainDissent,
    ExplainFit,
    GiveFit,
    HandIn,
    MakeWorkshop,
    PlaceStatement,
    SayMissing,
    TakeBackHandIn,
    Withdraw,
)
from workshops.model import Confirmation, Fit, Phase, Reflects


def test_fit_with_and_without_reasons() -> None:
    room = ranking()
    room.does("P02", GiveFit("T3", Fit.PARTLY), ExplainFit("T3", 'We say "sameness", not peerness'))
    room.does("P01", GiveFit("T8", Fit.FITS), GiveFit("T1", Fit.DOES_NOT), ExplainFit("T2", "Yes\nand no"))
    room.does("P03", GiveFit("T1", Fit.FITS), Withdraw("P03", remove=True))

    assert (
        shown("fit", room)
        == """\
workshop,participant,theme,fit,why
KTRWXY,P01,T1,does_not,
KTRWXY,P01,T2,,"Yes
and no"
KTRWXY,P01,T8,fits,
KTRWXY,P02,T3,partly,"We say ""sameness"", not peerness"
"""
    )


def test_a_confirmation_stands_for_the_arrangement_it_was_given_to() -> None:
    room = ranking().handed_in("P01", "S6", "S2")
    room.does("P02", ConfirmArrangement("A", 1, Confirmation.AGREE))
    room.does("P01", TakeBackHandIn("A", 1), PlaceStatement("A", "S2", "top"), HandIn("A", 3))
    room.does(
        "P03", ConfirmArrangement("A", 2, Confirmation.DISAGREE), ExplainDissent("Culture is not first")
    )
    room.does("P04", ConfirmArrangement("A", 2, Confirmation.CAN_LIVE_WITH_IT))
    room.does("P04", Withdraw("P04", remove=True))

    assert (
        shown("confirmations", room)
        == """\
workshop,group,participant,answer,why,hand_in,stands
KTRWXY,A,P02,agree,,1,false
KTRWXY,A,P03,disagree,Culture is not first,2,true
"""
    )


def test_what_people_answered_in_the_plenary() -> None:
    room = ranking().phase(Phase.PLENARY)
    room.does("P05", SayMissing("Money")).does("P02", AnswerReflects(Reflects.MOSTLY))

    assert (
        shown("plenary", room)
        == """\
workshop,participant,reflects,missing,vote
KTRWXY,P02,mostly,,
KTRWXY,P05,,Money,
"""
    )


def evaluated() -> Room:
    room = workshop().does("newcomer", consent("P01"))
    room.does("newcomer", consent("P02", boxes=(*REQUIRED_BOXES, BUILT_IN.linking_box)))
    room.phase(Phase.EVALUATION)
    room.does("respondent:z9", AnswerEvaluation("amount", choice="right"))
    room.does(
        "respondent:z9", AnswerEvaluation("useful.3", words="Tea"), AnswerEvaluation("useful", words="Talk")
    )
    room.does("respondent:P02", AnswerEvaluation("level", choice="hard"))
    room.does("respondent:c4", AnswerEvaluation("better", words="More time"))
    return room.does("respondent:a1", AnswerEvaluation("better", words="x"), AnswerEvaluation("better"))


def test_evaluations_are_told_apart_and_lead_to_those_only_who_wished_it() -> None:
    assert (
        shown("evaluation", evaluated())
        == """\
workshop,respondent,participant,question,number,answer
KTRWXY,E01,P02,level,1,hard
KTRWXY,E02,,better,1,More time
KTRWXY,E03,,useful,1,Talk
KTRWXY,E03,,useful,3,Tea
KTRWXY,E03,,amount,1,right
"""
    )


def test_a_linked_evaluation_goes_with_the_person_who_removes_their_answers() -> None:
    room = evaluated().does("operator", Withdraw("P02", remove=True))

    assert shown("evaluation", room, columns="respondent,participant,question").splitlines() == [
        "respondent,participant,question",
        "E01,,better",
        "E02,,useful",
        "E02,,useful",
        "E02,,amount",
    ]


def test_no_token_and_no_secret_is_in_any_table() -> None:
    room = Room().does("operator", MakeWorkshop("Tuesday", "0" * 64, ("A",), "KEYTOJOIN", "KEYTOWALL"))
    room.does("operator", AdmitFacilitator("F1", "en")).joined("P01", table="A").phase(Phase.EVALUATION)
    room.does("respondent:TOKENOFP01", AnswerEvaluation("better", words="More time"))

    tables = {name: shown(name, room) for name in TABLES}
    everything = "".join(tables.values())

    assert "More time" in everything
    assert [secret for secret in ("KEYTOJOIN", "KEYTOWALL", "TOKENOFP01") if secret in everything] == []
    assert [name for name, table in tables.items() if "F1" in table] == ["timetable"]
