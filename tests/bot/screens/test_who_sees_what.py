"""Who sees what: each thing said in private or at a table, and all the screens it can be read on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.actions import Consider, decode
from bot.screens import newcomer_screen
from bot.screens.viewer import Channel
from tests import given
from tests.bot.screens.looking import ADDRESSES, WISHES, everything, words
from tests.given import Room
from workshops.commands import (
    AdmitFacilitator,
    AnswerEvaluation,
    AnswerQuestion,
    AnswerReflects,
    AskForSomeone,
    AskQuestion,
    ConfirmArrangement,
    ExplainDissent,
    ExplainFit,
    ExplainUnplaced,
    FormGroups,
    GiveFit,
    LeadGroup,
    OfferSupport,
    OpenVote,
    PresentGroup,
    ProposeStatement,
    RankStatement,
    SayMissing,
    SendMessage,
    ShareNote,
    ShowVote,
    SubmitIndividualRanking,
    TakePen,
    VoteFor,
    WriteNote,
)
from workshops.model import Phase, Workshop
from workshops.wishes import Wish

TABLE_A = {"P01", "P02", "P03", "P04"}
TABLE_B = {"P05", "P06", "P07", "P08"}
FACILITATORS = {"F1", "F2"}  # F2 is the group facilitator of table A
WALL = {"the wall"}
EVERYONE = TABLE_A | TABLE_B | FACILITATORS | WALL

CANARY = "canary bird"


def room() -> Room:
    """Two tables that rank together, after a private ranking."""
    room = given.ranking(given.WITH_INDIVIDUAL_RANKING).does("operator", AdmitFacilitator("F2", "en"))
    return room.does("F2", LeadGroup("A")).does("P01", TakePen("A"))


def reporting(room: Room) -> Room:
    return (
        room.handed_in("P01", "S1")
        .handed_in("P05", "S2")
        .phase(Phase.REPORT_BACK)
        .does("F1", PresentGroup("A"))
    )


def seen_by(room: Room) -> set[str]:
    return {who for who in EVERYONE if CANARY in everything(room.workshop, who)}


# Words, and who can read them anywhere


def note(room: Room) -> Room:
    return room.does("P02", WriteNote("A", "reason", CANARY))


def shared(room: Room) -> Room:
    return note(room).does("P02", ShareNote("A-n1", True))


def dissent(room: Room) -> Room:
    room.handed_in("P01", "S1")
    return room.does("P02", ConfirmArrangement("A", 1, "disagree"), ExplainDissent(CANARY))


def answered(room: Room, to: str) -> Room:
    return room.does("P02", AskQuestion("T1", False, "why?")).does("F1", AnswerQuestion("Q1", to, CANARY))


WORDS: dict[str, tuple[Callable[[Room], Room], set[str]]] = {
    "why a theme fits": (lambda room: room.does("P02", ExplainFit("T1", CANARY)), {"P02"}),
    "why someone disagrees": (dissent, {"P02"}),
    "what is missing": (lambda room: room.phase(Phase.PLENARY).does("P02", SayMissing(CANARY)), {"P02"}),
    "an answer in the evaluation": (
        lambda room: room.phase(Phase.EVALUATION).does(
            "respondent:respondent 2", AnswerEvaluation("better", words=CANARY)
        ),
        {"P02"},
    ),
    "a note": (note, TABLE_A | {"F2"}),
    "a note while the group reports back": (lambda room: reporting(note(room)), TABLE_A | {"F2"}),
    "a shared note before the report back": (shared, TABLE_A | {"F2"}),
    "a shared note while the group reports back": (
        lambda room: reporting(shared(room)),
        TABLE_A | TABLE_B | FACILITATORS | WALL,
    ),
    "a note on the room": (lambda room: room.does("F1", WriteNote("", "other", CANARY)), {"F1"}),
    "a proposal": (lambda room: room.does("P02", ProposeStatement("A", CANARY)), TABLE_A | {"F2"}),
    "a proposal nobody accepted, at the report back": (
        lambda room: reporting(room.does("P02", ProposeStatement("A", CANARY))),
        {"P02"},
    ),
    "a group's own statement at the report back": (
        lambda room: reporting(room.added("P02", "P03", CANARY)),
        TABLE_A | TABLE_B | FACILITATORS | WALL,
    ),
    "a message to a table": (lambda room: room.does("F1", SendMessage("A", CANARY)), TABLE_A | FACILITATORS),
    "a message to all": (
        lambda room: room.does("F1", SendMessage("", CANARY)),
        TABLE_A | TABLE_B | FACILITATORS,
    ),
    "a question": (
        lambda room: room.does("P02", AskQuestion("T1", False, CANARY)),
        {"P02"} | FACILITATORS,
    ),
    "an anonymous question": (
        lambda room: room.does("respondent:asker 2", AskQuestion("T1", True, CANARY)),
        {"P02"} | FACILITATORS,
    ),
    "an answer to the asker": (lambda room: answered(room, "asker"), {"P02"}),
    "an answer to all": (lambda room: answered(room, "all"), TABLE_A | TABLE_B),
}


@pytest.mark.parametrize("what", WORDS)
def test_words_are_read_by_those_they_are_for_and_by_nobody_else(what: str) -> None:
    said, readers = WORDS[what]

    assert seen_by(said(room())) == readers


@pytest.mark.parametrize("what", WORDS)
def test_whoever_is_not_recorded_reads_what_the_room_sees_and_no_more(what: str) -> None:
    said, readers = WORDS[what]

    assert (CANARY in unrecorded_reads(said(room()))) is (readers >= WALL)


def unrecorded_reads(room: Room) -> str:
    """All that can be reached from where someone follows the room unrecorded."""
    found, waiting = {}, ["here"]
    while waiting:
        step = waiting.pop()
        seen = newcomer_screen(room.workshop, Consider("en", step=step), Channel.TELEGRAM, ADDRESSES)
        found[step] = words(seen)
        for button in (button for row in seen.rows for button in row):
            action = decode(button.payload)[1]
            assert isinstance(action, Consider)
            if action.step.startswith("here") and action.step not in found:
                waiting.append(action.step)
    return "\n".join(found.values())


# Answers, and whose screens could tell which one was given


def confirmed(room: Room, answer: str) -> Room:
    return room.handed_in("P01", "S1").does("P02", ConfirmArrangement("A", 1, answer))


def ranked(room: Room, statement: str) -> Room:
    room.phase(Phase.INDIVIDUAL).does("P02", RankStatement(statement, 1), SubmitIndividualRanking(1))
    return room.phase(Phase.RANKING)


def voted(room: Room, item: str) -> Room:
    return room.phase(Phase.PLENARY).does("F1", OpenVote(True)).does("P02", VoteFor(item, True))


PRIVATE: dict[str, tuple[Callable[[Room, str], Room], tuple[str, str]]] = {
    "whether a theme fits": (lambda room, fit: room.does("P02", GiveFit("T1", fit)), ("fits", "does_not")),
    "an individual ranking": (ranked, ("S1", "S2")),
    "a confirmation": (confirmed, ("agree", "disagree")),
    "whether the themes reflect the issues": (
        lambda room, answer: room.phase(Phase.PLENARY).does("P02", AnswerReflects(answer)),
        ("yes", "no"),
    ),
    "a vote that is not shown": (voted, ("S1", "S2")),
}


@pytest.mark.parametrize("what", PRIVATE)
def test_a_private_answer_changes_nobody_elses_screens(what: str) -> None:
    answers, (one, other) = PRIVATE[what]
    first, second = (answers(room(), answer).workshop for answer in (one, other))

    telling = {who for who in EVERYONE if everything(first, who) != everything(second, who)}
    assert telling == {"P02"}


@pytest.mark.parametrize("phase", [Phase.REPORT_BACK, Phase.CLOSED])
def test_why_a_table_left_statements_out_is_read_at_that_table_alone(phase: Phase) -> None:
    def reported(reason: str) -> Room:
        explained = room().placed("P01", "S1").does("P01", ExplainUnplaced("A", "all", reason))
        explained.hands_in("P01", "A").phase(Phase.REPORT_BACK).does("F1", PresentGroup("A"))
        return explained if phase is Phase.REPORT_BACK else explained.phase(phase)

    one, other = (reported(reason).workshop for reason in ("less_important", "not_for_us"))

    telling = {who for who in EVERYONE if everything(one, who) != everything(other, who)}
    assert telling == TABLE_A | {"F2"}


def test_a_wish_is_seen_by_oneself_alone() -> None:
    """Each on the screens of whoever made it; to anyone else not even when they enter that person's slip."""
    room = given.workshop().joined("P02", "P14").does("F1", given.consent_on_paper("P15"))

    readers = {
        who
        for who in ("P02", "P14", "P15", "F1", "the wall")
        for words in ("Not with P05.", "You would like to sit with P02.", "At a table of peers only.")
        if words in everything(room.workshop, who)
    }
    assert readers == {"P14"} == {*WISHES}
    not_shown = "What was wished before is not shown here."
    assert [not_shown in everything(room.workshop, who) for who in ("F1", "P02", "P14")] == [
        True,
        False,
        False,
    ]


def test_facilitators_learn_how_many_wishes_were_not_met_and_not_whose() -> None:
    def formed(*wishes: Wish) -> Workshop:
        room = given.workshop(groups="").joined("P01", "P02", "P03", "P04")
        return room.does("F1", FormGroups(1, wishes)).workshop

    one, other = formed(Wish("P01", "not_with", "P02")), formed(Wish("P03", "not_with", "P04"))

    assert "1 wish could not be met." in everything(one, "F1")
    for who in ("P01", "P02", "P03", "P04", "F1", "the wall"):
        assert everything(one, who) == everything(other, who)


def test_once_shown_a_vote_is_the_rooms_and_still_nobodys() -> None:
    def shown(first: str, second: str) -> Room:
        room = given.ranking().phase(Phase.PLENARY).does("F1", OpenVote(True), ShowVote(True))
        return room.does("P02", VoteFor(first, True)).does("P03", VoteFor(second, True))

    one, other = shown("S1", "S2").workshop, shown("S2", "S1").workshop
    assert "1 of 2 who voted" in everything(one, "the wall")
    for who in ("P01", "P05", "F1", "the wall"):
        assert everything(one, who) == everything(other, who)


def test_who_asked_anonymously_can_be_told_from_no_screen() -> None:
    first = room().does("respondent:asker 2", AskQuestion("T1", True, CANARY)).workshop
    second = room().does("respondent:asker 3", AskQuestion("T1", True, CANARY)).workshop

    assert {who for who in EVERYONE if everything(first, who) != everything(second, who)} == {"P02", "P03"}


def test_who_moved_what_is_shown_to_nobody() -> None:
    first, second = room(), room()
    first.does("P02", TakePen("A")).placed("P02", "S1").does("P03", TakePen("A")).waits(minutes=1)
    second.does("P03", TakePen("A")).placed("P03", "S1").waits(minutes=1)

    for who in EVERYONE:
        before = everything(first.workshop, who).replace("10:00", "…")
        assert before == everything(second.workshop, who).replace("10:00", "…")


def test_a_call_is_heard_by_the_caller_and_by_those_to_turn_to() -> None:
    def calls(*, asked: bool) -> Room:
        support = room().does("F2", OfferSupport(True))
        return support.does("P02", AskForSomeone()) if asked else support

    quiet, called = calls(asked=False).workshop, calls(asked=True).workshop
    assert {who for who in EVERYONE if everything(quiet, who) != everything(called, who)} == {"P02", "F2"}


@pytest.mark.parametrize("phase", list(Phase))
def test_nobody_is_named_on_the_wall(phase: Phase) -> None:
    room = given.workshop(given.WITH_INDIVIDUAL_RANKING).joined("P01", "P02", table="A").phase(Phase.THEMES)
    room.does("P01", AskForSomeone())
    room.does(
        "P01", AskQuestion("T1", False, "why?"), WriteNote("A", "reason", "rest"), ShareNote("A-n1", True)
    )
    room.phase(Phase.RANKING).handed_in("P01", "S1")
    if phase is Phase.REPORT_BACK:
        room.phase(phase).does("F1", PresentGroup("A"))
    elif phase is not Phase.RANKING:
        room.phase(phase)

    assert "P01" not in everything(room.workshop, "the wall")
    assert "why?" not in everything(room.workshop, "the wall")
