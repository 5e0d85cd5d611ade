"""What every request passes: its host, where its form stands, its size; and what goes with each answer."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.failures import place_of
from bot.web.pages import Pages

HERE = ("127.0.0.1", "localhost", "::1")
FOR_OTHERS = "/telegram/"
LARGEST_FORM = 64 * 1024
# A study's files, several languages of them, or a zip.
LARGEST_STUDY = 4 * 1024 * 1024
WITH_A_STUDY = re.compile(r"/new|/f/[^/]+/team/study(/.*)?")

PROTECTION = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Join links hold a secret, so no other site may see an address; `no-referrer` would also blank `Origin`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

log = logging.getLogger(__name__)


class Gate:
    """`hosts` are further names under which this server may be asked for; `url` gives its public address."""

    def __init__(self, app: ASGIApp, pages: Pages, hosts: Collection[str], url: Callable[[], str]) -> None:
        self.app = app
        self.pages = pages
        self.hosts = frozenset((*HERE, *hosts))
        self.url = url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self._refusal(Request(scope)) or self.app
        started = False

        async def protected(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _protect(message)
            await send(message)

        try:
            await answer(scope, receive, protected)
        except ClientDisconnect:
            return
        except Exception as broken:
            log.error("A request broke: %s at %s", type(broken).__name__, place_of(broken))
            if started:
                raise
            await self.pages.message(Request(scope), "web.broken", 500)(scope, receive, protected)

    def _refusal(self, request: Request) -> Response | None:
        hostname = _hostname(f"//{request.headers.get('host', '')}")
        if hostname not in self.hosts and hostname != _hostname(self.url()):
            return self.pages.message(request, "web.wrong_host", 400)
        if request.method != "POST" or request.url.path.startswith(FOR_OTHERS):
            return None
        if not self._from_here(request.headers):
            return self.pages.message(request, "web.wrong_origin", 403)
        length = request.headers.get("content-length", "")
        if length.isdigit() and int(length) > _largest(request.url.path):
            return self.pages.message(request, "web.too_large", 413)
        return None

    def _from_here(self, headers: Headers) -> bool:
        """One of three headers names the site that a form stands on; with none of them it is refused."""
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        try:
            source = urlsplit(headers.get("origin") or headers.get("referer", "")).netloc
        except ValueError:
            return False
        return bool(source) and source in (headers.get("host"), urlsplit(self.url()).netloc)


def _largest(path: str) -> int:
    return LARGEST_STUDY if WITH_A_STUDY.fullmatch(path) else LARGEST_FORM


def _hostname(address: str) -> str:
    """Empty for what is no address, or carries a name and password."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.hostname or "" if "@" not in parts.netloc else ""


def _protect(message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in PROTECTION.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "no-store")
