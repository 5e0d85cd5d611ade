"""A workshop made from its journal: the same fold for the desk, the exports and the monitor."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from workshops.events import Event, decode
from workshops.journal import HandledCommand, Journal
from workshops.model import Workshop
from workshops.protocol import evolve
from workshops.study import Study

_times = msgspec.json.Decoder(list[int]).decode
_events = msgspec.json.Decoder(list[list[Event]]).decode


async def replay(journal: Journal, code: str, library: Callable[[str], Study]) -> tuple[Workshop, int]:
    """The workshop and the number of its last row, 0 when the journal knows no such code."""
    workshop, seq = Workshop(code, library), 0
    async for page in journal.pages(code):
        for at, events in zip(_times(page.at), _events(page.events), strict=True):
            for event in events:
                evolve(workshop, event, at)
        seq = page.last
    return workshop, seq


def fold(workshop: Workshop, row: HandledCommand) -> None:
    """Takes the next row's events into the workshop, in place."""
    for event in decode(row.events):
        evolve(workshop, event, row.at)
