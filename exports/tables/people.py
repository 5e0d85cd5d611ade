"""participants.csv: a pseudonym for each who consented, and profile answers that several people share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workshops.model import Participant, Workshop
from workshops.numbering import by_number

FEWEST_ALIKE = 3
OTHER = "other"


class ParticipantRow(NamedTuple):
    workshop: str
    participant: str
    group: str = ""
    language: str = ""
    admitted: bool | None = None
    consented_at: int = 0
    consent_sheet: str = ""
    consent_boxes: str = ""
    consent_where: str = ""
    arrived_at: int = 0
    left_at: int = 0
    withdrew_at: int = 0
    removed: bool = False


def participant_rows(workshop: Workshop, questions: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """A `ParticipantRow` each, followed by the answers to the profile questions.

    Of someone whose answers were removed, only the number and the withdrawal are left.
    """
    rare = _RareAnswers(workshop)
    for participant in by_number(workshop.participants.values()):
        yield (*_row(workshop.code, participant), *(rare.covered(participant, each) for each in questions))


def _row(code: str, participant: Participant) -> ParticipantRow:
    if participant.removed:
        return ParticipantRow(code, participant.number, withdrew_at=participant.withdrew_at, removed=True)
    return ParticipantRow(
        workshop=code,
        participant=participant.number,
        group=participant.group,
        language=participant.language,
        admitted=participant.admitted,
        consented_at=participant.consent.at,
        consent_sheet=participant.consent.sheet,
        consent_boxes=" ".join(participant.consent.boxes),
        consent_where=participant.consent.where,
        arrived_at=participant.arrived_at,
        left_at=participant.left_at,
        withdrew_at=participant.withdrew_at,
    )


class _RareAnswers:
    """Counted within one workshop, so that pooling shows nobody whom the workshop's own export hides."""

    def __init__(self, workshop: Workshop) -> None:
        people = workshop.participants.values()
        self._held = Counter(held for person in people for held in person.profile.items())

    def covered(self, participant: Participant, question: str) -> str:
        answer = participant.profile.get(question, "")
        rare = answer and self._held[question, answer] < FEWEST_ALIKE
        return OTHER if rare else answer
