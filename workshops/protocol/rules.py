"""Who may ask for what, and when: one rule a command, kept beside the function that decides it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from workshops.commands import Command
from workshops.events import Event
from workshops.model import Actor, Participant, Phase, Refused, Role, Workshop

Decision = list[Event] | Refused
SomeCommand = TypeVar("SomeCommand", bound=Command)
SomeEvent = TypeVar("SomeEvent", bound=Event)

PHASES = tuple(Phase)
OPEN_PHASES = tuple(phase for phase in Phase if phase is not Phase.CLOSED)
FROM_THEMES = OPEN_PHASES[1:]
FROM_RANKING = OPEN_PHASES[3:]

NOTHING: list[Event] = []


class Rule(NamedTuple):
    """`waiting`: also for a late joiner whom nobody has admitted; `gone`: also for someone who has left."""

    roles: frozenset[Role]
    phases: frozenset[Phase]
    waiting: bool
    gone: bool
    decide: Callable[[Workshop, Command, Actor, int], Decision]


RULES: dict[type[Command], Rule] = {}
FOLDS: dict[type, Callable[[Workshop, Event, int], None]] = {}


def decides(
    command: type[SomeCommand],
    *by: Role,
    during: tuple[Phase, ...] = OPEN_PHASES,
    waiting: bool = False,
    gone: bool = False,
) -> Callable[[Callable[[Workshop, SomeCommand, Actor, int], Decision]], None]:
    """Registers the function that decides `command`, and who may ask for it when."""

    def register(decide: Callable[[Workshop, SomeCommand, Actor, int], Decision]) -> None:
        RULES[command] = Rule(frozenset(by), frozenset(during), waiting, gone, decide)  # type: ignore[arg-type]

    return register


def evolves(event: type[SomeEvent]) -> Callable[[Callable[[Workshop, SomeEvent, int], None]], None]:
    """Registers the function that folds `event` into the workshop."""

    def register(fold: Callable[[Workshop, SomeEvent, int], None]) -> None:
        FOLDS[event] = fold  # type: ignore[assignment]

    return register


def refusal(workshop: Workshop, rule: Rule, actor: Actor) -> Refused | None:
    """Why `actor` may not ask for this now; None when they may."""
    if actor.role not in rule.roles:
        return Refused("not_yours")
    if workshop.phase not in rule.phases:
        return Refused("closed" if workshop.phase is Phase.CLOSED else "wrong_phase")
    match actor.role:
        case Role.FACILITATOR if actor.id not in workshop.facilitators:
            return Refused("not_yours")
        case Role.PARTICIPANT:
            return _refusal_of(workshop.participants.get(actor.id), rule)
        case _:
            return None


def _refusal_of(participant: Participant | None, rule: Rule) -> Refused | None:
    if participant is None or participant.withdrew_at:
        return Refused("not_here")
    if participant.left_at and not rule.gone:
        return Refused("left")
    if not participant.admitted and not rule.waiting:
        return Refused("not_admitted")
    return None
