"""Tables: people sit down by a code, are seated by hand, or formed into groups on request."""

from __future__ import annotations

from workshops.commands import FormGroups, SeatParticipant, SitDown
from workshops.events import GroupsFormed, ParticipantSeated
from workshops.grouping import letters, table_count
from workshops.model import Actor, Group, Participant, Phase, Refused, Role, Workshop
from workshops.protocol.rules import NOTHING, Decision, decides, evolves
from workshops.seating import assign, judged


@decides(SitDown, Role.PARTICIPANT, during=(Phase.LOBBY,))
def sit_down(workshop: Workshop, command: SitDown, actor: Actor, now: int) -> Decision:
    if command.group not in workshop.groups:
        return Refused("group_unknown")
    if workshop.participants[actor.id].group == command.group:
        return NOTHING
    if is_full(workshop, command.group):
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
    seat(workshop, event.participant, event.group, at)


@decides(FormGroups, Role.FACILITATOR, during=(Phase.LOBBY, Phase.THEMES))
def form_groups(workshop: Workshop, command: FormGroups, actor: Actor, now: int) -> Decision:
    newcomers = [p.number for p in workshop.present() if not p.group]
    if not newcomers:
        return NOTHING
    tables = _tables_for(workshop, newcomers)
    peers = {p.number for p in workshop.present() if is_peer(workshop, p)}
    assignment = assign(newcomers, tables, _organisations(workshop), command.seed, command.wishes, peers)
    groups = assignment | {who: letter for letter, members in tables.items() for who in members}
    theirs = [wish for wish in command.wishes if wish.who in assignment]
    possible, met = judged(theirs, groups, peers)
    return [GroupsFormed(assignment, command.seed, possible, met)]


@evolves(GroupsFormed)
def groups_formed(workshop: Workshop, event: GroupsFormed, at: int) -> None:
    for letter in sorted(set(event.assignment.values()), key=lambda letter: (len(letter), letter)):
        workshop.groups.setdefault(letter, Group(letter))
    for participant, letter in event.assignment.items():
        seat(workshop, participant, letter, at)
    workshop.wishes += event.wishes
    workshop.wishes_met += event.wishes_met


def seat(workshop: Workshop, number: str, letter: str, at: int) -> None:
    """At another table one holds no pen and has confirmed nothing yet; back at one's own, one has."""
    participant = workshop.participants[number]
    release_pen(workshop, participant)
    if letter != (participant.group or participant.asked_for):
        participant.confirmed = None
    participant.group = letter
    participant.admitted = True
    participant.arrived_at = participant.arrived_at or at
    participant.asked_for = ""


def release_pen(workshop: Workshop, participant: Participant) -> None:
    group = workshop.groups.get(participant.group)
    if group and group.pen == participant.number:
        group.pen = ""


def _tables_for(workshop: Workshop, newcomers: list[str]) -> dict[str, list[str]]:
    size = workshop.study.group_size
    seated = {letter: [p.number for p in workshop.members(letter)] for letter in workshop.groups}
    taken = [letter for letter, members in seated.items() if members]
    sitting = [len(seated[letter]) for letter in taken]
    wanted = table_count(sitting, len(newcomers), size.least, size.most)
    names = dict.fromkeys([*taken, *seated, *letters(wanted)])
    return {letter: seated.get(letter, []) for letter in list(names)[:wanted]}


def _organisations(workshop: Workshop) -> dict[str, str]:
    identifying = [question.id for question in workshop.study.profile if question.identifying]
    return {
        p.number: "/".join(p.profile[question] for question in identifying if p.profile.get(question))
        for p in workshop.present()
    }


def is_peer(workshop: Workshop, participant: Participant) -> bool:
    """Whether an answer about themselves is one that the study counts as a peer's."""
    return any(participant.profile.get(each.id) in each.peers for each in workshop.study.profile)


def is_full(workshop: Workshop, letter: str) -> bool:
    return len(workshop.members(letter)) >= workshop.study.group_size.most
