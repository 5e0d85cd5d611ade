"""What the team makes of a workshop afterwards: what became of each theme; its own words; typed, dated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

import msgspec


class Became(StrEnum):
    """What the team did with a theme; `added` is a theme that the study did not have."""

    KEPT = "kept"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    ADDED = "added"


READING: Final = "reading"
DEVIATIONS: Final = "deviations"
ROLES: Final = "roles"
REFLECTIONS: Final = "reflections"
SUBJECTS: Final = (READING, DEVIATIONS, ROLES, REFLECTIONS)
GUIDELINE: Final = "guideline."
"""A subject that begins so is the answer to what a reporting guideline asks."""


class Typed(msgspec.Struct, frozen=True):
    """`by`: initials or a role; `on`: the day, as 2026-11-21; `at`: when it came into the journal."""

    words: str
    by: str
    on: str
    at: int


class ThemeChange(msgspec.Struct, frozen=True):
    """`titles`: what it is called now; `merged_with`: the other themes that have become one with it.

    `why.words`, the reason, is what participants read in their second handout; `evidence` is for the report.
    """

    theme: str
    became: Became
    titles: tuple[str, ...]
    merged_with: tuple[str, ...]
    evidence: str
    why: Typed

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that this is about, in order: its own, and those it was merged with."""
        return tuple(sorted({self.theme, *self.merged_with}))


def fits(
    theme: str, became: Became, titles: tuple[str, ...], merged_with: tuple[str, ...], themes: Iterable[str]
) -> bool:
    """Whether this can have become of a theme of a study with these themes."""
    known = set(themes)
    others_known = theme not in merged_with and set(merged_with) <= known
    match became:
        case Became.KEPT:
            return theme in known and not titles and not merged_with
        case Became.RENAMED:
            return theme in known and len(titles) == 1 and not merged_with
        case Became.MERGED:
            return theme in known and len(titles) == 1 and bool(merged_with) and others_known
        case Became.SPLIT:
            return theme in known and len(titles) > 1 and not merged_with
        case Became.ADDED:
            return theme not in known and len(titles) == 1 and not merged_with


def changes_in_order(changes: Mapping[str, ThemeChange], themes: Sequence[str]) -> list[ThemeChange]:
    """The study's themes in its order, then those that were added."""
    added = [theme for theme in changes if theme not in themes]
    return [changes[theme] for theme in (*themes, *added) if theme in changes]


def changes_once(changes: Iterable[ThemeChange]) -> list[ThemeChange]:
    """Themes that were merged with one another once, at the first of them."""
    seen: set[tuple[str, ...]] = set()
    once = []
    for change in changes:
        if change.themes not in seen:
            once.append(change)
        seen.add(change.themes)
    return once
