"""People in the order of their numbers, which says nothing about who or when."""

from __future__ import annotations

from collections.abc import Iterable

from workshops.model import Participant


def by_number(participants: Iterable[Participant]) -> list[Participant]:
    """P02 before P10, and P99 before P100."""
    return sorted(participants, key=lambda participant: (len(participant.number), participant.number))
