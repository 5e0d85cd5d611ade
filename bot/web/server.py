"""The web application under uvicorn, on a socket that listens already."""

from __future__ import annotations

import uvicorn
from starlette.applications import Starlette

STOP_WITHIN_SECONDS = 5


def server_of(web: Starlette) -> uvicorn.Server:
    """Keeps no access log, since addresses hold secrets; stops within seconds, whatever is open."""
    return uvicorn.Server(
        uvicorn.Config(
            web,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
        )
    )
