"""What an examination finds: it is fine, worth knowing, or wrong."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    FINE = "fine"
    NOTED = "note"
    WRONG = "wrong"


class Finding(NamedTuple):
    """`says` is a sentence; of what is wrong, it says what to do."""

    state: State
    says: str

    def __str__(self) -> str:
        return f"{self.state:<7}{self.says}"


def fine(says: str) -> Finding:
    return Finding(State.FINE, says)


def noted(says: str) -> Finding:
    return Finding(State.NOTED, says)


def wrong(says: str) -> Finding:
    return Finding(State.WRONG, says)
