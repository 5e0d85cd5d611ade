"""Everyone who comes to one rehearsed workshop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.rehearsal.cast import Part
from bot.rehearsal.facilitator import Facilitator
from bot.rehearsal.manner import Plan
from bot.rehearsal.participant import Participant
from bot.rehearsal.person import Person


@dataclass(frozen=True, slots=True)
class Company:
    """Who comes. `week`, counted from 0, changes a little of what happens; `plan` is a table's, by its place.

    `without_phone` is how many there are besides `people`; `early` are those who have agreed beforehand.
    """

    lead: Facilitator
    second: Facilitator
    projector: Person
    people: Sequence[Participant]
    without_phone: int
    parts: dict[Part, Participant]
    late: Sequence[Participant]
    early: Sequence[Participant]
    plan: Callable[[int], Plan]
    week: int
