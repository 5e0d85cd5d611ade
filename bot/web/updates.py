"""Where Telegram brings updates, when `serve` takes them by webhook."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.addresses import WEBHOOK_PATH

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_UPDATE = 1024 * 1024

TakeUpdate = Callable[[bytes, str | None], Awaitable[int]]


def updates_route(take: TakeUpdate) -> Route:
    """Answers with the status that `take(body, secret)` gives: 200 only once the outcome is stored."""

    async def bring(request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_UPDATE:
                return Response(status_code=413)
        return Response(status_code=await take(bytes(body), request.headers.get(HEADER)))

    return Route(WEBHOOK_PATH, bring, methods=["POST"])
