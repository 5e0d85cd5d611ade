"""The protocol: `decide` says what a command causes and changes nothing, `evolve` makes it so in place.

One module a phase; each registers its commands and events with `rules`.
"""

from __future__ import annotations

from workshops.commands import Command, MakeWorkshop
from workshops.events import Event
from workshops.model import Actor, Refused, Workshop
from workshops.protocol import (
    afterwards,
    amending,
    beforehand,
    evaluation,
    extras,
    facilitating,
    handing_in,
    individual,
    lobby,
    notes,
    phases,
    plenary,
    presence,
    questions,
    ranking,
    report_back,
    someone,
    steering,
    tables,
    team,
    themes,
    vote,
)
from workshops.protocol.rules import FOLDS, RULES, Decision, refusal

__all__ = ["Decision", "decide", "evolve", "modules"]

modules = (
    lobby,
    beforehand,
    tables,
    facilitating,
    themes,
    questions,
    individual,
    ranking,
    extras,
    handing_in,
    notes,
    report_back,
    plenary,
    vote,
    evaluation,
    phases,
    steering,
    presence,
    someone,
    afterwards,
    team,
    amending,
)


def decide(workshop: Workshop, command: Command, actor: Actor, now: int) -> Decision:
    """The events that `command` causes, none when it is so already, or a refusal. `now`: UTC milliseconds."""
    if not workshop.made and not isinstance(command, MakeWorkshop):
        return Refused("code_unknown")
    rule = RULES[type(command)]
    return refusal(workshop, rule, actor) or rule.decide(workshop, command, actor, now)


def evolve(workshop: Workshop, event: Event, at: int) -> None:
    """Folds `event`, which happened `at` UTC milliseconds, into the workshop, in place."""
    FOLDS[type(event)](workshop, event, at)
    workshop.last_at = at
