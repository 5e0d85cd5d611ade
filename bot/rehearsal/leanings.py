"""What matters to whom: the room leans one way, and everybody a little another."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import msgspec

APART = 1.1


class Leanings(msgspec.Struct, frozen=True):
    """By statement, more is more: `matters`, and `comes_first`, which is another question."""

    matters: Mapping[str, float]
    comes_first: Mapping[str, float]

    def of_someone(self, chance: random.Random) -> Leanings:
        """Near the room's, about as far from it as the room's own statements are from each other."""
        return Leanings(_near(self.matters, chance), _near(self.comes_first, chance))


def of_the_room(statements: Iterable[str], chance: random.Random) -> Leanings:
    even = dict.fromkeys(statements, 0.0)
    return Leanings(_near(even, chance), _near(even, chance))


def _near(leaning: Mapping[str, float], chance: random.Random) -> dict[str, float]:
    return {statement: worth + chance.gauss(0, APART) for statement, worth in leaning.items()}
