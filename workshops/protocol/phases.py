"""The facilitator moves the workshop from phase to phase; time running out moves nothing."""

from __future__ import annotations

from workshops.commands import StartPhase
from workshops.events import BreakEnded, Event, PhaseStarted, RoomHeld
from workshops.model import Actor, Phase, PhaseRun, Refused, Role, Workshop
from workshops.protocol.rules import NOTHING, Decision, decides, evolves

MINUTE = 60_000


@decides(StartPhase, Role.FACILITATOR)
def start_phase(workshop: Workshop, command: StartPhase, actor: Actor, now: int) -> Decision:
    if command.phase not in workshop.study.phases:
        return Refused("phase_unknown")
    if workshop.phase == command.phase:
        return NOTHING
    if workshop.phase != command.leaving:
        return Refused("phase_moved")
    minutes = workshop.study.minutes.get(command.phase, 0)
    started = PhaseStarted(command.phase, now + minutes * MINUTE if minutes else 0)
    return [*_interruptions_end(workshop, command.phase), started]


def _interruptions_end(workshop: Workshop, phase: str) -> list[Event]:
    """A break is over when the room goes on. A pause stays, but not in a closed workshop."""
    ended: list[Event] = []
    if workshop.on_break:
        ended.append(BreakEnded(workshop.on_break.number))
    if workshop.held and phase == Phase.CLOSED:
        ended.append(RoomHeld(False))
    return ended


@evolves(PhaseStarted)
def phase_started(workshop: Workshop, event: PhaseStarted, at: int) -> None:
    workshop.run.ended_at = at
    workshop.phase = Phase(event.phase)
    workshop.runs.append(PhaseRun(workshop.phase, at, event.until))
