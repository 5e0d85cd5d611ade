"""The fake behind HTTP on this machine: form, multipart and JSON bodies, and real broken connections."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.fake_telegram.methods import Files
from tests.fake_telegram.telegram import Answer, FakeTelegram

LONGER_THAN_ANY_PATIENCE = 600.0


@asynccontextmanager
async def serving(telegram: FakeTelegram, *, latency: float = 0.0) -> AsyncIterator[str]:
    """Serve the fake on a free port and yield its address; each answer takes `latency` seconds more."""
    application = web.Application(client_max_size=64 * 1024 * 1024)
    application.router.add_route("*", "/bot{token}/{method}", Loopback(telegram, latency).answer)
    # Nobody polls any longer on a connection that a killed process has left behind.
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


class Loopback:
    def __init__(self, telegram: FakeTelegram, latency: float) -> None:
        self._telegram = telegram
        self._latency = latency

    async def answer(self, request: web.Request) -> web.Response:
        parameters, files = await read_body(request)
        token, method = request.match_info["token"], request.match_info["method"]
        answer = await self._telegram.handle(token, method, parameters, files)
        if self._latency:
            await asyncio.sleep(self._latency)
        return await self._go_wrong(request, answer) if answer.hangs or answer.breaks else respond(answer)

    async def _go_wrong(self, request: web.Request, answer: Answer) -> web.Response:
        if answer.hangs:
            await asyncio.sleep(LONGER_THAN_ANY_PATIENCE)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()


def respond(answer: Answer) -> web.Response:
    return web.Response(status=answer.status, body=answer.body, content_type="application/json")


async def read_body(request: web.Request) -> tuple[dict[str, Any], Files]:
    parameters: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return parameters | await request.json(), {}
    files: dict[str, tuple[str, bytes]] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            parameters[name] = value
    return parameters, files
