"""The way in by a link: a newcomer's screens until they agree."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.actions import Action, Agree, Consider, NotAButton, TakePartUnrecorded, decode
from bot.claiming import NotIn
from bot.screens import newcomer_screen
from bot.screens.invitation import ARRIVE
from bot.screens.viewer import Channel
from bot.throttle import Throttle
from bot.web.forms import SECURE_TOKEN, Posted, read_posted
from bot.web.languages import preferred
from bot.web.pages import Said
from bot.web.render import Frame, fragment, heading
from bot.web.room import Room
from bot.web.sessions import page_of
from bot.web.unrecorded import COOKIE, here_in, page_here, remember_here
from prompts import prompts_in
from workshops.model import Role, Workshop
from workshops.people import Person

MOST_A_MINUTE = 60


class JoiningPages:
    def __init__(self, room: Room) -> None:
        self.room = room
        # A room behind one address has as many as sit in it; a script would have thousands.
        self._counted = Throttle(room.house.clock, by_address=MOST_A_MINUTE, together=MOST_A_MINUTE)

    def routes(self) -> list[Route]:
        return [
            route
            for path in ("/join/{secret}", "/join/{secret}/{group}")
            for route in (Route(path, self.look), Route(path, self.press, methods=["POST"]))
        ]

    async def look(self, request: Request) -> Response:
        workshop = await self._workshop(request)
        person = await self.room.sessions.person(request, workshop.code, Role.PARTICIPANT)
        if person:
            return RedirectResponse(_own_page(person, workshop, _table(request, workshop)), 303)
        if here_in(request, workshop) and "at" not in request.query_params:
            return RedirectResponse(page_here(workshop), 303)
        return self._page(request, workshop, _considered(request, workshop))

    async def press(self, request: Request) -> Response:
        workshop = await self._workshop(request)
        person = await self.room.sessions.person(request, workshop.code, Role.PARTICIPANT)
        if person:
            return RedirectResponse(page_of(person), 303)
        posted = await read_posted(request)
        match _action(posted.payload, workshop):
            case Consider():
                return RedirectResponse(f"{request.url.path}?{urlencode({'at': posted.payload})}", 303)
            case TakePartUnrecorded(language=language) if language in workshop.study.languages:
                return await self._unrecorded(request, workshop, language, posted)
            case Agree() as agree:
                return await self._agreed(request, workshop, agree, posted)
            case _:
                return self._page(request, workshop, _considered(request, workshop), "refused.not_a_button")

    async def _agreed(self, request: Request, workshop: Workshop, agree: Agree, posted: Posted) -> Response:
        # The form's own key becomes the session: the same form sent twice lets in one person, not two.
        token = posted.key if len(posted.key) >= SECURE_TOKEN else self.room.key()
        try:
            person = await self.room.house.admitting.agree(workshop.code, agree, cause=None, session=token)
        except NotIn as refused:
            ticked = "" if refused.reason == "sheet_changed" else agree.ticked
            consider = Consider(agree.language, agree.group, ticked)
            known = consider if _fits(consider, workshop) else _considered(request, workshop)
            return self._page(request, workshop, known, f"refused.{refused.reason}")
        response = RedirectResponse(page_of(person), 303)
        self.room.sessions.remember(response, person, token)
        if here_in(request, workshop):
            # They are in, whatever the count says.
            with suppress(NotIn):
                await self._counts(workshop, posted, here=False)
            response.delete_cookie(COOKIE + workshop.code)
        return response

    async def _unrecorded(
        self, request: Request, workshop: Workshop, language: str, posted: Posted
    ) -> Response:
        """The form's key counts once, however often it comes; with the cookie no other form does."""
        if not here_in(request, workshop):
            address = request.client.host if request.client else ""
            try:
                if not self._counted.allows(address):
                    raise NotIn("too_many_at_once")
                self._counted.missed(address)
                await self._counts(workshop, posted, here=True)
            except NotIn as refused:
                known = _considered(request, workshop)
                return self._page(request, workshop, known, f"refused.{refused.reason}")
        response = RedirectResponse(page_here(workshop), 303)
        remember_here(response, workshop, language, secure=self.room.url().startswith("https:"))
        return response

    async def _counts(self, workshop: Workshop, posted: Posted, *, here: bool) -> None:
        """Raises `NotIn`."""
        cause = f"web:{'here' if here else 'gone'}:{posted.key}"
        await self.room.house.admitting.counts_unrecorded(workshop.code, here=here, cause=cause)

    async def _workshop(self, request: Request) -> Workshop:
        workshop = await self.room.links.joining(request.path_params["secret"])
        if workshop is None:
            raise Said("web.join_unknown", 404)
        return workshop

    def _page(self, request: Request, workshop: Workshop, consider: Consider, key: str = "") -> Response:
        screen = newcomer_screen(workshop, consider, Channel.BROWSER, self.room.house.addresses)
        notice = prompts_in(consider.language)(key) if key else ""
        frame = Frame(consider.language, request.url.path, key=self.room.key(), notice=notice)
        return self.room.pages.page(
            "person.html",
            consider.language,
            title=f"{heading(screen)} · {workshop.title}",
            fragment=fragment(screen, frame),
            address="",
            columns=(),
        )


def _considered(request: Request, workshop: Workshop) -> Consider:
    """Where a newcomer is, as the address has it; at the beginning when it says nothing of sense."""
    match _action(request.query_params.get("at", ""), workshop):
        case Consider() as consider if _fits(consider, workshop):
            return consider
    return Consider(preferred(request, workshop.study.languages), _table(request, workshop))


def _table(request: Request, workshop: Workshop) -> str:
    """The table whose code was scanned; empty for a link to the workshop as a whole."""
    group = request.path_params.get("group", "").upper()
    return group if group in workshop.groups else ""


def _own_page(person: Person, workshop: Workshop, table: str) -> str:
    """Where someone who is in already goes on; after the code of another table, with word of that."""
    known = workshop.participants[person.number]
    if known.expected and table:
        return f"{page_of(person)}?{urlencode({'view': f'{ARRIVE} {table}'})}"
    elsewhere = table and table != known.group
    return f"{page_of(person)}?{urlencode({'table': table})}" if elsewhere else page_of(person)


def _fits(consider: Consider, workshop: Workshop) -> bool:
    boxes = {str(number) for number in range(len(workshop.study.consent_boxes))}
    return (
        consider.language in workshop.study.languages
        and consider.group in ("", *workshop.groups)
        and set(consider.ticked) <= boxes
        and len(consider.ticked) <= len(boxes)
    )


def _action(payload: str, workshop: Workshop) -> Action | None:
    try:
        code, action = decode(payload)
    except NotAButton:
        return None
    return action if code == workshop.code else None
