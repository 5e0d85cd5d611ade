"""Who sits with whom: groups as equal as possible, colleagues apart where that can be."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, count, islice, product
from string import ascii_uppercase


def group_count(people: int, least: int, most: int) -> int:
    """How many groups hold `people`, each as near the middle of `least` and `most` as can be.

    7 people in groups of 4 to 6 are 4 + 3; fewer than `least` are one group.

    >>> [group_count(people, 4, 6) for people in (3, 6, 7, 9, 35)]
    [1, 1, 2, 2, 7]
    """
    nearest = round(people / ((least + most) / 2))
    fewest = -(-people // most)
    return max(1, fewest, min(nearest, people // least))


def table_count(sitting: Sequence[int], newcomers: int, least: int, most: int) -> int:
    """How many tables it takes when `newcomers` come to tables where so many are `sitting` already.

    No table is opened for fewer than `least` while those there are have room, each for one more than `most`.

    >>> [table_count([6, 6], newcomers, 4, 6) for newcomers in (1, 2, 3, 4)]
    [2, 2, 3, 3]
    """
    wanted = max(group_count(sum(sitting) + newcomers, least, most), len(sitting))
    opened = [0] * (wanted - len(sitting))
    at_the_smallest = min(sat_down([*sitting, *opened], newcomers)[len(sitting) :], default=least)
    has_room = bool(sitting) and max(sat_down(sitting, newcomers)) <= most + 1
    return len(sitting) if at_the_smallest < least and has_room else wanted


def sat_down(sitting: Sequence[int], newcomers: int) -> list[int]:
    """How many sit at each table once each newcomer has sat down where the fewest are.

    >>> sat_down([5, 2, 6], 3)
    [5, 5, 6]
    """
    sizes = list(sitting)
    for _ in range(newcomers):
        sizes[sizes.index(min(sizes))] += 1
    return sizes


def letters(number: int) -> tuple[str, ...]:
    """The first `number` group letters: A … Z, then AA, AB …"""
    pairs = ("".join(pair) for width in count(1) for pair in product(ascii_uppercase, repeat=width))
    return tuple(islice(pairs, number))


def assign(
    newcomers: Sequence[str],
    seated: Mapping[str, Sequence[str]],
    organisation: Mapping[str, str],
    seed: int,
) -> dict[str, str]:
    """A group for each of `newcomers`, in the groups that `seated` names, with those who sit there already.

    Sizes differ by one at most where `seated` lets them; within that, colleagues (equal `organisation`, where
    given) sit apart: no swap of two newcomers would part more. The same seed gives the same assignment.
    """
    chance = random.Random(seed)
    order = list(newcomers)
    chance.shuffle(order)
    order.sort(key=lambda person: -_colleagues(person, order, organisation))
    groups = {letter: list(members) for letter, members in seated.items()}
    assignment: dict[str, str] = {}
    for person in order:
        smallest = min(len(members) for members in groups.values())
        open_groups = [letter for letter, members in groups.items() if len(members) == smallest]
        chosen = min(open_groups, key=lambda letter: _colleagues(person, groups[letter], organisation))
        groups[chosen].append(person)
        assignment[person] = chosen
    return _swapped_apart(assignment, groups, organisation)


def _swapped_apart(
    assignment: dict[str, str], groups: dict[str, list[str]], organisation: Mapping[str, str]
) -> dict[str, str]:
    """Swaps newcomers for as long as that parts colleagues, which ends, since each swap parts more."""
    pairs = list(combinations(sorted(assignment), 2))
    while sum(_swap_to_part(one, other, assignment, groups, organisation) for one, other in pairs):
        pass
    return assignment


def _swap_to_part(
    one: str,
    other: str,
    assignment: dict[str, str],
    groups: dict[str, list[str]],
    organisation: Mapping[str, str],
) -> bool:
    """Whether it parts colleagues to have `one` and `other` change places; if so, they have."""
    here, there = assignment[one], assignment[other]
    if here == there:
        return False
    others_here = [person for person in groups[here] if person != one]
    others_there = [person for person in groups[there] if person != other]
    now = _colleagues(one, others_here, organisation) + _colleagues(other, others_there, organisation)
    then = _colleagues(one, others_there, organisation) + _colleagues(other, others_here, organisation)
    if then < now:
        groups[here], groups[there] = [*others_here, other], [*others_there, one]
        assignment[one], assignment[other] = there, here
    return then < now


def _colleagues(person: str, others: Iterable[str], organisation: Mapping[str, str]) -> int:
    own = organisation.get(person)
    return sum(1 for other in others if other != person and own and organisation.get(other) == own)
