"""flow.csv: how many people and groups went through each phase, and how long it took."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exports.tables.answers import respondents
from exports.tables.attendance import Attendance, attendance
from exports.tables.durations import break_length, phase_length
from exports.tables.recorded import Recorded
from workshops.arrangement import Form
from workshops.model import Phase, Workshop

MINUTE = 60_000


class FlowRow(NamedTuple):
    workshop: str
    phase: str
    group: str
    measure: str
    value: float


def flow_rows(recorded: Recorded) -> Iterator[FlowRow]:
    """The whole room first (no group), then its groups, for each phase that was started."""
    workshop = recorded.workshop
    seen = attendance(recorded)
    for phase in dict.fromkeys(run.phase for run in workshop.runs):
        now = seen[phase]
        for measure, value in _room(workshop, phase, now).items():
            yield FlowRow(workshop.code, phase, "", measure, value)
        minutes = _group_minutes(workshop, phase, now)
        for letter in (letter for letter in workshop.groups if letter in now.groups):
            yield FlowRow(workshop.code, phase, letter, "present", len(now.groups[letter]))
            if letter in minutes:
                yield FlowRow(workshop.code, phase, letter, "minutes", minutes[letter])


def _room(workshop: Workshop, phase: Phase, now: Attendance) -> dict[str, float]:
    counts = _asked_and_accompanied(workshop) if phase is Phase.LOBBY else {}
    counts |= {
        "consented": len(now.consented),
        "present": len(now.present),
        "unrecorded": now.unrecorded,
        "withdrew": len(now.withdrew),
    }
    answered = _answered(workshop, phase)
    if answered is not None:
        counts["answered"] = answered
    if phase is Phase.INDIVIDUAL:
        counts["ranked"] = _submitted(workshop)
    counts["groups_present"] = len(now.groups)
    if phase is Phase.RANKING:
        counts |= _handed_in(workshop)
    if phase is not Phase.CLOSED:
        counts["minutes"] = _minutes(phase_length(workshop, phase))
    if paused := break_length(workshop, phase):
        counts["break_minutes"] = _minutes(paused)
    return counts


def _asked_and_accompanied(workshop: Workshop) -> dict[str, float]:
    """Who was invited, as somebody typed it; who came in support; and of the wishes, how many were met."""
    counts: dict[str, float] = {}
    if workshop.day.invited is not None:
        counts["invited"] = workshop.day.invited
    came = [person for person in workshop.participants.values() if person.admitted]
    if supported := sum(person.supported for person in came):
        counts["support_people"] = supported
    if workshop.wishes:
        counts |= {"wishes": workshop.wishes, "wishes_met": workshop.wishes_met}
    return counts


def _handed_in(workshop: Workshop) -> dict[str, float]:
    forms = [group.handed_in_form for group in workshop.groups.values() if group.handed_in]
    discussed = forms.count(Form.DISCUSSION)
    return {
        "groups_handed_in": len(forms),
        "groups_ranked": len(forms) - discussed,
        "groups_discussed": discussed,
    }


def _answered(workshop: Workshop, phase: Phase) -> int | None:
    """How many people's answers to this phase's questions stand; None for a phase that asks nothing."""
    people = list(workshop.participants.values())
    match phase:
        case Phase.LOBBY:
            return sum(1 for person in people if any(person.profile.values()))
        case Phase.THEMES:
            return sum(1 for person in people if any(fit.fit or fit.why for fit in person.fits.values()))
        case Phase.RANKING:
            return sum(1 for person in people if person.confirmed and person.confirmed.answer)
        case Phase.PLENARY:
            return sum(1 for person in people if person.reflects or person.missing or person.vote)
        case Phase.EVALUATION:
            return len(respondents(workshop))
        case _:
            return None


def _submitted(workshop: Workshop) -> int:
    rankings = (person.individual for person in workshop.participants.values())
    return sum(1 for ranking in rankings if ranking and ranking.submitted_at)


def _group_minutes(workshop: Workshop, phase: Phase, now: Attendance) -> dict[str, float]:
    """In ranking until the hand-in that stands, in report back while the group was presented."""
    match phase:
        case Phase.RANKING:
            return {
                letter: _minutes(phase_length(workshop, phase, until=group.handed_in_at))
                for letter, group in workshop.groups.items()
            }
        case Phase.REPORT_BACK:
            return {letter: _minutes(length) for letter, length in now.presented.items()}
        case _:
            return {}


def _minutes(milliseconds: int) -> float:
    return round(milliseconds / MINUTE, 1)
