"""Who can no longer be written to in their chat, as far as is known since the start."""

from __future__ import annotations

from collections.abc import Callable

from workshops.people import Person


class Reach:
    """In memory only: after a restart the first message that a chat does not take says so again."""

    def __init__(self) -> None:
        self._lost: dict[tuple[str, str], None] = {}
        self._watching: list[Callable[[str], None]] = []

    def watch(self, changed: Callable[[str], None]) -> None:
        """Has `changed(code)` called whenever someone of that workshop is lost or found."""
        self._watching.append(changed)

    def lose(self, person: Person) -> None:
        if (person.workshop, person.number) not in self._lost:
            self._lost[person.workshop, person.number] = None
            self._tell(person.workshop)

    def find(self, person: Person) -> None:
        """They have written, or pressed a button."""
        if (person.workshop, person.number) in self._lost:
            del self._lost[person.workshop, person.number]
            self._tell(person.workshop)

    def lost(self, code: str) -> tuple[str, ...]:
        """Their numbers, the first to be lost first."""
        return tuple(number for workshop, number in self._lost if workshop == code)

    def _tell(self, code: str) -> None:
        for changed in self._watching:
            changed(code)
