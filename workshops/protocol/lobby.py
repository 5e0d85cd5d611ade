"""Lobby: the workshop is made, people consent and say a little about themselves."""

from __future__ import annotations

import random

from workshops.commands import (
    AnswerProfile,
    ChooseLanguage,
    ConsentOnPaper,
    GiveConsent,
    MakeWorkshop,
)
from workshops.events import (
    ConsentGiven,
    Event,
    IndividualOrderShuffled,
    LanguageChosen,
    ParticipantSeated,
    ProfileAnswered,
    WorkshopMade,
)
from workshops.grouping import letters
from workshops.model import (
    Actor,
    Consent,
    Facilitator,
    Group,
    IndividualRanking,
    Participant,
    Phase,
    PhaseRun,
    Refused,
    Role,
    Workshop,
)
from workshops.protocol.rules import NOTHING, PHASES, Decision, decides, evolves
from workshops.protocol.tables import is_full
from workshops.study import ProfileQuestion, consent_hash

MOST_GROUPS = 40
ON_PAPER = "paper"
BEFOREHAND = "beforehand"


@decides(MakeWorkshop, Role.OPERATOR)
def make_workshop(workshop: Workshop, command: MakeWorkshop, actor: Actor, now: int) -> Decision:
    if workshop.made:
        return Refused("made_already")
    if len(command.groups) > MOST_GROUPS:
        return Refused("too_many_groups")
    if command.groups != letters(len(command.groups)):
        return Refused("group_unknown")
    return [
        WorkshopMade(
            title=command.title,
            study=command.study,
            groups=command.groups,
            join_secret=command.join_secret,
            projector_secret=command.projector_secret,
            telegram=command.telegram,
            rehearsal=command.rehearsal,
        )
    ]


@evolves(WorkshopMade)
def workshop_made(workshop: Workshop, event: WorkshopMade, at: int) -> None:
    workshop.made_at = at
    workshop.title = event.title
    workshop.study_hash = event.study
    workshop.study = workshop.library(event.study)
    workshop.groups = {letter: Group(letter) for letter in event.groups}
    workshop.join_secret = event.join_secret
    workshop.projector_secret = event.projector_secret
    workshop.telegram = event.telegram
    workshop.rehearsal = event.rehearsal
    workshop.runs = [PhaseRun(Phase.LOBBY, at, 0)]


@decides(GiveConsent, Role.NEWCOMER)
def give_consent(workshop: Workshop, command: GiveConsent, actor: Actor, now: int) -> Decision:
    if command.participant in workshop.participants:
        return NOTHING
    refused = _incomplete(workshop, command)
    if refused:
        return refused
    in_lobby = workshop.phase is Phase.LOBBY
    table = command.group if command.group in workshop.groups else ""
    if in_lobby and workshop.day.is_ahead(now):
        return _consented(workshop, command, BEFOREHAND, admitted=False, asked_for="")
    events = _consented(workshop, command, command.where, admitted=in_lobby, asked_for=table)
    if in_lobby and table and not is_full(workshop, table):
        events.append(ParticipantSeated(command.participant, table))
    return events


@decides(ConsentOnPaper, Role.FACILITATOR)
def consent_on_paper(workshop: Workshop, command: ConsentOnPaper, actor: Actor, now: int) -> Decision:
    """Someone without a phone; a facilitator has their paper in hand, which may have come by post."""
    if command.participant in workshop.participants:
        return NOTHING
    refused = _incomplete(workshop, command)
    here = workshop.phase is not Phase.LOBBY or not workshop.day.is_ahead(now)
    return refused or _consented(workshop, command, ON_PAPER, admitted=here, asked_for="")


@evolves(ConsentGiven)
def consent_given(workshop: Workshop, event: ConsentGiven, at: int) -> None:
    workshop.participants[event.participant] = Participant(
        number=event.participant,
        language=event.language,
        consent=Consent(event.sheet, event.language, event.boxes, event.where, at),
        admitted=event.admitted,
        asked_for=event.asked_for,
        on_paper=event.where == ON_PAPER,
        # In the lobby everyone who is there is admitted; whoever is not yet is to come.
        arrived_at=0 if workshop.phase is Phase.LOBBY and not event.admitted else at,
    )


@evolves(IndividualOrderShuffled)
def individual_order_shuffled(workshop: Workshop, event: IndividualOrderShuffled, at: int) -> None:
    workshop.participants[event.participant].individual = IndividualRanking(event.order)


@decides(ChooseLanguage, Role.PARTICIPANT, Role.FACILITATOR, during=PHASES, waiting=True, gone=True)
def choose_language(workshop: Workshop, command: ChooseLanguage, actor: Actor, now: int) -> Decision:
    if command.language not in workshop.study.languages:
        return Refused("language_unknown")
    if _person(workshop, actor.id).language == command.language:
        return NOTHING
    return [LanguageChosen(actor.id, command.language)]


@evolves(LanguageChosen)
def language_chosen(workshop: Workshop, event: LanguageChosen, at: int) -> None:
    _person(workshop, event.person).language = event.language


@decides(AnswerProfile, Role.PARTICIPANT, waiting=True)
def answer_profile(workshop: Workshop, command: AnswerProfile, actor: Actor, now: int) -> Decision:
    question = next((q for q in workshop.study.profile if q.id == command.question), None)
    if question is None:
        return Refused("question_unknown")
    if question.identifying and command.words:
        return Refused("identifying_words")
    if not _may_answer(question, command.answer):
        return Refused("answer_unknown")
    answer = command.answer or command.words
    if workshop.participants[actor.id].profile.get(question.id, "") == answer:
        return NOTHING
    return [ProfileAnswered(actor.id, question.id, answer)]


@evolves(ProfileAnswered)
def profile_answered(workshop: Workshop, event: ProfileAnswered, at: int) -> None:
    workshop.participants[event.participant].profile[event.question] = event.answer


def _may_answer(question: ProfileQuestion, answer: str) -> bool:
    """Whether this may come without words. The words of an identifying answer have a number in `people`."""
    if question.kind == "choice":
        return answer in question.choices
    return not answer or (question.identifying and answer.isascii() and answer.isdigit())


def _person(workshop: Workshop, number: str) -> Participant | Facilitator:
    return workshop.participants.get(number) or workshop.facilitators[number]


def _incomplete(workshop: Workshop, command: GiveConsent | ConsentOnPaper) -> Refused | None:
    study = workshop.study
    if command.language not in study.languages:
        return Refused("language_unknown")
    if command.sheet != consent_hash(study, command.language):
        return Refused("sheet_changed")
    if not {box.id for box in study.consent_boxes if box.required} <= set(command.boxes):
        return Refused("consent_incomplete")
    return None


def _consented(
    workshop: Workshop, command: GiveConsent | ConsentOnPaper, where: str, *, admitted: bool, asked_for: str
) -> list[Event]:
    events: list[Event] = [
        ConsentGiven(
            participant=command.participant,
            language=command.language,
            sheet=command.sheet,
            boxes=command.boxes,
            where=where,
            admitted=admitted,
            asked_for=asked_for,
        )
    ]
    if workshop.study.individual_ranking:
        order = _shuffled(workshop.study.statements, command.seed)
        events.append(IndividualOrderShuffled(command.participant, order))
    return events


def _shuffled(statements: tuple[str, ...], seed: int) -> tuple[str, ...]:
    return tuple(random.Random(seed).sample(statements, len(statements)))
