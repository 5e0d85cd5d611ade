"""deviations.csv: where the day went otherwise than planned, and where the study itself was changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exports.tables.recorded import Recorded
from workshops.events import PhaseEndMoved
from workshops.model import Phase, Workshop

SKIPPED = "skipped"
GONE_BACK_TO = "gone_back_to"
END_MOVED = "end_moved"
STUDY_AMENDED = "study_amended"


class DeviationRow(NamedTuple):
    workshop: str
    kind: str
    phase: str
    at: int
    new_end_at: int = 0
    file: str = ""
    key: str = ""
    before_hash: str = ""
    after_hash: str = ""
    reason: str = ""


def deviation_rows(recorded: Recorded) -> Iterator[DeviationRow]:
    """What was skipped, in the order of the study; then the rest, in the order in which it happened."""
    workshop = recorded.workshop
    for phase in _skipped(workshop):
        yield DeviationRow(workshop.code, SKIPPED, phase, 0)
    happened = [*_gone_back_to(workshop), *_ends_moved(recorded), *_study_amended(workshop)]
    yield from sorted(happened, key=lambda row: row.at)


def _skipped(workshop: Workshop) -> list[Phase]:
    """Phases before the last one that was held; those after it may still come."""
    held = {run.phase for run in workshop.runs}
    last = max(workshop.phases.index(phase) for phase in held)
    return [phase for phase in workshop.phases[:last] if phase not in held]


def _gone_back_to(workshop: Workshop) -> Iterator[DeviationRow]:
    seen: set[Phase] = set()
    for run in workshop.runs:
        if run.phase in seen:
            yield DeviationRow(workshop.code, GONE_BACK_TO, run.phase, run.started_at)
        seen.add(run.phase)


def _ends_moved(recorded: Recorded) -> Iterator[DeviationRow]:
    for row in recorded.rows:
        for event in row.events:
            if isinstance(event, PhaseEndMoved):
                yield DeviationRow(recorded.workshop.code, END_MOVED, event.phase, row.at, event.until)


def _study_amended(workshop: Workshop) -> Iterator[DeviationRow]:
    """A row for each key that is different, under the hashes by which both studies are kept."""
    for made in workshop.amendments:
        phase = [run.phase for run in workshop.runs if run.started_at <= made.at][-1]
        for file, key in made.changed:
            yield DeviationRow(
                workshop.code,
                STUDY_AMENDED,
                phase,
                made.at,
                file=file,
                key=key,
                before_hash=made.before,
                after_hash=made.after,
                reason=made.reason,
            )
