"""Phases: the facilitator moves the workshop on, back, or past one; time running out moves nothing."""

from __future__ import annotations

import pytest

from tests import given
from workshops.commands import StartPhase
from workshops.model import Phase, PhaseRun


def test_next_follows_the_studys_phases_to_the_close() -> None:
    room = given.workshop()
    seen = [room.workshop.phase]
    while following := room.workshop.phase_after(room.workshop.phase):
        room.phase(following)
        seen.append(room.workshop.phase)

    assert seen == list(room.study.phases)


def test_back_is_the_phase_before() -> None:
    room = given.workshop().phase(Phase.RANKING)
    assert room.workshop.phase_before(Phase.RANKING) is Phase.THEMES
    assert room.workshop.phase_before(Phase.LOBBY) is None

    room.phase(Phase.THEMES)
    assert room.workshop.phase is Phase.THEMES


def test_a_phase_can_be_skipped() -> None:
    assert given.workshop().phase(Phase.RANKING).workshop.phase is Phase.RANKING


def test_a_button_of_a_phase_that_is_over_moves_nobody() -> None:
    to_ranking = StartPhase(Phase.RANKING, leaving=Phase.THEMES)
    room = given.workshop().phase(Phase.THEMES).does("F1", to_ranking)
    room.changes_nothing("F1", to_ranking)
    room.phase(Phase.REPORT_BACK).refuses("F1", to_ranking, "phase_moved")

    assert room.workshop.phase is Phase.REPORT_BACK


@pytest.mark.parametrize("phase", ["", "lunch", "individual"])
def test_a_phase_that_the_study_does_not_have_cannot_start(phase: str) -> None:
    given.workshop().refuses("F1", StartPhase(phase, Phase.LOBBY), "phase_unknown")


def test_a_closed_workshop_stays_closed() -> None:
    given.workshop().phase(Phase.CLOSED).refuses("F1", StartPhase(Phase.LOBBY, Phase.CLOSED), "closed")


def test_people_are_told_until_about_when() -> None:
    room = given.workshop().phase(Phase.THEMES)
    assert room.workshop.run.until == room.now + 40 * given.MINUTE

    room.phase(Phase.CLOSED)
    assert room.workshop.run.until == 0


def test_time_running_out_closes_nothing() -> None:
    room = given.ranking().waits(minutes=3 * 60).handed_in("P01", "S1")

    assert room.workshop.phase is Phase.RANKING


def test_a_phase_gone_back_to_has_several_runs() -> None:
    room = given.workshop()
    began = room.workshop.runs[0].started_at
    room.phase(Phase.RANKING)
    ranked = room.now
    room.waits(minutes=30).phase(Phase.THEMES)
    themes = room.now
    room.phase(Phase.RANKING)

    assert room.workshop.runs == [
        PhaseRun(Phase.LOBBY, began, 0, ranked),
        PhaseRun(Phase.RANKING, ranked, ranked + 50 * given.MINUTE, themes),
        PhaseRun(Phase.THEMES, themes, themes + 40 * given.MINUTE, room.now),
        PhaseRun(Phase.RANKING, room.now, room.now + 50 * given.MINUTE),
    ]


def test_going_back_keeps_what_was_done() -> None:
    room = given.ranking().handed_in("P01", "S1", "S2").phase(Phase.THEMES).phase(Phase.RANKING)

    assert (room.board("A"), room.group("A").handed_in) == ("S1 > S2", True)
