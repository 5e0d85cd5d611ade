"""Style and script: read once, named by their content so that a phone keeps them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

STATIC = Path(__file__).parent / "static"
# What `make dragging` has fetched, if it has; never a part of this repository.
FROM_NPM = Path(__file__).parent / "from_npm"
SORTABLE = "Sortable.min.js"
TYPES = {".css": "text/css", ".js": "text/javascript", ".png": "image/png", ".svg": "image/svg+xml"}
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


class Asset(msgspec.Struct, frozen=True):
    address: str
    content: bytes
    kind: str


@cache
def assets() -> dict[str, Asset]:
    """Every file of both folders by its plain name."""
    folders = [folder for folder in (STATIC, FROM_NPM) if folder.is_dir()]
    found = (path for folder in folders for path in sorted(folder.iterdir()))
    return {path.name: _asset(path) for path in found if path.suffix in TYPES}


def address(name: str) -> str:
    return assets()[name].address


def sortable() -> str:
    """The address of what cards are dragged with; empty where it has not been fetched."""
    return address(SORTABLE) if SORTABLE in assets() else ""


async def asset(request: Request) -> Response:
    for one in assets().values():
        if one.address == request.url.path:
            return Response(one.content, media_type=one.kind, headers=FOR_GOOD)
    raise HTTPException(404)


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    fingerprint = hashlib.sha256(content).hexdigest()[:12]
    return Asset(f"/static/{path.stem}.{fingerprint}{path.suffix}", content, TYPES[path.suffix])
