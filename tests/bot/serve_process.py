"""`serve` as operators run it: a process of its own, which can be told to stop, killed, and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.loopback import serving as telegram_serving

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 20
A_MOMENT = 0.01


class ServeProcess:
    """Started again, it has the same folder and port; `out` and `err` are what all its lives said.

    `within` is the command that runs it somewhere else, such as in a network of its own.
    """

    def __init__(
        self, folder: Path, environment: Mapping[str, str], said: Path, within: Sequence[str] = ()
    ) -> None:
        self.folder = folder
        self.url = ""
        self._within = within
        self._environment = environment
        said.mkdir(exist_ok=True)
        self._out, self._err = said / "out.txt", said / "err.txt"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def out(self) -> str:
        return self._out.read_text(encoding="utf-8")

    @property
    def err(self) -> str:
        return self._err.read_text(encoding="utf-8")

    async def starts(self, command: str = "serve", *options: str) -> None:
        """Until it says that it is ready."""
        before = self.out.count("ready ") if self._out.exists() else 0
        self.launches(command, *options)

        def is_ready() -> bool:
            return self.out.count("ready ") > before and self.out.endswith("\n")

        await until(lambda: is_ready() or self._running.poll() is not None, "It does not get ready.")
        assert is_ready(), f"It ended with {self._running.returncode}: {self.err}"
        self.url = self.out.splitlines()[-1].removeprefix("ready ")

    def launches(self, command: str = "serve", *options: str) -> None:
        """Without waiting for anything."""
        port = ["--port", str(urlsplit(self.url).port or 0)] if command == "serve" else []
        ours = [sys.executable, "-m", "bot", command, "--data", str(self.folder), *port, *options]
        program = [*self._within, *ours]
        with self._out.open("ab") as out, self._err.open("ab") as err:
            self._process = subprocess.Popen(
                program, cwd=ROOT, env={**without_settings(), **self._environment}, stdout=out, stderr=err
            )

    def killed(self) -> None:
        """As by `kill -9`, or the machine's own hand when memory is short."""
        self._running.kill()
        self._running.wait()

    def told(self, to_stop: signal.Signals) -> None:
        self._running.send_signal(to_stop)

    @property
    def pid(self) -> int:
        return self._running.pid

    async def has_the_folder(self) -> None:
        """It holds the lock, and may not have got any further."""
        await until((self.folder / "lock").exists, "It does not take the folder.")

    async def ends(self) -> int:
        """With which exit code."""
        await until(lambda: self._running.poll() is not None, "It does not end.")
        return self._running.returncode

    async def stops(self) -> None:
        self.told(signal.SIGTERM)
        assert await self.ends() == 0, self.err

    def cleared_away(self) -> None:
        if self._process and self._process.poll() is None:
            self.killed()

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process, "It was never started."
        return self._process


async def until(so: Callable[[], bool], complaint: str) -> None:
    """Looks now and then: another process tells nobody."""
    given_up_at = time.monotonic() + PATIENCE_SECONDS
    while not so():
        assert time.monotonic() < given_up_at, complaint
        await asyncio.sleep(A_MOMENT)


def without_settings() -> dict[str, str]:
    """The environment, without what would set the program up differently from one machine to the next."""
    ours = ("WORKSHOP_DATA", "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL")
    return {name: value for name, value in os.environ.items() if name not in ours}


@asynccontextmanager
async def serve_process(
    folder: Path,
    telegram: FakeTelegram | None = None,
    environment: Mapping[str, str] = MappingProxyType({}),
    said: Path | None = None,
    within: Sequence[str] = (),
) -> AsyncIterator[ServeProcess]:
    """Not started yet; what it says lies beside its folder. With a Telegram, that is served on loopback."""
    if telegram is None:
        process = ServeProcess(folder, environment, said or folder.parent, within)
        try:
            yield process
        finally:
            process.cleared_away()
        return
    async with telegram_serving(telegram) as telegram_url:
        known = {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram_url}
        async with serve_process(folder, None, {**known, **environment}, said, within) as process:
            yield process
