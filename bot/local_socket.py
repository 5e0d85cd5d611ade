"""How the command line reaches a running `serve`: a line of JSON each way, over a socket in the folder."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from bot.failures import place_of
from bot.folder import FolderRefused
from bot.house import House
from bot.operations import UNSAVED, Declined, Operation, Result, perform
from workshops.journal import NotSaved

NAME = "serve.sock"
LONGEST_LINE = 1_000_000
BROKEN = "`serve` could not do this, and says where in its log: run `workshop list` to see what there is."

log = logging.getLogger(__name__)


class Told(msgspec.Struct, frozen=True):
    """`declined` is a sentence, empty when the operation was done."""

    result: Result | None = None
    declined: str = ""


class Unreachable(Exception):
    """Nobody answers at the socket."""


_read_operation = msgspec.json.Decoder(Operation).decode
_read_told = msgspec.json.Decoder(Told).decode


@asynccontextmanager
async def listening(house: House) -> AsyncIterator[None]:
    """Takes operations for as long as it is open; only the folder's owner can reach the socket.

    Raises `FolderRefused` where the folder cannot hold one.
    """
    path = house.folder / NAME
    path.unlink(missing_ok=True)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer), contextlib.suppress(ConnectionError):
            try:
                told = await _told(house, await reader.readline())
            except Exception as broken:
                log.error("An operation broke: %s at %s", type(broken).__name__, place_of(broken))
                told = Told(declined=BROKEN)
            writer.write(msgspec.json.encode(told) + b"\n")
            await writer.drain()

    before = os.umask(0o177)
    try:
        server = await asyncio.start_unix_server(answer, path, limit=LONGEST_LINE)
    except OSError as broken:
        raise FolderRefused(
            f"{path} cannot be made ({broken.strerror or broken}): "
            "name a folder on this machine, with a short path, with --data."
        ) from broken
    finally:
        os.umask(before)
    try:
        yield
    finally:
        server.close()
        path.unlink(missing_ok=True)


async def ask(folder: Path, operation: Operation) -> Result:
    """Has the running `serve` do it. Raises `Declined`, and `Unreachable` when nobody listens there."""
    try:
        asked = msgspec.json.encode(operation) + b"\n"
    except UnicodeEncodeError as broken:
        raise Declined("What was typed is not UTF-8, which is how `serve` is told: type it anew.") from broken
    if len(asked) > LONGEST_LINE:
        raise Declined("That is more than `serve` takes at once: do it in parts, or while nothing is served.")
    try:
        reader, writer = await asyncio.open_unix_connection(folder / NAME, limit=LONGEST_LINE)
    except OSError as broken:
        raise Unreachable(str(folder / NAME)) from broken
    with contextlib.closing(writer):
        writer.write(asked)
        await writer.drain()
        line = await reader.readline()
    if not line:
        # It may have been done all the same: asking again could do it twice.
        raise Declined("`serve` ended before it answered: run `workshop list` to see whether it was done.")
    told = _read_told(line)
    if told.result is None:
        raise Declined(told.declined)
    return told.result


async def _told(house: House, line: bytes) -> Told:
    try:
        return Told(await perform(house, _read_operation(line)))
    except Declined as declined:
        return Told(declined=str(declined))
    except NotSaved:
        return Told(declined=UNSAVED)
    except msgspec.DecodeError:
        return Told(
            declined="The running `serve` is another version and does not know this command: restart it."
        )
