"""The fake behind python-telegram-bot's own request class: no sockets."""

from __future__ import annotations

from typing import Any

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from tests.fake_telegram.methods import Files
from tests.fake_telegram.telegram import FakeTelegram


class InProcessRequest(BaseRequest):
    """Hands every call to the fake; a hanging call times out at once, since nobody has time to wait."""

    def __init__(self, telegram: FakeTelegram, *, latency: float = 0.0) -> None:
        self._telegram = telegram
        self._latency = latency

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        token, _, endpoint = url.partition("/bot")[2].partition("/")
        parameters = request_data.json_parameters if request_data else {}
        answer = await self._telegram.handle(token, endpoint, parameters, uploaded(request_data))
        if self._latency:
            await self._telegram.time.sleep(self._latency)
        if answer.hangs:
            raise TimedOut
        if answer.breaks:
            raise NetworkError("httpx.ReadError: connection reset")
        return answer.status, answer.body


def uploaded(request_data: RequestData | None) -> Files:
    if request_data is None or not request_data.contains_files:
        return {}
    parts: dict[str, Any] = dict(request_data.multipart_data)
    return {name: (file_name, read(content)) for name, (file_name, content, _) in parts.items()}


def read(content: Any) -> bytes:
    return content if isinstance(content, bytes) else content.read()
