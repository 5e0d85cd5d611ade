"""Exports for the browser: each made by a child process, kept in memory for a while, and in no file."""

from __future__ import annotations

import asyncio
import shutil
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from bot.export_child import PLACE, SHAREABLE, WHOLE, Told

MAKE = (sys.executable, "-m", "bot.export_child")
SECONDS = 900.0
KEPT = 30 * 60 * 1000
MOST_KEPT = 4

Of = tuple[tuple[str, ...], bool]
_read_told = msgspec.json.Decoder(Told).decode


@dataclass(slots=True)
class Download:
    """`state` is what the workshops were when it was begun: once that has changed it is out of date.

    `content` is empty while it is made; `refused` is a sentence and `failed` that there is none to tell.
    """

    codes: tuple[str, ...]
    shareable: bool
    state: tuple[object, ...]
    begun_at: int
    told: Told = field(default_factory=Told)
    content: bytes = b""
    refused: str = ""
    failed: bool = False

    @property
    def making(self) -> bool:
        return not (self.content or self.refused or self.failed)


class Downloads:
    """One child at a time; what was made is forgotten after half an hour, or when newer ones come."""

    def __init__(self, folder: Path, clock: Callable[[], int], command: Sequence[str] = MAKE) -> None:
        self._folder = folder
        self._clock = clock
        self._command = command
        self._turn = asyncio.Lock()
        self._kept: dict[Of, Download] = {}
        self._tasks: dict[asyncio.Task[None], Download] = {}
        self._clear()

    def begin(self, codes: tuple[str, ...], state: tuple[object, ...], *, shareable: bool) -> None:
        """Begins to make it, unless the same is being made."""
        known = self.of(codes, state, shareable=shareable)
        if known and known.making:
            return
        begun = Download(codes, shareable, state, self._clock())
        self._kept.pop((codes, shareable), None)
        while len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[codes, shareable] = begun
        task = asyncio.create_task(self._make(begun))
        self._tasks[task] = begun
        task.add_done_callback(self._tasks.pop)

    async def forget(self, code: str, _: str) -> None:
        """Whoever is removed is in no export that is kept here, and in none that is being made."""
        for known in [each for each in self._kept if code in each[0]]:
            del self._kept[known]
        making = [task for task, download in self._tasks.items() if code in download.codes]
        for task in making:
            task.cancel()
        await asyncio.gather(*making, return_exceptions=True)

    def of(self, codes: tuple[str, ...], state: tuple[object, ...], *, shareable: bool) -> Download | None:
        """What was begun of these workshops, unless it is old or something was taken out of them since."""
        known = self._kept.get((codes, shareable))
        if known and (known.state != state or self._clock() - known.begun_at > KEPT):
            del self._kept[codes, shareable]
            return None
        return known

    async def _make(self, download: Download) -> None:
        try:
            async with self._turn, asyncio.timeout(SECONDS):
                download.content = await self._made(download)
        except (OSError, TimeoutError, ValueError):  # a line that is too long is a ValueError
            download.content = b""
        finally:
            download.failed = not download.content and not download.refused

    async def _made(self, download: Download) -> bytes:
        child = await asyncio.create_subprocess_exec(
            *self._command, str(self._folder), *_arguments(download), stdout=PIPE, stderr=PIPE
        )
        try:
            made, _ = await asyncio.gather(_all(child.stdout), _followed(child.stderr, download))
            await child.wait()
            return made if child.returncode == 0 else b""
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
                self._clear()

    def _clear(self) -> None:
        """Takes away what a child that was stopped has left of people's words."""
        for left_behind in self._folder.glob(f"{PLACE}*"):
            shutil.rmtree(left_behind, ignore_errors=True)


def _arguments(download: Download) -> tuple[str, ...]:
    return (SHAREABLE if download.shareable else WHOLE, *download.codes)


async def _all(stream: asyncio.StreamReader | None) -> bytes:
    return await stream.read() if stream else b""


async def _followed(stream: asyncio.StreamReader | None, download: Download) -> None:
    """Keeps the latest line of progress; what else a library may print is passed over."""
    while stream and (line := await stream.readline()):
        with suppress(msgspec.DecodeError):
            download.told = _read_told(line)
            download.refused = download.told.refused
