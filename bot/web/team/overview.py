"""The first of the team's pages: what there is to do, and until when what is kept."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.purging import delete_everything, delete_links, is_left_open, overdue
from bot.web.pages import Said
from bot.web.room import Room
from bot.web.team.member import TEAM, Member, done, member_of, shown
from prompts import Prompts
from workshops.codable import codable
from workshops.model import Phase, Workshop
from workshops.retention import Keeping, Kept, keeping


class Dated(msgspec.Struct, frozen=True):
    """How one thing is kept, in words."""

    what: str
    days: int
    when: str
    late: bool
    deletable: str


class OverviewPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        path = f"/f/{{code}}{TEAM}"
        return [
            Route(path, self.overview),
            Route(f"{path}/links", self.delete_links, methods=["POST"]),
            Route(f"{path}/everything", self.ask),
            Route(f"{path}/everything", self.delete_everything, methods=["POST"]),
        ]

    async def overview(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        workshop, now = member.workshop, self.room.house.clock()
        said = list(codable(workshop))
        return shown(
            self.room,
            member,
            "overview",
            request=request,
            closed=workshop.phase is Phase.CLOSED,
            frozen=is_frozen(workshop),
            coded=sum(1 for each in said if workshop.coded.get((each.source, each.item))),
            codable=len(said),
            kept=[dated(member.say, each, now, workshop.time_zone) for each in keeping(workshop)],
            left_open=is_left_open(workshop, now),
            study=workshop.study.text(member.language).title,
        )

    async def delete_links(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        refused = await delete_links(self.room.house, member.workshop, member.actor)
        if refused:
            raise Said(f"refused.{refused}", 422)
        return done(member.path, "links_deleted")

    async def ask(self, request: Request) -> Response:
        member = await self._overdue(request)
        return shown(self.room, member, "everything")

    async def delete_everything(self, request: Request) -> Response:
        member = await self._overdue(request)
        code, language = member.person.workshop, member.language
        await delete_everything(self.room.house, member.workshop)
        return self.room.pages.page("team/gone.html", language, code=code)

    async def _overdue(self, request: Request) -> Member:
        member = await member_of(self.room, request)
        if Kept.EVERYTHING not in overdue(member.workshop, self.room.house.clock()):
            raise Said("refused.not_due", 422)
        return member


def is_frozen(workshop: Workshop) -> bool:
    """Whether somebody has consented, so that the study stays as it is."""
    return bool(workshop.participants) or workshop.phase is not Phase.LOBBY


def dated(say: Prompts, kept: Keeping, now: int, zone: str) -> Dated:
    """The sentence that says until when, since when overdue, or when it was deleted."""
    late = kept.overdue(now)
    match kept:
        case Keeping(gone_at=gone_at) if gone_at:
            when = say("team.kept.gone", day=say.day(gone_at, zone))
        case Keeping(until=0):
            when = say("team.kept.not_begun")
        case _ if late:
            when = say("team.kept.overdue", day=say.day(kept.until, zone))
        case _:
            when = say("team.kept.until", day=say.day(kept.until, zone))
    return Dated(say(f"team.kept.{kept.what}"), kept.days, when, late, kept.what.value if late else "")


def day_and_time(say: Prompts, at: int, zone: str) -> str:
    return say("team.day_and_time", day=say.day(at, zone), time=say.clock(at, zone))


def in_iso(at: int, zone: str) -> str:
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).date().isoformat()
