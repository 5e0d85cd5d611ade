"""The study as its files: to download, to bring back changed, or to change as text."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.gate import LARGEST_STUDY
from bot.web.room import Room
from bot.web.team.member import TEAM, Member, done, member_of, shown
from bot.web.team.printing import zip_response
from bot.web.team.saving import mistakes_in_study, reason_given, save_study
from bot.web.team.studying import can_change
from bot.web.uploads import NAME, NoStudyFiles, read_sent, study_files
from exports.formats.stable_zip import zip_of
from workshops.study import Mistake
from workshops.study.editing import kept_contents

MOST_FIELDS = 100
FILE = "file:"


class StudyFilesPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        path = f"/f/{{code}}{TEAM}/study/files"
        return [
            Route(path, self.look),
            Route(path, self.save, methods=["POST"]),
            Route(f"{path}.zip", self.download),
            Route(f"{path}/upload", self.upload, methods=["POST"]),
        ]

    async def look(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        return self._page(request, member, self._kept(member))

    async def download(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        return zip_response(zip_of(self._kept(member)), f"{member.workshop.study.id}.zip")

    async def save(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        form = await read_form(request, MOST_FIELDS, LARGEST_STUDY)
        texts = {name.removeprefix(FILE): text for name, text in form.items() if name.startswith(FILE)}
        contents = {
            name: text.replace("\r\n", "\n").encode() for name, text in texts.items() if NAME.fullmatch(name)
        }
        return await self._saved(request, member, contents, form.get("reason", ""), form.get("base", ""))

    async def upload(self, request: Request) -> Response:
        """All the files of a study in place of those there are."""
        member = await member_of(self.room, request)
        sent = await read_sent(request)
        try:
            contents = await asyncio.to_thread(study_files, sent.files)
        except NoStudyFiles as none:
            return self._page(request, member, self._kept(member), wrong=member.say(none.key))
        return await self._saved(request, member, contents, sent.fields.get("reason", ""))

    async def _saved(
        self,
        request: Request,
        member: Member,
        contents: Mapping[str, bytes],
        typed: str,
        base: str | None = None,
    ) -> Response:
        mistakes = await mistakes_in_study(member.workshop, contents)
        reason, wrong = reason_given(member, typed)
        if not (mistakes or wrong):
            refused = await save_study(self.room, member, contents, reason, base)
            if not refused:
                return done(f"{member.path}/study", "study_saved")
            wrong = member.say(refused)
        return self._page(request, member, contents, mistakes, wrong, typed)

    def _kept(self, member: Member) -> dict[str, bytes]:
        return kept_contents(self.room.house.folder, member.workshop.study_hash)

    def _page(
        self,
        request: Request,
        member: Member,
        contents: Mapping[str, bytes],
        mistakes: Sequence[Mistake] = (),
        wrong: str = "",
        reason: str = "",
    ) -> Response:
        """`contents` stand in the boxes, each with what is wrong in it above."""
        return shown(
            self.room,
            member,
            "study_files",
            request=request,
            notice=wrong,
            status=422 if mistakes or wrong else 200,
            files=[
                (
                    name,
                    content.decode("utf-8", errors="replace"),
                    [_told(mistake) for mistake in mistakes if mistake.file == name],
                )
                for name, content in contents.items()
            ],
            others=[str(mistake) for mistake in mistakes if mistake.file not in contents],
            base=member.workshop.study_hash,
            consented=bool(member.workshop.participants),
            open=can_change(member),
            reason=reason,
        )


def _told(mistake: Mistake) -> str:
    return f"{mistake.key}: {mistake.reason}" if mistake.key else mistake.reason
