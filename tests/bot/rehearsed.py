"""What a rehearsal stored, as the events of each of its workshops."""

from __future__ import annotations

from pathlib import Path

from bot.reading import reading, rows_of
from workshops.events import (
    Event,
    decode,
)


async def happened(data: Path) -> dict[str, list[Event]]:
    """The events of each workshop."""
    async with reading(data) as journal:
        return {
            code: [event for row in await rows_of(journal, code) for event in decode(row.events)]
            for code in await journal.workshops()
        }
