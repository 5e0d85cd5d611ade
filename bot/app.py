"""The composition root: opens the house, starts both channels on it, and stops them cleanly."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress

import msgspec
import uvicorn
from starlette.applications import Starlette

from bot.folder import locked
from bot.house import House, open_house
from bot.local_socket import listening
from bot.settings import Mistaken, Settings
from bot.telegram.channel import Telegram, telegram_channel
from bot.web.routes import create_web

STOP_WITHIN_SECONDS = 5
WAIT_FOR_TELEGRAM_SECONDS = 3


async def serve(settings: Settings, ready: Callable[[House], Awaitable[None]]) -> None:
    """Serves until told to stop; calls `ready` once it can be reached.

    Raises `Mistaken` for a port in use, `WrongToken`, `FolderRefused`, `JournalRefused`.
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
        take_update = telegram.take_update if telegram and settings.webhook else None
        web = create_web(house, [settings.host], take_update)
        await stack.enter_async_context(listening(house))
        await _run(web, listener, telegram, lambda: ready(house))


async def _run(
    web: Starlette,
    listener: socket.socket,
    telegram: Telegram | None,
    ready: Callable[[], Awaitable[None]],
) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            web,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    starting = asyncio.create_task(_say_ready(telegram, ready))
    await asyncio.wait(
        {serving, *([telegram.running] if telegram else [])}, return_when=asyncio.FIRST_COMPLETED
    )
    starting.cancel()
    server.should_exit = True
    await serving
    if telegram and telegram.running.done():
        telegram.running.result()


async def _say_ready(telegram: Telegram | None, ready: Callable[[], Awaitable[None]]) -> None:
    """The socket listens already; Telegram is waited for a moment, so that its links can be told too."""
    if telegram:
        with suppress(TimeoutError):
            async with asyncio.timeout(WAIT_FOR_TELEGRAM_SECONDS):
                await telegram.connected.wait()
    await ready()


def _listener(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen()
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
