"""changes.csv and team.csv: what the team did with each theme, and what it wrote, as it last stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workshops.model import Workshop
from workshops.team import changes_in_order


class ChangeRow(NamedTuple):
    workshop: str
    theme: str
    title: str
    became: str
    titles: str
    merged_with: str
    reason: str
    evidence: str
    typed_by: str
    typed_on: str
    recorded_at: int


class TeamRow(NamedTuple):
    workshop: str
    subject: str
    words: str
    typed_by: str
    typed_on: str
    recorded_at: int


def change_rows(workshop: Workshop) -> Iterator[ChangeRow]:
    """The study's themes in its order, then those that were added."""
    themes = workshop.study.text(workshop.study.languages[0]).themes
    for change in changes_in_order(workshop.changes, [theme.id for theme in workshop.study.themes]):
        yield ChangeRow(
            workshop=workshop.code,
            theme=change.theme,
            title=themes[change.theme].title if change.theme in themes else "",
            became=change.became,
            titles="; ".join(change.titles),
            merged_with=" ".join(change.merged_with),
            reason=change.why.words,
            evidence=change.evidence,
            typed_by=change.why.by,
            typed_on=change.why.on,
            recorded_at=change.why.at,
        )


def team_rows(workshop: Workshop) -> Iterator[TeamRow]:
    for subject, typed in sorted(workshop.team.items()):
        yield TeamRow(workshop.code, subject, typed.words, typed.by, typed.on, typed.at)
