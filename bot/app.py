"""The composition root: opens the house, starts both channels on it, and stops them cleanly."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack

import msgspec
import uvicorn

from bot.folder import locked
from bot.house import House, open_house
from bot.local_socket import listening
from bot.settings import Mistaken, Settings
from bot.telegram.channel import telegram_channel
from bot.web.routes import create_web

STOP_WITHIN_SECONDS = 5


async def serve(settings: Settings, ready: Callable[[House], None]) -> None:
    """Serves until told to stop; calls `ready` once it can be reached.

    Raises `Mistaken` for a port in use or a token that Telegram does not know, `FolderInUse`, `JournalRefused`.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(locked(settings.data))
        listener = _listener(settings)
        stack.callback(listener.close)
        house = await stack.enter_async_context(open_house(settings.data))
        await house.remember_addresses(
            msgspec.structs.replace(house.addresses, url=settings.public_url or _address(listener))
        )
        telegram = await stack.enter_async_context(telegram_channel(house, settings))
        web = create_web(house, webhook=telegram.webhook if telegram else None)
        await stack.enter_async_context(listening(house))
        await _run(web, listener, lambda: ready(house))


async def _run(web: object, listener: socket.socket, ready: Callable[[], None]) -> None:
    config = uvicorn.Config(
        web,  # type: ignore[arg-type]
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    if server.started:
        ready()
    await serving


def _listener(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except (OSError, OverflowError) as broken:
        listener.close()
        raise Mistaken(
            f"Port {settings.port} on {settings.host} cannot be used ({_why(broken)}): "
            "choose another with --port, or stop what uses it."
        ) from broken
    return listener


def _why(broken: Exception) -> str:
    return broken.strerror.lower() if isinstance(broken, OSError) and broken.strerror else str(broken)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
