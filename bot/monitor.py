"""The room live in the terminal, read from the journal while `serve` goes on: `workshop monitor`."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rich import box
from rich.columns import Columns
from rich.console import Console, ConsoleOptions, ConsoleRenderable, Group, RenderResult
from rich.live import Live
from rich.panel import Panel
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from bot.house import library, now
from bot.observing import Stage, TableSeen, observers_look, room_seen
from bot.operations import Declined
from bot.reading import reading, rows_of
from bot.screens.look import Look
from workshops.journal import JournalRefused
from workshops.model import Workshop
from workshops.replay import fold

TICK_SECONDS = 1.0
NARROWEST_TILE = 26
NARROWEST_ROWS = 52
BETWEEN_COLUMNS = 3

Layout = Callable[[Look, Sequence[TableSeen], int], ConsoleRenderable]

# Colour only repeats what the words say.
STYLES = {
    Stage.EMPTY: "dim",
    Stage.SEATED: "default",
    Stage.TALKING: "yellow",
    Stage.PLACING: "cyan",
    Stage.HANDED_IN: "green",
}


@dataclass(frozen=True, slots=True)
class Board:
    """A workshop as it stood `at` (UTC milliseconds).

    `live` says how to end the view, `unread` that the journal cannot be read since.
    """

    workshop: Workshop
    at: int
    live: bool = False
    unread: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The first layout that fits the height that is given; where none is, no window waits: plain rows."""
        look, free = observers_look(self.workshop), options.reset_height()

        def drawn(content: ConsoleRenderable) -> list[list[Segment]]:
            return console.render_lines(content, free, pad=False)

        if options.height is None:
            return _ended(drawn(self._laid_out(look, _rows, free.max_width)))
        rows = (_rows,) if free.max_width >= NARROWEST_ROWS else ()
        for layout in (_tiles, *rows, _list):
            lines = drawn(self._laid_out(look, layout, free.max_width))
            if len(lines) <= options.height:
                return _ended(lines)
        too_small = Text(look.say("monitor.too_small"), no_wrap=True, overflow="ellipsis")
        return _ended([*lines[: options.height - 1], *drawn(too_small)])

    def _laid_out(self, look: Look, layout: Layout, width: int) -> ConsoleRenderable:
        seen = room_seen(look, self.at)
        head = Table.grid(expand=True, padding=(0, 0, 0, 2))
        head.add_column(ratio=1)
        head.add_column(justify="right", no_wrap=True)
        head.add_row(Text(seen.title, style="bold"), Text(seen.code, style="bold"))
        head.add_row(Text(seen.status), Text(look.say("monitor.as_of", time=look.clock(self.at))))
        foot = []
        if self.unread:
            foot.append(Text(look.say("monitor.unread"), style="bold"))
        if self.live:
            foot.append(Text(look.say("monitor.end"), style="dim"))
        return Group(head, Text(" ".join(seen.sentences)), Text(), layout(look, seen.tables, width), *foot)


def _ended(lines: list[list[Segment]]) -> Iterator[Segment]:
    for line in lines:
        yield from line
        yield Segment.line()


def _tiles(look: Look, tables: Sequence[TableSeen], width: int) -> ConsoleRenderable:
    counts = any(table.own or table.links or table.notes for table in tables)
    across = max(1, min(len(tables), width // NARROWEST_TILE))
    grid = Table.grid(expand=True)
    for _ in range(across):
        grid.add_column(ratio=1)
    for start in range(0, len(tables), across):
        grid.add_row(*(_tile(look, table, counts=counts) for table in tables[start : start + across]))
    return grid


def _tile(look: Look, table: TableSeen, *, counts: bool) -> Panel:
    """With `counts` there is a line for them, so that every tile is as high."""
    state = Text(_marked(table), style=STYLES[table.stage])
    people = Text(_joined(look.say("tile.people", n=table.people), table.form))
    name = Text(look.say("tile.name", group=table.letter), style="bold")
    counted = (Text(look.say.listed(list(_counts(look, table)))),) if counts else ()
    wanting = _wanting(look, table)
    latest = Text(wanting or _latest(look, table), style="bold" if wanting else "")
    return Panel(
        Group(state, people, *counted, latest),
        title=name,
        title_align="left",
        border_style=STYLES[table.stage],
    )


def _counts(look: Look, table: TableSeen) -> Iterator[str]:
    """What the table has of each, where it has any."""
    for key, number in (("own", table.own), ("links", table.links), ("notes", table.notes)):
        if number:
            yield look.say(f"monitor.{key}", n=number)


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _latest(look: Look, table: TableSeen) -> str:
    if table.confirmed is not None:
        return look.say("tile.confirmed", done=table.confirmed, of=table.people)
    return look.say("tile.last_active", time=table.last_change) if table.last_change else ""


def _rows(look: Look, tables: Sequence[TableSeen], width: int) -> ConsoleRenderable:
    columns = _columns(look, tables, width)
    rows = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading, cells in columns.items():
        rows.add_column(look.say(heading), justify="right" if _are_numbers(cells) else "left")
    for at, table in enumerate(tables):
        rows.add_row(*(Text(cells[at], style=STYLES[table.stage]) for cells in columns.values()))
    return rows


def _columns(look: Look, tables: Sequence[TableSeen], width: int) -> dict[str, list[str]]:
    """By their headings' keys: of the last ones those that say something and have room, in this order."""
    columns = {
        "monitor.table": [table.letter for table in tables],
        "monitor.people": [str(table.people) for table in tables],
        "monitor.state": [_marked(table) for table in tables],
        "monitor.confirmed": [_confirmed(look, table) for table in tables],
    }
    further = {
        "monitor.someone": [look.say("monitor.wanted") if table.wants_someone else "" for table in tables],
        "monitor.form_chosen": [table.form for table in tables],
        "monitor.own_statements": [_number(table.own) for table in tables],
        "monitor.links_made": [_number(table.links) for table in tables],
        "monitor.notes_written": [_number(table.notes) for table in tables],
        "monitor.last_change": [table.last_change for table in tables],
    }
    left = width + BETWEEN_COLUMNS - sum(_width(look, *column) for column in columns.items())
    for column in further.items():
        needed = _width(look, *column)
        if any(column[1]) and needed <= left:
            columns |= [column]
            left -= needed
    return columns


def _width(look: Look, heading: str, cells: Sequence[str]) -> int:
    return max(map(len, (look.say(heading), *cells))) + BETWEEN_COLUMNS


def _are_numbers(cells: Sequence[str]) -> bool:
    return any(cells) and all(cell.isdigit() for cell in cells if cell)


def _number(count: int) -> str:
    return str(count) if count else ""


def _list(look: Look, tables: Sequence[TableSeen], width: int) -> ConsoleRenderable:
    entries = (f"{table.letter} {_joined(_marked(table), _wanting(look, table))}" for table in tables)
    return Columns([Text(entry, no_wrap=True) for entry in entries], padding=(0, 3), equal=True)


def _marked(table: TableSeen) -> str:
    return f"✓ {table.state}" if table.stage is Stage.HANDED_IN else table.state


def _wanting(look: Look, table: TableSeen) -> str:
    return look.say("monitor.wants_someone") if table.wants_someone else ""


def _confirmed(look: Look, table: TableSeen) -> str:
    if table.confirmed is None:
        return ""
    return look.say("monitor.confirmed_of", done=table.confirmed, of=table.people)


async def watch(
    folder: Path,
    code: str,
    *,
    once: bool = False,
    console: Console | None = None,
    clock: Callable[[], int] = now,
) -> None:
    """Shows the board until interrupted; prints it once where that is asked or nothing can be redrawn.

    Raises `Declined` and `JournalRefused` when there is nothing to begin with.
    """
    console = console or Console(highlight=False)
    window = console.is_terminal and not console.is_dumb_terminal
    async with aclosing(boards(folder, code, clock)) as stream:
        first = await anext(stream)
        if once or not window:
            # One row of a window is left for the prompt.
            console.print(first, height=console.height - 1 if window else None, end="")
            return
        with _told_to_stop() as stop, Live(console=console, screen=True, auto_refresh=False) as live:
            live.update(replace(first, live=True), refresh=True)
            while not await _happens(stop, within=TICK_SECONDS):
                live.update(replace(await anext(stream), live=True), refresh=True)


async def boards(folder: Path, code: str, clock: Callable[[], int]) -> AsyncGenerator[Board, None]:
    """The board of now, each time it is asked for; while the journal cannot be read, the last."""
    last: Board | None = None
    while True:
        try:
            async with aclosing(followed(folder, code)) as states:
                async for workshop in states:
                    last = Board(workshop, clock())
                    yield last
        except (Declined, JournalRefused):
            if last is None:
                raise
            yield replace(last, unread=True)


async def followed(folder: Path, code: str) -> AsyncGenerator[Workshop, None]:
    """The workshop as it is stored, brought up to date each time it is asked for."""
    async with reading(folder) as journal:
        rows = await rows_of(journal, code)
        workshop, last = Workshop(rows[0].workshop, library(folder)), 0
        while True:
            for row in rows:
                fold(workshop, row)
                last = row.seq
            yield workshop
            rows = await journal.rows(workshop.code, last)


async def _happens(event: asyncio.Event, *, within: float) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            await event.wait()
    return event.is_set()


@contextmanager
def _told_to_stop() -> Iterator[asyncio.Event]:
    """Set by Ctrl-C or `kill`: the view ends between two looks and gives the terminal back as it was."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
