"""Everything that is stored of the person who asks: as a page, and to download."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.addresses import ALL_THAT_IS_KEPT
from bot.web.languages import preferred
from bot.web.room import Room, Stranger
from bot.web.sessions import page_of
from prompts import spoken
from workshops.events import decode
from workshops.model import Actor, Role
from workshops.people import Person

Kept = dict[str, Any]


class MyDataPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        return [
            Route(ALL_THAT_IS_KEPT, self.page),
            Route(f"{ALL_THAT_IS_KEPT}/{{code}}/{{number}}", self.download),
        ]

    async def page(self, request: Request) -> Response:
        people = await self.room.sessions.everyone(request)
        everything = [await self._kept(person) for person in people]
        pages = [page_of(person) for person in people]
        theirs = [kept["state"]["language"] for kept in everything if kept["state"]]
        return self.room.pages.page(
            "mydata.html",
            theirs[0] if theirs else preferred(request, spoken()),
            everything=list(zip(everything, pages, strict=True)),
        )

    async def download(self, request: Request) -> Response:
        code, number = request.path_params["code"], request.path_params["number"]
        for person in await self.room.sessions.everyone(request):
            if (person.workshop, person.number) == (code, number):
                kept = msgspec.json.format(msgspec.json.encode(await self._kept(person)))
                disposition = f'attachment; filename="{code}-{number}.json"'
                return Response(
                    kept, media_type="application/json", headers={"Content-Disposition": disposition}
                )
        raise Stranger(code, Role.PARTICIPANT)

    async def _kept(self, person: Person) -> Kept:
        """Who they are, from `people`; their part of the state; what they did, from the journal."""
        house = self.room.house
        rows = await house.journal.rows(person.workshop)
        words = await house.people.words(person.workshop)
        workshop = await self.room.workshop(person)
        state = workshop.participants.get(person.number) or workshop.facilitators.get(person.number)
        selves = {str(Actor(person.role, person.number))}
        if person.respondent:
            selves.add(str(Actor(Role.RESPONDENT, person.respondent)))
        return {
            "title": workshop.title,
            "person": _readable(msgspec.structs.asdict(person)),
            "identifying_words": {
                question: said for (number, question), said in words.items() if number == person.number
            },
            "wishes": msgspec.to_builtins(await house.acting.wishes_of(person)),
            "state": _readable(msgspec.to_builtins(state)),
            "evaluation": dict(workshop.evaluation.get(person.respondent or "", {})),
            "done": [
                {"at": _time(row.at), "events": _readable(msgspec.to_builtins(decode(row.events)))}
                for row in rows
                if row.actor in selves
            ],
        }


def _readable(kept: Any) -> Any:
    """Times as ISO 8601 in place of milliseconds."""
    match kept:
        case dict():
            return {
                name: _time(value) if _is_time(name, value) else _readable(value)
                for name, value in kept.items()
            }
        case list() | tuple():
            return [_readable(value) for value in kept]
        case _:
            return kept


def _is_time(name: str, value: object) -> bool:
    return isinstance(value, int) and value > 0 and (name == "at" or name.endswith("_at"))


def _time(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
