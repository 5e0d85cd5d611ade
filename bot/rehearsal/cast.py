"""Who does what besides taking part: each part is played by somebody else, in either channel by turns."""

from __future__ import annotations

import random
from collections.abc import Sequence
from enum import Enum, auto

from bot.rehearsal.participant import Participant

PLAIN_PEOPLE = 2


class Part(Enum):
    """In the order in which they are given out: a small workshop has the first ones only."""

    DOES_NO_MORE_THAN_ASKED = auto()
    WITHDRAWS = auto()
    COMES_LATE = auto()
    LEAVES = auto()
    TAKES_A_BREAK = auto()
    EVALUATES_LATE = auto()
    HESITATES = auto()
    READS_OWN_DATA = auto()


def cast(people: Sequence[Participant], chance: random.Random, week: int) -> dict[Part, Participant]:
    """At least two people play no part. `week` changes which channel each part is played in."""
    shuffled = chance.sample(list(people), len(people))
    channels = sorted({person.phone.channel for person in people})
    parts: dict[Part, Participant] = {}
    for at, part in enumerate(list(Part)[: max(0, len(people) - PLAIN_PEOPLE)]):
        channel = channels[(at + week) % len(channels)]
        player = next((one for one in shuffled if one.phone.channel == channel), shuffled[0])
        shuffled.remove(player)
        parts[part] = player
    if quiet := parts.get(Part.DOES_NO_MORE_THAN_ASKED):
        quiet.no_more_than_asked = True
    return parts
