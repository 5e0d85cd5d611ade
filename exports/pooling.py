"""Which workshops may be pooled, and what has to be said of those whose studies differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from exports.tables.recorded import Recorded
from workshops.study import Study


class NotPooled(Exception):
    """These workshops do not go together; the message is one sentence that says why and what to do."""


def check_poolable(pooled: Sequence[Recorded]) -> None:
    """Raises `NotPooled` for rehearsals beside real workshops, and for ids that mean different things."""
    rehearsals = [one.workshop.code for one in pooled if one.workshop.rehearsal]
    real = [one.workshop.code for one in pooled if not one.workshop.rehearsal]
    if rehearsals and real:
        raise NotPooled(
            f"A rehearsal is never pooled with a real workshop: {', '.join(rehearsals)} "
            f"{'is a rehearsal' if len(rehearsals) == 1 else 'are rehearsals'}, {', '.join(real)} not; "
            "export them apart."
        )
    for one, other in combinations(pooled, 2):
        mine, theirs = one.workshop.study, other.workshop.study
        if mine.id != theirs.id and (name := next(_otherwise(mine, theirs), "")):
            raise NotPooled(
                f"{name} stands for different words in the studies {mine.id} (workshop {one.workshop.code}) "
                f"and {theirs.id} ({other.workshop.code}): what has the same id is pooled as the same; "
                "give it the same words or another id, or export these workshops apart."
            )


def worded_differently(pooled: Sequence[Recorded]) -> list[str]:
    """The core statements that are in several of these workshops, and do not read alike in all of them."""
    found: dict[str, None] = {}
    for one, other in combinations(pooled, 2):
        mine, theirs = one.workshop.study, other.workshop.study
        found |= dict.fromkeys(name for name in _otherwise(mine, theirs) if name in mine.statements)
    return list(found)


def _otherwise(one: Study, other: Study) -> Iterator[str]:
    """Statements and themes that both studies have, and word differently in the first language they share."""
    language = next((each for each in one.languages if each in other.languages), None)
    if language is None or one is other:
        return
    mine, theirs = one.text(language), other.text(language)
    for statement in one.statements:
        if statement in other.statements and not _alike(
            mine.statement(statement), theirs.statement(statement)
        ):
            yield statement
    for theme in one.themes:
        if theme.id in theirs.themes and not _alike(
            mine.themes[theme.id].title, theirs.themes[theme.id].title
        ):
            yield theme.id


def _alike(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
