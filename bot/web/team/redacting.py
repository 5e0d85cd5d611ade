"""Redaction: candidates shown, replacements chosen, looked at once more, then replaced for good."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.operations import redact
from bot.web.forms import read_form
from bot.web.pages import Said
from bot.web.room import Room
from bot.web.team.member import TEAM, Member, done, member_after_closing, shown
from bot.web.team.overview import day_and_time
from workshops.events import WordsRedacted, decode
from workshops.journal import HandledCommand
from workshops.redaction import (
    BLANK,
    Candidate,
    RedactionMistakes,
    Text,
    candidates,
    redacted,
    replacements_in,
    texts,
)

MOST_FIELDS = 4_000
LONGEST_EXCERPT = 160


class Planned(msgspec.Struct, frozen=True):
    """One word that is to go: what comes in its place, in how many places, and the first of them."""

    word: str
    instead: str
    times: int
    excerpt: str


class RedactingPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        path = f"/f/{{code}}{TEAM}/redaction"
        return [
            Route(path, self.look),
            Route(path, self.plan, methods=["POST"]),
            Route(f"{path}/now", self.redact, methods=["POST"]),
        ]

    async def look(self, request: Request) -> Response:
        return await self._page(request, await member_after_closing(self.room, request), {})

    async def plan(self, request: Request) -> Response:
        """What would change, without changing it."""
        member = await member_after_closing(self.room, request)
        form = await read_form(request, most_fields=MOST_FIELDS)
        typed = await self._typed(member)
        found = await asyncio.to_thread(candidates, typed)
        lines = "\n".join((form.get("more", "").replace("\r\n", "\n"), *_ticked(form, found)))
        try:
            replacements = await asyncio.to_thread(replacements_in, lines, member.say("team.redaction.list"))
        except RedactionMistakes as mistaken:
            return await self._page(request, member, form, str(mistaken))
        planned = await asyncio.to_thread(_planned, typed, replacements)
        places = sum(each.times for each in planned)
        return shown(self.room, member, "redaction_plan", planned=planned, places=places, lines=lines)

    async def redact(self, request: Request) -> Response:
        member = await member_after_closing(self.room, request)
        form = await read_form(request)
        try:
            listed = form.get("lines", "")
            replacements = await asyncio.to_thread(replacements_in, listed, member.say("team.redaction.list"))
        except RedactionMistakes as mistaken:
            return await self._page(request, member, {"more": form.get("lines", "")}, str(mistaken))
        refused, places = await redact(self.room.house, member.workshop, replacements, member.actor)
        if refused:
            raise Said(f"refused.{refused}", 422)
        return done(f"{member.path}/redaction", "redacted", places)

    async def _typed(self, member: Member) -> list[Text]:
        rows = await self.room.house.journal.rows(member.workshop.code)
        return await asyncio.to_thread(lambda: list(texts(rows, member.workshop.study)))

    async def _page(
        self, request: Request, member: Member, form: dict[str, str], wrong: str = ""
    ) -> Response:
        rows = await self.room.house.journal.rows(member.workshop.code)
        found = await asyncio.to_thread(lambda: candidates(texts(rows, member.workshop.study)))
        return shown(
            self.room,
            member,
            "redaction",
            request=request,
            status=422 if wrong else 200,
            wrong=wrong.splitlines(),
            found=[(each, f"go.{each.words}" in form, form.get(f"as.{each.words}", "")) for each in found],
            kinds={each.words: _kinds(member, each) for each in found},
            more=form.get("more", ""),
            blank=BLANK,
            log=_log(member, rows),
        )


def _ticked(form: dict[str, str], found: Sequence[Candidate]) -> list[str]:
    """Lines such as the command line's file has, for the candidates that are ticked."""
    chosen = [(each.words, form.get(f"as.{each.words}", "").strip()) for each in found]
    return [
        f"{words} = {instead}" if instead else words for words, instead in chosen if f"go.{words}" in form
    ]


def _planned(typed: Sequence[Text], replacements: dict[str, str]) -> list[Planned]:
    """Each word counted as it will be: the longest first, so that a part of another is not counted twice."""
    times: Counter[str] = Counter()
    excerpts: dict[str, str] = {}
    for text in typed:
        left = text.words
        for word in sorted(replacements, key=len, reverse=True):
            left, done = redacted(left, {word: "\0"})
            times[word] += done
            if done and word not in excerpts:
                excerpts[word] = _excerpt(text.words, word)
    return [
        Planned(word, instead, times[word], excerpts.get(word, "")) for word, instead in replacements.items()
    ]


def _excerpt(words: str, word: str) -> str:
    start = max(0, words.find(word) - LONGEST_EXCERPT // 2)
    cut = words[start : start + LONGEST_EXCERPT]
    return f"{'…' if start else ''}{cut}{'…' if len(words) > start + LONGEST_EXCERPT else ''}"


def _kinds(member: Member, candidate: Candidate) -> str:
    return member.say.listed(
        [member.say(f"team.redaction.kind.{kind.split()[0]}") for kind in candidate.kinds]
    )


def _log(member: Member, rows: Sequence[HandledCommand]) -> list[tuple[str, int]]:
    """When words were replaced, and in how many places; which, nothing tells."""
    zone = member.workshop.time_zone
    return [
        (day_and_time(member.say, row.at, zone), event.places)
        for row in rows
        for event in decode(row.events)
        if isinstance(event, WordsRedacted)
    ]
