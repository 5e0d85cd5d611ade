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
    facilitator: str
    language: str


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


class ProfileAnswered(Happened, frozen=True):
    """For an identifying question `answer` is a number; its words stand in `people`."""

    participant: str
    question: str
    answer: str


class ParticipantSeated(Happened, frozen=True):
    participant: str
    group: str


class GroupsFormed(Happened, frozen=True):
    """`assignment`: participant to group; `seed` made it and makes it again."""

    assignment: dict[str, str]
    seed: int


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


Event = (
    WorkshopMade
    | FacilitatorJoined
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
)

EVENTS: tuple[type[Happened], ...] = get_args(Event)

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(list[Event])


def encode(events: Sequence[Event]) -> str:
    return _encoder.encode(events).decode()


def decode(text: str) -> list[Event]:
    """Raises `msgspec.ValidationError` for what is not a list of events."""
    return _decoder.decode(text)


def blanked(event: Event, participant: str, respondent: str = "") -> Event:
    """The event without what `participant` said, chose or moved; the event itself when it is not theirs.

    `respondent` is the person's evaluation token. The arrangement stays the group's; the mover's name goes.
    """
    match event:
        case StatementPlaced() | PlacementUndone() if event.by == participant:
            return msgspec.structs.replace(event, by="")
        case EvaluationAnswered() if event.respondent in (participant, respondent or participant):
            return msgspec.structs.replace(event, words="")
        case FitExplained() | DissentExplained() | MissingSaid() if event.participant == participant:
            return msgspec.structs.replace(event, words="")
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
