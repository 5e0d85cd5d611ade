"""Themes: presented card by card; whoever likes says whether one fits their experience, and why."""

from __future__ import annotations

import pytest

from tests import given
from workshops.commands import ExplainFit, GiveFit, PresentTheme
from workshops.model import Fit, FitAnswer, Phase


def test_the_facilitator_presents_one_card_after_another_and_may_go_back() -> None:
    room = given.workshop().phase(Phase.THEMES)
    room.does("F1", PresentTheme("T1"), PresentTheme("T2"), PresentTheme("T1"))
    room.changes_nothing("F1", PresentTheme("T1")).refuses("F1", PresentTheme("T99"), "theme_unknown")

    assert room.workshop.presented == "T1"


def test_themes_are_presented_in_their_phase_only() -> None:
    room = given.workshop().refuses("F1", PresentTheme("T1"), "wrong_phase")

    room.phase(Phase.THEMES).phase(Phase.RANKING).refuses("F1", PresentTheme("T1"), "wrong_phase")


def test_whether_a_theme_fits_can_be_said_and_changed() -> None:
    room = given.workshop().joined("P01").phase(Phase.THEMES)
    room.does("P01", GiveFit("T1", Fit.FITS), GiveFit("T2", Fit.PARTLY), GiveFit("T1", Fit.DOES_NOT))
    room.changes_nothing("P01", GiveFit("T1", Fit.DOES_NOT))

    assert room.someone("P01").fits == {"T1": FitAnswer("does_not"), "T2": FitAnswer("partly")}


@pytest.mark.parametrize("why_first", [True, False])
def test_why_is_a_second_step_in_either_order(why_first: bool) -> None:
    answers = [ExplainFit("T1", "we had no supervisor"), GiveFit("T1", Fit.PARTLY)]
    room = given.workshop().joined("P01").phase(Phase.THEMES)
    room.does("P01", *(answers if why_first else reversed(answers)))
    room.changes_nothing("P01", *answers)

    assert room.someone("P01").fits == {"T1": FitAnswer("partly", "we had no supervisor")}


def test_why_can_be_taken_back() -> None:
    room = given.workshop().joined("P01").phase(Phase.THEMES)
    room.does("P01", ExplainFit("T1", "we had no supervisor"), ExplainFit("T1", ""))

    assert room.someone("P01").fits == {"T1": FitAnswer()}


@pytest.mark.parametrize("phase", [Phase.RANKING, Phase.REPORT_BACK, Phase.PLENARY, Phase.EVALUATION])
def test_fit_can_be_given_later_too(phase: Phase) -> None:
    room = given.workshop().joined("P01").phase(phase)

    room.does("P01", GiveFit("T1", Fit.FITS), ExplainFit("T1", "it does"))


@pytest.mark.parametrize(("phase", "reason"), [(Phase.LOBBY, "wrong_phase"), (Phase.CLOSED, "closed")])
def test_fit_is_given_neither_before_the_themes_nor_after_the_end(phase: Phase, reason: str) -> None:
    room = given.workshop().joined("P01").phase(Phase.THEMES).phase(phase)

    room.refuses("P01", GiveFit("T1", Fit.FITS), reason).refuses("P01", ExplainFit("T1", "it does"), reason)


def test_what_is_no_theme_and_no_answer_is_refused() -> None:
    room = given.workshop().joined("P01").phase(Phase.THEMES)
    room.refuses("P01", GiveFit("T99", Fit.FITS), "theme_unknown")
    room.refuses("P01", GiveFit("T1", "perfectly"), "answer_unknown")
    room.refuses("P01", GiveFit("T1", ""), "answer_unknown")
    room.refuses("P01", ExplainFit("", "why"), "theme_unknown")

    assert room.someone("P01").fits == {}
