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
        self._tasks: set[asyncio.Task[None]] = set()
        for left_behind in folder.glob(f"{PLACE}*"):
            shutil.rmtree(left_behind, ignore_errors=True)

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
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def of(self, codes: tuple[str, ...], state: tuple[object, ...], *, shareable: bool) -> Download | None:
        """What was begun of these workshops, unless it is old or something was taken out of them since."""
        known = self._kept.get((codes, shareable))
        if known and (known.state != state or self._clock() - known.begun_at > KEPT):
            del self._kept[codes, shareable]
            return None
        return known

    async def _make(self, download: Download) -> None:
        child = None
        try:
            async with self._turn, asyncio.timeout(SECONDS):
                child = await asyncio.create_subprocess_exec(
                    *self._command, str(self._folder), *_arguments(download), stdout=PIPE, stderr=PIPE
                )
                made, _ = await asyncio.gather(_all(child.stdout), _followed(child.stderr, download))
                await child.wait()
            download.content = made if child.returncode == 0 else b""
        except (OSError, TimeoutError):
            download.content = b""
        finally:
            download.failed = not download.content and not download.refused
            if child and child.returncode is None:
                child.kill()
                await child.wait()


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
