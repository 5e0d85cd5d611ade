"""The pages to print: each by itself, or all of them as one file."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.printing import pages_to_print
from bot.web.pages import Said
from bot.web.room import Room
from bot.web.team.member import TEAM, Member, member_of, shown
from exports.formats.stable_zip import zip_of
from prompts import name_of

# Each brings its own style and pictures and asks for nothing, so that it stays whole when it is kept.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
)


class PrintingPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        path = f"/f/{{code}}{TEAM}/print"
        return [
            Route(path, self.look),
            Route(f"{path}/all.zip", self.all),
            Route(f"{path}/{{name}}", self.one),
        ]

    async def look(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        addresses = self.room.house.addresses
        return shown(
            self.room,
            member,
            "print",
            pages=[(name, _named(member, name)) for name in self._pages(member)],
            only_here=addresses.url if addresses.only_here else "",
        )

    async def one(self, request: Request) -> Response:
        page = self._pages(await member_of(self.room, request)).get(request.path_params["name"])
        if page is None:
            raise Said("web.not_found", 404)
        return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})

    async def all(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        files = {f"{name}.html": page.encode() for name, page in self._pages(member).items()}
        return zip_response(zip_of(files), f"print-{member.person.workshop}.zip")

    def _pages(self, member: Member) -> dict[str, str]:
        made = pages_to_print(member.workshop, self.room.house.addresses)
        return {name.removesuffix(".html"): page for name, page in made}


def _named(member: Member, page: str) -> str:
    """What the page is; an invitation in a further language says in which."""
    say = member.say
    kind, _, language = page.partition("-")
    if f"team.print.{page}" in say:
        return say(f"team.print.{page}")
    return say("team.print.in_language", page=say(f"team.print.{kind}"), language=name_of(language))


def zip_response(content: bytes, name: str) -> Response:
    return Response(
        content,
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
