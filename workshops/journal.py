"""The journal: every handled command is a row, never deleted; only words in it are ever blanked.

The layouts of the whole file stand here, those of `people` too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from workshops.database import Database, JournalRefused
from workshops.writer import NotSaved, Writer

__all__ = ["HandledCommand", "Journal", "JournalRefused", "NotSaved", "Page"]

Result = TypeVar("Result")
Store = Callable[..., Awaitable[list[Any]]]


# Each entry takes the layout from the number before it to its own; what has been released is never edited.
LAYOUTS = (
    """
    CREATE TABLE handled_command (
        workshop TEXT NOT NULL, seq INTEGER NOT NULL, cause TEXT UNIQUE, request_hash TEXT NOT NULL,
        actor TEXT NOT NULL, at INTEGER NOT NULL, events TEXT NOT NULL,
        PRIMARY KEY (workshop, seq)
    ) STRICT, WITHOUT ROWID;

    -- What was decided upon a row that could not be stored must not be stored either.
    CREATE TRIGGER without_gaps BEFORE INSERT ON handled_command
    WHEN new.seq <> 1 + (SELECT ifnull(max(seq), 0) FROM handled_command WHERE workshop = new.workshop)
    BEGIN SELECT raise(ABORT, 'seq is not the next'); END;

    CREATE TABLE person (
        workshop TEXT NOT NULL, number TEXT NOT NULL, role TEXT NOT NULL, created_at INTEGER NOT NULL,
        telegram_chat INTEGER, respondent TEXT, nickname TEXT, turned_to INTEGER NOT NULL,
        PRIMARY KEY (workshop, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX person_by_chat ON person (telegram_chat, turned_to);

    CREATE TABLE session (
        token_hash TEXT PRIMARY KEY, workshop TEXT NOT NULL, number TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        FOREIGN KEY (workshop, number) REFERENCES person ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX session_by_person ON session (workshop, number);

    CREATE TABLE identifying_words (
        workshop TEXT NOT NULL, number TEXT NOT NULL, question TEXT NOT NULL,
        answer INTEGER NOT NULL, words TEXT NOT NULL,
        PRIMARY KEY (workshop, number, question),
        FOREIGN KEY (workshop, number) REFERENCES person ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE claim (
        token_hash TEXT PRIMARY KEY, workshop TEXT NOT NULL, made_by TEXT NOT NULL, made_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL, used_by TEXT, revoked INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE screen (
        chat INTEGER PRIMARY KEY, workshop TEXT NOT NULL, message_id INTEGER, view TEXT NOT NULL,
        fingerprint TEXT, below INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE telegram_offset (bot INTEGER PRIMARY KEY, update_id INTEGER NOT NULL) STRICT;

    CREATE TABLE quarantine (
        bot INTEGER NOT NULL, update_id INTEGER NOT NULL, chat INTEGER, kind TEXT NOT NULL,
        error TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (bot, update_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE personal_code (
        workshop TEXT NOT NULL, number TEXT NOT NULL, code_hash TEXT NOT NULL UNIQUE,
        expires_at INTEGER NOT NULL,
        PRIMARY KEY (workshop, number),
        FOREIGN KEY (workshop, number) REFERENCES person ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE wish (
        workshop TEXT NOT NULL, number TEXT NOT NULL, kind TEXT NOT NULL, other TEXT NOT NULL,
        PRIMARY KEY (workshop, number, kind, other),
        FOREIGN KEY (workshop, number) REFERENCES person ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE sent_message (
        chat INTEGER NOT NULL, message_id INTEGER NOT NULL, workshop TEXT NOT NULL, stays INTEGER NOT NULL,
        PRIMARY KEY (chat, message_id)
    ) STRICT, WITHOUT ROWID;
    """,
)

# All rows travel as one JSON array, so that many are one statement; in their order, for `without_gaps`.
APPEND = """
    INSERT INTO handled_command (workshop, seq, cause, request_hash, actor, at, events)
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
        json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]'),
        json_extract(value, '$[6]')
    FROM json_each(?) ORDER BY key
"""
ROWS_AFTER = """
    SELECT workshop, seq, cause, request_hash, actor, at, events FROM handled_command
    WHERE workshop = ? AND seq > ? ORDER BY seq LIMIT 1000
"""
# Times and events as two JSON lists in step: to fetch row by row costs more than to decode what is fetched.
# The inner order is kept: SQLite may not drop it beside a LIMIT.
PAGE_AFTER = """
    SELECT max(seq), '[' || group_concat(at) || ']', '[' || group_concat(events) || ']' FROM (
        SELECT seq, at, events FROM handled_command WHERE workshop = ? AND seq > ? ORDER BY seq LIMIT 1000
    )
"""
HANDLED = """
    SELECT workshop, seq, cause, request_hash, actor, at, events FROM handled_command WHERE cause = ?
"""
ROWS_WITH = """
    SELECT workshop, seq, cause, request_hash, actor, at, events FROM handled_command
    WHERE instr(events, ?) ORDER BY workshop, seq
"""
REPLACE = """
    UPDATE handled_command
    SET cause = json_extract(value, '$[2]'), request_hash = json_extract(value, '$[3]'),
        actor = json_extract(value, '$[4]'), events = json_extract(value, '$[6]')
    FROM json_each(?)
    WHERE workshop = json_extract(value, '$[0]') AND seq = json_extract(value, '$[1]')
"""


class HandledCommand(msgspec.Struct, frozen=True, array_like=True):
    """One command and what it caused. `cause` tells a second delivery, `request_hash` an altered one."""

    workshop: str
    seq: int
    cause: str | None
    request_hash: str
    actor: str
    at: int
    events: str


class Page(msgspec.Struct, frozen=True):
    """Many rows of a workshop: when, and what then happened, in JSON; `last` is the number of the last."""

    last: int
    at: str
    events: str


class Journal:
    """Reads on one connection and writes on another, which the writer's task alone uses.

    Raises `NotSaved` wherever the file cannot be read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writer = Writer(self._append)
        self._causes: set[int] | None = None

    @classmethod
    async def open(cls, path: Path) -> Journal:
        """Opens for reading and writing, and makes the file where there is none. Raises `JournalRefused`."""
        journal = cls(await Database.open(path, LAYOUTS))
        await journal._learn_causes()
        return journal

    @classmethod
    async def open_read_only(cls, path: Path) -> Journal:
        """Opens what another process may be writing, without holding it up. Raises `JournalRefused`."""
        return cls(await Database.open_read_only(path, LAYOUTS))

    async def close(self) -> None:
        """Stores what waits, then folds the write-ahead log into the file."""
        await self._writer.close()
        await self._database.close()

    def put(self, row: HandledCommand) -> asyncio.Future[None]:
        """Queues the row before it returns; the future is done when the disk has it, or raises `NotSaved`."""
        return self._writer.put(row)

    async def append(self, row: HandledCommand) -> None:
        """Waits until the disk has the row, which is stored even if the waiting is given up."""
        await self.put(row)

    async def settled(self) -> None:
        """Waits until every row queued so far is stored or refused."""
        await self._writer.settled()

    async def rows(self, workshop: str, after: int = 0) -> list[HandledCommand]:
        """The workshop's rows in order, read in pages so that no snapshot is held."""
        rows: list[HandledCommand] = []
        while page := await self.read(ROWS_AFTER, workshop, rows[-1].seq if rows else after):
            rows.extend(HandledCommand(*row) for row in page)
        return rows

    async def pages(self, workshop: str) -> AsyncIterator[Page]:
        """All that happened in the workshop, in order; cheaper than its rows."""
        last = 0
        while True:
            [(last, at, events)] = await self.read(PAGE_AFTER, workshop, last)
            if last is None:
                return
            yield Page(last, at, events)

    async def rows_with(self, words: str) -> list[HandledCommand]:
        """The rows of all workshops whose events hold these words."""
        return [HandledCommand(*row) for row in await self.read(ROWS_WITH, words)]

    async def handled(self, cause: str) -> HandledCommand | None:
        """The row that this cause led to; None, without asking the file, for a cause that is new."""
        if self._causes is not None and hash(cause) not in self._causes:
            return None
        found = await self.read(HANDLED, cause)
        return HandledCommand(*found[0]) if found else None

    async def workshops(self) -> list[str]:
        """The code of every workshop, the oldest first."""
        found = await self.read("SELECT workshop FROM handled_command WHERE seq = 1 ORDER BY at, workshop")
        return [code for (code,) in found]

    async def forget_causes(self, before: int) -> None:
        """Forgets which delivery led to the rows older than `before` (UTC milliseconds)."""
        await self.write(
            "UPDATE handled_command SET cause = NULL, request_hash = '' WHERE cause IS NOT NULL AND at < ?",
            before,
        )
        await self._learn_causes()

    async def replace(self, workshop: str, blanked: Callable[[HandledCommand], HandledCommand]) -> int:
        """Puts `blanked(row)` in place of every row, all but its place and time; how many that changed."""

        async def pass_over(store: Store) -> int:
            changed, after = 0, 0
            while page := await store(ROWS_AFTER, workshop, after):
                rows = [HandledCommand(*row) for row in page]
                differing = [new for row in rows if (new := blanked(row)) != row]
                await store(REPLACE, _json(differing))
                changed, after = changed + len(differing), rows[-1].seq
            return changed

        return await self.transact(pass_over)

    async def truncate_log(self) -> None:
        """Waits until no copy of what was overwritten is left in the write-ahead log."""
        while True:
            [(busy, _, _)] = await self.write("PRAGMA wal_checkpoint(TRUNCATE)")
            if not busy:
                return
            await asyncio.sleep(0.1)

    async def writable(self) -> bool:
        """Whether a row would reach the disk now, found out by writing one."""
        try:
            await self.write("INSERT OR REPLACE INTO setting (key, value) VALUES ('writable', '')")
        except NotSaved:
            return False
        return True

    async def copy_to(self, path: Path) -> None:
        """A copy as of one moment, in a file that is not there yet. Raises `OSError`."""
        await self._database.copy_to(path)

    async def setting(self, key: str) -> str | None:
        """What was last learnt under this key: the bot's name, the address served."""
        found = await self.read("SELECT value FROM setting WHERE key = ?", key)
        return found[0][0] if found else None

    async def keep_setting(self, key: str, value: str) -> None:
        await self.write("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", key, value)

    async def read(self, statement: str, *values: Any) -> list[Any]:
        """The rows that the statement finds, each a tuple."""
        return await self._database.read(statement, *values)

    async def write(self, statement: str, *values: Any) -> list[Any]:
        """Runs one statement in its turn; the rows it returns, if any."""
        return await self._writer.run(partial(self._database.store, statement, *values))

    async def transact(self, work: Callable[[Store], Awaitable[Result]]) -> Result:
        """Runs `work` in its turn, as one transaction; it waits for nothing but the `store` it is given."""

        async def within() -> Result:
            async with self._database.transaction():
                return await work(self._database.store)

        return await self._writer.run(within)

    async def _append(self, rows: Sequence[HandledCommand]) -> None:
        await self._database.store(APPEND, _json(rows))
        if self._causes is not None:
            self._causes.update(hash(row.cause) for row in rows if row.cause)

    async def _learn_causes(self) -> None:
        found = await self.read("SELECT cause FROM handled_command WHERE cause IS NOT NULL")
        self._causes = {hash(cause) for (cause,) in found}


def _json(rows: Sequence[HandledCommand]) -> str:
    return msgspec.json.encode(rows).decode()
