"""What is wrong in a study, told so that its author can put it right."""

from __future__ import annotations

import json
import re

import msgspec


class Mistake(msgspec.Struct, frozen=True):
    """One thing to correct; `key` is empty where the whole file is meant."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.reason) if part)


class StudyMistakes(Exception):
    """The study cannot be used; `mistakes` holds each reason."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


def quoted(written: str) -> str:
    """What somebody wrote, harmless in a terminal and not too long to read."""
    shown = json.dumps(written, ensure_ascii=not written.isprintable())
    return shown if len(shown) <= 60 else f'{shown[:56]}…"'


def named(*steps: str) -> str:
    """The way to a key, such as `themes.T3.statement`."""
    path = ""
    for step in steps:
        path += step if step.startswith("[") else f".{_bare(step)}"
    return path.removeprefix(".")


def _bare(step: str) -> str:
    return step if re.fullmatch(r"[A-Za-z0-9_-]{1,60}", step) else quoted(step)
