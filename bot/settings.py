"""What the operator set: read once, from the command line and the environment, then frozen."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

import msgspec
from platformdirs import user_data_path

TELEGRAM = "https://api.telegram.org"


class Mistaken(Exception):
    """A setting that cannot be used; the message is one sentence that says what to do."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How `serve` runs. `token` is empty without Telegram; it is never logged and never in an argument."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8080
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
    if file is None:
        return environment.get("TELEGRAM_BOT_TOKEN", "").strip()
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


def checked_url(url: str) -> str:
    """A public address without the slash at its end. Raises `Mistaken`."""
    plain = url.rstrip("/")
    if plain and not plain.startswith(("https://", "http://")):
        raise Mistaken(f"The public address {url} must start with https:// or http://.")
    return plain


def telegram_url(environment: Mapping[str, str] = os.environ) -> str:
    return checked_url(environment.get("TELEGRAM_API_URL", "") or TELEGRAM)
