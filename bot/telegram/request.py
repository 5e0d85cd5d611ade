"""How calls reach Telegram: python-telegram-bot's own request class, over aiohttp, keeping quiet."""

from __future__ import annotations

import logging
import re
from typing import Any

import aiohttp
import msgspec
from httpx_aiohttp import AiohttpTransport
from telegram.error import TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

KEPT_ALIVE_SECONDS = 60
TOKEN = re.compile(r"\d{5,}:[\w-]{20,}")


class WorkshopRequest(HTTPXRequest):
    """`HTTPXRequest` with aiohttp below it, a few connections kept alive, and answers read by msgspec."""

    def __init__(self, connections: int = 100, read_timeout: float = 10.0) -> None:
        super().__init__(
            read_timeout=read_timeout,
            # Waiting for a free connection is no reason to believe that Telegram is away.
            pool_timeout=read_timeout,
            httpx_kwargs={"transport": transport(connections)},
        )

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dict; what cannot be read is not logged, since it may hold people's words."""
        try:
            return msgspec.json.decode(payload, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise TelegramError("Invalid server response") from None


def transport(connections: int) -> AiohttpTransport:
    def session() -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=connections, keepalive_timeout=KEPT_ALIVE_SECONDS, ssl=below.ssl_context
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            # Venues and universities have proxies; httpx leaves them to the transport.
            trust_env=True,
        )

    below = AiohttpTransport(client=session)
    return below


class Api:
    """Bot API methods called by name, with plain results: nothing is parsed into objects nobody looks at."""

    def __init__(self, base_url: str, request: BaseRequest) -> None:
        self._base_url = base_url
        self._request = request

    async def call(
        self, method: str, parameters: dict[str, object], *, read_timeout: float | None = None
    ) -> Any:
        """The `result` of the answer; raises `telegram.error.TelegramError` as the library does."""
        data = RequestData([RequestParameter(name, value, None) for name, value in parameters.items()])
        patience = self._request.read_timeout if read_timeout is None else read_timeout
        return await self._request.post(f"{self._base_url}/{method}", data, read_timeout=patience)


class TokenRedacted(logging.Filter):
    """Takes bot tokens out of whatever is about to be logged; belongs on every handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if TOKEN.search(said):
            record.msg, record.args = TOKEN.sub("<token>", said), ()
        return True


def silence_the_client() -> None:
    """The HTTP client logs every address at INFO, and the address holds the token."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
