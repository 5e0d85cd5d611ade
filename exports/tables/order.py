"""The names of people in every table: numbers, which say nothing about who or when."""

from __future__ import annotations

from workshops.model import Workshop

PARTICIPANT = "participant"
FACILITATOR = "facilitator"


def role_and_number(workshop: Workshop, number: str) -> tuple[str, str]:
    """What someone was, and their number where they took part and have not had their answers removed."""
    if number in workshop.facilitators:
        return FACILITATOR, ""
    person = workshop.participants.get(number)
    return PARTICIPANT, number if person and not person.removed else ""
