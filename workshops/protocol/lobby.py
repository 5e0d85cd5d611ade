"""Lobby: the workshop is made, people consent, say a little about themselves and sit down in groups."""

from __future__ import annotations

import random

from workshops.commands import (
    AdmitFacilitator,
    AnswerProfile,
    ChooseLanguage,
    ConsentOnPaper,
    FormGroups,
    GiveConsent,
    MakeWorkshop,
    SeatParticipant,
    SitDown,
)
from workshops.events import (
    ConsentGiven,
    Event,
    FacilitatorJoined,
    GroupsFormed,
    IndividualOrderShuffled,
    LanguageChosen,
    ParticipantSeated,
    ProfileAnswered,
    WorkshopMade,
)
from workshops.grouping import assign, group_count, letters
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
from workshops.study import ProfileQuestion, consent_hash

MOST_GROUPS = 40
ON_PAPER = "paper"


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


@decides(AdmitFacilitator, Role.OPERATOR, during=PHASES)
def admit_facilitator(workshop: Workshop, command: AdmitFacilitator, actor: Actor, now: int) -> Decision:
    if command.facilitator in workshop.facilitators:
        return NOTHING
    return [FacilitatorJoined(command.facilitator, command.language)]


@evolves(FacilitatorJoined)
def facilitator_joined(workshop: Workshop, event: FacilitatorJoined, at: int) -> None:
    workshop.facilitators[event.facilitator] = Facilitator(event.facilitator, event.language)


@decides(GiveConsent, Role.NEWCOMER)
def give_consent(workshop: Workshop, command: GiveConsent, actor: Actor, now: int) -> Decision:
    if command.participant in workshop.participants:
        return NOTHING
    refused = _incomplete(workshop, command)
    if refused:
        return refused
    in_lobby = workshop.phase is Phase.LOBBY
    table = command.group if command.group in workshop.groups else ""
    events = _consented(workshop, command, command.where, admitted=in_lobby, asked_for=table)
    if in_lobby and table and not _is_full(workshop, table):
        events.append(ParticipantSeated(command.participant, table))
    return events


@decides(ConsentOnPaper, Role.FACILITATOR)
def consent_on_paper(workshop: Workshop, command: ConsentOnPaper, actor: Actor, now: int) -> Decision:
    """Someone without a phone; a facilitator has their paper in hand."""
    if command.participant in workshop.participants:
        return NOTHING
    refused = _incomplete(workshop, command)
    return refused or _consented(workshop, command, ON_PAPER, admitted=True, asked_for="")


@evolves(ConsentGiven)
def consent_given(workshop: Workshop, event: ConsentGiven, at: int) -> None:
    workshop.participants[event.participant] = Participant(
        number=event.participant,
        language=event.language,
        consent=Consent(event.sheet, event.language, event.boxes, event.where, at),
        admitted=event.admitted,
        asked_for=event.asked_for,
        on_paper=event.where == ON_PAPER,
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


@decides(SitDown, Role.PARTICIPANT, during=(Phase.LOBBY,))
def sit_down(workshop: Workshop, command: SitDown, actor: Actor, now: int) -> Decision:
    if command.group not in workshop.groups:
        return Refused("group_unknown")
    if workshop.participants[actor.id].group == command.group:
        return NOTHING
    if _is_full(workshop, command.group):
        return Refused("group_full")
    return [ParticipantSeated(actor.id, command.group)]


@decides(SeatParticipant, Role.FACILITATOR)
def seat_participant(workshop: Workshop, command: SeatParticipant, actor: Actor, now: int) -> Decision:
    """A facilitator may seat a seventh: they see the table, the software does not."""
    participant = workshop.participants.get(command.participant)
    if participant is None or not participant.present:
        return Refused("not_here")
    if command.group not in workshop.groups:
        return Refused("group_unknown")
    if participant.group == command.group and participant.admitted:
        return NOTHING
    return [ParticipantSeated(command.participant, command.group)]


@evolves(ParticipantSeated)
def participant_seated(workshop: Workshop, event: ParticipantSeated, at: int) -> None:
    seat(workshop, event.participant, event.group)


@decides(FormGroups, Role.FACILITATOR, during=(Phase.LOBBY, Phase.THEMES))
def form_groups(workshop: Workshop, command: FormGroups, actor: Actor, now: int) -> Decision:
    newcomers = [p.number for p in workshop.present() if not p.group]
    if not newcomers:
        return NOTHING
    assignment = assign(newcomers, _tables_for(workshop, newcomers), _organisations(workshop), command.seed)
    return [GroupsFormed(assignment, command.seed)]


@evolves(GroupsFormed)
def groups_formed(workshop: Workshop, event: GroupsFormed, at: int) -> None:
    for letter in sorted(set(event.assignment.values()), key=lambda letter: (len(letter), letter)):
        workshop.groups.setdefault(letter, Group(letter))
    for participant, letter in event.assignment.items():
        seat(workshop, participant, letter)


def seat(workshop: Workshop, number: str, letter: str) -> None:
    """At another table one holds no pen and has confirmed nothing yet; back at one's own, one has."""
    participant = workshop.participants[number]
    release_pen(workshop, participant)
    if letter != (participant.group or participant.asked_for):
        participant.confirmed = None
    participant.group = letter
    participant.admitted = True
    participant.asked_for = ""


def release_pen(workshop: Workshop, participant: Participant) -> None:
    group = workshop.groups.get(participant.group)
    if group and group.pen == participant.number:
        group.pen = ""


def _may_answer(question: ProfileQuestion, answer: str) -> bool:
    """Whether this may come without words. The words of an identifying answer have a number in `people`."""
    if question.kind == "choice":
        return answer in question.choices
    return not answer or (question.identifying and answer.isascii() and answer.isdigit())


def _tables_for(workshop: Workshop, newcomers: list[str]) -> dict[str, list[str]]:
    size = workshop.study.group_size
    seated = {letter: [p.number for p in workshop.members(letter)] for letter in workshop.groups}
    taken = [letter for letter, members in seated.items() if members]
    everyone = len(newcomers) + sum(len(members) for members in seated.values())
    wanted = max(group_count(everyone, size.least, size.most), len(taken))
    names = dict.fromkeys([*taken, *seated, *letters(wanted)])
    return {letter: seated.get(letter, []) for letter in list(names)[:wanted]}


def _organisations(workshop: Workshop) -> dict[str, str]:
    identifying = [question.id for question in workshop.study.profile if question.identifying]
    return {
        p.number: "/".join(p.profile[question] for question in identifying if p.profile.get(question))
        for p in workshop.present()
    }


def _is_full(workshop: Workshop, letter: str) -> bool:
    return len(workshop.members(letter)) >= workshop.study.group_size.most


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
