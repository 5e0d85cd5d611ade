"""Events: what the journal holds can be read again, and blanked of what one person said."""

from __future__ import annotations

import msgspec
import pytest

from workshops.events import (
    EVENTS,
    AgreedAloud,
    ArrangementConfirmed,
    ArrangementEntered,
    CallAnswered,
    ChangesTold,
    ConsentGiven,
    DaySet,
    DissentExplained,
    EvaluationAnswered,
    Event,
    ExtrasMerged,
    FacilitationOffered,
    FacilitatorStopped,
    FitExplained,
    FitGiven,
    FormChosen,
    GroupLed,
    GroupsFormed,
    HandedIn,
    Happened,
    IndividualOrderShuffled,
    IndividualRankingSubmitted,
    LanguageChosen,
    MergeAnswered,
    MessageSent,
    MissingSaid,
    NoteEdited,
    NoteWritten,
    ParticipantArrived,
    ParticipantLeft,
    ParticipantMuted,
    ParticipantPaused,
    ParticipantReturned,
    ParticipantSeated,
    ParticipantSentOut,
    ParticipantWithdrew,
    PenTaken,
    PlacementUndone,
    ProfileAnswered,
    ProposalAccepted,
    ProposalReworded,
    QuestionAnswered,
    QuestionAsked,
    ReflectsAnswered,
    SomeoneAsked,
    StatementPlaced,
    StatementProposed,
    StatementRanked,
    StatementsLinked,
    StudyAmended,
    SupportPersonCame,
    TeamWrote,
    ThemeChanged,
    UnplacedExplained,
    VoteCast,
    blanked,
    decode,
    encode,
)

# What someone said, chose or moved, and what is left of it.
THEIRS: list[tuple[Event, Event]] = [
    (ProfileAnswered("P01", "role", "peer"), ProfileAnswered("P01", "role", "")),
    (FitGiven("P01", "T1", "fits"), FitGiven("P01", "T1", "")),
    (FitExplained("P01", "T1", "it does"), FitExplained("P01", "T1", "")),
    (StatementRanked("P01", ("S4", "S2")), StatementRanked("P01", ())),
    (PenTaken("A", "P01"), PenTaken("A", "")),
    (
        StatementPlaced("A", "S1", "top", (("S1",),), "P01"),
        StatementPlaced("A", "S1", "top", (("S1",),), ""),
    ),
    (
        PlacementUndone("A", 1, (), {"S1": "no_time"}, "P01"),
        PlacementUndone("A", 1, (), {"S1": "no_time"}, ""),
    ),
    (ArrangementConfirmed("P01", 1, "agree"), ArrangementConfirmed("P01", 1, "")),
    (DissentExplained("P01", "S2 first"), DissentExplained("P01", "")),
    (ReflectsAnswered("P01", "no"), ReflectsAnswered("P01", "")),
    (MissingSaid("P01", "money"), MissingSaid("P01", "")),
    (EvaluationAnswered("token", "better", "tea"), EvaluationAnswered("token", "better", "")),
    (
        StatementsLinked("A", "S1", "S2", "own", "feeds", "P01"),
        StatementsLinked("A", "S1", "S2", "own", "", ""),
    ),
    (StatementProposed("A", "A-p1", "rest", "P01"), StatementProposed("A", "A-p1", "", "")),
    (ProposalReworded("A", "A-p1", 2, "rest", "P01"), ProposalReworded("A", "A-p1", 2, "", "")),
    (
        ProposalAccepted("A", "A-p1", "A-x1", "rest", "P01"),
        ProposalAccepted("A", "A-p1", "A-x1", "rest", ""),
    ),
    (ArrangementEntered("A", (("S1",),), "P01"), ArrangementEntered("A", (("S1",),), "")),
    (NoteWritten("A-n1", "A", "reason", "tired", "P01"), NoteWritten("A-n1", "A", "reason", "", "")),
    (NoteEdited("A-n1", "tired", "P01"), NoteEdited("A-n1", "", "")),
    (QuestionAsked("Q1", "T1", "P01", False, "why?"), QuestionAsked("Q1", "T1", "P01", False, "")),
    (QuestionAsked("Q1", "T1", "token", True, "why?"), QuestionAsked("Q1", "T1", "token", True, "")),
    (SomeoneAsked("C1", "P01"), SomeoneAsked("C1", "")),
    (SupportPersonCame("P01", True), SupportPersonCame("P01", False)),
    (MergeAnswered("M-1", "A", True, "P01"), MergeAnswered("M-1", "A", True, "")),
    (VoteCast("P01", ("S1", "S2")), VoteCast("P01", ())),
]

# That they were there, where they sat, and what the group did, in which they have no part by name.
KEPT: list[Event] = [
    ConsentGiven("P01", "en", "0" * 64, ("choice",), "here", True),
    LanguageChosen("P01", "cy"),
    ParticipantSeated("P01", "A"),
    GroupsFormed({"P01": "A"}, 1),
    IndividualOrderShuffled("P01", ("S2", "S1")),
    IndividualRankingSubmitted("P01"),
    UnplacedExplained("A", {"S1": "no_time"}),
    HandedIn("A", 1),
    ParticipantArrived("P01", "A", True),
    ParticipantPaused("P01"),
    ParticipantReturned("P01"),
    ParticipantLeft("P01"),
    ParticipantWithdrew("P01", True),
    ParticipantMuted("P01", True),
    ParticipantSentOut("P01"),
    FormChosen("A", "discussion", (), (("S1",),)),
    AgreedAloud("A", 1),
]

# What facilitators wrote, to the room and about it.
FACILITATORS: list[Event] = [
    FacilitationOffered(1, "ab12", "A", "F1", 1),
    FacilitatorStopped("F2", "F1"),
    MessageSent("m1", "A", "five minutes", "F1"),
    ExtrasMerged("M-1", ("A-x1", "B-x1"), "rest and tea"),
    QuestionAnswered("Q1", "all", "because", "F1"),
    CallAnswered("C1", "F1"),
    GroupLed("F1", "A"),
    DaySet("the hall", 1, "", "up the stairs", 40),
]

# What the team typed; whom it quotes, only a person can see: `workshop redact` takes names out of it.
TEAMS: list[Event] = [
    TeamWrote("reading", "It is about time.", "AG", "2026-11-21"),
    ThemeChanged("T1", "renamed", ("Time",), (), "Groups said so", "A-n1", "AG", "2026-11-21"),
    ChangesTold(),
    StudyAmended("1" * 64, "0" * 64, "A typing error", (("en.toml", "title"),)),
]


@pytest.mark.parametrize(("event", "left"), THEIRS)
def test_a_removal_blanks_what_the_person_said_chose_or_moved(event: Event, left: Event) -> None:
    assert blanked(event, "P01", "token") == left


@pytest.mark.parametrize("event", [event for event, _ in THEIRS])
def test_a_removal_leaves_what_somebody_else_said(event: Event) -> None:
    assert blanked(event, "P02", "another token") is event


@pytest.mark.parametrize("event", [*KEPT, *FACILITATORS, *TEAMS])
def test_a_removal_leaves_that_they_were_there_and_what_the_group_did(event: Event) -> None:
    assert blanked(event, "P01", "token") is event


def test_a_group_keeps_what_someone_else_accepted_of_theirs() -> None:
    accepted = ProposalAccepted("A", "A-p1", "A-x1", "words of P01", "P02")

    assert blanked(accepted, "P01") is accepted


def test_nobodys_evaluation_goes_with_someone_who_gave_none() -> None:
    unlinked = EvaluationAnswered("", "better", "tea")

    assert blanked(unlinked, "P01") is unlinked


def test_whatever_a_person_types_is_blanked_when_they_are_removed() -> None:
    """A new event that carries words has to be thought of in `blanked` and above."""
    with_words = {kind for kind in EVENTS if "words" in kind.__struct_fields__}
    thought_of = {type(event) for event, left in THEIRS if getattr(left, "words", None) == ""}

    assert with_words == thought_of | {MessageSent, ExtrasMerged, TeamWrote}


def test_every_event_that_names_a_person_is_known_here() -> None:
    naming = {"participant", "respondent", "asker", "by", "holder", "person"}
    personal = {kind for kind in EVENTS if naming & set(kind.__struct_fields__)}

    assert personal <= {type(event) for event in [*KEPT, *FACILITATORS, *(event for event, _ in THEIRS)]}


@pytest.mark.parametrize("event", [*KEPT, *FACILITATORS, *TEAMS, *(event for event, _ in THEIRS)])
def test_an_event_is_read_as_it_was_written(event: Event) -> None:
    assert decode(encode([event, event])) == [event, event]


def test_an_event_stands_in_the_journal_under_its_name() -> None:
    assert encode([HandedIn("A", 1)]) == '[{"type":"HandedIn","group":"A","hand_in":1}]'
    assert (encode([]), decode("[]")) == ("[]", [])


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '[{"type":"Unheard"}]', '[{"type":"HandedIn","group":"A"}]', '[{"group":"A"}]']
)
def test_what_is_no_list_of_events_is_not_read(text: str) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(text)


def test_every_event_there_is_can_be_read() -> None:
    assert {*EVENTS} == set(Happened.__subclasses__())
