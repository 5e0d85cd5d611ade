"""The export to download, for the research team or to be shared, made in a child process."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.downloads import Downloads
from bot.web.forms import read_form
from bot.web.pages import Said
from bot.web.room import Room
from bot.web.team.member import TEAM, Member, done, member_after_closing, others_to_pool, shown
from bot.web.team.overview import day_and_time
from bot.web.team.printing import zip_response
from workshops.arrangement import Form
from workshops.commands import RecordExport

KINDS = {"whole": False, "shareable": True}
WITH = "with"


class ExportingPages:
    def __init__(self, room: Room) -> None:
        self.room = room
        self._recording = asyncio.Lock()
        self.downloads = Downloads(room.house.folder, room.house.clock)
        room.house.removal.also(self.downloads.forget)
        room.house.removal.also_when_kept_no_longer(self.downloads.forget)

    def routes(self) -> list[Route]:
        path = f"/f/{{code}}{TEAM}/export"
        return [
            Route(path, self.look),
            Route(path, self.make, methods=["POST"]),
            Route(f"{path}/{{kind}}.zip", self.download, methods=["POST"]),
        ]

    async def look(self, request: Request) -> Response:
        member = await member_after_closing(self.room, request)
        pooled = await self._pooled(request, member)
        codes, state = _codes(pooled), _state(pooled)
        others = await others_to_pool(self.room, request, member)
        zone = member.workshop.time_zone
        return shown(
            self.room,
            member,
            "export",
            request=request,
            kinds=[
                (kind, self.downloads.of(codes, state, shareable=shareable))
                for kind, shareable in KINDS.items()
            ],
            ranked=any(_is_ranked(each) for each in pooled),
            others=[(each.workshop, each.workshop.code in codes) for each in others],
            query=_query(pooled),
            copies=[
                (day_and_time(member.say, copy.at, zone), copy.shareable) for copy in member.workshop.exports
            ],
        )

    async def make(self, request: Request) -> Response:
        member = await member_after_closing(self.room, request)
        shareable = _kind((await read_form(request)).get("kind", ""))
        pooled = await self._pooled(request, member)
        for each in pooled:
            # Nothing is recorded yet: this asks whether they may.
            await self._record(each, 0, shareable=shareable)
        self.downloads.begin(_codes(pooled), _state(pooled), shareable=shareable)
        return done(f"{member.path}/export{_query(pooled)}")

    async def download(self, request: Request) -> Response:
        member, shareable = await member_after_closing(self.room, request), _kind(request.path_params["kind"])
        pooled = await self._pooled(request, member)
        made = self.downloads.of(_codes(pooled), _state(pooled), shareable=shareable)
        if made is None or not made.content:
            raise Said("team.export.gone", 404)
        # One after the other: of two at one moment each is a copy that whoever withdraws is told of.
        async with self._recording:
            for each in pooled:
                await self._record(each, len(each.workshop.exports) + 1, shareable=shareable)
        name = "-".join(("shareable" if shareable else "export", *_codes(pooled)))
        return zip_response(made.content, f"{name}.zip")

    async def _record(self, member: Member, number: int, *, shareable: bool) -> None:
        outcome = await self.room.house.desk.handle(
            member.workshop.code, member.actor, RecordExport(number, shareable), cause=None
        )
        if outcome.refused:
            raise Said(f"refused.{outcome.refused.reason}", 422)

    async def _pooled(self, request: Request, member: Member) -> list[Member]:
        """This workshop and the others that the address names, the oldest first."""
        asked = request.query_params.getlist(WITH)
        pooled = [
            each for each in await others_to_pool(self.room, request, member) if each.workshop.code in asked
        ]
        return sorted((member, *pooled), key=lambda each: (each.workshop.made_at, each.workshop.code))


def _kind(kind: str) -> bool:
    if kind not in KINDS:
        raise Said("web.no_form", 400)
    return KINDS[kind]


def _codes(pooled: Sequence[Member]) -> tuple[str, ...]:
    return tuple(each.workshop.code for each in pooled)


def _query(pooled: Sequence[Member]) -> str:
    """What the address says to name the same workshops again."""
    pairs = [f"{WITH}={code}" for code in _codes(pooled)] if len(pooled) > 1 else []
    return f"?{'&'.join(pairs)}" if pairs else ""


def _state(pooled: Sequence[Member]) -> tuple[object, ...]:
    """What must not have changed for an export to be handed out: nothing was taken out of the workshops."""
    return tuple(
        (each.workshop.redactions, sum(p.removed for p in each.workshop.participants.values()))
        for each in pooled
    )


def _is_ranked(member: Member) -> bool:
    return any(
        group.handed_in and group.handed_in_form is not Form.DISCUSSION
        for group in member.workshop.groups.values()
    )
