"""The page of someone who is in: what they see, what they do, and word that it has changed."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.acting import Answer
from bot.actions import encode
from bot.addresses import ALL_THAT_IS_KEPT
from bot.purging import overdue
from bot.screens import panel_screen, screen_for
from bot.screens.blocks import Screen
from bot.screens.console import COLUMNS, PANELS, stays_open
from bot.screens.mydata import MY_DATA
from bot.screens.viewer import Channel
from bot.web.elsewhere import elsewhere_of
from bot.web.forms import Posted, read_posted
from bot.web.render import Frame, fingerprint, fragment, heading
from bot.web.room import Room
from bot.web.sessions import LETTERS, page_of
from bot.web.team.member import team_path
from prompts import prompts_in
from workshops.commands import SitDown
from workshops.desk import CauseTaken, NotSaved
from workshops.model import Role, Workshop
from workshops.people import Person
from workshops.protocol.rules import of_the_team

# What the script sends when it wants the screen alone.
WANTS = "x-wants"
SCREEN = "screen"


class PersonPages:
    """The pages of everyone in one role."""

    def __init__(self, room: Room, role: Role) -> None:
        self.room = room
        self.role = role

    def routes(self) -> list[Route]:
        path = f"/{LETTERS[self.role]}/{{code}}"
        return [
            Route(path, self.page),
            Route(path, self.act, methods=["POST"]),
            Route(f"{path}/screen", self.screen),
            Route(f"{path}/live", self.live),
        ]

    async def page(self, request: Request) -> Response:
        person = await self.room.person(request, self.role, stopped=True)
        workshop = await self.room.workshop(person)
        asked = request.query_params
        said = _sentence(asked.get("said", ""), _language(workshop, person))
        said = said or await self._of_another_table(workshop, person, asked.get("table", ""))
        return await self._whole(workshop, person, asked.get("view", ""), said)

    async def screen(self, request: Request) -> Response:
        """The screen alone, or the word that it is the one which the page shows."""
        person = await self.room.person(request, self.role, stopped=True)
        workshop = await self.room.workshop(person)
        asked = request.query_params
        screen, frame = await self._drawn(
            workshop, person, asked.get("view", ""), panel=asked.get("panel", "")
        )
        if asked.get("shown") == fingerprint(screen, frame):
            return Response(status_code=204)
        return HTMLResponse(fragment(screen, frame))

    async def live(self, request: Request) -> Response:
        person = await self.room.person(request, self.role, stopped=True)
        return self.room.live.response(person.workshop, person.number)

    async def act(self, request: Request) -> Response:
        person = await self.room.person(request, self.role, stopped=True)
        posted = await read_posted(request)
        try:
            answer = await self.room.house.acting.press(
                person,
                posted.payload,
                words=posted.words,
                cause=_cause(person, posted.key),
                request_hash=posted.body_hash,
            )
        except CauseTaken:
            return await self._redrawn(request, person, posted, 409, "web.key_taken")
        except NotSaved:
            return await self._not_saved(request, person, posted)
        return await self._answered(request, person, posted, answer)

    async def _answered(self, request: Request, person: Person, posted: Posted, answer: Answer) -> Response:
        view = posted.view if answer.view is None else answer.view
        view = stays_open(posted.panel, view) if posted.panel else view
        if answer.refused and (answer.view is None or posted.words):
            key = f"refused.{answer.refused}"
            return await self._redrawn(request, person, posted, 422, key, **answer.values)
        wants_screen = request.headers.get(WANTS) == SCREEN
        if wants_screen or await self.room.sessions.person(request, person.workshop, self.role) is None:
            # Whoever has just withdrawn has no session to come back with.
            workshop = await self.room.workshop(person)
            said = _sentence(answer.refused, _language(workshop, person))
            return await self._show(request, workshop, person, view, said, panel=posted.panel)
        query = {"view": view, "said": answer.refused}
        told = urlencode({name: value for name, value in query.items() if value})
        return RedirectResponse(f"{page_of(person)}?{told}".removesuffix("?"), 303)

    async def _not_saved(self, request: Request, person: Person, posted: Posted) -> Response:
        try:
            return await self._redrawn(request, person, posted, 503, "refused.not_saved")
        except NotSaved:
            return self.room.pages.message(request, "web.not_saved", 503, written=posted.words)

    async def _redrawn(
        self, request: Request, person: Person, posted: Posted, status: int, key: str, **values: int
    ) -> Response:
        """What they had open, with a sentence on it, and what they typed still in its box."""
        workshop = await self.room.workshop(person)
        said = prompts_in(_language(workshop, person))(key, **values)
        written = posted.words if status != 409 else ""
        return await self._show(
            request, workshop, person, posted.view, said, written, status, panel=posted.panel
        )

    async def _show(
        self,
        request: Request,
        workshop: Workshop,
        person: Person,
        view: str,
        notice: str,
        written: str = "",
        status: int = 200,
        panel: str = "",
    ) -> Response:
        if request.headers.get(WANTS) != SCREEN:
            return await self._whole(workshop, person, view, notice, written, status)
        return HTMLResponse(
            fragment(*await self._drawn(workshop, person, view, notice, written, panel)), status
        )

    async def _whole(
        self,
        workshop: Workshop,
        person: Person,
        view: str,
        notice: str,
        written: str = "",
        status: int = 200,
    ) -> HTMLResponse:
        screen, frame = await self._drawn(workshop, person, view, notice, written)
        return self.room.pages.page(
            "person.html",
            frame.language,
            status,
            title=f"{heading(screen)} · {workshop.title}",
            fragment=fragment(screen, frame),
            address=page_of(person),
            number=person.number,
            own_data=_own_data(workshop, person),
            elsewhere=elsewhere_of(person),
            team=team_path(person) if of_the_team(workshop, person.number) else "",
            late=bool(overdue(workshop, self.room.house.clock())),
            columns=COLUMNS if person.role is Role.FACILITATOR else (),
            projector=self.room.house.addresses.projector_page(workshop),
        )

    async def _of_another_table(self, workshop: Workshop, person: Person, table: str) -> str:
        """What to say to someone who has scanned another table's code; the way there, where there is one."""
        if table not in workshop.groups or person.number not in workshop.participants:
            return ""
        say, own = prompts_in(_language(workshop, person)), workshop.participants[person.number].group
        if own == table:
            return ""
        screen, _ = await self._drawn(workshop, person, "")
        sitting = encode(workshop.code, SitDown(table))
        for button in (button for row in screen.rows for button in row if button.payload == sitting):
            return say("web.other_table.move", group=table, label=button.label)
        return say("web.other_table.ask", group=table)

    async def _drawn(
        self,
        workshop: Workshop,
        person: Person,
        view: str,
        notice: str = "",
        written: str = "",
        panel: str = "",
    ) -> tuple[Screen, Frame]:
        addresses = self.room.house.addresses
        viewer = await self.room.house.acting.viewer(workshop, person, Channel.BROWSER, view)
        language = _language(workshop, person)
        if person.role is Role.FACILITATOR and panel in PANELS:
            screen = panel_screen(workshop, viewer, addresses, panel)
        else:
            screen, panel = screen_for(workshop, viewer, addresses), ""
        return screen, Frame(language, page_of(person), view, self.room.key(), notice, written, panel)


def _own_data(workshop: Workshop, person: Person) -> str:
    """In sentences, where there is such a screen; from there, or else at once, everything as it is stored."""
    participant = workshop.participants.get(person.number)
    here = participant and not participant.left_at and not participant.withdrew_at
    return f"{page_of(person)}?view={MY_DATA}" if here else ALL_THAT_IS_KEPT


def _language(workshop: Workshop, person: Person) -> str:
    known = workshop.participants.get(person.number) or workshop.facilitators[person.number]
    return known.language


def _cause(person: Person, key: str) -> str:
    """Under what the journal knows this request again; who asked is not to be read from it."""
    who = sha256(f"{person.workshop}:{person.number}".encode()).hexdigest()[:16]
    return f"web:{who}:{key}"


def _sentence(refused: str, language: str) -> str:
    """Why nothing was done; nothing for what is not one of our reasons, since anyone can write an address."""
    say, key = prompts_in(language), f"refused.{refused}"
    sentence = say(key) if refused and key in say else ""
    return "" if "{" in sentence else sentence
