"""What anyone may look at who has the address: the projector, and whether the server is well."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.screens import projector_screen
from bot.screens.blocks import Screen
from bot.web.pages import Said
from bot.web.render import Frame, fingerprint, fragment, heading
from bot.web.room import Room
from workshops.model import Workshop


class WatchingPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        return [
            Route("/projector/{secret}", self.projector),
            Route("/projector/{secret}/screen", self.screen),
            Route("/projector/{secret}/live", self.live),
            Route("/healthz", self.health),
        ]

    async def projector(self, request: Request) -> Response:
        workshop = await self._workshop(request)
        screen, frame = self._drawn(workshop)
        return self.room.pages.page(
            "projector.html",
            frame.language,
            title=f"{heading(screen)} · {workshop.title}",
            fragment=fragment(screen, frame),
            address=request.url.path,
        )

    async def screen(self, request: Request) -> Response:
        screen, frame = self._drawn(await self._workshop(request))
        if request.query_params.get("shown") == fingerprint(screen, frame):
            return Response(status_code=204)
        return HTMLResponse(fragment(screen, frame))

    async def live(self, request: Request) -> Response:
        workshop = await self._workshop(request)
        return self.room.live.response(workshop.code)

    async def health(self, request: Request) -> Response:
        writable = await self.room.house.journal.writable()
        return PlainTextResponse(
            "ok" if writable else "the journal cannot be written", 200 if writable else 503
        )

    def _drawn(self, workshop: Workshop) -> tuple[Screen, Frame]:
        screen = projector_screen(workshop, self.room.house.addresses)
        return screen, Frame(workshop.study.languages[0])

    async def _workshop(self, request: Request) -> Workshop:
        workshop = await self.room.links.projecting(request.path_params["secret"])
        if workshop is None:
            raise Said("web.projector_unknown", 404)
        return workshop
