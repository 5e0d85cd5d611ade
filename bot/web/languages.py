"""Which language to speak to a stranger, and which way it runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from babel import Locale, UnknownLocaleError
from starlette.requests import Request

from prompts import ENGLISH, FOLDER


def preferred(request: Request, offered: Sequence[str]) -> str:
    """The offered language that the browser asks for first; the first offered when it asks for none."""
    wishes = sorted(map(_wish, request.headers.get("accept-language", "").split(",")), reverse=True)
    for _, wish in wishes:
        for language in offered:
            if wish == language.lower() or wish.partition("-")[0] == language.lower():
                return language
    return offered[0]


@cache
def spoken() -> tuple[str, ...]:
    """Every language that has a file of sentences, English first."""
    others = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != ENGLISH)
    return (ENGLISH, *others)


@cache
def direction(language: str) -> str:
    """`ltr` or `rtl`."""
    try:
        return Locale.parse(language.partition("-")[0]).text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def _wish(part: str) -> tuple[float, str]:
    language, _, quality = part.strip().partition(";q=")
    try:
        return float(quality or 1), language.strip().lower()
    except ValueError:
        return 0.0, ""
