"""How long something took, without the breaks in it. Milliseconds."""

from __future__ import annotations

from workshops.model import Phase, Workshop


def worked(workshop: Workshop, start: int, end: int) -> int:
    """From `start` to `end`, without breaks."""
    return max(0, end - start) - sum(_overlap(start, end, *span) for span in _breaks(workshop))


def phase_length(workshop: Workshop, phase: Phase, until: int = 0) -> int:
    """All stretches of a phase together, without breaks, up to `until` where that is given."""
    spans = _stretches(workshop, phase)
    return sum(worked(workshop, start, min(end, until) if until else end) for start, end in spans)


def break_length(workshop: Workshop, phase: Phase) -> int:
    """How much of a phase was a break."""
    return sum(_overlap(*span, *pause) for span in _stretches(workshop, phase) for pause in _breaks(workshop))


def _stretches(workshop: Workshop, phase: Phase) -> list[tuple[int, int]]:
    """The lobby is open from when a workshop is made, perhaps for weeks: it counts from the first to come."""
    came = min(
        (person.arrived_at for person in workshop.participants.values() if person.arrived_at), default=0
    )
    begins = came if phase is Phase.LOBBY else 0
    ends = ((run, run.ended_at or workshop.last_at) for run in workshop.runs if run.phase is phase)
    return [(min(max(run.started_at, begins), end), end) for run, end in ends]


def _breaks(workshop: Workshop) -> list[tuple[int, int]]:
    return [(taken.started_at, taken.ended_at or workshop.last_at) for taken in workshop.breaks]


def _overlap(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(0, min(end, other_end) - max(start, other_start))
