"""Inline keyboards: what Telegram takes, and the words it refuses the rest with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import msgspec

from tests.fake_telegram.refused import bad_request

MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
ACTIONS = ("callback_data", "url", "web_app")


@dataclass(frozen=True)
class Key:
    """One button: a label and exactly one of payload, address and Mini App address."""

    label: str
    payload: str | None = None
    url: str | None = None
    web_app: str | None = None

    def json(self) -> dict[str, Any]:
        if self.payload is not None:
            return {"text": self.label, "callback_data": self.payload}
        if self.url is not None:
            return {"text": self.label, "url": self.url}
        return {"text": self.label, "web_app": {"url": self.web_app}}


Keyboard = tuple[tuple[Key, ...], ...]


def read_keyboard(markup: object) -> Keyboard:
    """Read `reply_markup` as sent (JSON text or object).

    Raises:
        Refused: with Telegram's own words.
    """
    if markup in (None, ""):
        return ()
    if isinstance(markup, str):
        try:
            markup = msgspec.json.decode(markup)
        except msgspec.DecodeError:
            raise bad_request("can't parse reply keyboard markup JSON object") from None
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        raise bad_request("object expected as reply markup")
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return tuple(tuple(read_key(key) for key in row) for row in rows if row)


def read_key(key: object) -> Key:
    if not isinstance(key, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    label = key.get("text")
    if not isinstance(label, str) or not label:
        raise bad_request("keyboard button text must be non-empty")
    actions = [action for action in ACTIONS if action in key]
    if len(actions) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    match actions[0]:
        case "callback_data":
            return Key(label, payload=checked_payload(key["callback_data"]))
        case "url":
            return Key(label, url=checked_url(key["url"]))
        case _:
            return Key(label, web_app=checked_web_app(key["web_app"]))


def checked_payload(payload: object) -> str:
    if not isinstance(payload, str):
        raise bad_request('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
    if not 1 <= len(payload.encode()) <= MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return payload


def checked_url(url: object) -> str:
    if not isinstance(url, str):
        raise bad_request('can\'t parse inline keyboard button: Field "url" must be of type String')
    address = urlsplit(url)
    # A host without a dot, such as localhost, is no address to Telegram.
    if address.scheme not in ("http", "https", "tg") or "." not in (address.hostname or "."):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url


def checked_web_app(web_app: object) -> str:
    url = web_app.get("url") if isinstance(web_app, dict) else None
    if not isinstance(url, str):
        raise bad_request('can\'t parse inline keyboard button: Field "web_app" must be of type Object')
    if urlsplit(url).scheme != "https":
        why = "Only HTTPS links are allowed"
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: {why}")
    return url
