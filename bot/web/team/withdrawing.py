"""Withdrawal, for whoever asks a facilitator: leave and let it stay, or leave and have it removed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.pages import Said
from bot.web.room import Room
from bot.web.team.member import TEAM, Member, done, member_of, shown
from bot.web.team.overview import day_and_time
from workshops.commands import Withdraw
from workshops.model import Participant
from workshops.numbering import by_number
from workshops.retention import keeping

REMOVE, KEEP = "remove", "keep"


class WithdrawingPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        path = f"/f/{{code}}{TEAM}/withdrawal"
        return [
            Route(path, self.everyone),
            Route(f"{path}/{{number}}", self.one),
            Route(f"{path}/{{number}}", self.withdraw, methods=["POST"]),
        ]

    async def everyone(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        people = [(person.number, _state(person)) for person in by_number(_people(member))]
        return shown(self.room, member, "withdrawal", request=request, people=people, until=_until(member))

    async def one(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        return self._page(request, member, sure=request.query_params.get("sure") == REMOVE)

    async def withdraw(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        person = _person(member, request)
        what = (await read_form(request)).get("what", "")
        if what not in (REMOVE, KEEP):
            raise Said("web.no_form", 400)
        number, removing = person.number, what == REMOVE
        answer = await self.room.house.acting.act(member.person, Withdraw(number, removing), cause=None)
        if answer.refused:
            raise Said(f"refused.{answer.refused}", 422)
        return done(f"{member.path}/withdrawal/{number}", "removed" if removing else "withdrew")

    def _page(self, request: Request, member: Member, *, sure: bool) -> Response:
        person = _person(member, request)
        zone = member.workshop.time_zone
        copies = [
            (day_and_time(member.say, copy.at, zone), copy.shareable) for copy in member.workshop.exports
        ]
        return shown(
            self.room,
            member,
            "withdraw",
            request=request,
            number=person.number,
            state=_state(person),
            sure=sure,
            copies=copies,
            until=_until(member),
            gone=bool(member.workshop.links_deleted_at),
        )


def _people(member: Member) -> list[Participant]:
    return list(member.workshop.participants.values())


def _person(member: Member, request: Request) -> Participant:
    found = member.workshop.participants.get(request.path_params["number"].upper())
    if found is None:
        raise Said("refused.participant_unknown", 404)
    return found


def _state(person: Participant) -> str:
    """A key below `team.withdrawal.state`."""
    if person.removed:
        return "removed"
    if person.withdrew_at:
        return "withdrew"
    return "left" if person.left_at else "here"


def _until(member: Member) -> str:
    """The last day on which answers can be removed; empty while the workshop is not closed."""
    links, _ = keeping(member.workshop)
    return member.say.day(links.until, member.workshop.time_zone) if links.until else ""
