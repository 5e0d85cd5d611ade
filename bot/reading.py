"""What is stored, opened for reading alone: no lock is taken, and `serve` may go on writing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.declined import Declined
from bot.folder import JOURNAL
from bot.house import library
from workshops.journal import HandledCommand, Journal, NotSaved
from workshops.model import Workshop
from workshops.replay import replay


@asynccontextmanager
async def reading(folder: Path) -> AsyncIterator[Journal]:
    """The folder's journal. Raises `Declined` where there is none or it goes away, and `JournalRefused`."""
    path = folder / JOURNAL
    if not path.exists():
        raise Declined(f"There is nothing stored in {folder} yet: make a workshop with `workshop new`.")
    journal = await Journal.open_read_only(path)
    try:
        yield journal
    except NotSaved as unread:
        raise Declined(f"{path} could not be read ({unread}): try again.") from unread
    finally:
        await journal.close()


async def rows_of(journal: Journal, code: str) -> Sequence[HandledCommand]:
    """A workshop's rows, at least one, whichever way its code's letters are written. Raises `Declined`."""
    rows = await journal.rows(code.strip().upper())
    if not rows:
        raise Declined(
            f"There is no workshop with the code {code}: run `workshop list` to see what there is."
        )
    return rows


async def workshops_called(folder: Path, codes: Sequence[str]) -> list[Workshop]:
    """Each once, in the order asked for. Raises `Declined`."""
    studies = library(folder)
    async with reading(folder) as journal:
        known = dict.fromkeys([(await rows_of(journal, code))[0].workshop for code in codes])
        return [(await replay(journal, code, studies))[0] for code in known]
