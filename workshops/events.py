"""What has happened, as it stands in the journal: outcomes, never recipes.

New fields get defaults, and none is renamed. People are numbers here; what a person typed stands in a field
called `words`, and `blanked` is what removal leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import msgspec

from workshops.arrangement import Tiers


class Happened(msgspec.Struct, frozen=True, tag=True):
    """Every event is frozen, and stands in the journal under its class's name."""


class WorkshopMade(Happened, frozen=True):
    title: str
    study: str
    groups: tuple[str, ...]
    join_secret: str
    projector_secret: str
    telegram: bool = True
    rehearsal: bool = False


class FacilitatorJoined(Happened, frozen=True):
    """`offer` is the number of the link they took; `leads` the group that it was for."""

    facilitator: str
    language: str
    offer: int = 0
    leads: str = ""


class FacilitationOffered(Happened, frozen=True):
    """A link for one more facilitator, good until then; `by` is empty for the command line."""

    number: int
    mark: str
    group: str
    by: str
    until: int
    hand_over: bool = False


class OfferClosed(Happened, frozen=True):
    """Taken back, or over."""

    number: int


class FacilitatorStopped(Happened, frozen=True):
    facilitator: str
    by: str


class LanguageChosen(Happened, frozen=True):
    person: str
    language: str


class ConsentGiven(Happened, frozen=True):
    """`sheet` is the hash of the information sheet and boxes as shown; `where`: here, beforehand or paper."""

    participant: str
    language: str
    sheet: str
    boxes: tuple[str, ...]
    where: str
    admitted: bool
    asked_for: str = ""


class DaySet(Happened, frozen=True):
    """The whole of it; `starts` in UTC milliseconds, 0 for none; `invited` only where somebody typed it."""

    place: str
    starts: int
    zone: str
    directions: str
    invited: int | None = None


class ParticipantArrived(Happened, frozen=True):
    """Somebody who agreed beforehand is there; `group` is the table at which they sat down, if any."""

    participant: str
    group: str
    admitted: bool
    asked_for: str = ""


class SupportPersonCame(Happened, frozen=True):
    """Whether somebody sits beside the participant to support them."""

    participant: str
    on: bool


class ProfileAnswered(Happened, frozen=True):
    """For an identifying question `answer` is a number; its words stand in `people`."""

    participant: str
    question: str
    answer: str


class ParticipantSeated(Happened, frozen=True):
    participant: str
    group: str


class GroupsFormed(Happened, frozen=True):
    """`assignment`: participant to group. Of private wishes, how many there were and how many were met."""

    assignment: dict[str, str]
    seed: int
    wishes: int = 0
    wishes_met: int = 0


class PhaseStarted(Happened, frozen=True):
    phase: str
    until: int


class ThemePresented(Happened, frozen=True):
    theme: str


class FitGiven(Happened, frozen=True):
    participant: str
    theme: str
    fit: str


class FitExplained(Happened, frozen=True):
    participant: str
    theme: str
    words: str


class IndividualOrderShuffled(Happened, frozen=True):
    """The order in which this person is offered the statements."""

    participant: str
    order: tuple[str, ...]


class StatementRanked(Happened, frozen=True):
    """`ranked` is the person's whole order after this."""

    participant: str
    ranked: tuple[str, ...]


class IndividualRankingSubmitted(Happened, frozen=True):
    participant: str


class PenTaken(Happened, frozen=True):
    group: str
    holder: str


class StatementPlaced(Happened, frozen=True):
    """`tiers` is the whole board after this."""

    group: str
    statement: str
    place: str
    tiers: Tiers
    by: str


class PlacementUndone(Happened, frozen=True):
    group: str
    move: int
    tiers: Tiers
    reasons: dict[str, str]
    by: str


class UnplacedExplained(Happened, frozen=True):
    """`reasons` is every reason the group has given after this."""

    group: str
    reasons: dict[str, str]


class HandedIn(Happened, frozen=True):
    """`hand_in` counts the different boards handed in; the same board again keeps its number."""

    group: str
    hand_in: int


class HandInTakenBack(Happened, frozen=True):
    group: str


class ArrangementConfirmed(Happened, frozen=True):
    participant: str
    hand_in: int
    answer: str


class DissentExplained(Happened, frozen=True):
    participant: str
    words: str


class GroupPresented(Happened, frozen=True):
    group: str


class ReflectsAnswered(Happened, frozen=True):
    participant: str
    answer: str


class MissingSaid(Happened, frozen=True):
    participant: str
    words: str


class EvaluationAnswered(Happened, frozen=True):
    """`respondent` is a random token that leads to nobody once `people` is deleted."""

    respondent: str
    question: str
    words: str


class ParticipantPaused(Happened, frozen=True):
    participant: str


class ParticipantReturned(Happened, frozen=True):
    participant: str


class ParticipantLeft(Happened, frozen=True):
    participant: str


class ParticipantWithdrew(Happened, frozen=True):
    participant: str
    removed: bool


class FormChosen(Happened, frozen=True):
    """`tiers` is what of the board was kept; `put_away` what was taken down for a discussion."""

    group: str
    form: str
    tiers: Tiers
    put_away: Tiers = ()


class StatementsLinked(Happened, frozen=True):
    group: str
    source: str
    target: str
    kind: str
    words: str
    by: str


class StatementsUnlinked(Happened, frozen=True):
    group: str
    source: str
    target: str
    kind: str


class StatementProposed(Happened, frozen=True):
    group: str
    proposal: str
    words: str
    by: str


class ProposalReworded(Happened, frozen=True):
    group: str
    proposal: str
    version: int
    words: str
    by: str


class ProposalAccepted(Happened, frozen=True):
    """`statement` is the extra's id from now on, such as `A-x1`; `wording`, once accepted, is the group's."""

    group: str
    proposal: str
    statement: str
    wording: str
    by: str


class ProposalDeclined(Happened, frozen=True):
    group: str
    proposal: str


class ArrangementEntered(Happened, frozen=True):
    """The whole board, from paper."""

    group: str
    tiers: Tiers
    by: str


class AgreedAloud(Happened, frozen=True):
    group: str
    hand_in: int


class NoteWritten(Happened, frozen=True):
    note: str
    group: str
    kind: str
    words: str
    by: str


class NoteEdited(Happened, frozen=True):
    note: str
    words: str
    by: str


class NoteTagged(Happened, frozen=True):
    note: str
    statement: str
    on: bool


class NoteShared(Happened, frozen=True):
    note: str
    on: bool


class QuestionAsked(Happened, frozen=True):
    """`asker` is a number, or a token that leads to nobody when `anonymous`."""

    question: str
    theme: str
    asker: str
    anonymous: bool
    words: str


class QuestionAnswered(Happened, frozen=True):
    """`to`: asker, all, aloud or parked."""

    question: str
    to: str
    answer: str
    by: str


class BreakStarted(Happened, frozen=True):
    number: int
    until: int


class BreakEnded(Happened, frozen=True):
    number: int


class PhaseEndMoved(Happened, frozen=True):
    phase: str
    until: int


class GroupsNudged(Happened, frozen=True):
    phase: str
    groups: tuple[str, ...]


class RoomHeld(Happened, frozen=True):
    on: bool


class MessageSent(Happened, frozen=True):
    message: str
    group: str
    words: str
    by: str


class GroupAdded(Happened, frozen=True):
    group: str


class GroupsMerged(Happened, frozen=True):
    source: str
    into: str


class GroupLed(Happened, frozen=True):
    facilitator: str
    group: str


class SupportOffered(Happened, frozen=True):
    facilitator: str
    on: bool


class ParticipantMuted(Happened, frozen=True):
    participant: str
    on: bool


class ParticipantSentOut(Happened, frozen=True):
    participant: str


class UnrecordedCounted(Happened, frozen=True):
    count: int


class SomeoneAsked(Happened, frozen=True):
    call: str
    participant: str


class CallAnswered(Happened, frozen=True):
    call: str
    by: str


class CallEnded(Happened, frozen=True):
    call: str


class CallWidened(Happened, frozen=True):
    call: str


class ExtrasMerged(Happened, frozen=True):
    merge: str
    extras: tuple[str, ...]
    words: str


class MergeAnswered(Happened, frozen=True):
    """`aloud`: a facilitator has recorded it for the group."""

    merge: str
    group: str
    yes: bool
    by: str
    aloud: bool = False


class VoteOpened(Happened, frozen=True):
    on: bool


class VoteShown(Happened, frozen=True):
    on: bool


class VoteCast(Happened, frozen=True):
    """`items` is the person's whole vote after this."""

    participant: str
    items: tuple[str, ...]


class IssueCoded(Happened, frozen=True):
    """The team reads an item of a source as an issue; with an empty relation, no longer."""

    source: str
    item: str
    issue: str
    relation: str


class WordsRedacted(Happened, frozen=True):
    """Names and places were taken out of what was typed, in this many places; which, is not kept."""

    places: int


class StudyReadAgain(Happened, frozen=True):
    """Before the first consent: the workshop runs from the copy with this hash."""

    study: str


class ExportMade(Happened, frozen=True):
    """A copy left: to be named to whoever withdraws later."""

    shareable: bool


class LinksDeleted(Happened, frozen=True):
    """The list that tied numbers to people is gone, so that nobody's answers can be found any more."""


class ThemeChanged(Happened, frozen=True):
    """What the team did with a theme afterwards; an empty `became` took it back."""

    theme: str
    became: str
    titles: tuple[str, ...]
    merged_with: tuple[str, ...]
    why: str
    evidence: str
    typed_by: str
    typed_on: str


class TeamWrote(Happened, frozen=True):
    """The team's own words on a subject; without any they were taken back."""

    subject: str
    words: str
    typed_by: str
    typed_on: str


class ChangesTold(Happened, frozen=True):
    """From here on participants see what became of the themes, as it then stands."""


class StudyAmended(Happened, frozen=True):
    """After the first consent: the copy `study` in the place of `before`, by their hashes.

    `changed`: file and key of all that is different.
    """

    study: str
    before: str
    reason: str
    changed: tuple[tuple[str, str], ...]


Event = (
    WorkshopMade
    | FacilitatorJoined
    | FacilitationOffered
    | OfferClosed
    | FacilitatorStopped
    | LanguageChosen
    | ConsentGiven
    | ProfileAnswered
    | ParticipantSeated
    | GroupsFormed
    | PhaseStarted
    | ThemePresented
    | FitGiven
    | FitExplained
    | IndividualOrderShuffled
    | StatementRanked
    | IndividualRankingSubmitted
    | PenTaken
    | StatementPlaced
    | PlacementUndone
    | UnplacedExplained
    | HandedIn
    | HandInTakenBack
    | ArrangementConfirmed
    | DissentExplained
    | GroupPresented
    | ReflectsAnswered
    | MissingSaid
    | EvaluationAnswered
    | ParticipantPaused
    | ParticipantReturned
    | ParticipantLeft
    | ParticipantWithdrew
    | FormChosen
    | StatementsLinked
    | StatementsUnlinked
    | StatementProposed
    | ProposalReworded
    | ProposalAccepted
    | ProposalDeclined
    | ArrangementEntered
    | AgreedAloud
    | NoteWritten
    | NoteEdited
    | NoteTagged
    | NoteShared
    | QuestionAsked
    | QuestionAnswered
    | BreakStarted
    | BreakEnded
    | PhaseEndMoved
    | GroupsNudged
    | RoomHeld
    | MessageSent
    | GroupAdded
    | GroupsMerged
    | GroupLed
    | SupportOffered
    | ParticipantMuted
    | ParticipantSentOut
    | UnrecordedCounted
    | SomeoneAsked
    | CallAnswered
    | CallEnded
    | CallWidened
    | ExtrasMerged
    | MergeAnswered
    | VoteOpened
    | VoteShown
    | VoteCast
    | WordsRedacted
    | IssueCoded
    | StudyReadAgain
    | ExportMade
    | LinksDeleted
    | ThemeChanged
    | TeamWrote
    | ChangesTold
    | StudyAmended
    | DaySet
    | ParticipantArrived
    | SupportPersonCame
)

EVENTS: tuple[type[Happened], ...] = get_args(Event)

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(list[Event])


def encode(events: Sequence[Event]) -> str:
    return _encoder.encode(events).decode()


def decode(text: str) -> list[Event]:
    """Raises `msgspec.ValidationError` for what is not a list of events."""
    return _decoder.decode(text)


def blanked(event: Event, participant: str, *tokens: str) -> Event:
    """The event without what `participant` said, chose or moved; the event itself when it is not theirs.

    `tokens` stand for the person where they cannot be named. The arrangement stays the group's; the mover's
    name goes.
    """
    match event:
        case (
            StatementPlaced()
            | PlacementUndone()
            | ProposalAccepted()
            | ArrangementEntered()
            | MergeAnswered()
        ) if event.by == participant:
            return msgspec.structs.replace(event, by="")
        case NoteWritten() | NoteEdited() | StatementProposed() | ProposalReworded() | StatementsLinked() if (
            event.by == participant
        ):
            return msgspec.structs.replace(event, words="", by="")
        case SomeoneAsked() if event.participant == participant:
            return msgspec.structs.replace(event, participant="")
        case QuestionAsked() if event.asker in (participant, *tokens):
            return msgspec.structs.replace(event, words="")
        case VoteCast() if event.participant == participant:
            return msgspec.structs.replace(event, items=())
        case EvaluationAnswered() if event.respondent in (participant, *tokens):
            return msgspec.structs.replace(event, words="")
        case FitExplained() | DissentExplained() | MissingSaid() if event.participant == participant:
            return msgspec.structs.replace(event, words="")
        case SupportPersonCame() if event.participant == participant:
            return msgspec.structs.replace(event, on=False)
        case FitGiven() if event.participant == participant:
            return msgspec.structs.replace(event, fit="")
        case ArrangementConfirmed() | ReflectsAnswered() | ProfileAnswered() if (
            event.participant == participant
        ):
            return msgspec.structs.replace(event, answer="")
        case StatementRanked() if event.participant == participant:
            return msgspec.structs.replace(event, ranked=())
        case PenTaken() if event.holder == participant:
            return msgspec.structs.replace(event, holder="")
        case _:
            return event
