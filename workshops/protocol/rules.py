"""Who may ask for what, and when: one rule a command, kept beside the function that decides it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from workshops.commands import Command
from workshops.events import Event, Happened
from workshops.model import Actor, Participant, Phase, Refused, Role, Workshop

Decision = list[Event] | Refused
SomeCommand = TypeVar("SomeCommand", bound=Command)
SomeEvent = TypeVar("SomeEvent", bound=Happened)
Deciding = Callable[[Workshop, SomeCommand, Actor, int], Decision]
Folding = Callable[[Workshop, SomeEvent, int], None]

PHASES = tuple(Phase)
OPEN_PHASES = PHASES[: PHASES.index(Phase.CLOSED)]
FROM_THEMES = OPEN_PHASES[PHASES.index(Phase.THEMES) :]
FROM_RANKING = OPEN_PHASES[PHASES.index(Phase.RANKING) :]

NOTHING: list[Event] = []


class Rule(NamedTuple):
    """`waiting`: also for a late joiner whom nobody has admitted; `gone`: also for someone who has left;
    `withdrawn`: even for someone who has withdrawn; `team`: not for a group facilitator, who sits at a table.

    `decide` takes the command that `RULES` keeps the rule under.
    """

    roles: frozenset[Role]
    phases: frozenset[Phase]
    waiting: bool
    gone: bool
    withdrawn: bool
    team: bool
    decide: Deciding[Any]


RULES: dict[type[Command], Rule] = {}
FOLDS: dict[type[Happened], Folding[Any]] = {}


def decides(
    command: type[SomeCommand],
    *by: Role,
    during: tuple[Phase, ...] = OPEN_PHASES,
    waiting: bool = False,
    gone: bool = False,
    withdrawn: bool = False,
    team: bool = False,
) -> Callable[[Deciding[SomeCommand]], Deciding[SomeCommand]]:
    """Registers the function that decides `command`, and who may ask for it when."""

    def register(decide: Deciding[SomeCommand]) -> Deciding[SomeCommand]:
        RULES[command] = Rule(frozenset(by), frozenset(during), waiting, gone, withdrawn, team, decide)
        return decide

    return register


def evolves(event: type[SomeEvent]) -> Callable[[Folding[SomeEvent]], Folding[SomeEvent]]:
    """Registers the function that folds `event` into the workshop."""

    def register(fold: Folding[SomeEvent]) -> Folding[SomeEvent]:
        FOLDS[event] = fold
        return fold

    return register


def refusal(workshop: Workshop, rule: Rule, actor: Actor) -> Refused | None:
    """Why `actor` may not ask for this now; None when they may."""
    if actor.role not in rule.roles:
        return Refused("not_yours")
    if workshop.phase not in rule.phases:
        return Refused("closed" if workshop.phase is Phase.CLOSED else "wrong_phase")
    match actor.role:
        case Role.FACILITATOR if not facilitates(workshop, actor.id):
            return Refused("not_yours")
        case Role.FACILITATOR if rule.team and not of_the_team(workshop, actor.id):
            return Refused("not_yours")
        case Role.PARTICIPANT:
            return _refusal_of(workshop.participants.get(actor.id), rule)
        case _:
            return None


def facilitates(workshop: Workshop, number: str) -> bool:
    """Whether this is a facilitator who has not stopped."""
    facilitator = workshop.facilitators.get(number)
    return facilitator is not None and not facilitator.stopped_at


def of_the_team(workshop: Workshop, number: str) -> bool:
    """Whether this facilitator may see to the study and its data: whoever leads a group sits at a table."""
    facilitator = workshop.facilitators.get(number)
    return facilitator is not None and not facilitator.stopped_at and not facilitator.leads


def _refusal_of(participant: Participant | None, rule: Rule) -> Refused | None:
    if participant is None or (participant.withdrew_at and not rule.withdrawn):
        return Refused("not_here")
    if participant.left_at and not rule.gone:
        return Refused("left")
    if not participant.admitted and not rule.waiting:
        return Refused("not_admitted")
    return None
