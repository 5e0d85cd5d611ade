"""The command line's way to an operation: by its own hand, or through the `serve` that holds the folder."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.folder import FolderServed, locked
from bot.house import open_house
from bot.local_socket import Unreachable, ask
from bot.operations import Operation, Result, perform

TRIES = 20
PAUSE_SECONDS = 0.1


async def operate(folder: Path, operation: Operation) -> Result:
    """Does it, the same either way. Raises `Declined`, `FolderRefused`, `JournalRefused`."""
    for _ in range(TRIES):
        try:
            with locked(folder):
                async with open_house(folder) as house:
                    return await perform(house, operation)
        except FolderServed:
            try:
                return await ask(folder, operation)
            except Unreachable:
                await asyncio.sleep(PAUSE_SECONDS)
    with locked(folder):
        async with open_house(folder) as house:
            return await perform(house, operation)
