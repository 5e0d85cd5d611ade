"""The order of people in every table: by number, which says nothing about when they answered."""

from __future__ import annotations

from collections.abc import Iterable

from workshops.model import Participant


def by_number(participants: Iterable[Participant]) -> list[Participant]:
    """P02 before P10, and P99 before P100."""
    return sorted(participants, key=lambda participant: (len(participant.number), participant.number))
