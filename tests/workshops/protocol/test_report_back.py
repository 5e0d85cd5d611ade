"""Report back: group after group on the projector and the phones."""

from __future__ import annotations

from tests import given
from workshops.commands import PresentGroup
from workshops.model import Phase


def test_the_facilitator_shows_one_group_after_another() -> None:
    room = given.ranking().handed_in("P01", "S1").handed_in("P05", "S2").phase(Phase.REPORT_BACK)
    room.does("F1", PresentGroup("B"), PresentGroup("A")).changes_nothing("F1", PresentGroup("A"))

    assert room.workshop.reporting == "A"


def test_what_a_group_has_not_handed_in_is_not_shown() -> None:
    room = given.ranking().handed_in("P01", "S1").placed("P05", "S2").phase(Phase.REPORT_BACK)
    room.refuses("F1", PresentGroup("B"), "not_handed_in").refuses("F1", PresentGroup("Z"), "group_unknown")

    assert room.workshop.reporting == ""


def test_groups_are_shown_in_this_phase_only() -> None:
    room = given.ranking().handed_in("P01", "S1").refuses("F1", PresentGroup("A"), "wrong_phase")

    room.phase(Phase.REPORT_BACK).phase(Phase.PLENARY).refuses("F1", PresentGroup("A"), "wrong_phase")
