"""What the team makes of the workshop: its own words, what became of each theme, and telling participants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.pages import Said
from bot.web.room import Room
from bot.web.team.member import TEAM, Member, done, member_of, shown
from bot.web.team.overview import in_iso
from bot.words import WordsRefused, clean
from workshops.commands import ChangeTheme, Command, TellChanges, WriteForTeam
from workshops.model import Phase
from workshops.team import SUBJECTS, Became, ThemeChange

LONGEST_WORDS, LONGEST_TITLE, LONGEST_NAME = 3_000, 120, 60
MOST_ADDED = 99
NEW = "new"
MOST_FIELDS = 60


class Entry(msgspec.Struct, frozen=True):
    """What is typed about one theme, as the form has it."""

    became: str = ""
    titles: str = ""
    merged_with: tuple[str, ...] = ()
    why: str = ""
    evidence: str = ""


class TellingPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        path = f"/f/{{code}}{TEAM}/words"
        return [
            Route(path, self.look),
            Route(path, self.write, methods=["POST"]),
            Route(f"{path}/tell", self.tell, methods=["POST"]),
            Route(f"{path}/theme/{{theme}}", self.theme),
            Route(f"{path}/theme/{{theme}}", self.change, methods=["POST"]),
        ]

    async def look(self, request: Request) -> Response:
        return self._page(request, await member_of(self.room, request))

    async def write(self, request: Request) -> Response:
        """All four subjects at once; what is emptied is taken back."""
        member = await member_of(self.room, request)
        form = await read_form(request, MOST_FIELDS)
        try:
            by = _name(member, form)
            words = {subject: clean(form.get(subject, ""), LONGEST_WORDS) for subject in SUBJECTS}
        except WordsRefused as refused:
            return self._page(request, member, form, _sentence(member, refused))
        day = self._today(member)
        commands = [WriteForTeam(subject, said, by, day) for subject, said in words.items()]
        if refused_as := await self._does(member, commands):
            return self._page(request, member, form, member.say(f"refused.{refused_as}"))
        return done(f"{member.path}/words", "words_saved")

    async def tell(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        if refused := await self._does(member, [TellChanges()]):
            raise Said(f"refused.{refused}", 422)
        return done(f"{member.path}/words", "told")

    async def theme(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        return self._theme_page(request, member, _entry(member, _theme(member, request)))

    async def change(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        theme, form = _theme(member, request), await read_form(request, MOST_FIELDS)
        entry = _typed(member, theme, form)
        try:
            by = _name(member, form) if entry.became else ""
            commands = list(_commands(member, theme, entry, by, self._today(member)))
        except WordsRefused as refused:
            return self._theme_page(request, member, entry, _sentence(member, refused), form.get("by", ""))
        if refused_as := await self._does(member, commands):
            told = member.say(f"refused.{refused_as}")
            return self._theme_page(request, member, entry, told, form.get("by", ""))
        return done(f"{member.path}/words", "words_saved")

    async def _does(self, member: Member, commands: Sequence[Command]) -> str:
        """Why one was refused; empty when all is so."""
        for command in commands:
            outcome = await self.room.house.desk.handle(
                member.workshop.code, member.actor, command, cause=None
            )
            if outcome.refused:
                return outcome.refused.reason
        return ""

    def _today(self, member: Member) -> str:
        return in_iso(self.room.house.clock(), member.workshop.study.time_zone)

    def _page(
        self, request: Request, member: Member, form: dict[str, str] | None = None, wrong: str = ""
    ) -> Response:
        workshop, titles = member.workshop, _titles(member)
        added = [theme for theme in workshop.changes if theme not in titles]
        kept = {subject: typed.words for subject, typed in workshop.team.items()}
        return shown(
            self.room,
            member,
            "words",
            request=request,
            notice=wrong,
            status=422 if wrong else 200,
            subjects=[(subject, (form or kept).get(subject, "")) for subject in SUBJECTS],
            by=(form or {}).get("by", _last_by(member)),
            themes=[(theme, titles.get(theme, ""), _became(member, theme)) for theme in (*titles, *added)],
            can_tell=workshop.phase is Phase.CLOSED and bool(workshop.changes),
            told=bool(workshop.changes_told_at),
        )

    def _theme_page(
        self, request: Request, member: Member, entry: Entry, wrong: str = "", by: str = ""
    ) -> Response:
        theme, titles = _theme(member, request), _titles(member)
        added = theme not in titles
        return shown(
            self.room,
            member,
            "words_theme",
            request=request,
            notice=wrong,
            status=422 if wrong else 200,
            theme=theme,
            title=titles.get(theme, member.say("team.words.added")),
            entry=entry,
            choices=["", Became.ADDED] if added else ["", *(each for each in Became if each != Became.ADDED)],
            others=[] if added else [(other, title) for other, title in titles.items() if other != theme],
            by=by or _last_by(member),
        )


def _theme(member: Member, request: Request) -> str:
    """The theme that the address names; for a new one an id that is free. Raises `Said`."""
    named, known = request.path_params["theme"], [*_titles(member), *member.workshop.changes]
    if named == NEW:
        free = next((name for n in range(1, MOST_ADDED + 1) if (name := f"N{n}") not in known), "")
        if not free:
            raise Said("team.words.too_many_added", 422)
        return free
    if named not in known:
        raise Said("web.not_found", 404)
    return str(named)


def _titles(member: Member) -> dict[str, str]:
    text = member.workshop.study.text(member.language)
    return {theme.id: text.themes[theme.id].title for theme in member.workshop.study.themes}


def _entry(member: Member, theme: str) -> Entry:
    known = member.workshop.changes.get(theme)
    if known is None:
        return Entry()
    return Entry(known.became, "\n".join(known.titles), known.merged_with, known.why.words, known.evidence)


def _typed(member: Member, theme: str, form: dict[str, str]) -> Entry:
    merged = tuple(other for other in _titles(member) if other != theme and f"with.{other}" in form)
    return Entry(
        form.get("became", ""),
        form.get("titles", ""),
        merged,
        form.get("why", ""),
        form.get("evidence", ""),
    )


def _commands(member: Member, theme: str, entry: Entry, by: str, day: str) -> Iterator[ChangeTheme]:
    """Themes that have become one say so each, and stop saying so together. Raises `WordsRefused`."""
    before = member.workshop.changes.get(theme)
    titles = tuple(
        clean(line, LONGEST_TITLE) for line in entry.titles.replace("\r\n", "\n").split("\n") if line.strip()
    )
    why, evidence = clean(entry.why, LONGEST_WORDS), clean(entry.evidence, LONGEST_WORDS)
    together = {theme, *entry.merged_with} if entry.became == Became.MERGED else {theme}
    for other in sorted({theme, *(before.merged_with if before else ())} - together):
        yield ChangeTheme(other, "")
    for other in sorted(together, key=lambda each: (each != theme, each)):
        merged_with = tuple(sorted(together - {other})) if len(together) > 1 else entry.merged_with
        if entry.became:
            yield ChangeTheme(other, entry.became, titles, merged_with, why, evidence, by, day)
        else:
            yield ChangeTheme(other, "")


def _became(member: Member, theme: str) -> str:
    """What became of it, in the words that participants read; empty while nothing is typed."""
    known = member.workshop.changes.get(theme)
    if known is None:
        return ""
    say, titles = member.say, _titles(member)
    named = say.listed([titles.get(each, each) for each in known.themes])
    return say(f"changes.{known.became}", theme=named, titles=say.listed(known.titles))


def _last_by(member: Member) -> str:
    """Who typed last, so that initials are typed once."""
    changes: list[ThemeChange] = list(member.workshop.changes.values())
    typed = [*member.workshop.team.values(), *(change.why for change in changes)]
    return max(typed, key=lambda each: each.at).by if typed else ""


def _name(member: Member, form: dict[str, str]) -> str:
    """Initials or a role, in one line. Raises `WordsRefused`."""
    name = " ".join(clean(form.get("by", ""), LONGEST_NAME).split())
    if not name:
        raise WordsRefused("by_missing")
    return name


def _sentence(member: Member, refused: WordsRefused) -> str:
    return member.say(f"refused.{refused.reason}", **refused.values)
