"""The browser's side of the house: every address, and a calm page for whatever goes wrong."""

from __future__ import annotations

from collections.abc import Collection

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.house import House
from bot.web.assets import asset
from bot.web.calendar import CalendarPages
from bot.web.elsewhere import ElsewherePages
from bot.web.facilitating import FacilitatingPages
from bot.web.gate import Gate
from bot.web.handing_out import HandoutPages
from bot.web.installing import installing_routes
from bot.web.joining import JoiningPages
from bot.web.mini_app import MiniAppPages
from bot.web.mydata import MyDataPages
from bot.web.own_link import OwnLinkPages
from bot.web.pages import Said
from bot.web.person_pages import PersonPages
from bot.web.room import Room, Stranger
from bot.web.starting import StartPages
from bot.web.team.coding import CodingPages
from bot.web.team.exporting import ExportingPages
from bot.web.team.making import MakingPages
from bot.web.team.overview import OverviewPages
from bot.web.team.printing import PrintingPages
from bot.web.team.redacting import RedactingPages
from bot.web.team.study_files import StudyFilesPages
from bot.web.team.studying import StudyPages
from bot.web.team.telling import TellingPages
from bot.web.team.withdrawing import WithdrawingPages
from bot.web.unrecorded import UnrecordedPages
from bot.web.updates import TakeUpdate, updates_route
from bot.web.watching import WatchingPages
from workshops.desk import NotSaved
from workshops.model import Role


def create_web(
    house: House, hosts: Collection[str] = (), take_update: TakeUpdate | None = None, token: str = ""
) -> Starlette:
    """The web application. `hosts`: what it answers to besides this machine's and the public name.

    `take_update` is given what Telegram brings, where there is a webhook; `token` is the bot's, where
    there is one.
    """
    room = Room(house)
    starting = StartPages(room)

    async def calm(request: Request, raised: Exception) -> Response:
        message = room.pages.message
        match raised:
            case Said():
                return message(request, raised.key, raised.status, **raised.labels)
            case Stranger():
                return starting.stranger(request, raised)
            case NotSaved():
                return message(request, "web.not_saved", 503)
            case HTTPException(status_code=405):
                return message(request, "web.wrong_method", 405)
            case _:
                return message(request, "web.not_found", 404)

    return Starlette(
        routes=[
            *starting.routes(),
            *JoiningPages(room).routes(),
            *UnrecordedPages(room).routes(),
            *PersonPages(room, Role.PARTICIPANT).routes(),
            *PersonPages(room, Role.FACILITATOR).routes(),
            *ElsewherePages(room).routes(),
            *OwnLinkPages(room).routes(),
            *FacilitatingPages(room).routes(),
            *WatchingPages(room).routes(),
            *MyDataPages(room).routes(),
            *HandoutPages(room).routes(),
            *CodingPages(room).routes(),
            *ExportingPages(room).routes(),
            *OverviewPages(room).routes(),
            *PrintingPages(room).routes(),
            *RedactingPages(room).routes(),
            *StudyPages(room).routes(),
            *StudyFilesPages(room).routes(),
            *MakingPages(room).routes(),
            *TellingPages(room).routes(),
            *WithdrawingPages(room).routes(),
            *CalendarPages(room).routes(),
            *(MiniAppPages(room, token).routes() if token else []),
            *installing_routes(),
            Route("/static/{name}", asset),
            *([updates_route(take_update)] if take_update else []),
        ],
        middleware=[Middleware(Gate, pages=room.pages, hosts=hosts, url=room.url)],
        exception_handlers=dict.fromkeys((Said, Stranger, NotSaved, HTTPException), calm),
    )
