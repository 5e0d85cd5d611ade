"""The web application under uvicorn, on a socket that listens already."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

STOP_WITHIN_SECONDS = 5


class Server(uvicorn.Server):
    """Keeps no access log, since addresses hold secrets; stops within seconds, whatever is open."""

    def __init__(self, web: Starlette) -> None:
        super().__init__(
            uvicorn.Config(
                web,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
            )
        )

    def stop(self) -> None:
        """Lets `serve` end. Pages that are kept up to date learn of it as they do of a signal."""
        self.handle_exit(signal.SIGTERM, None)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals alone: uvicorn raises them anew once it has stopped, and all else dies half-way."""
        yield
