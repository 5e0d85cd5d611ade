"""What Telegram says of who opened the Mini App, believed only under the bot's own signature."""

from __future__ import annotations

import hmac
import re
from typing import Annotated
from urllib.parse import parse_qsl

import msgspec

LASTS = 60 * 60
CLOCKS_DIFFER = 60  # by how many seconds Telegram's clock may be ahead of ours
MOST_FIELDS = 32
CONTROL = re.compile(r"[\x00-\x1f]")

Fields = dict[str, str]
Id = Annotated[int, msgspec.Meta(ge=1, le=2**52)]


class User(msgspec.Struct, frozen=True):
    id: Id


class Opened(msgspec.Struct, frozen=True):
    """`auth_date` in seconds since 1970; `user` is JSON."""

    auth_date: int
    user: str


def signing_key(token: str) -> bytes:
    """What Telegram signs with for this bot; it does not lead back to the token."""
    return hmac.digest(b"WebAppData", token.encode(), "sha256")


def opened_by(init_data: str, key: bytes, now: int) -> int | None:
    """The id of the user, which is their chat's too; None unless signed with `key` within the hour.

    `now` in seconds since 1970. How it is signed: https://core.telegram.org/bots/webapps
    """
    fields = _fields(init_data)
    if fields is None or not _is_signed(fields, key):
        return None
    try:
        opened = msgspec.convert(fields, Opened, strict=False)
        user = msgspec.json.decode(opened.user, type=User)
    except msgspec.DecodeError:
        return None
    fresh = now - LASTS <= opened.auth_date <= now + CLOCKS_DIFFER
    return user.id if fresh else None


def _fields(init_data: str) -> Fields | None:
    """None for what can be read in more than one way: a name that comes twice, a line end in a field."""
    try:
        pairs = parse_qsl(
            init_data,
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        return None
    fields = dict(pairs)
    if len(fields) < len(pairs) or any(CONTROL.search(part) for pair in pairs for part in pair):
        return None
    return fields


def _is_signed(fields: Fields, key: bytes) -> bool:
    signed = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()) if name != "hash")
    expected = hmac.new(key, signed.encode(), "sha256").hexdigest()
    return hmac.compare_digest(expected.encode(), fields.get("hash", "").encode())
