"""The day for a calendar, by the workshop's link: nothing is kept of who takes it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.addresses import CALENDAR
from bot.calendar_entry import calendar_entry, calendar_name
from bot.web.pages import Said
from bot.web.room import Room


class CalendarPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        return [Route(f"/{CALENDAR}/{{secret}}", self.entry)]

    async def entry(self, request: Request) -> Response:
        workshop = await self.room.links.joining(request.path_params["secret"])
        if workshop is None or not workshop.day.starts:
            raise Said("web.join_unknown", 404)
        disposition = f'attachment; filename="{calendar_name(workshop)}"'
        return Response(
            calendar_entry(workshop, self.room.house.addresses),
            media_type="text/calendar",
            headers={"Content-Disposition": disposition},
        )
