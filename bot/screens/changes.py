"""What became of the themes afterwards, for those who took part, once the team has told them."""

from __future__ import annotations

from bot.screens.blocks import Line, Statements
from bot.screens.look import Look
from workshops.team import ThemeChange, changes_in_order, changes_once


def changes_told(look: Look) -> Statements | None:
    """Each theme with what became of it, and why in the team's own words; None until they are told."""
    workshop = look.workshop
    if not (workshop.changes_told_at and workshop.changes):
        return None
    themes = [theme.id for theme in workshop.study.themes]
    ordered = changes_in_order(workshop.changes, themes)
    return Statements(tuple(Line(_became(look, each), each.why.words) for each in changes_once(ordered)))


def _became(look: Look, change: ThemeChange) -> str:
    titles = [look.words.themes[theme].title for theme in change.themes if theme in look.words.themes]
    return look.say(
        f"changes.{change.became}",
        theme=look.say.listed([f"“{title}”" for title in titles]),
        titles=look.say.listed([f"“{title}”" for title in change.titles]),
    )
