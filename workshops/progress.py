"""How far the room is, in counts: nobody is named, and staff are in no denominator."""

from __future__ import annotations

from typing import NamedTuple

from workshops.model import Workshop


class RoomProgress(NamedTuple):
    """Counts of people, but for `groups` with people in them and the letters of those not handed in."""

    present: int
    seated: int
    gave_fit: int
    submitted: int
    reflected: int
    evaluated: int
    groups: int
    not_handed_in: list[str]


def room_progress(workshop: Workshop) -> RoomProgress:
    people = list(workshop.present())
    groups = workshop.seated_groups()
    return RoomProgress(
        present=len(people),
        seated=sum(1 for person in people if person.group),
        gave_fit=sum(1 for person in people if any(answer.fit for answer in person.fits.values())),
        submitted=sum(1 for person in people if person.individual and person.individual.submitted_at),
        reflected=sum(1 for person in people if person.reflects),
        evaluated=sum(1 for answers in workshop.evaluation.values() if any(answers.values())),
        groups=len(groups),
        not_handed_in=[group.letter for group in groups if not group.handed_in],
    )
