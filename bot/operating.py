"""The command line's way to an operation: by its own hand, or through the `serve` that holds the folder."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from bot.folder import FolderServed, locked
from bot.house import open_house
from bot.local_socket import Unreachable, ask
from bot.operations import UNSAVED, Declined, Operation, Result, perform
from workshops.journal import NotSaved

TRIES = 20
PAUSE_SECONDS = 0.1


async def operate(folder: Path, operation: Operation) -> Result:
    """Does it, the same either way. Raises `Declined`, `FolderRefused`, `JournalRefused`."""
    for _ in range(TRIES):
        try:
            return await _by_hand(folder, operation)
        except FolderServed:
            with suppress(Unreachable):
                return await ask(folder, operation)
        await asyncio.sleep(PAUSE_SECONDS)
    return await _by_hand(folder, operation)


async def _by_hand(folder: Path, operation: Operation) -> Result:
    try:
        with locked(folder):
            async with open_house(folder) as house:
                return await perform(house, operation)
    except NotSaved as unsaved:
        raise Declined(UNSAVED) from unsaved
