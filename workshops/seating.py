"""Who sits with whom: wishes kept where they can be, colleagues apart, all from a seed.

What it promises, the weightier first: sizes as equal as the tables let them be; nobody beside somebody whom
one of the two would not sit with, wherever these sizes allow that for all; a table of peers for those who
wish for one; no two colleagues together, unless both ask for it; those together who wish it. Only a search
that would take more than `MOST_STEPS` is given up: then as few sit as they would not as swapping can find.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from workshops.grouping import sat_down
from workshops.wishes import NOT_WITH, PEERS, WITH, Wish

MOST_STEPS = 20_000

# What two at one table weigh; no number of the lighter ones makes up for one of the heavier.
_NOT_WITH = 10**12
_COLLEAGUES = 10**6

Tables = Mapping[str, Sequence[str]]
Weights = Mapping[tuple[str, str], int]


def assign(
    newcomers: Sequence[str],
    seated: Tables,
    organisation: Mapping[str, str],
    seed: int,
    wishes: Sequence[Wish] = (),
    peers: Collection[str] = (),
) -> dict[str, str]:
    """A table for each of `newcomers`, at the tables that `seated` names, with those who sit there already.

    Sizes differ by one at most where `seated` lets them. Colleagues have an equal `organisation`; `peers` are
    those who count as such. The same seed gives the same assignment.
    """
    order = list(newcomers)
    random.Random(seed).shuffle(order)
    sizes = sat_down([len(members) for members in seated.values()], len(order))
    free = {letter: size - len(seated[letter]) for letter, size in zip(seated, sizes, strict=True)}
    weights = _weights(
        [*order, *(who for members in seated.values() for who in members)], organisation, wishes
    )
    wishing = [who for who in order if who in peers and Wish(who, PEERS) in wishes]
    if wishing:
        others = [who for who in order if who in peers and who not in wishing]
        if found := _with_peers_apart(order, wishing, others, seated, free, weights, peers):
            return found
    return _seated(order, seated, free, weights) or _as_few_as_can_be(order, seated, free, weights)


def judged(wishes: Sequence[Wish], groups: Mapping[str, str], peers: Collection[str]) -> tuple[int, int]:
    """How many of the wishes could come true where everyone sits in `groups`, and how many have.

    A wish that names somebody who sits nowhere, or for peers by someone who is none, is not counted.
    """
    possible = [
        wish
        for wish in wishes
        if wish.who in groups and (wish.other in groups or (wish.kind == PEERS and wish.who in peers))
    ]
    return len(possible), sum(_has_come_true(wish, groups, peers) for wish in possible)


def _has_come_true(wish: Wish, groups: Mapping[str, str], peers: Collection[str]) -> bool:
    table = groups[wish.who]
    if wish.kind == PEERS:
        return all(who in peers for who, letter in groups.items() if letter == table)
    return (groups[wish.other] == table) is (wish.kind == WITH)


def _weights(people: Sequence[str], organisation: Mapping[str, str], wishes: Sequence[Wish]) -> Weights:
    """What each two weigh at one table, by both orders of their names."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    asked = {(wish.who, wish.other) for wish in wishes if wish.kind == WITH}
    for one, other in combinations(people, 2):
        where = organisation.get(one)
        if where and where == organisation.get(other) and not {(one, other), (other, one)} <= asked:
            found[one, other] += _COLLEAGUES
    for wish in wishes:
        if wish.other:
            found[wish.who, wish.other] += _NOT_WITH if wish.kind == NOT_WITH else -1
    both: dict[tuple[str, str], int] = defaultdict(int)
    for (one, other), weight in found.items():
        both[one, other] += weight
        both[other, one] += weight
    return dict(both)


def _with_peers_apart(
    order: Sequence[str],
    wishing: Sequence[str],
    others: Sequence[str],
    seated: Tables,
    free: Mapping[str, int],
    weights: Weights,
    peers: Collection[str],
) -> dict[str, str] | None:
    """Some tables are filled with peers alone, those who wish for it first; None where that cannot be."""
    open_to_peers = [
        letter for letter, members in seated.items() if free[letter] and all(who in peers for who in members)
    ]
    theirs = _tables_for(open_to_peers, free, len(wishing), len(wishing) + len(others))
    if not theirs:
        return None
    seats = sum(free[letter] for letter in theirs)
    chosen = [*wishing, *others][:seats]
    at_theirs = _seated(chosen, {letter: seated[letter] for letter in theirs}, free, weights)
    rest = [who for who in order if who not in chosen]
    elsewhere = {letter: members for letter, members in seated.items() if letter not in theirs}
    at_others = _seated(rest, elsewhere, free, weights)
    return None if at_theirs is None or at_others is None else {**at_theirs, **at_others}


def _tables_for(letters: Sequence[str], free: Mapping[str, int], wishing: int, peers: int) -> Sequence[str]:
    """Tables with room for all who wish, and few enough seats to be filled; else for as many as can be."""
    by_size = sorted(letters, key=lambda letter: free[letter])
    stretches = [
        by_size[at : at + number]
        for number in range(1, len(by_size) + 1)
        for at in range(len(by_size) - number + 1)
    ]
    filled = [tables for tables in stretches if _seats(tables, free) <= peers]
    enough = [tables for tables in filled if _seats(tables, free) >= wishing]
    return enough[0] if enough else max(filled, key=lambda tables: _seats(tables, free), default=())


def _seats(tables: Sequence[str], free: Mapping[str, int]) -> int:
    return sum(free[letter] for letter in tables)


def _seated(
    order: Sequence[str], seated: Tables, free: Mapping[str, int], weights: Weights
) -> dict[str, str] | None:
    """A seat for everyone beside nobody whom one of the two would not sit with; None where none is found."""
    refusing = {pair for pair, weight in weights.items() if weight >= _NOT_WITH // 2}
    there = {who for members in seated.values() for who in members} | set(order)
    kept_from = {who: sum((who, other) in refusing for other in there) for who in order}
    careful = sorted((who for who in order if kept_from[who]), key=lambda who: -kept_from[who])
    search = _Search(seated, free, refusing)
    if not search.finds_seats_for(careful):
        return None
    return _filled_up(order, search.groups, seated, free, weights)


class _Search:
    """Tries every seat for one after the other; of empty tables of one size it tries the first alone."""

    def __init__(
        self, seated: Tables, free: Mapping[str, int], refusing: Collection[tuple[str, str]]
    ) -> None:
        self.groups: dict[str, str] = {}
        self._members = {letter: list(members) for letter, members in seated.items()}
        self._free = dict(free)
        self._refusing = refusing
        self._steps = 0

    def finds_seats_for(self, people: Sequence[str]) -> bool:
        if not people:
            return True
        who, rest = people[0], people[1:]
        for letter in self._worth_trying(who):
            self._steps += 1
            if self._steps > MOST_STEPS:
                return False
            self._members[letter].append(who)
            self._free[letter] -= 1
            self.groups[who] = letter
            if self.finds_seats_for(rest):
                return True
            self._members[letter].pop()
            self._free[letter] += 1
            del self.groups[who]
        return False

    def _worth_trying(self, who: str) -> list[str]:
        empty_of: set[int] = set()
        letters = []
        for letter, members in self._members.items():
            if not self._free[letter] or any((who, other) in self._refusing for other in members):
                continue
            if not members and self._free[letter] in empty_of:
                continue
            if not members:
                empty_of.add(self._free[letter])
            letters.append(letter)
        return sorted(letters, key=lambda letter: len(self._members[letter]))


def _as_few_as_can_be(
    order: Sequence[str], seated: Tables, free: Mapping[str, int], weights: Weights
) -> dict[str, str]:
    return _filled_up(order, {}, seated, free, weights)


def _filled_up(
    order: Sequence[str],
    groups: Mapping[str, str],
    seated: Tables,
    free: Mapping[str, int],
    weights: Weights,
) -> dict[str, str]:
    """The others sit down where they weigh least; then people swap for as long as that makes it lighter."""
    members = {letter: list(there) for letter, there in seated.items()}
    for who, letter in groups.items():
        members[letter].append(who)
    assignment = dict(groups)
    size = {letter: len(seated[letter]) + free[letter] for letter in seated}
    everyone = [*order, *(who for there in seated.values() for who in there)]
    burden = {who: sum(max(0, weights.get((who, other), 0)) for other in everyone) for who in order}
    for who in sorted((who for who in order if who not in groups), key=lambda who: -burden[who]):
        open_tables = [letter for letter, there in members.items() if len(there) < size[letter]]
        chosen = min(open_tables, key=lambda at: (_weight(who, members[at], weights), len(members[at])))
        members[chosen].append(who)
        assignment[who] = chosen
    pairs = list(combinations(sorted(assignment), 2))
    while sum(_swapped(one, other, assignment, members, weights) for one, other in pairs):
        pass
    return assignment


def _swapped(
    one: str, other: str, assignment: dict[str, str], members: dict[str, list[str]], weights: Weights
) -> bool:
    """Whether it is lighter to have `one` and `other` change places; if so, they have."""
    here, there = assignment[one], assignment[other]
    if here == there:
        return False
    others_here = [who for who in members[here] if who != one]
    others_there = [who for who in members[there] if who != other]
    now = _weight(one, others_here, weights) + _weight(other, others_there, weights)
    then = _weight(one, others_there, weights) + _weight(other, others_here, weights)
    if then < now:
        members[here], members[there] = [*others_here, other], [*others_there, one]
        assignment[one], assignment[other] = there, here
    return then < now


def _weight(who: str, others: Sequence[str], weights: Weights) -> int:
    return sum(weights.get((who, other), 0) for other in others)
