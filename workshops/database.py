"""The SQLite file under the journal: whose it is, how far its layout has come, and the two ways to reach it.

One connection reads; the other writes and belongs to one task, for transactions of several would interleave.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

import aiosqlite

from workshops.writer import NotSaved, Taken

APPLICATION_ID = 0x46574A31  # "FWJ1" in the file's header: a feedback workshop's journal.
BUSY_SECONDS = 5

READING = {"busy_timeout": BUSY_SECONDS * 1000, "trusted_schema": 0, "query_only": 1}
WRITING = {
    "busy_timeout": BUSY_SECONDS * 1000,
    "trusted_schema": 0,
    "synchronous": 2,  # FULL: what is acknowledged outlives a power cut.
    "foreign_keys": 1,
    "secure_delete": 1,  # What is blanked is overwritten in the file, not only let go.
}


FOREIGN = "is not a journal of workshops: name another folder with --data"
DAMAGED = "is damaged: put a backup in its place with `workshop restore`"
UNREACHED = "make it yours to read and write, or name another folder with --data"


class JournalRefused(Exception):
    """The file cannot serve as the journal; the message names it and says what to do."""


class Database:
    """An open file. Raises `NotSaved` when it cannot be reached, and `Taken` when a row does not fit."""

    def __init__(
        self,
        path: Path,
        opened: AsyncExitStack,
        reading: aiosqlite.Connection,
        writing: aiosqlite.Connection | None,
    ) -> None:
        self._path = path
        self._file = _identity(path)
        self._opened = opened
        self._reading = reading
        self._writing = writing

    @classmethod
    async def open(cls, path: Path, layouts: Sequence[str]) -> Database:
        """Opens for reading and writing; makes the file, or brings its layout up to date, where need be."""
        prepare(path, layouts)
        async with AsyncExitStack() as opened:
            with _refusals(path):
                # Closed last, the writing connection folds the write-ahead log into the file.
                writing = await opened.enter_async_context(_connection(path, "rw", WRITING))
                reading = await opened.enter_async_context(_connection(path, "ro", READING))
            return cls(path, opened.pop_all(), reading, writing)

    @classmethod
    async def open_read_only(cls, path: Path, layouts: Sequence[str]) -> Database:
        """Opens a file that another process may be writing to, without holding it up."""
        examine(path, layouts)
        async with AsyncExitStack() as opened:
            with _refusals(path):
                reading = await opened.enter_async_context(_connection(path, "ro", READING))
            return cls(path, opened.pop_all(), reading, None)

    async def close(self) -> None:
        await self._opened.aclose()

    async def read(self, statement: str, *values: Any) -> list[Any]:
        """The rows that the statement finds, each a tuple; no snapshot is held afterwards."""
        with self._reached():
            return list(await self._reading.execute_fetchall(statement, values))

    async def store(self, statement: str, *values: Any) -> list[Any]:
        """Runs a statement that writes; the rows it returns, if any. For the one task that writes."""
        if self._writing is None:
            raise NotSaved(f"{self._path} is open for reading only")
        with self._reached():
            return list(await self._writing.execute_fetchall(statement, values))

    async def copy_to(self, path: Path) -> None:
        """A copy as of one moment, in one file without a log beside it. Raises `OSError`."""
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with self._reached():
            async with aiosqlite.connect(path, isolation_level=None) as copy:
                await self._reading.backup(copy)
                await copy.execute("PRAGMA journal_mode = DELETE")

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """All that is stored inside, or none of it. For the one task that writes."""
        await self.store("BEGIN IMMEDIATE")
        try:
            yield
            await self.store("COMMIT")
        except BaseException:
            await self._roll_back()
            raise

    async def _roll_back(self) -> None:
        # Some failures end the transaction by themselves.
        if self._writing is not None and self._writing.in_transaction:
            await self._writing.rollback()

    @contextmanager
    def _reached(self) -> Iterator[None]:
        # SQLite goes on with a file that was removed under it, and what it stores there is lost.
        if _identity(self._path) != self._file:
            raise NotSaved(f"{self._path} is no longer there")
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise Taken(str(error)) from error
        except (sqlite3.Error, ValueError) as error:
            raise NotSaved(str(error)) from error


def prepare(path: Path, layouts: Sequence[str]) -> None:
    """Makes the file, private to its owner, or brings its layout up to date, before anyone shares it."""
    with _refusals(path):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as file:
            layout = _layout(path, file, len(layouts))
            path.chmod(0o600)
            if layout < len(layouts):
                steps = "".join(layouts[layout:])
                file.execute("PRAGMA synchronous = EXTRA")
                file.executescript(
                    f"BEGIN EXCLUSIVE; {steps} PRAGMA application_id = {APPLICATION_ID}; "
                    f"PRAGMA user_version = {len(layouts)}; COMMIT"
                )
            if file.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
                raise _refused(path, "lies on a disk that cannot keep a write-ahead log: name a local folder")


def examine(path: Path, layouts: Sequence[str]) -> None:
    """Refuses what cannot be read as it is."""
    if not path.exists():
        raise JournalRefused(f"There is no journal at {path}. Make a workshop with `workshop new` first.")
    with _refusals(path), closing(sqlite3.connect(_uri(path, "ro"), timeout=BUSY_SECONDS, uri=True)) as file:
        if _layout(path, file, len(layouts)) < len(layouts):
            raise _refused(path, "is from an older version: run `workshop serve` once to bring it up to date")


def _layout(path: Path, file: sqlite3.Connection, newest: int) -> int:
    """How many of the layouts the file has, 0 when it is empty; refuses foreign, newer and damaged ones."""
    (application,) = file.execute("PRAGMA application_id").fetchone()
    (layout,) = file.execute("PRAGMA user_version").fetchone()
    (tables,) = file.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if (application, layout, tables) == (0, 0, 0):
        return 0
    if application != APPLICATION_ID:
        raise _refused(path, FOREIGN)
    if layout > newest:
        raise _refused(path, "is from a newer version: install that one")
    if file.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise _refused(path, DAMAGED)
    return int(layout)


def _refused(path: Path, why: str) -> JournalRefused:
    return JournalRefused(f"{path} {why}.")


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """What SQLite and the system say of a file, as one sentence."""
    try:
        yield
    except sqlite3.Error as error:
        match error.sqlite_errorcode & 0xFF:
            case sqlite3.SQLITE_NOTADB:
                raise _refused(path, FOREIGN) from error
            case sqlite3.SQLITE_CORRUPT:
                raise _refused(path, DAMAGED) from error
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                raise _refused(path, "is held by another program: end that one and try again") from error
            case _:
                raise _refused(path, f"cannot be opened ({error}): {UNREACHED}") from error
    except OSError as error:
        raise _refused(path, f"cannot be opened ({error.strerror}): {UNREACHED}") from error


@asynccontextmanager
async def _connection(
    path: Path, mode: str, pragmas: Mapping[str, int]
) -> AsyncIterator[aiosqlite.Connection]:
    async with aiosqlite.connect(_uri(path, mode), uri=True, isolation_level=None) as connection:
        for name, wanted in pragmas.items():
            await connection.execute_fetchall(f"PRAGMA {name} = {wanted}")
            # Set and asked again: SQLite passes over a pragma that it does not know.
            if list(await connection.execute_fetchall(f"PRAGMA {name}")) != [(wanted,)]:
                raise _refused(
                    path, f"cannot be kept safe: this SQLite does not do {name}={wanted}; install a newer one"
                )
        yield connection


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
