"""The fields of the study's pages: what each stands for in the files, and what is wrong in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from copy import deepcopy
from enum import StrEnum
from typing import Any

import msgspec

from workshops.study import PHASES, Mistake
from workshops.study.editing import Steps, Tables, put_at, value_at
from workshops.study.mistakes import named

NUMBER = re.compile(r"-?[0-9]{1,9}")


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
