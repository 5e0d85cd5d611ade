"""How many groups there are, and of what sizes: as equal as possible."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, islice, product
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
