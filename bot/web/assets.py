"""Style and script: read once, named by their content so that a phone keeps them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".png": "image/png", ".svg": "image/svg+xml"}
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


class Asset(msgspec.Struct, frozen=True):
    address: str
    content: bytes
    kind: str


@cache
def assets() -> dict[str, Asset]:
    """Every file of the folder by its plain name."""
    return {path.name: _asset(path) for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}


def address(name: str) -> str:
    return assets()[name].address


async def asset(request: Request) -> Response:
    for one in assets().values():
        if one.address == request.url.path:
            return Response(one.content, media_type=one.kind, headers=FOR_GOOD)
    raise HTTPException(404)


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    fingerprint = hashlib.sha256(content).hexdigest()[:12]
    return Asset(f"/static/{path.stem}.{fingerprint}{path.suffix}", content, TYPES[path.suffix])
