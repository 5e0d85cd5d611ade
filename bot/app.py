"""The composition root: opens the house, starts both channels on it, and stops them cleanly."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Set
from contextlib import AbstractAsyncContextManager, AsyncExitStack, nullcontext
from socket import socket
from typing import TYPE_CHECKING, Any

import msgspec

from bot.folder import locked
from bot.house import House, open_house
from bot.local_socket import listening
from bot.network import address, is_everywhere, listener
from bot.settings import Settings
from bot.telegram.redaction import TokenRedacted
from bot.timekeeper import keeping_time
from bot.web.routes import create_web
from bot.web.server import Server

if TYPE_CHECKING:
    from bot.telegram.channel import Telegram

WAIT_FOR_TELEGRAM_SECONDS = 3


async def serve(settings: Settings, ready: Callable[[House], Awaitable[None]]) -> None:
    """Serves until SIGINT or SIGTERM; calls `ready` once it can be reached.

    Raises `Mistaken` for a port in use, `WrongToken`, `FolderRefused`, `JournalRefused`.
    """
    _log_to_stderr()
    stopping = asyncio.Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        # Nothing is broken off: what is being opened is opened first, and then closed in order.
        asyncio.get_running_loop().add_signal_handler(told, stopping.set)
    async with AsyncExitStack() as stack:
        stack.enter_context(locked(settings.data))
        opened = listener(settings.host, settings.port, settings.tries)
        stack.callback(opened.close)
        url = settings.public_url or address(opened)
        house = await stack.enter_async_context(open_house(settings.data))
        await house.remember_addresses(msgspec.structs.replace(house.addresses, url=url))
        telegram = await stack.enter_async_context(_telegram(house, settings))
        take_update = telegram.take_update if telegram and settings.webhook else None
        hosts = [] if is_everywhere(settings.host) else [settings.host]
        await stack.enter_async_context(listening(house))
        await stack.enter_async_context(keeping_time(house.desk, house.clock))
        server = Server(create_web(house, hosts, take_update, settings.token))
        await _run(server, opened, telegram, stopping, lambda: ready(house))


def _telegram(house: House, settings: Settings) -> AbstractAsyncContextManager[Telegram | None]:
    """Its libraries take longer to load than all else: without a token they are left alone."""
    if not settings.token:
        return nullcontext()
    from bot.telegram.channel import telegram_channel

    return telegram_channel(house, settings)


async def _run(
    server: Server,
    opened: socket,
    telegram: Telegram | None,
    stopping: asyncio.Event,
    ready: Callable[[], Awaitable[None]],
) -> None:
    """Until it is told to stop, or Telegram cannot go on."""
    serving = asyncio.create_task(server.serve(sockets=[opened]))
    told = asyncio.create_task(stopping.wait())
    endings: set[asyncio.Task[Any]] = {serving, told, *([telegram.running] if telegram else [])}
    try:
        if not telegram or await _has_tried(telegram, endings):
            await ready()
        await asyncio.wait(endings, return_when=asyncio.FIRST_COMPLETED)
    finally:
        told.cancel()
        server.stop()
        await serving
    if telegram and telegram.running.done():
        telegram.running.result()


async def _has_tried(telegram: Telegram, endings: Set[asyncio.Task[Any]]) -> bool:
    """Waits a moment for Telegram, so that its links can be told too; False when all is over already."""
    waiting = asyncio.create_task(telegram.tried.wait())
    await asyncio.wait(
        {waiting, *endings}, timeout=WAIT_FOR_TELEGRAM_SECONDS, return_when=asyncio.FIRST_COMPLETED
    )
    waiting.cancel()
    return not any(ending.done() for ending in endings)


def _log_to_stderr() -> None:
    handler = logging.StreamHandler()
    handler.addFilter(TokenRedacted())
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", handlers=[handler])
