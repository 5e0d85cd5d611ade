"""A workshop made from its journal: the same fold for the desk, the exports and the monitor."""

from __future__ import annotations

from collections.abc import Callable

from workshops.events import decode
from workshops.journal import HandledCommand, Journal
from workshops.model import Workshop
from workshops.protocol import evolve
from workshops.study import Study


async def replay(journal: Journal, code: str, library: Callable[[str], Study]) -> tuple[Workshop, int]:
    """The workshop and the number of its last row, 0 when the journal knows no such code."""
    workshop, seq = Workshop(code, library), 0
    for row in await journal.rows(code):
        fold(workshop, row)
        seq = row.seq
    return workshop, seq


def fold(workshop: Workshop, row: HandledCommand) -> None:
    """Takes the next row's events into the workshop, in place."""
    for event in decode(row.events):
        evolve(workshop, event, row.at)
