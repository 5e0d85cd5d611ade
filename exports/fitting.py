"""Whether the themes fit: answers counted over workshops, theme by theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exports.tables.attendance import attendance
from exports.tables.recorded import Recorded
from workshops.model import Phase


@dataclass(frozen=True, slots=True)
class FitCounts:
    """The answers to one theme's question; `asked` is how many people were there to be asked."""

    theme: str
    title: str
    counts: Mapping[str, int]
    asked: int

    @property
    def answered(self) -> int:
        return sum(self.counts.values())


def fit_counts(recorded: Sequence[Recorded]) -> list[FitCounts]:
    """Each theme that any of these workshops showed, in the order in which they first come up."""
    titles: dict[str, str] = {}
    counts: dict[str, Counter[str]] = {}
    asked: Counter[str] = Counter()
    for one in recorded:
        study, there = one.workshop.study, present_for_themes(one)
        text = study.text(study.languages[0])
        for theme in study.themes:
            titles.setdefault(theme.id, text.themes[theme.id].title)
            given = (person.fits.get(theme.id) for person in one.workshop.participants.values())
            counts.setdefault(theme.id, Counter()).update(
                answer.fit for answer in given if answer and answer.fit
            )
            asked[theme.id] += there
    return [FitCounts(theme, title, counts[theme], asked[theme]) for theme, title in titles.items()]


def present_for_themes(one: Recorded) -> int:
    """How many people were there at any time while the themes were shown."""
    return len(attendance(one)[Phase.THEMES].present)
