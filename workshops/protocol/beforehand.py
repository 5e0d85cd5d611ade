"""Before the day, and at the door: place and time, who arrives, who comes with them, private wishes."""

from __future__ import annotations

from msgspec.structs import replace

from workshops.commands import Arrive, BringSupport, MakeWish, SetDay
from workshops.day import Day, as_written, is_zone, moment
from workshops.events import DaySet, ParticipantArrived, SupportPersonCame
from workshops.model import Actor, Phase, Refused, Role, Workshop
from workshops.numbering import number_written
from workshops.protocol.rules import NOTHING, PHASES, Decision, decides, evolves
from workshops.protocol.tables import is_full, is_peer, seat
from workshops.wishes import PEERS, WISH_KINDS

PARTS_OF_THE_DAY = ("place", "zone", "starts", "directions", "invited")
MOST_INVITED = 10_000


@decides(SetDay, Role.OPERATOR, Role.FACILITATOR, during=PHASES)
def set_day(workshop: Workshop, command: SetDay, actor: Actor, now: int) -> Decision:
    """Empty words take a part back."""
    day = _changed(workshop, command)
    if isinstance(day, Refused):
        return day
    if day == workshop.day:
        return NOTHING
    return [DaySet(day.place, day.starts, day.zone, day.directions, day.invited)]


@evolves(DaySet)
def day_set(workshop: Workshop, event: DaySet, at: int) -> None:
    workshop.day = Day(event.place, event.starts, event.zone, event.directions, event.invited)


@decides(Arrive, Role.PARTICIPANT, waiting=True)
def arrive(workshop: Workshop, command: Arrive, actor: Actor, now: int) -> Decision:
    """Whoever agreed beforehand is there; once the lobby is over, a facilitator shows them to a table."""
    participant = workshop.participants[actor.id]
    if not participant.expected:
        return NOTHING
    in_lobby = workshop.phase is Phase.LOBBY
    if in_lobby and workshop.day.is_ahead(now):
        return Refused("too_early")
    table = command.group if command.group in workshop.groups else ""
    free = in_lobby and table and not is_full(workshop, table)
    return [ParticipantArrived(actor.id, group=table if free else "", admitted=in_lobby, asked_for=table)]


@evolves(ParticipantArrived)
def participant_arrived(workshop: Workshop, event: ParticipantArrived, at: int) -> None:
    participant = workshop.participants[event.participant]
    participant.arrived_at = at
    participant.admitted = event.admitted
    participant.asked_for = event.asked_for
    if event.group:
        seat(workshop, event.participant, event.group, at)


@decides(BringSupport, Role.PARTICIPANT, waiting=True)
def bring_support(workshop: Workshop, command: BringSupport, actor: Actor, now: int) -> Decision:
    """Somebody sits beside them to support them, and is no participant."""
    if workshop.participants[actor.id].supported == command.on:
        return NOTHING
    return [SupportPersonCame(actor.id, command.on)]


@evolves(SupportPersonCame)
def support_person_came(workshop: Workshop, event: SupportPersonCame, at: int) -> None:
    workshop.participants[event.participant].supported = event.on


@decides(MakeWish, Role.PARTICIPANT, during=(Phase.LOBBY, Phase.THEMES), waiting=True)
def make_wish(workshop: Workshop, command: MakeWish, actor: Actor, now: int) -> Decision:
    """Nothing happens here: a wish is kept beside the links, and read only where groups are formed."""
    if command.kind not in WISH_KINDS:
        return Refused("answer_unknown")
    if not command.on:
        return NOTHING
    if command.kind == PEERS:
        return NOTHING if is_peer(workshop, workshop.participants[actor.id]) else Refused("not_a_peer")
    other = wished_for(workshop, command)
    if not other:
        return Refused("nobody_of_that_number")
    return Refused("own_number") if other == actor.id else NOTHING


def wished_for(workshop: Workshop, command: MakeWish) -> str:
    """The number that a wish names, however it was typed (`7`, `p07`); empty for nobody's."""
    written = (command.participant or command.words).strip().upper().removeprefix("P").strip()
    if not (written.isascii() and written.isdigit()):
        return ""
    numbers = {number.removeprefix("P").lstrip("0"): number for number in workshop.participants}
    return numbers.get(written.lstrip("0"), "")


def is_count(written: str) -> bool:
    """Whether so many can have been invited."""
    count = number_written(written)
    return count is not None and count <= MOST_INVITED


def _changed(workshop: Workshop, command: SetDay) -> Day | Refused:
    """The whole day as it would be; at another place the clock shows the same time."""
    words, day = command.words, workshop.day
    match command.part:
        case "place":
            return replace(day, place=" ".join(words.split()))
        case "directions":
            return replace(day, directions=words)
        case "starts":
            starts = moment(words, workshop.time_zone) if words else 0
            return Refused("time_unreadable") if starts is None else replace(day, starts=starts)
        case "zone":
            if words and not is_zone(words):
                return Refused("zone_unknown")
            shown = as_written(day.starts, workshop.time_zone)
            starts = moment(shown, words or workshop.study.time_zone) if shown else 0
            return replace(day, zone=words, starts=day.starts if starts is None else starts)
        case "invited":
            if not words:
                return replace(day, invited=None)
            return replace(day, invited=int(words)) if is_count(words) else Refused("count_unreadable")
        case _:
            return Refused("answer_unknown")
