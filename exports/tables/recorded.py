"""What an export is made of: a workshop as it stands, and the journal rows that made it so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from workshops.events import Event, decode
from workshops.model import Workshop
from workshops.protocol import evolve
from workshops.study import Study

if TYPE_CHECKING:
    from workshops.journal import HandledCommand


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
    workshop = Workshop(code, library)
    rows = tuple(Row(row.seq, row.at, row.actor, tuple(decode(row.events))) for row in handled)
    for row in rows:
        for event in row.events:
            evolve(workshop, event, row.at)
    return Recorded(workshop, rows)
