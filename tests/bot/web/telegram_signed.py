"""What Telegram hands to a Mini App, signed as its documentation says."""

from __future__ import annotations

import hashlib
import hmac
import json
from urllib.parse import urlencode

BOT = "110201543:a-token-made-up-for-tests"


def fields_of(chat: int, at: int) -> dict[str, str]:
    """What Telegram says of this user, unsigned; `at` in seconds since 1970."""
    user = {"id": chat, "first_name": "Ada & Bó", "language_code": "en"}
    return {"query_id": "AAHdF6IQ", "user": json.dumps(user), "auth_date": str(at), "signature": "zL-ucj_N"}


def signed(fields: dict[str, str], token: str = BOT) -> str:
    """`initData` with these fields."""
    check = "\n".join(f"{name}={fields[name]}" for name in sorted(fields)).encode()
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return urlencode({**fields, "hash": hmac.new(key, check, hashlib.sha256).hexdigest()})
