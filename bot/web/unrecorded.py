"""The page of someone who takes part without being recorded; the cookie that says so names nobody."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.actions import Consider, NotAButton, decode
from bot.addresses import ALL_THAT_IS_KEPT
from bot.screens import newcomer_screen
from bot.screens.blocks import Screen
from bot.screens.unrecorded import HERE, is_here
from bot.screens.viewer import Channel
from bot.web.forms import read_posted
from bot.web.pages import Said
from bot.web.person_pages import SCREEN, WANTS
from bot.web.render import Frame, fingerprint, fragment, heading
from bot.web.room import Room
from workshops.model import Workshop

COOKIE = "here-"


def here_in(request: Request, workshop: Workshop) -> str:
    """The language in which this browser follows the room unrecorded; empty where it does not."""
    language = request.cookies.get(COOKIE + workshop.code, "")
    return language if language in workshop.study.languages else ""


def remember_here(response: Response, workshop: Workshop, language: str, *, secure: bool) -> None:
    """The same for everyone who picks the language, and gone when the browser is closed."""
    response.set_cookie(COOKIE + workshop.code, language, secure=secure, httponly=True, samesite="lax")


def page_here(workshop: Workshop, view: str = "") -> str:
    asked = f"?{urlencode({'view': view})}" if view else ""
    return f"/{HERE}/{workshop.join_secret}{asked}"


class UnrecordedPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        path = f"/{HERE}/{{secret}}"
        return [
            Route(path, self.page),
            Route(path, self.press, methods=["POST"]),
            Route(f"{path}/screen", self.screen),
            Route(f"{path}/live", self.live),
        ]

    async def page(self, request: Request) -> Response:
        workshop, language = await self._following(request)
        if not language:
            return RedirectResponse(f"/join/{workshop.join_secret}", 303)
        screen, frame = self._drawn(workshop, language, request.query_params.get("view", ""))
        return self.room.pages.page(
            "person.html",
            language,
            title=f"{heading(screen)} · {workshop.title}",
            fragment=fragment(screen, frame),
            address=page_here(workshop),
            number="",
            own_data=ALL_THAT_IS_KEPT,
            elsewhere="",
            team="",
            columns=(),
        )

    async def press(self, request: Request) -> Response:
        """Opens something to read; there is nothing else to do here."""
        workshop, language = await self._following(request)
        posted = await read_posted(request)
        if not language:
            return RedirectResponse(f"/join/{workshop.join_secret}", 303)
        view = _view(posted.payload, workshop.code)
        if request.headers.get(WANTS) == SCREEN:
            return HTMLResponse(fragment(*self._drawn(workshop, language, view)))
        return RedirectResponse(page_here(workshop, view), 303)

    async def screen(self, request: Request) -> Response:
        workshop, language = await self._following(request)
        if not language:
            return Response(status_code=403)
        screen, frame = self._drawn(workshop, language, request.query_params.get("view", ""))
        if request.query_params.get("shown") == fingerprint(screen, frame):
            return Response(status_code=204)
        return HTMLResponse(fragment(screen, frame))

    async def live(self, request: Request) -> Response:
        workshop, _ = await self._following(request)
        return self.room.live.response(workshop.code)

    async def _following(self, request: Request) -> tuple[Workshop, str]:
        workshop = await self.room.links.joining(request.path_params["secret"])
        if workshop is None:
            raise Said("web.join_unknown", 404)
        return workshop, here_in(request, workshop)

    def _drawn(self, workshop: Workshop, language: str, view: str) -> tuple[Screen, Frame]:
        consider = Consider(language, step=f"{HERE} {view}".rstrip())
        screen = newcomer_screen(workshop, consider, Channel.BROWSER, self.room.house.addresses)
        return screen, Frame(language, page_here(workshop), view, self.room.key())


def _view(payload: str, code: str) -> str:
    try:
        of, action = decode(payload)
    except NotAButton:
        return ""
    if of != code or not isinstance(action, Consider) or not is_here(action):
        return ""
    return action.step.partition(" ")[2]
