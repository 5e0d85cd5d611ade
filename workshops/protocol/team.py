"""What the team types afterwards: what became of each theme, and its own words; and telling participants."""

from __future__ import annotations

from workshops.commands import ChangeTheme, TellChanges, WriteForTeam
from workshops.events import ChangesTold, TeamWrote, ThemeChanged
from workshops.model import Actor, Phase, Refused, Role, Workshop
from workshops.protocol.rules import NOTHING, PHASES, Decision, decides, evolves
from workshops.team import GUIDELINE, SUBJECTS, Became, ThemeChange, Typed, fits


@decides(ChangeTheme, Role.FACILITATOR, Role.OPERATOR, during=PHASES, team=True)
def change_theme(workshop: Workshop, command: ChangeTheme, actor: Actor, now: int) -> Decision:
    """Who typed it, and on which day, is kept from when it came to say what it says."""
    known = workshop.changes.get(command.theme)
    if not command.became:
        return [_changed(ChangeTheme(command.theme, ""))] if known else NOTHING
    themes = [theme.id for theme in workshop.study.themes]
    if not (command.why and command.theme and command.became in tuple(Became)):
        return Refused("change_incomplete")
    became = Became(command.became)
    if not fits(command.theme, became, command.titles, command.merged_with, themes):
        return Refused("change_unfitting")
    event = _changed(command)
    return NOTHING if known and _same(known, _change(event, now)) else [event]


@evolves(ThemeChanged)
def theme_changed(workshop: Workshop, event: ThemeChanged, at: int) -> None:
    if event.became:
        workshop.changes[event.theme] = _change(event, at)
    else:
        workshop.changes.pop(event.theme, None)


@decides(WriteForTeam, Role.FACILITATOR, Role.OPERATOR, during=PHASES, team=True)
def write_for_team(workshop: Workshop, command: WriteForTeam, actor: Actor, now: int) -> Decision:
    """Which guideline asks what, `exports` knows."""
    guideline = command.subject.startswith(GUIDELINE) and command.subject != GUIDELINE
    if not (command.subject in SUBJECTS or guideline):
        return Refused("subject_unknown")
    known = workshop.team.get(command.subject)
    if command.words == (known.words if known else ""):
        return NOTHING
    return [TeamWrote(command.subject, command.words, command.typed_by, command.typed_on)]


@evolves(TeamWrote)
def team_wrote(workshop: Workshop, event: TeamWrote, at: int) -> None:
    if event.words:
        workshop.team[event.subject] = Typed(event.words, event.typed_by, event.typed_on, at)
    else:
        workshop.team.pop(event.subject, None)


@decides(TellChanges, Role.FACILITATOR, Role.OPERATOR, during=(Phase.CLOSED,), team=True)
def tell_changes(workshop: Workshop, command: TellChanges, actor: Actor, now: int) -> Decision:
    """Once; what is typed later is in the handout of whoever opens it then."""
    if not workshop.changes:
        return Refused("no_changes")
    return NOTHING if workshop.changes_told_at else [ChangesTold()]


@evolves(ChangesTold)
def changes_told(workshop: Workshop, event: ChangesTold, at: int) -> None:
    workshop.changes_told_at = at


def _changed(command: ChangeTheme) -> ThemeChanged:
    return ThemeChanged(
        theme=command.theme,
        became=command.became,
        titles=command.titles,
        merged_with=command.merged_with,
        why=command.why,
        evidence=command.evidence,
        typed_by=command.typed_by,
        typed_on=command.typed_on,
    )


def _change(event: ThemeChanged, at: int) -> ThemeChange:
    return ThemeChange(
        theme=event.theme,
        became=Became(event.became),
        titles=event.titles,
        merged_with=event.merged_with,
        evidence=event.evidence,
        why=Typed(event.why, event.typed_by, event.typed_on, at),
    )


def _same(one: ThemeChange, other: ThemeChange) -> bool:
    return (one.became, one.titles, one.merged_with, one.evidence, one.why.words) == (
        other.became,
        other.titles,
        other.merged_with,
        other.evidence,
        other.why.words,
    )
