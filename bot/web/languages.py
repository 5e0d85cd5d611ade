"""Which language to speak to a stranger."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request

from prompts.languages import closest


def preferred(request: Request, offered: Sequence[str]) -> str:
    """The offered language that the browser asks for first; the first offered when it asks for none."""
    asked = map(_wish, request.headers.get("accept-language", "").split(","))
    wishes = sorted(asked, key=lambda wish: -wish[0])
    return closest((language for _, language in wishes), offered) or offered[0]


def _wish(part: str) -> tuple[float, str]:
    language, _, quality = part.strip().partition(";q=")
    try:
        return float(quality or 1), language.strip().lower()
    except ValueError:
        return 0.0, ""
