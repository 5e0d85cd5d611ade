"""Themes: cards are presented or read; whoever likes says whether one fits their experience, and why."""

from __future__ import annotations

from workshops.commands import ExplainFit, GiveFit, PresentTheme
from workshops.events import FitExplained, FitGiven, ThemePresented
from workshops.model import Actor, Fit, FitAnswer, Phase, Refused, Role, Workshop
from workshops.protocol.rules import FROM_THEMES, NOTHING, Decision, decides, evolves


@decides(PresentTheme, Role.FACILITATOR, during=(Phase.THEMES,))
def present_theme(workshop: Workshop, command: PresentTheme, actor: Actor, now: int) -> Decision:
    if not _is_theme(workshop, command.theme):
        return Refused("theme_unknown")
    return NOTHING if workshop.presented == command.theme else [ThemePresented(command.theme)]


@evolves(ThemePresented)
def theme_presented(workshop: Workshop, event: ThemePresented, at: int) -> None:
    workshop.presented = event.theme


@decides(GiveFit, Role.PARTICIPANT, during=FROM_THEMES)
def give_fit(workshop: Workshop, command: GiveFit, actor: Actor, now: int) -> Decision:
    if not _is_theme(workshop, command.theme):
        return Refused("theme_unknown")
    if command.fit not in tuple(Fit):
        return Refused("answer_unknown")
    given = workshop.participants[actor.id].fits.get(command.theme)
    if given and given.fit == command.fit:
        return NOTHING
    return [FitGiven(actor.id, command.theme, command.fit)]


@evolves(FitGiven)
def fit_given(workshop: Workshop, event: FitGiven, at: int) -> None:
    workshop.participants[event.participant].fits.setdefault(event.theme, FitAnswer()).fit = event.fit


@decides(ExplainFit, Role.PARTICIPANT, during=FROM_THEMES)
def explain_fit(workshop: Workshop, command: ExplainFit, actor: Actor, now: int) -> Decision:
    if not _is_theme(workshop, command.theme):
        return Refused("theme_unknown")
    given = workshop.participants[actor.id].fits.get(command.theme, FitAnswer())
    return NOTHING if given.why == command.words else [FitExplained(actor.id, command.theme, command.words)]


@evolves(FitExplained)
def fit_explained(workshop: Workshop, event: FitExplained, at: int) -> None:
    workshop.participants[event.participant].fits.setdefault(event.theme, FitAnswer()).why = event.words


def _is_theme(workshop: Workshop, theme: str) -> bool:
    return any(theme == known.id for known in workshop.study.themes)
