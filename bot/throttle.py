"""How often a stranger may guess wrongly."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

MINUTE = 60_000
MOST_REMEMBERED = 10_000
EVERYONE = ""


class Throttle:
    """Counts wrong guesses, by address and all together; each is forgiven a minute's share at a time.

    Right guesses cost nothing: a whole room may share one address. `clock` gives UTC milliseconds.
    """

    def __init__(self, clock: Callable[[], int], by_address: int = 10, together: int = 60) -> None:
        self._clock = clock
        self._most = {EVERYONE: together}
        self._most_by_address = by_address
        self._guesses: dict[str, Guesses] = {}

    def allows(self, address: str) -> bool:
        return all(self._count(name) < self._limit(name) for name in (address, EVERYONE))

    def missed(self, address: str) -> None:
        if len(self._guesses) >= MOST_REMEMBERED:
            self._forget()
        for name in (address, EVERYONE):
            self._guesses[name] = Guesses(self._count(name) + 1, self._clock())

    def _limit(self, name: str) -> int:
        return self._most.get(name, self._most_by_address)

    def _count(self, name: str) -> float:
        """The wrong guesses not forgiven yet."""
        guesses = self._guesses.get(name, NONE)
        forgiven = (self._clock() - guesses.at) * self._limit(name) / MINUTE
        return max(0.0, guesses.count - max(0.0, forgiven))

    def _forget(self) -> None:
        self._guesses = {name: guesses for name, guesses in self._guesses.items() if self._count(name)}


class Guesses(msgspec.Struct, frozen=True):
    count: float
    at: int


NONE = Guesses(0, 0)
