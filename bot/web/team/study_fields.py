"""What each part of the study has fields for: times and groups, a theme, a language's words."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import msgspec

from bot.web.team.fields import Field, Kind
from prompts import Prompts, name_of
from workshops.study import BREAK_AFTER, PHASES
from workshops.study.editing import Tables, put_at, value_at
from workshops.study.files import DESIGN, language_file, languages

BREAKS_AFTER = ("themes", "individual", "ranking", "report_back", "plenary")


def running_fields(say: Prompts) -> Iterator[Field]:
    """What `study.toml` says of times, phases, groups and retention."""
    yield from _phase_fields(say)
    yield from _minutes_fields(say)
    field = _DesignFields(say)
    yield field(Kind.LINE, "time_zone")
    yield field.choice("themes_presented", "presented", "own_pace")
    yield field(Kind.TICK, "fit", "asked", default=True)
    yield field(Kind.NUMBER, "group_size", "least", default=4, optional=True)
    yield field(Kind.NUMBER, "group_size", "most", default=6, optional=True)
    yield field(Kind.NUMBER, "extras", default=3, optional=True)
    yield field.choice("hands", "one", "all")
    yield field(Kind.LINE, "rule", default="")
    yield field(Kind.LINES, "support", "people", default=[])
    yield field(Kind.LINE, "support", "line", key="support_number", default="")
    yield field(Kind.NUMBER, "link_table_days")
    yield field(Kind.NUMBER, "retention_days")


def with_phases_minutes(tables: Tables) -> Tables:
    """Without the minutes of phases that are not there."""
    tables = deepcopy(tables)
    design = tables[DESIGN]
    there = {name for phase in design["phases"] for name in (phase, f"{BREAK_AFTER}{phase}")}
    minutes = {name: value for name, value in design.get("minutes", {}).items() if name in there}
    put_at(design, ("minutes",), minutes or None)
    return tables


def theme_fields(say: Prompts, tables: Tables, theme: str) -> Iterator[Field]:
    """A theme's words in every language, and its exemplars."""
    spoken = languages(tables[DESIGN])
    exemplars = [each["id"] for each in value_at(tables[DESIGN], ("themes", theme, "exemplars")) or []]
    for language in spoken:
        write = _Writer(say, tables, language)
        yield write(Kind.LINE, "themes", theme, "title", key="theme_title")
        yield write(Kind.LINES, "themes", theme, "covers", key="theme_covers")
        yield write(Kind.TEXT, "themes", theme, "statement", key="theme_statement")
    for number, exemplar in enumerate(exemplars, start=1):
        where = say("study.exemplar", n=number)
        design = ("themes", theme, "exemplars", exemplar)
        yield Field(
            DESIGN,
            (*design, "source"),
            Kind.LINE,
            f"{where}: {say('study.exemplar_source')}",
            hint=say("study.exemplar_source_hint"),
        )
        closed = f"{where}: {say('study.exemplar_sensitive')}"
        yield Field(DESIGN, (*design, "sensitive"), Kind.TICK, closed, default=False)
        for language in spoken:
            write = _Writer(say, tables, language, where)
            yield write(Kind.TEXT, *design, "summary", key="exemplar_summary")
            yield write(Kind.LINE, *design, "speaker", key="exemplar_speaker")
            yield write(Kind.LINE, *design, "sensitive", key="exemplar_touches", optional=True)


def words_fields(say: Prompts, tables: Tables, language: str) -> Iterator[Field]:
    """Everything that one language says but its themes."""
    design, write = tables[DESIGN], _Writer(say, tables, language, alone=True)
    yield write(Kind.LINE, "title", key="title")
    yield write(Kind.TEXT, "task", key="task")
    yield write(Kind.PARAGRAPHS, "information", key="information")
    yield write(Kind.LINE, "consent_version", key="consent_version")
    for number, box in enumerate(design.get("consent_boxes", []), start=1):
        yield write(Kind.TEXT, "consent", box["id"], key="consent", n=number)
    yield write(Kind.TEXT, "support_line", key="support_line")
    yield write(Kind.TEXT, "what_next", key="what_next")
    for number, tier in enumerate(design.get("tiers", ["centre", "around"]), start=1):
        yield write(Kind.LINE, "tiers", tier, key="tier", n=number)
    for part in ("profile", "evaluation"):
        for number, question in enumerate(design.get(part, []), start=1):
            yield write(Kind.TEXT, part, question["id"], "question", key=part, n=number)
            for choice in question.get("choices", []):
                yield write(Kind.LINE, part, question["id"], "choices", choice, key="choice", choice=choice)


class _Writer:
    """Makes the fields of one language, the first language's words beside those of any other."""

    def __init__(
        self, say: Prompts, tables: Tables, language: str, where: str = "", *, alone: bool = False
    ) -> None:
        spoken = languages(tables[DESIGN])
        self._say, self._file, self._where = say, language_file(language), where
        self._first_file = language_file(spoken[0])
        self._first = tables[self._first_file] if language != spoken[0] else None
        self._suffix = f" ({name_of(language)})" if len(spoken) > 1 and not alone else ""

    def __call__(self, kind: Kind, *steps: str, key: str, optional: bool = False, **values: Any) -> Field:
        label = self._say(f"study.{key}", **values) + self._suffix
        hint = f"study.{key}_hint"
        field = Field(
            self._file,
            steps,
            kind,
            f"{self._where}: {label}" if self._where else label,
            hint=self._say(hint) if hint in self._say else "",
            optional=optional,
        )
        if self._first is None:
            return field
        hint = f"{field.hint} {self._say('study.first_stands_in')}".strip()
        original = field.typed({self._file: self._first})
        return msgspec.structs.replace(field, original=original, hint=hint, first=self._first_file)


class _DesignFields:
    """Makes the fields of `study.toml`, each called as its key is."""

    def __init__(self, say: Prompts) -> None:
        self._say = say

    def __call__(self, kind: Kind, *steps: str, key: str = "", **more: Any) -> Field:
        label = f"study.{key or '_'.join(steps)}"
        hint = self._say(f"{label}_hint") if f"{label}_hint" in self._say else ""
        return Field(DESIGN, steps, kind, self._say(label), hint=hint, **more)

    def choice(self, key: str, *values: str) -> Field:
        """The first of the values is meant where the file says nothing."""
        choices = tuple((value, self._say(f"study.{key}_{value}")) for value in values)
        return self(Kind.CHOICE, key, choices=choices, default=values[0])


def _phase_fields(say: Prompts) -> Iterator[Field]:
    """Whether the workshop goes through each phase but the first and the last, which are always there."""
    for phase in PHASES[1:-1]:
        note = f"study.phase_{phase}"
        label = say("study.has_phase", phase=say(f"phase.{phase}"))
        yield Field(DESIGN, ("phases", phase), Kind.PHASE, label, hint=say(note) if note in say else "")


def _minutes_fields(say: Prompts) -> Iterator[Field]:
    for phase in PHASES[:-1]:
        name = say(f"phase.{phase}")
        label = say("study.minutes", phase=name)
        yield Field(DESIGN, ("minutes", phase), Kind.NUMBER, label, optional=True)
        if phase in BREAKS_AFTER:
            label = say("study.break_minutes", phase=name)
            yield Field(DESIGN, ("minutes", f"{BREAK_AFTER}{phase}"), Kind.NUMBER, label, optional=True)
