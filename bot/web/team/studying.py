"""The study in fields, for whoever has never seen a TOML file: a page for each part, checked as one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.gate import LARGEST_STUDY
from bot.web.pages import Said
from bot.web.room import Room
from bot.web.team.fields import Field, put_all, shown_fields
from bot.web.team.member import TEAM, Member, done, member_of, shown
from bot.web.team.saving import mistakes_in_study, reason_given, save_study
from bot.web.team.study_fields import running_fields, theme_fields, with_phases_minutes, words_fields
from prompts import name_of, spoken
from workshops.study import Mistake
from workshops.study.editing import (
    Tables,
    kept_tables,
    with_exemplar,
    with_language,
    with_theme,
    with_theme_at,
    without_empty_exemplars,
    without_language,
    without_theme,
    written,
)
from workshops.study.files import DESIGN, languages

MOST_FIELDS = 1_000
LONGEST_PLACE = 2
WANTS, CHECK = "x-wants", "check"


class Part(msgspec.Struct, frozen=True):
    """A page's share of the study: its fields over `tables`, in which there is room for what may be added.

    `tidied` takes out again what nobody has filled in. `theme` is empty for other parts.
    """

    name: str
    title: str
    tables: Tables
    fields: tuple[Field, ...]
    tidied: Callable[[Tables], Tables] = lambda tables: tables
    theme: str = ""

    @property
    def place(self) -> int:
        """The theme's, counted from 1."""
        return (
            [each["id"] for each in self.tables[DESIGN]["themes"]].index(self.theme) + 1 if self.theme else 0
        )


class StudyPages:
    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[Route]:
        path = f"/f/{{code}}{TEAM}/study"
        return [
            Route(path, self.look),
            Route(path, self.change, methods=["POST"]),
            Route(f"{path}/part/{{part}}", self.part),
            Route(f"{path}/part/{{part}}", self.save, methods=["POST"]),
        ]

    async def look(self, request: Request) -> Response:
        return self._overview(request, await member_of(self.room, request))

    async def change(self, request: Request) -> Response:
        """What changes together in several files: a theme or a language goes, a language comes."""
        member = await member_of(self.room, request)
        form = await read_form(request)
        base = member.workshop.study_hash
        try:
            tables = self._changed(member, form)
        except KeyError as broken:
            raise Said("web.no_form", 400) from broken
        if tables is None:
            return self._overview(request, member, wrong=member.say("study.language_there"))
        contents = written(tables)
        mistakes = await mistakes_in_study(member.workshop, contents)
        reason, wrong = reason_given(member, form.get("reason", ""))
        refused = "" if mistakes or wrong else await save_study(self.room, member, contents, reason, base)
        if mistakes or wrong or refused:
            told = wrong or (member.say(refused) if refused else "")
            return self._overview(request, member, wrong=told, mistakes=mistakes)
        return done(f"{member.path}/study", "study_saved")

    async def part(self, request: Request) -> Response:
        member = await member_of(self.room, request)
        return self._page(request, member, self._part(request, member))

    async def save(self, request: Request) -> Response:
        """Saves what is sound; anything else is shown again as it was typed, with what is wrong beside it."""
        member = await member_of(self.room, request)
        part = self._part(request, member)
        form = await read_form(request, MOST_FIELDS, LARGEST_STUDY)
        tables = part.tidied(put_all(part.tables, part.fields, form))
        if part.theme and (place := _place(form)):
            tables = with_theme_at(tables, part.theme, place)
        contents = written(tables)
        mistakes = await mistakes_in_study(member.workshop, contents)
        if request.headers.get(WANTS) == CHECK:
            return self._page(request, member, part, form, mistakes)
        reason, wrong = reason_given(member, form.get("reason", ""))
        if not (mistakes or wrong):
            refused = await save_study(self.room, member, contents, reason, form.get("base", ""))
            if not refused:
                return done(f"{member.path}/study", "study_saved")
            wrong = member.say(refused)
        return self._page(request, member, part, form, mistakes, wrong)

    def _changed(self, member: Member, form: dict[str, str]) -> Tables | None:
        """The tables as they are asked to be; None for a language that is there already."""
        tables = kept_tables(self.room.house.folder, member.workshop.study_hash)
        match form["do"]:
            case "add_language":
                language = form["language"].strip().lower()
                known = languages(tables[DESIGN])
                return None if language in known else with_language(tables, language)
            case "remove_language":
                return without_language(tables, form["language"])
            case "remove_theme":
                return without_theme(tables, form["theme"])
            case other:
                raise KeyError(other)

    def _part(self, request: Request, member: Member) -> Part:
        """Raises `Said` for what the study does not have."""
        name, say = request.path_params["part"], member.say
        tables = kept_tables(self.room.house.folder, member.workshop.study_hash)
        kind, _, which = name.partition("-")
        match kind:
            case "running" if not which:
                fields = tuple(running_fields(say))
                return Part(name, say("study.running"), tables, fields, with_phases_minutes)
            case "words" if which in languages(tables[DESIGN]):
                title = say("study.words", language=name_of(which))
                return Part(name, title, tables, tuple(words_fields(say, tables, which)))
            case "theme" if which == "new":
                tables, theme = with_theme(tables)
                return _theme_part(member, name, say("study.new_theme"), tables, theme)
            case "theme" if which in [each["id"] for each in tables[DESIGN]["themes"]]:
                title = member.workshop.study.text(member.language).themes[which].title
                return _theme_part(member, name, title, tables, which)
            case _:
                raise Said("web.not_found", 404)

    def _overview(
        self, request: Request, member: Member, wrong: str = "", mistakes: Sequence[Mistake] = ()
    ) -> Response:
        study = member.workshop.study
        return shown(
            self.room,
            member,
            "study",
            request=request,
            notice=wrong,
            status=422 if wrong or mistakes else 200,
            mistakes=mistakes,
            study=study,
            text=study.text(member.language),
            spoken=[(language, name_of(language)) for language in study.languages],
            offered=[
                (language, name_of(language)) for language in spoken() if language not in study.languages
            ],
            consented=bool(member.workshop.participants),
            open=can_change(member),
        )

    def _page(
        self,
        request: Request,
        member: Member,
        part: Part,
        form: dict[str, str] | None = None,
        mistakes: Sequence[Mistake] = (),
        wrong: str = "",
    ) -> Response:
        fields, others = shown_fields(part.fields, part.tables, mistakes, form)
        place = _place(form or {}) or part.place
        return shown(
            self.room,
            member,
            "study_part",
            request=request,
            notice=wrong,
            status=422 if (mistakes or wrong) and request.headers.get(WANTS) != CHECK else 200,
            part=part,
            fields=fields,
            others=others,
            count=len(mistakes),
            place=place,
            places=len(part.tables[DESIGN]["themes"]),
            base=member.workshop.study_hash,
            consented=bool(member.workshop.participants),
            open=can_change(member),
            reason=(form or {}).get("reason", ""),
        )


def can_change(member: Member) -> bool:
    """Once it is under way without anyone's consent, it has to go back to the lobby first."""
    return bool(member.workshop.participants) or member.workshop.phase is member.workshop.phases[0]


def _place(form: Mapping[str, str]) -> int:
    """Where the theme is to stand, counted from 1; 0 where that is not asked."""
    typed = form.get("place", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_PLACE else 0


def _theme_part(member: Member, name: str, title: str, tables: Tables, theme: str) -> Part:
    roomy, _ = with_exemplar(tables, theme)
    fields = tuple(theme_fields(member.say, roomy, theme))
    return Part(name, title, roomy, fields, lambda filled: without_empty_exemplars(filled, theme), theme)
