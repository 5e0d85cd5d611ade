"""The page inside Telegram: a shell without cookies that learns who opened it from what Telegram signed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.addresses import MINI_APP_PATH
from bot.web.forms import read_form
from bot.web.init_data import opened_by, signing_key
from bot.web.languages import preferred
from bot.web.room import Room
from bot.web.sessions import page_of
from prompts import prompts_in, spoken

# Telegram Web shows the page in a frame; the other apps show it as it is.
TELEGRAM_WEB = "https://web.telegram.org https://webk.telegram.org https://webz.telegram.org"
POLICY = (
    "default-src 'self'; script-src 'self' https://telegram.org; img-src 'self' data:; base-uri 'none'; "
    f"form-action 'self'; frame-ancestors {TELEGRAM_WEB}"
)


class MiniAppPages:
    """`token` is the bot's."""

    def __init__(self, room: Room, token: str) -> None:
        self.room = room
        self._key = signing_key(token)

    def routes(self) -> list[Route]:
        return [
            Route(MINI_APP_PATH, self.shell),
            Route(f"{MINI_APP_PATH}/session", self.session, methods=["POST"]),
        ]

    async def shell(self, request: Request) -> Response:
        page = self.room.pages.page("mini.html", preferred(request, spoken()))
        page.headers["Content-Security-Policy"] = POLICY
        return page

    async def session(self, request: Request) -> Response:
        """A token for whoever the chat last came in as, and the path of their page."""
        form = await read_form(request)
        house = self.room.house
        chat = opened_by(form.get("initData", ""), self._key, house.clock() // 1000)
        if chat is None:
            return _refused(request, "web.mini.not_signed")
        person = await house.people.in_chat(chat)
        if person is None:
            return _refused(request, "web.mini.stranger")
        token = self.room.key()
        await house.people.open_session(person.workshop, person.number, token, house.clock())
        return JSONResponse({"token": token, "address": page_of(person)})


def _refused(request: Request, key: str) -> Response:
    return JSONResponse({"said": prompts_in(preferred(request, spoken()))(key)}, 403)
