"""Who does the team's work: a facilitator of the workshop who leads no group."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.pages import Said
from bot.web.room import Room
from bot.web.sessions import page_of
from prompts import Prompts, prompts_in
from workshops.model import Actor, Phase, Role, Workshop
from workshops.people import Person
from workshops.protocol.rules import of_the_team

TEAM = "/team"
MOST_TOLD = 9


class Member(msgspec.Struct, frozen=True):
    """Who asks, and the workshop as it is stored; look at it before the next await."""

    person: Person
    workshop: Workshop

    @property
    def language(self) -> str:
        return self.workshop.facilitators[self.person.number].language

    @property
    def say(self) -> Prompts:
        return prompts_in(self.language)

    @property
    def actor(self) -> Actor:
        return Actor(Role.FACILITATOR, self.person.number)

    @property
    def path(self) -> str:
        return team_path(self.person)


def team_path(person: Person) -> str:
    """Where the team's pages of the person's workshop begin."""
    return f"{page_of(person)}{TEAM}"


async def member_of(room: Room, request: Request) -> Member:
    """Raises `Stranger` for whoever does not run the workshop, and `Said` for whoever leads a group."""
    person = await room.person(request, Role.FACILITATOR)
    workshop = await room.workshop(person)
    if not of_the_team(workshop, person.number):
        raise Said("team.leads_a_group", 403, steer="steer.title", tables="steer.groups")
    return Member(person, workshop)


async def memberships(room: Room, request: Request) -> list[Member]:
    """Every workshop whose team this browser belongs to, the newest first."""
    members = []
    for person in await room.sessions.everyone(request):
        workshop = await room.house.desk.workshop(person.workshop)
        if workshop and person.role is Role.FACILITATOR and of_the_team(workshop, person.number):
            members.append(Member(person, workshop))
    return sorted(members, key=lambda member: member.workshop.made_at, reverse=True)


async def member_after_closing(room: Room, request: Request) -> Member:
    """As `member_of`, for what people said in private: `Said` until the workshop is closed."""
    member = await member_of(room, request)
    if member.workshop.phase is not Phase.CLOSED:
        raise Said("refused.not_closed", 422)
    return member


async def others_to_pool(room: Room, request: Request, member: Member) -> list[Member]:
    """The other closed workshops of the same study whose team this browser belongs to."""
    own = member.workshop
    return [
        each
        for each in await memberships(room, request)
        if each.workshop.code != own.code
        and each.workshop.phase is Phase.CLOSED
        and each.workshop.study.id == own.study.id
        and each.workshop.rehearsal is own.rehearsal
    ]


def shown(
    room: Room,
    member: Member,
    template: str,
    *,
    request: Request | None = None,
    notice: str = "",
    status: int = 200,
    **content: object,
) -> Response:
    """A page of the team's; `request` may carry word of what was just done."""
    told = notice or (_told(request, member.say) if request else "")
    return room.pages.page(
        f"team/{template}.html",
        member.language,
        status,
        workshop=member.workshop,
        path=member.path,
        console=page_of(member.person),
        notice=told,
        **content,
    )


def done(address: str, said: str = "", n: int | None = None, mark: str = "") -> Response:
    """Leads on after a form was taken, with a sentence's key and a number to say what came of it."""
    query = [f"said={said}"] if said else []
    query += [f"n={n}"] if n is not None else []
    joint = "&" if "?" in address else "?"
    told = f"{address}{joint if query else ''}{'&'.join(query)}"
    return RedirectResponse(f"{told}#{mark}" if mark else told, 303)


def _told(request: Request, say: Prompts) -> str:
    """Nothing for what is not one of our sentences, since anyone can write an address."""
    said, count = request.query_params.get("said", ""), request.query_params.get("n", "")
    key = f"team.said.{said}"
    if said and key in say:
        return say(key)
    if said and f"{key}.other" in say and count.isdecimal() and len(count) <= MOST_TOLD:
        return say(key, n=int(count))
    return ""
