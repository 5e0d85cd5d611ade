"""Steering the room: breaks, clock times, one nudge a phase, messages, holding, tables, and who may stay."""

from __future__ import annotations

from workshops.commands import (
    AddGroup,
    EndBreak,
    HoldRoom,
    LeadGroup,
    MergeGroups,
    MovePhaseEnd,
    MuteParticipant,
    Nudge,
    SendMessage,
    SendOut,
    SplitGroup,
    StartBreak,
)
from workshops.events import (
    BreakEnded,
    BreakStarted,
    Event,
    GroupAdded,
    GroupLed,
    GroupsMerged,
    GroupsNudged,
    MessageSent,
    ParticipantMuted,
    ParticipantSeated,
    ParticipantSentOut,
    PhaseEndMoved,
    RoomHeld,
)
from workshops.grouping import letters
from workshops.model import Actor, Break, Group, Message, Phase, Refused, Role, Workshop
from workshops.protocol.lobby import MOST_GROUPS
from workshops.protocol.phases import MINUTE
from workshops.protocol.rules import NOTHING, Decision, decides, evolves
from workshops.protocol.tables import release_pen

LONGEST_BREAK_MINUTES = 180


@decides(StartBreak, Role.FACILITATOR)
def start_break(workshop: Workshop, command: StartBreak, actor: Actor, now: int) -> Decision:
    if workshop.on_break or command.number != len(workshop.breaks) + 1:
        return NOTHING
    if not 1 <= command.minutes <= LONGEST_BREAK_MINUTES:
        return Refused("time_unknown")
    return [BreakStarted(command.number, now + command.minutes * MINUTE)]


@evolves(BreakStarted)
def break_started(workshop: Workshop, event: BreakStarted, at: int) -> None:
    workshop.breaks.append(Break(event.number, at, event.until))


@decides(EndBreak, Role.FACILITATOR)
def end_break(workshop: Workshop, command: EndBreak, actor: Actor, now: int) -> Decision:
    current = workshop.on_break
    return [BreakEnded(current.number)] if current and current.number == command.number else NOTHING


@evolves(BreakEnded)
def break_ended(workshop: Workshop, event: BreakEnded, at: int) -> None:
    """The phase goes on for as long as it still had."""
    taken = workshop.breaks[event.number - 1]
    taken.ended_at = at
    if workshop.run.until and workshop.run.started_at <= taken.started_at:
        workshop.run.until += at - taken.started_at


@decides(MovePhaseEnd, Role.FACILITATOR)
def move_phase_end(workshop: Workshop, command: MovePhaseEnd, actor: Actor, now: int) -> Decision:
    if command.phase != workshop.phase:
        return Refused("phase_moved")
    if not 0 <= command.until < now + 24 * 60 * MINUTE:
        return Refused("time_unknown")
    if workshop.run.until == command.until:
        return NOTHING
    return [PhaseEndMoved(command.phase, command.until)]


@evolves(PhaseEndMoved)
def phase_end_moved(workshop: Workshop, event: PhaseEndMoved, at: int) -> None:
    workshop.run.until = event.until


@decides(Nudge, Role.FACILITATOR, during=(Phase.RANKING,))
def nudge(workshop: Workshop, command: Nudge, actor: Actor, now: int) -> Decision:
    """Once a phase, and only to groups that have not handed in."""
    if command.phase != workshop.phase or workshop.phase in workshop.nudged:
        return NOTHING
    groups = tuple(group.letter for group in workshop.seated_groups() if not group.handed_in)
    return [GroupsNudged(command.phase, groups)] if groups else NOTHING


@evolves(GroupsNudged)
def groups_nudged(workshop: Workshop, event: GroupsNudged, at: int) -> None:
    workshop.nudged.add(Phase(event.phase))
    for letter in event.groups:
        workshop.groups[letter].nudged = True


@decides(HoldRoom, Role.FACILITATOR)
def hold_room(workshop: Workshop, command: HoldRoom, actor: Actor, now: int) -> Decision:
    return NOTHING if workshop.held == command.on else [RoomHeld(command.on)]


@evolves(RoomHeld)
def room_held(workshop: Workshop, event: RoomHeld, at: int) -> None:
    workshop.held = event.on


@decides(SendMessage, Role.FACILITATOR)
def send_message(workshop: Workshop, command: SendMessage, actor: Actor, now: int) -> Decision:
    if command.group and command.group not in workshop.groups:
        return Refused("group_unknown")
    if not command.words:
        return Refused("words_missing")
    last = workshop.messages[-1] if workshop.messages else None
    if last and (last.group, last.words) == (command.group, command.words) and _of_phase(workshop, last):
        return NOTHING
    return [MessageSent(f"m{len(workshop.messages) + 1}", command.group, command.words, actor.id)]


@evolves(MessageSent)
def message_sent(workshop: Workshop, event: MessageSent, at: int) -> None:
    workshop.messages.append(Message(event.message, event.group, event.words, at))


def _of_phase(workshop: Workshop, message: Message) -> bool:
    return message.at >= workshop.run.started_at


@decides(AddGroup, Role.FACILITATOR)
def add_group(workshop: Workshop, command: AddGroup, actor: Actor, now: int) -> Decision:
    if command.group in workshop.groups:
        return NOTHING
    if len(workshop.groups) >= MOST_GROUPS:
        return Refused("too_many_groups")
    if command.group not in letters(len(workshop.groups) + 1):
        return Refused("group_unknown")
    return [GroupAdded(command.group)]


@evolves(GroupAdded)
def group_added(workshop: Workshop, event: GroupAdded, at: int) -> None:
    workshop.groups[event.group] = Group(event.group)


@decides(MergeGroups, Role.FACILITATOR)
def merge_groups(workshop: Workshop, command: MergeGroups, actor: Actor, now: int) -> Decision:
    """Everyone of `source` goes to `into`; what `source` has handed in stays its own."""
    if command.source == command.into or not {command.source, command.into} <= set(workshop.groups):
        return Refused("group_unknown")
    movers = workshop.members(command.source)
    if not movers:
        return NOTHING
    events: list[Event] = [ParticipantSeated(person.number, command.into) for person in movers]
    return [*events, GroupsMerged(command.source, command.into)]


@evolves(GroupsMerged)
def groups_merged(workshop: Workshop, event: GroupsMerged, at: int) -> None:
    workshop.groups[event.source].merged_into = event.into


@decides(SplitGroup, Role.FACILITATOR)
def split_group(workshop: Workshop, command: SplitGroup, actor: Actor, now: int) -> Decision:
    """What `group` has on its board or has handed in stays its own."""
    if command.group not in workshop.groups:
        return Refused("group_unknown")
    movers = going_when_split(workshop, command.group)
    added = add_group(workshop, AddGroup(command.into), actor, now)
    if isinstance(added, Refused) or not added or not movers:
        return added if isinstance(added, Refused) else NOTHING
    return [*added, *(ParticipantSeated(number, command.into) for number in movers)]


def going_when_split(workshop: Workshop, letter: str) -> list[str]:
    """The half of a table, the smaller where they differ, that came last."""
    numbers = [person.number for person in workshop.members(letter)]
    return numbers[(len(numbers) + 1) // 2 :]


@decides(LeadGroup, Role.FACILITATOR)
def lead_group(workshop: Workshop, command: LeadGroup, actor: Actor, now: int) -> Decision:
    if command.group and command.group not in workshop.groups:
        return Refused("group_unknown")
    if workshop.facilitators[actor.id].leads == command.group:
        return NOTHING
    return [GroupLed(actor.id, command.group)]


@evolves(GroupLed)
def group_led(workshop: Workshop, event: GroupLed, at: int) -> None:
    facilitator = workshop.facilitators[event.facilitator]
    left = workshop.groups.get(facilitator.leads)
    if left and left.pen == event.facilitator:
        left.pen = ""
    facilitator.leads = event.group


@decides(MuteParticipant, Role.FACILITATOR)
def mute_participant(workshop: Workshop, command: MuteParticipant, actor: Actor, now: int) -> Decision:
    participant = workshop.participants.get(command.participant)
    if participant is None:
        return Refused("participant_unknown")
    return NOTHING if participant.muted == command.on else [ParticipantMuted(participant.number, command.on)]


@evolves(ParticipantMuted)
def participant_muted(workshop: Workshop, event: ParticipantMuted, at: int) -> None:
    workshop.participants[event.participant].muted = event.on


@decides(SendOut, Role.FACILITATOR)
def send_out(workshop: Workshop, command: SendOut, actor: Actor, now: int) -> Decision:
    """What they said so far stays; to come back, a facilitator seats them again."""
    participant = workshop.participants.get(command.participant)
    if participant is None or not participant.present:
        return Refused("participant_unknown")
    return [ParticipantSentOut(participant.number)] if participant.admitted else NOTHING


@evolves(ParticipantSentOut)
def participant_sent_out(workshop: Workshop, event: ParticipantSentOut, at: int) -> None:
    participant = workshop.participants[event.participant]
    release_pen(workshop, participant)
    participant.admitted = False
    participant.asked_for = participant.group
    participant.group = ""
