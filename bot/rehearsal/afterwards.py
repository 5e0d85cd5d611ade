"""What the team of a rehearsal types some days later: what became of the themes, and its own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.operations import perform
from bot.recording import RecordTeam
from bot.rehearsal.made_up import made_up
from bot.rehearsal.stage import Stage
from workshops.commands import ChangeTheme, WriteForTeam
from workshops.study import Study
from workshops.team import SUBJECTS, Became

DAYS_LATER = 2 * 24 * 60 * 60 * 1000
WHO = "Rehearsal"
ANSWERED = ("guideline.purpose", "guideline.ethics", "guideline.sampling", "guideline.limits")


async def team_types(stage: Stage, code: str, study: Study) -> None:
    """Records it, and tells those who took part what became of the themes."""
    stage.clock.moves_to(stage.clock.at + DAYS_LATER)
    day = datetime.fromtimestamp(stage.clock.at / 1000, UTC).date().isoformat()
    themes = [theme.id for theme in study.themes]
    writings = zip((*SUBJECTS, *ANSWERED), made_up("team"), strict=True)
    typed = tuple(WriteForTeam(subject, words, WHO, day) for subject, words in writings)
    await perform(stage.house, RecordTeam(code, tuple(_changes(themes, day)), typed, tell=True))


def _changes(themes: Sequence[str], day: str) -> Iterator[ChangeTheme]:
    """One of each, as far as the study has themes; the rest is kept."""
    names, reasons = made_up("titles"), made_up("reasons")
    first, *others = themes
    yield ChangeTheme(first, Became.RENAMED, names[:1], (), reasons[0], reasons[1], WHO, day)
    if len(others) > 2:
        one, two, split, *others = others
        for theme, other in ((one, two), (two, one)):
            yield ChangeTheme(theme, Became.MERGED, names[1:2], (other,), reasons[1], "", WHO, day)
        yield ChangeTheme(split, Became.SPLIT, names[2:4], (), reasons[2], "", WHO, day)
    for theme in others:
        yield ChangeTheme(theme, Became.KEPT, (), (), reasons[3], "", WHO, day)
    yield ChangeTheme("Added", Became.ADDED, names[4:5], (), reasons[4], "", WHO, day)
