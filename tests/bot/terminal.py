"""A program in a terminal of 80 columns and 24 rows, as someone sits in front of it."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import termios
import time
from collections.abc import Sequence
from types import TracebackType

PATIENCE_SECONDS = 20


class Terminal:
    """`output` is all that the program has written so far, `ended_with` its exit code once it is left."""

    def __init__(self, program: Sequence[str]) -> None:
        self.output = ""
        self.ended_with: int | None = None
        self._screen, inside = pty.openpty()
        termios.tcsetwinsize(inside, (24, 80))
        environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self._process = subprocess.Popen(
            program, stdin=inside, stdout=inside, stderr=inside, env={**environment, "TERM": "xterm"}
        )
        os.close(inside)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error:
            self._process.kill()
        while self._read():
            pass
        self.ended_with = self._process.wait(PATIENCE_SECONDS)
        os.close(self._screen)

    def shows(self, text: str) -> None:
        """Waits until the program has written this."""
        given_up_at = time.monotonic() + PATIENCE_SECONDS
        while text not in self.output:
            assert time.monotonic() < given_up_at, f"{text!r} was not shown: {self.output!r}"
            assert self._read(), f"ended before {text!r} was shown: {self.output!r}"

    def interrupt(self) -> None:
        """Ctrl-C."""
        self._process.send_signal(signal.SIGINT)

    def _read(self) -> bool:
        """Takes in what has come within a second; False once there is nothing more to come."""
        if not select.select([self._screen], [], [], 1)[0]:
            return self._process.poll() is None
        try:
            self.output += os.read(self._screen, 65536).decode()
        except OSError:  # how Linux says that the program's end is closed
            return False
        return True
