"""Another workshop, made in the browser by whoever is of the team of one already."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.operations import LONGEST_TITLE, Links, MakeNew, perform
from bot.studies import STUDIES, study_folder
from bot.web.forms import SECURE_TOKEN
from bot.web.pages import Said
from bot.web.room import Room
from bot.web.sessions import page_of
from bot.web.team.member import TEAM, Member, memberships
from bot.web.uploads import NoStudyFiles, Sent, read_sent, study_files
from bot.words import WordsRefused, clean
from workshops.people import Person
from workshops.protocol.lobby import MOST_GROUPS
from workshops.study import Mistake
from workshops.study.editing import contents_mistakes
from workshops.study.keeping import STUDIES as KEPT

NUMBER = re.compile(r"[0-9]{1,3}")
BUILT_IN, OF, UPLOAD = "built-in:", "of:", "upload"


class MakingPages:
    def __init__(self, room: Room) -> None:
        self.room = room
        self._turn = asyncio.Lock()

    def routes(self) -> list[Route]:
        return [Route("/new", self.look), Route("/new", self.make, methods=["POST"])]

    async def look(self, request: Request) -> Response:
        members = await self._members(request)
        chosen = request.query_params.get("from", "")
        fields = {"study": f"{OF}{chosen}"} if chosen in [m.workshop.code for m in members] else {}
        return self._page(members, fields)

    async def make(self, request: Request) -> Response:
        """Makes it, with this browser as its facilitator's; the same form twice makes one workshop."""
        members = await self._members(request)
        sent = await read_sent(request)
        fields, say = sent.fields, members[0].say
        title, wrong = _title(members[0], fields.get("title", ""))
        groups = fields.get("groups", "").strip() or "0"
        if not wrong and not (NUMBER.fullmatch(groups) and int(groups) <= MOST_GROUPS):
            wrong = say("team.new.groups_wrong", most=MOST_GROUPS)
        if wrong:
            return self._page(members, fields, wrong)
        key = fields.get("key", "")
        session = key if len(key) >= SECURE_TOKEN else self.room.key()
        async with self._turn:
            person = await self.room.house.people.with_session(session)
            if person is None:
                try:
                    made = await self._made(members, sent, title, int(groups))
                except NoStudyFiles as none:
                    return self._page(members, fields, say(none.key))
                if not isinstance(made, Links):
                    return self._page(members, fields, say("team.new.mistakes"), made)
                token = made.facilitator_url.rpartition("/")[2]
                person = await self.room.house.admitting.claim(token, session=session)
        return self._opened(person, session)

    def _opened(self, person: Person, session: str) -> Response:
        response = RedirectResponse(f"{page_of(person)}{TEAM}?said=made", 303)
        self.room.sessions.remember(response, person, session)
        return response

    async def _made(
        self, members: Sequence[Member], sent: Sent, title: str, groups: int
    ) -> Links | Sequence[Mistake]:
        """The links of the new workshop, or the mistakes in the study that was brought."""
        telegram = sent.fields.get("telegram") == "yes"
        chosen = sent.fields.get("study", "")
        if chosen != UPLOAD:
            return await self._of(str(self._folder(members, chosen)), title, groups, telegram=telegram)
        contents = await asyncio.to_thread(study_files, sent.files)
        if mistakes := await asyncio.to_thread(contents_mistakes, contents):
            return mistakes
        with tempfile.TemporaryDirectory() as place:
            for name, content in contents.items():
                (Path(place) / name).write_bytes(content)
            return await self._of(place, title, groups, telegram=telegram)

    async def _of(self, study: str, title: str, groups: int, *, telegram: bool) -> Links:
        made = await perform(self.room.house, MakeNew(study, title, groups, telegram=telegram))
        if not isinstance(made, Links):
            raise Said("web.broken", 500)
        return made

    def _folder(self, members: Sequence[Member], chosen: str) -> Path:
        """A built-in study, or the copy that one of one's own workshops runs from. Raises `Said`."""
        kind, _, name = chosen.partition(":")
        if f"{kind}:" == BUILT_IN and name in _built_in():
            return study_folder(name)
        for member in members:
            if chosen == f"{OF}{member.workshop.code}":
                return self.room.house.folder / KEPT / member.workshop.study_hash
        raise Said("web.no_form", 400)

    async def _members(self, request: Request) -> list[Member]:
        """Raises `Said` for a browser that is of no team."""
        members = await memberships(self.room, request)
        if not members:
            raise Said("team.new.nobody", 403)
        return members

    def _page(
        self,
        members: Sequence[Member],
        fields: dict[str, str],
        wrong: str = "",
        mistakes: Sequence[Mistake] = (),
    ) -> Response:
        member = members[0]
        own = {m.workshop.study_hash: m for m in reversed(members)}
        own |= {m.workshop.study_hash: m for m in members if fields.get("study") == f"{OF}{m.workshop.code}"}
        return self.room.pages.page(
            "team/new.html",
            member.language,
            422 if wrong else 200,
            notice=wrong,
            mistakes=[str(mistake) for mistake in mistakes],
            fields=fields,
            built_in=[(f"{BUILT_IN}{name}", name) for name in _built_in()],
            own=[
                (f"{OF}{m.workshop.code}", m.workshop.study.text(m.language).title, m.workshop.title)
                for m in own.values()
            ],
            upload=UPLOAD,
            most_title=LONGEST_TITLE,
            key=self.room.key(),
            telegram=bool(self.room.house.addresses.telegram_bot),
        )


def _built_in() -> list[str]:
    return sorted(path.name for path in STUDIES.iterdir() if (path / "study.toml").is_file())


def _title(member: Member, typed: str) -> tuple[str, str]:
    """One line, and what is wrong with it."""
    try:
        title = " ".join(clean(typed, LONGEST_TITLE).split())
    except WordsRefused as refused:
        return "", member.say(f"refused.{refused.reason}", **refused.values)
    return title, "" if title else member.say("team.new.title_missing")
