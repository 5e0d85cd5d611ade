"""People in the order of their numbers, which says nothing about who or when."""

from __future__ import annotations

from collections.abc import Iterable

from workshops.model import Participant

MOST_DIGITS = 9


def by_number(participants: Iterable[Participant]) -> list[Participant]:
    """P02 before P10, and P99 before P100."""
    return sorted(participants, key=lambda participant: (len(participant.number), participant.number))


def number_written(written: str) -> int | None:
    """A whole number in digits such as `12`, of at most nine; None for anything else.

    >>> [number_written(each) for each in ("12", "²", "", "-1", "9" * 5000)]
    [12, None, None, None, None]
    """
    is_one = written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS
    return int(written) if is_one else None
