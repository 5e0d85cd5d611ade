"""What an export is made of: a workshop as it stands, and the journal rows that made it so.

Calls for somebody are in no export, so they are taken out here, before anything is made of the journal: who
called, when, and that anybody did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from workshops.events import CallAnswered, CallEnded, CallWidened, Event, SomeoneAsked, decode
from workshops.model import Workshop
from workshops.protocol import evolve
from workshops.study import Study

if TYPE_CHECKING:
    from workshops.journal import HandledCommand


CALLS = (SomeoneAsked, CallAnswered, CallEnded, CallWidened)


class Row(msgspec.Struct, frozen=True):
    """One handled command and what came of it; `at` in UTC milliseconds."""

    seq: int
    at: int
    actor: str
    events: tuple[Event, ...]


class Recorded(msgspec.Struct, frozen=True):
    """`workshop` is what folding the events of `rows` gives."""

    workshop: Workshop
    rows: Sequence[Row]


def recorded(code: str, library: Callable[[str], Study], handled: Iterable[HandledCommand]) -> Recorded:
    """The workshop that these rows of the journal make, each decoded once."""
    rows = (Row(row.seq, row.at, row.actor, tuple(decode(row.events))) for row in handled)
    return folded(code, library, rows)


def folded(code: str, library: Callable[[str], Study], rows: Iterable[Row]) -> Recorded:
    """The workshop that these rows make, without the calls among them."""
    kept = tuple(without for row in rows if (without := _without_calls(row)))
    workshop = Workshop(code, library)
    for row in kept:
        for event in row.events:
            evolve(workshop, event, row.at)
    return Recorded(workshop, kept)


def _without_calls(row: Row) -> Row | None:
    """None for a row that was about a call and nothing else."""
    events = tuple(event for event in row.events if not isinstance(event, CALLS))
    if len(events) == len(row.events):
        return row
    return msgspec.structs.replace(row, events=events) if events else None
