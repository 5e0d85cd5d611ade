"""S9: how soon the command line answers, and how soon `serve` does; what `serve` never loads."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.bench.row import Row
from tests.fake_telegram import TOKEN

ROUNDS = 7
LIBRARIES = "import telegram.ext, starlette, uvicorn, aiosqlite"
# What only exports and pictures need; each has compiled parts, which the system maps when they are loaded.
LATER = ("pandas", "matplotlib", "scipy", "numpy")

LOOK_EVERY_SECONDS = 0.005
LOADING = "loading: typer with pydantic, our own modules"
AND_AIOHTTP = "loading: as above, the libraries, aiohttp"
# A port at which nobody listens: Telegram is away.
NOBODY = "http://127.0.0.1:9"


class Served:
    """A real `serve` in a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes], address: str) -> None:
        self.process = process
        self.address = address

    def answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/healthz", timeout=10) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            assert self.process.poll() is None, "serve has stopped by itself."
            return False

    def megabytes(self) -> float:
        """Resident memory; what is shared with other processes counts in full."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def loaded(self, *packages: str) -> list[str]:
        mapped = Path(f"/proc/{self.process.pid}/maps").read_text()
        return [package for package in packages if f"/site-packages/{package}/" in mapped]


@contextmanager
def serve(folder: Path, **environment: str) -> Iterator[Served]:
    """Serves the folder from the moment it answers; stopped in the end."""
    port = free_port()
    command = [sys.executable, "-m", "bot", "serve", "--port", str(port), "--data", str(folder)]
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, env=installed(environment), stdout=nowhere, stderr=nowhere) as process:
        try:
            served = Served(process, f"http://127.0.0.1:{port}")
            while not served.answers():
                time.sleep(LOOK_EVERY_SECONDS)
            yield served
        finally:
            process.terminate()


def installed(environment: dict[str, str]) -> dict[str, str]:
    """As on any machine, where Python keeps what it has compiled."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **environment}


def free_port() -> int:
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def s9() -> list[Row]:
    typer, libraries, helped, plain, both = in_turn(
        lambda: python("-c", "import typer"),
        lambda: python("-c", LIBRARIES),
        lambda: python("-m", "bot", "--help"),
        answered,
        lambda: answered(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=NOBODY),
    )
    with (
        tempfile.TemporaryDirectory() as name,
        serve(Path(name), TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=NOBODY) as served,
    ):
        loaded = served.loaded(*LATER)
    reach = "<= 2 x importing its libraries"
    return [
        Row("S9", "workshop --help", "<= 1.5 x importing typer", *against(helped, typer, "all typer")),
        Row("S9", "serve until /healthz, browser alone", reach, *against(plain, libraries, LOADING)),
        Row("S9", "serve until /healthz, with a bot's token", reach, *against(both, libraries, AND_AIOHTTP)),
        Row("S9", f"{', '.join(LATER)} loaded by serve", "none", ", ".join(loaded) or "none", ""),
    ]


def python(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=installed({}))
    return time.perf_counter() - began


def answered(**environment: str) -> float:
    with tempfile.TemporaryDirectory() as name:
        began = time.perf_counter()
        with serve(Path(name), **environment):
            return time.perf_counter() - began


def in_turn(*works: Callable[[], float]) -> list[list[float]]:
    """The seconds of each, taken alternately, so that a busy moment meets all of them."""
    rounds = [[work() for work in works] for _ in range(ROUNDS)]
    return [list(taken) for taken in zip(*rounds, strict=True)]


def against(these: list[float], those: list[float], where: str) -> tuple[str, str]:
    ratio = statistics.median(this / that for this, that in zip(these, those, strict=True))
    medians = [f"{1000 * statistics.median(each):.0f} ms" for each in (these, those)]
    return f"{ratio:.2f} x", f"{' against '.join(medians)}; {where}"
