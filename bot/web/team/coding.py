"""Coding into issues: what was said on the left, the issues on the right, one item open at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.pages import Said
from bot.web.room import Room
from bot.web.team.member import TEAM, Member, done, member_after_closing, others_to_pool, shown
from bot.words import WordsRefused, clean
from prompts import Prompts
from workshops.codable import SOURCES, Codable, codable
from workshops.commands import CodeIssue
from workshops.issues import Issue, Likely, Twins, issues_of, same_issue
from workshops.model import Workshop
from workshops.protocol.afterwards import NEW, TO_A_THEME

LONGEST_ISSUE = 120
ALL, LEFT = "all", "left"
WITH = "with"


class Entry(msgspec.Struct, frozen=True):
    """An item as the page shows it; `coded` are its issues, each with its relation in words."""

    item: Codable
    key: str
    where: str
    coded: tuple[tuple[str, str], ...]
    likely: Likely | None = None
    likely_relation: str = ""
    twin: Codable | None = None


class Looked(msgspec.Struct, frozen=True):
    """What the address asks for: other workshops coded together with this one, which items, which is open."""

    also: tuple[str, ...]
    show: str
    open: str

    def address(self, path: str, **changed: str) -> str:
        query = {"show": self.show, "open": self.open, **changed}
        pairs = [(WITH, code) for code in self.also]
        pairs += [(name, value) for name, value in query.items() if value]
        return f"{path}/coding?{urlencode(pairs)}" if pairs else f"{path}/coding"


class CodingPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        path = f"/f/{{code}}{TEAM}/coding"
        return [Route(path, self.look), Route(path, self.code, methods=["POST"])]

    async def look(self, request: Request) -> Response:
        return await self._page(request, await self._team(request))

    async def code(self, request: Request) -> Response:
        """Codes, takes back, or gives an issue another name over all its items."""
        team = await self._team(request)
        form, looked = await read_form(request), _looked(request)
        path = team[0].path
        match form.get("do", ""):
            case "code":
                return await self._code(request, team, form, looked)
            case "take_back":
                member, said = _item(team, form.get("item", ""))
                await self._handle(member, said, form.get("issue", ""), "")
                return done(looked.address(path, open=form["item"]), "taken_back", mark=form["item"])
            case "rename":
                return await self._rename(request, team, form, looked)
            case _:
                raise Said("web.no_form", 400)

    async def _code(
        self, request: Request, team: Sequence[Member], form: dict[str, str], looked: Looked
    ) -> Response:
        member, said = _item(team, form.get("item", ""))
        try:
            issue = _issue_name(form.get("issue", ""))
        except WordsRefused as refused:
            return await self._page(
                request, team, form, member.say(f"refused.{refused.reason}", **refused.values)
            )
        if not issue:
            return await self._page(request, team, form, member.say("team.coding.name_it"))
        known = {same_issue(each.name): each for each in issues_of(m.workshop for m in team)}.get(
            same_issue(issue)
        )
        relation = form.get("relation", "") or (known.relation if known else NEW)
        refused_as = await self._handle(member, said, known.name if known else issue, relation)
        if refused_as:
            return await self._page(request, team, form, member.say(f"refused.{refused_as}"))
        following = _following(team, form["item"])
        return done(looked.address(team[0].path, open=following), "coded", mark=following or form["item"])

    async def _rename(
        self, request: Request, team: Sequence[Member], form: dict[str, str], looked: Looked
    ) -> Response:
        old = form.get("issue", "")
        try:
            new = _issue_name(form.get("to", ""))
        except WordsRefused as refused:
            raise Said(f"refused.{refused.reason}", 422) from refused
        found = [each for each in issues_of(m.workshop for m in team) if each.name == old]
        if not new or not found:
            return await self._page(request, team, form, team[0].say("team.coding.name_it"))
        for said in found[0].items:
            member = next(m for m in team if m.person.workshop == said.workshop)
            coded = dict(member.workshop.coded.get((said.source, said.item), {}))
            for issue, relation in coded.items():
                if same_issue(issue) == same_issue(old) and issue != new:
                    await self._handle(member, said, new, relation)
                    await self._handle(member, said, issue, "")
        return done(looked.address(team[0].path), "renamed")

    async def _handle(self, member: Member, said: Codable, issue: str, relation: str) -> str:
        """Why it was refused; empty when it is so."""
        command = CodeIssue(said.source, said.item, issue, relation)
        outcome = await self.room.house.desk.handle(member.workshop.code, member.actor, command, cause=None)
        return outcome.refused.reason if outcome.refused else ""

    async def _team(self, request: Request) -> list[Member]:
        """Whoever asks, in this workshop and then in the others that they want to code with it."""
        member = await member_after_closing(self.room, request)
        also = set(_looked(request).also) - {member.person.workshop}
        return [
            member,
            *(
                each
                for each in await others_to_pool(self.room, request, member)
                if each.workshop.code in also
            ),
        ]

    async def _page(
        self, request: Request, team: Sequence[Member], form: dict[str, str] | None = None, wrong: str = ""
    ) -> Response:
        looked, member = _looked(request), team[0]
        others = await others_to_pool(self.room, request, member)
        issues = issues_of(m.workshop for m in team)
        entries = list(_entries(team, issues, looked))
        listed = [e for e in entries if _listed(e, looked.show)]
        opened = (form or {}).get("item", "") or looked.open
        if opened not in [entry.key for entry in listed]:
            opened = next((entry.key for entry in listed if not entry.coded), "")
        relations = _relations(member)
        return shown(
            self.room,
            member,
            "coding",
            request=request,
            notice=wrong,
            status=422 if wrong else 200,
            entries=listed,
            opened=opened,
            issues=[(issue, relations.get(issue.relation, issue.relation)) for issue in issues],
            relations=relations,
            form=form or {},
            looked=looked,
            action=looked.address(member.path),
            shows=[
                ALL,
                LEFT,
                *(source for source in SOURCES if any(e.item.source == source for e in entries)),
            ],
            count=len(entries),
            left=sum(1 for entry in entries if not entry.coded),
            others=[(each.workshop, each.workshop.code in looked.also) for each in others],
        )


def _looked(request: Request) -> Looked:
    asked = request.query_params
    return Looked(
        tuple(dict.fromkeys(asked.getlist(WITH)))[:20], asked.get("show", ""), asked.get("open", "")
    )


def _entries(team: Sequence[Member], issues: Sequence[Issue], looked: Looked) -> Iterator[Entry]:
    everything = [(member, said) for member in team for said in codable(member.workshop)]
    relations, say, pooled = _relations(team[0]), team[0].say, len(team) > 1
    twins = Twins([said for _, said in everything], issues)
    for member, said in everything:
        coded = member.workshop.coded.get((said.source, said.item), {})
        entry = Entry(
            said,
            key_of(said),
            _where(say, member.workshop, said, pooled=pooled),
            tuple((issue, relations.get(relation, relation)) for issue, relation in coded.items()),
        )
        if not coded and _listed(entry, looked.show):
            found = twins.likely(said, member.workshop.study.text(member.language))
            entry = msgspec.structs.replace(
                entry,
                likely=found,
                likely_relation=relations.get(found.relation, "") if found else "",
                twin=None if found else twins.twin(said),
            )
        yield entry


def _listed(entry: Entry, show: str) -> bool:
    match show:
        case "" | "all":
            return True
        case "left":
            return not entry.coded
        case source:
            return entry.item.source == source


def key_of(said: Codable) -> str:
    return f"{said.workshop}/{said.source}/{said.item}"


def _item(team: Sequence[Member], key: str) -> tuple[Member, Codable]:
    """The item that a form names, if it is one of these workshops'. Raises `Said`."""
    for member in team:
        for said in codable(member.workshop):
            if key_of(said) == key:
                return member, said
    raise Said("team.coding.gone", 404)


def _following(team: Sequence[Member], key: str) -> str:
    """The next item that is not coded yet, in the order of the page."""
    everything = [
        (key_of(said), bool(m.workshop.coded.get((said.source, said.item))))
        for m in team
        for said in codable(m.workshop)
    ]
    place = [each for each, _ in everything].index(key)
    return next((each for each, coded in everything[place + 1 :] if not coded), "")


def _issue_name(written: str) -> str:
    """One line. Raises `WordsRefused`."""
    return " ".join(clean(written, LONGEST_ISSUE).split())


def _relations(member: Member) -> dict[str, str]:
    """Each relation as it is stored, in words."""
    say, text = member.say, member.workshop.study.text(member.language)
    words = {NEW: say("team.coding.new")}
    for verb in TO_A_THEME:
        key = f"team.coding.{verb.replace(' ', '_')}"
        words |= {
            f"{verb} {theme.id}": say(key, theme=text.themes[theme.id].title)
            for theme in member.workshop.study.themes
        }
    return words


def _where(say: Prompts, workshop: Workshop, said: Codable, *, pooled: bool) -> str:
    group = say("team.coding.group", group=said.group) if said.group else say("team.coding.room")
    parts = [say(f"team.coding.source.{said.source}"), group, *([workshop.title] if pooled else [])]
    return " · ".join(parts)
