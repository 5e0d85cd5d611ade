"""S8: what it costs to make a workshop from its journal, and to have taps on the disk."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path

from tests.bench.row import Row
from tests.given import BUILT_IN, CODE, workshop
from workshops.commands import GiveFit
from workshops.database import WRITING
from workshops.events import decode, encode
from workshops.journal import HandledCommand, Journal
from workshops.model import Phase, Workshop
from workshops.replay import fold, replay

EVENTS = 10_000
ROUNDS = 15
CONCURRENT = 32
STORED = 1_600
INSERT = "INSERT INTO handled_command VALUES (?, ?, ?, ?, ?, ?, ?)"


async def s8() -> list[Row]:
    return [*await replayed(), *await stored()]


async def replayed() -> list[Row]:
    """A workshop of 10,000 taps, folded from rows in memory and replayed from the file, against decoding."""
    rows = taps(EVENTS)

    async def decoded() -> None:
        for row in rows:
            decode(row.events)

    async def folded() -> None:
        empty = Workshop(CODE, lambda study: BUILT_IN)
        for row in rows:
            fold(empty, row)

    with folder() as path:
        journal = await Journal.open(path)
        await asyncio.gather(*map(journal.append, rows))
        decoding, folding, replaying = await in_turn(
            decoded, folded, lambda: replay(journal, CODE, lambda study: BUILT_IN)
        )
        await journal.close()
    note = f"{milliseconds(folding)} against {milliseconds(decoding)}"
    whole = f"{milliseconds(replaying)}: beyond the above SQLite gathering the rows"
    return [
        Row(
            "S8",
            "replay of 10,000 events in memory, decoding included",
            "<= 3 x",
            ratio(folding, decoding),
            note,
        ),
        Row("S8", "the same with reading the file", "<= 3 x", ratio(replaying, decoding), whole),
    ]


async def stored() -> list[Row]:
    """As many rows by 32 people at once through the journal, against one commit each on a bare connection."""
    rows = taps(STORED)

    async def together() -> None:
        with folder() as path:
            journal = await Journal.open(path)
            waiting = iter(rows)
            await asyncio.gather(*(one_after_the_other(journal, waiting) for _ in range(CONCURRENT)))
            await journal.close()

    async def alone() -> None:
        with folder() as path:
            await (await Journal.open(path)).close()
            with closing(sqlite3.connect(path, isolation_level=None)) as file:
                for name, value in WRITING.items():
                    file.execute(f"PRAGMA {name} = {value}")
                for row in rows:
                    file.execute(INSERT, tuple(getattr(row, field) for field in row.__struct_fields__))

    ours, bare = await in_turn(together, alone)
    speeds = [STORED / statistics.median(taken) for taken in (ours, bare)]
    note = f"{speeds[0]:.0f} against {speeds[1]:.0f} rows/s; what waits together is one commit"
    return [Row("S8", "32 at once, against single raw commits", ">= 2 x", ratio(bare, ours), note)]


def taps(count: int) -> list[HandledCommand]:
    """Four people say of the themes, one after the other, whether they fit, and change their minds."""
    room = workshop().joined("P01", "P02", "P03", "P04", table="A").phase(Phase.THEMES)
    answers = cycle(
        (who, GiveFit(theme.id, fit))
        for fit in ("fits", "does_not")
        for theme in BUILT_IN.themes
        for who in ("P01", "P02", "P03", "P04")
    )
    while len(room.acts) < count:
        room.does(*next(answers))
    return [
        HandledCommand(CODE, seq, f"telegram:1:{seq}", "0" * 64, str(act.actor), act.at, encode(act.events))
        for seq, act in enumerate(room.acts, 1)
    ]


async def one_after_the_other(journal: Journal, rows: Iterator[HandledCommand]) -> None:
    for row in rows:
        await journal.append(row)


async def in_turn(*works: Callable[[], Awaitable[object]]) -> list[list[float]]:
    """The times of each, taken alternately, so that a busy moment meets all of them."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, times in zip(works, taken, strict=True):
            began = time.perf_counter()
            await work()
            times.append(time.perf_counter() - began)
    return taken


def ratio(these: list[float], those: list[float]) -> str:
    return f"{statistics.median(this / that for this, that in zip(these, those, strict=True)):.1f} x"


def milliseconds(taken: list[float]) -> str:
    return f"{1000 * statistics.median(taken):.1f} ms"


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name) / "journal.db"
