"""What a phone needs to put the pages on its home screen. Nothing is kept there: they are always fetched."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.assets import address
from bot.web.languages import preferred
from prompts import prompts_in, spoken

# As in app.css.
GROUND = "#f4f2ee"


def installing_routes() -> list[Route]:
    return [Route("/manifest.webmanifest", manifest)]


async def manifest(request: Request) -> Response:
    say = prompts_in(preferred(request, spoken()))
    name = say("web.name")
    pictures = [
        {
            "src": address(f"icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    drawn = {"src": address("icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    return JSONResponse(
        {
            "id": "/",
            "start_url": "/",
            "name": name,
            "short_name": name,
            "lang": say.tag,
            "dir": say.direction,
            "display": "standalone",
            "background_color": GROUND,
            "theme_color": GROUND,
            "icons": [drawn, *pictures],
        },
        media_type="application/manifest+json",
    )
