"""What a form sends: a few short fields, read with a limit."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request

from bot.web.gate import LARGEST_FORM
from bot.web.pages import Said

MOST_FIELDS = 10
KEY = re.compile(r"[A-Za-z0-9._-]{1,64}")
# A key this long was made here, from 128 bits, and may become a session.
SECURE_TOKEN = 22
FORM = "application/x-www-form-urlencoded"


class Posted(msgspec.Struct, frozen=True):
    """`key` is new for everything a person does; `body_hash` tells when it comes back with something else.

    `panel` is where on a console it was done.
    """

    payload: str
    words: str
    key: str
    view: str
    body_hash: str
    panel: str = ""


async def read_form(
    request: Request, most_fields: int = MOST_FIELDS, most_bytes: int = LARGEST_FORM
) -> dict[str, str]:
    """The fields by name. Raises `Said` when it is too large or is no form."""
    body = await read_body(request, most_bytes)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise Said("web.no_form", 400)
    try:
        return dict(
            parse_qsl(
                body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=most_fields
            )
        )
    except ValueError as broken:
        raise Said("web.no_form", 400) from broken


async def read_body(request: Request, most_bytes: int) -> bytes:
    """All that was sent. Raises `Said` when it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise Said("web.too_large", 413)
    return bytes(body)


async def read_posted(request: Request) -> Posted:
    """A tap or what was typed. Raises `Said` when it is none."""
    form = await read_form(request)
    payload, words, key = form.get("payload", ""), form.get("words", ""), form.get("key", "")
    if not payload or not KEY.fullmatch(key):
        raise Said("web.no_form", 400)
    # Browsers send line ends as CR LF, scripts as LF.
    words = words.replace("\r\n", "\n")
    body_hash = hashlib.sha256("\0".join((payload, words)).encode()).hexdigest()
    return Posted(payload, words, key, form.get("view", ""), body_hash, form.get("panel", ""))
