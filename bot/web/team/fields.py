"""The fields of the study's pages: what each stands for in the files, and what is wrong in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from enum import StrEnum
from typing import Any

import msgspec

from prompts import Prompts, name_of
from workshops.study import BREAK_AFTER, PHASES, Mistake
from workshops.study.editing import Steps, Tables, put_at, value_at
from workshops.study.files import DESIGN, language_file, languages
from workshops.study.mistakes import named

OPTIONAL_PHASES = PHASES[1:-1]
NUMBER = re.compile(r"-?[0-9]{1,9}")
BREAKS_AFTER = ("themes", "individual", "ranking", "report_back", "plenary")


class Kind(StrEnum):
    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    PARAGRAPHS = "paragraphs"
    NUMBER = "number"
    TICK = "tick"
    CHOICE = "choice"
    PHASE = "phase"


class Field(msgspec.Struct, frozen=True):
    """One value of a file. In a further language `original` is what the study's first one says there, and
    `first` that one's file.

    `default` is meant where the file says nothing; an empty field that is `optional` takes the key away.
    """

    file: str
    steps: Steps
    kind: Kind
    label: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    original: str = ""
    optional: bool = False
    default: Any = None
    first: str = ""

    @property
    def name(self) -> str:
        phase = self.kind is Kind.PHASE
        return f"{self.file}:{'/'.join(self.steps)}{'?' if phase else ''}"

    @property
    def key(self) -> str:
        """As a mistake names it."""
        return named(*(self.steps[:1] if self.kind is Kind.PHASE else self.steps))

    def typed(self, tables: Tables) -> str:
        """What the files say, as it stands in the field."""
        found = value_at(tables[self.file], self.steps[:1] if self.kind is Kind.PHASE else self.steps)
        found = self.default if found is None else found
        match self.kind:
            case Kind.PHASE:
                return "yes" if self.steps[1] in (found or []) else ""
            case Kind.TICK:
                return "yes" if found else ""
            case Kind.LINES:
                return "\n".join(map(str, found or []))
            case Kind.PARAGRAPHS:
                return "\n\n".join(map(str, found or []))
            case _:
                return "" if found is None else str(found)

    def put(self, tables: Tables, typed: str) -> None:
        """Writes into the tables what was typed, whether it is right or not."""
        words = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if self.kind is Kind.PHASE:
            _put_phase(tables[self.file], self.steps[1], bool(words))
            return
        value = self._value(words)
        if value != self.default or value_at(tables[self.file], self.steps) is not None:
            put_at(tables[self.file], self.steps, value)

    def _value(self, words: str) -> Any:
        match self.kind:
            case Kind.TICK:
                return bool(words)
            case Kind.LINES:
                return [line.strip() for line in words.split("\n") if line.strip()]
            case Kind.PARAGRAPHS:
                return [" ".join(part.split()) for part in words.split("\n\n") if part.strip()]
            case Kind.NUMBER if NUMBER.fullmatch(words):
                return int(words)
            case _ if not words and self.optional:
                return None
            case _:
                return words


class Typed(msgspec.Struct, frozen=True):
    """A field as the page shows it."""

    field: Field
    value: str
    mistakes: tuple[str, ...]


def put_all(tables: Tables, fields: Sequence[Field], form: Mapping[str, str]) -> Tables:
    """The tables with what the form says of these fields; a tick that is not sent is not ticked.

    What is left empty in a further language, the first one's words stand in for.
    """
    changed = deepcopy(tables)
    for field in fields:
        field.put(changed, form.get(field.name, ""))
    for field in fields:
        if field.first and not form.get(field.name, "").strip():
            put_at(changed[field.file], field.steps, value_at(changed[field.first], field.steps))
    return changed


def shown_fields(
    fields: Sequence[Field],
    tables: Tables,
    mistakes: Sequence[Mistake] = (),
    form: Mapping[str, str] | None = None,
) -> tuple[list[Typed], list[Mistake]]:
    """Each field with its mistakes, what was typed still in it; and the mistakes that belong to none."""
    left = list(mistakes)
    typed = []
    for field in fields:
        own = [
            mistake for mistake in left if mistake.file == field.file and _is_about(mistake.key, field.key)
        ]
        left = [mistake for mistake in left if mistake not in own]
        value = field.typed(tables) if form is None else form.get(field.name, "")
        typed.append(Typed(field, value, tuple(_told(mistake, field) for mistake in own)))
    return typed, left


def running_fields(say: Prompts) -> Iterator[Field]:
    """What `study.toml` says of times, phases, groups and retention."""

    def field(kind: Kind, *steps: str, **more: Any) -> Field:
        label, hint = f"study.{'_'.join(steps)}", f"study.{'_'.join(steps)}_hint"
        more = {"hint": say(hint) if hint in say else "", **more}
        return Field(DESIGN, steps, kind, more.pop("label", None) or say(label), **more)

    for phase in OPTIONAL_PHASES:
        note = f"study.phase_{phase}"
        yield Field(
            DESIGN,
            ("phases", phase),
            Kind.PHASE,
            say("study.has_phase", phase=say(f"phase.{phase}")),
            hint=say(note) if note in say else "",
        )
    for phase in PHASES[:-1]:
        yield Field(
            DESIGN,
            ("minutes", phase),
            Kind.NUMBER,
            say("study.minutes", phase=say(f"phase.{phase}")),
            optional=True,
        )
        if phase in BREAKS_AFTER:
            yield Field(
                DESIGN,
                ("minutes", f"{BREAK_AFTER}{phase}"),
                Kind.NUMBER,
                say("study.break_minutes", phase=say(f"phase.{phase}")),
                optional=True,
            )
    yield field(Kind.LINE, "time_zone")
    yield field(
        Kind.CHOICE,
        "themes_presented",
        choices=_choices(say, "themes_presented", "presented", "own_pace"),
        default="presented",
    )
    yield field(Kind.TICK, "fit", "asked", default=True)
    yield field(Kind.NUMBER, "group_size", "least", default=4, optional=True)
    yield field(Kind.NUMBER, "group_size", "most", default=6, optional=True)
    yield field(Kind.NUMBER, "extras", default=3, optional=True)
    yield field(Kind.CHOICE, "hands", choices=_choices(say, "hands", "one", "all"), default="one")
    yield field(Kind.LINE, "rule", default="")
    yield field(Kind.LINES, "support", "people", default=[])
    yield field(
        Kind.LINE,
        "support",
        "line",
        default="",
        label=say("study.support_number"),
        hint=say("study.support_number_hint"),
    )
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
        write = _writer(say, tables, language)
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
            write = _writer(say, tables, language, where)
            yield write(Kind.TEXT, *design, "summary", key="exemplar_summary")
            yield write(Kind.LINE, *design, "speaker", key="exemplar_speaker")
            yield write(Kind.LINE, *design, "sensitive", key="exemplar_touches", optional=True)


def words_fields(say: Prompts, tables: Tables, language: str) -> Iterator[Field]:
    """Everything that one language says but its themes."""
    design, write = tables[DESIGN], _writer(say, tables, language, alone=True)
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


class _writer:
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


def _choices(say: Prompts, key: str, *values: str) -> tuple[tuple[str, str], ...]:
    return tuple((value, say(f"study.{key}_{value}")) for value in values)


def _put_phase(design: dict[str, Any], phase: str, there: bool) -> None:
    found = design.get("phases")
    phases = set(found if isinstance(found, list) else []) - {phase} | ({phase} if there else set())
    design["phases"] = [each for each in PHASES if each in phases]


def _is_about(mistake: str, key: str) -> bool:
    return mistake == key or mistake.startswith((f"{key}.", f"{key}["))


def _told(mistake: Mistake, field: Field) -> str:
    """The reason; for one of several lines, with which of them."""
    rest = mistake.key.removeprefix(field.key).strip("[].")
    return f"{rest}: {mistake.reason}" if rest else mistake.reason
