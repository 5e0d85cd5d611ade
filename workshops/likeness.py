"""Whether a group's own statement says what another statement says already: by the words they share."""

from __future__ import annotations

import re
from collections.abc import Mapping

ALIKE = 0.5
SHORTEST_WORD = 4

Telling = frozenset[str]


def most_alike(words: str, wordings: Mapping[str, str]) -> str:
    """The id of the wording that shares most with `words`; empty when none shares half of the shorter one.

    Words of fewer than four letters, which say little, are not counted.

    >>> most_alike("Give supervision and training", {"S6": "Training and supervision for the role"})
    'S6'
    """
    return nearest(telling(words), {name: telling(wording) for name, wording in wordings.items()})


def nearest(own: Telling, wordings: Mapping[str, Telling]) -> str:
    """As `most_alike`, for many wordings whose telling words are known."""
    likeness = {name: _shared(own, other) for name, other in wordings.items()}
    best = max(likeness, key=lambda name: likeness[name], default="")
    return best if best and likeness[best] >= ALIKE else ""


def telling(words: str) -> Telling:
    """The words that say something, in small letters."""
    return frozenset(word for word in re.findall(r"\w+", words.lower()) if len(word) >= SHORTEST_WORD)


def _shared(one: Telling, other: Telling) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0
