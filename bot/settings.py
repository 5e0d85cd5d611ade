"""What the operator set: read once, from the command line and the environment, then frozen."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from platformdirs import user_data_path

TELEGRAM = "https://api.telegram.org"
TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)


class Mistaken(Exception):
    """A setting that cannot be used; the message is one sentence that says what to do."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How `serve` runs. `token` is empty without Telegram; it is never logged and never in an argument.

    The port is the first that can be had of `tries` from `port` on.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8080
    tries: int = 1
    public_url: str = ""
    token: str = ""
    telegram_url: str = TELEGRAM
    webhook: bool = False

    def __repr__(self) -> str:
        return f"Settings(data={str(self.data)!r}, host={self.host!r}, port={self.port})"


def data_folder(given: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Where everything is stored: as given, as `WORKSHOP_DATA` says, or this platform's user data folder."""
    if given:
        return given
    named = environment.get("WORKSHOP_DATA")
    return Path(named) if named else user_data_path("feedback-workshop", appauthor=False)


def telegram_token(file: Path | None, environment: Mapping[str, str] = os.environ) -> str:
    """The bot's token from the file or the environment; empty where there is none. Raises `Mistaken`."""
    token = _token_in(file) if file else environment.get("TELEGRAM_BOT_TOKEN", "").strip()
    if token and not TOKEN.fullmatch(token):
        # Whatever it is, it may be a secret: it is not repeated.
        raise Mistaken(
            f"What {file or 'TELEGRAM_BOT_TOKEN'} holds is not a bot token: "
            "copy it from @BotFather, digits, a colon and letters."
        )
    return token


def public_address(url: str) -> str:
    """A public address without the slash at its end. Raises `Mistaken`."""
    plain = url.rstrip("/")
    if plain and (not _is_address(plain) or urlsplit(plain).path):
        raise Mistaken(
            f"The public address {url!r} cannot be used: give one like https://workshop.example.org, "
            "with a port if need be and nothing after it."
        )
    return plain


def telegram_url(environment: Mapping[str, str] = os.environ) -> str:
    """The Bot API server's address without the slash at its end. Raises `Mistaken`."""
    plain = environment.get("TELEGRAM_API_URL", "").rstrip("/") or TELEGRAM
    if not _is_address(plain):
        raise Mistaken(f"TELEGRAM_API_URL is {plain!r}: give an address like {TELEGRAM}.")
    return plain


def check_webhook(settings: Settings) -> None:
    """Telegram brings updates over HTTPS only. Raises `Mistaken`."""
    if settings.webhook and not settings.token:
        raise Mistaken("--webhook needs a bot: set TELEGRAM_BOT_TOKEN, or leave --webhook out.")
    if settings.webhook and not settings.public_url.startswith("https://"):
        raise Mistaken("--webhook needs an address that Telegram can reach: give --public-url https://….")


def _token_in(file: Path) -> str:
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as broken:
        raise Mistaken(
            f"The token file {file} cannot be read: check the path and who may read it."
        ) from broken
    if mode & 0o077:
        raise Mistaken(f"Others can read the token file {file}: run chmod 600 {file} and start again.")
    if not token:
        raise Mistaken(f"The token file {file} is empty: put the bot's token into it.")
    return token


def _is_address(url: str) -> bool:
    """Whether this is a scheme, a host, perhaps a port and a path, and nothing else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    named = host if port is None else f"{host}:{port}"
    plain = parts.netloc.lower() == named and not re.search(r"[\s\x00-\x1f?#]", url)
    return parts.scheme in ("http", "https") and plain
