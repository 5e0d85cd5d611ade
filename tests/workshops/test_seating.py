"""Who sits with whom: what `seating` promises, against every way of seating a small room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from workshops.grouping import group_count, letters, sat_down
from workshops.seating import assign, judged
from workshops.wishes import NOT_WITH, PEERS, WITH, Wish

Room = tuple[list[str], dict[str, list[str]]]


def people(number: int) -> list[str]:
    return [f"P{at:02}" for at in range(1, number + 1)]


def empty_tables(number: int) -> dict[str, list[str]]:
    return {letter: [] for letter in letters(group_count(number, 4, 6))}


def wishes_of(everyone: Sequence[str], most: int) -> st.SearchStrategy[list[Wish]]:
    pairs = st.lists(st.sampled_from(everyone), min_size=2, max_size=2, unique=True)
    of_two = st.builds(
        lambda kind, pair: Wish(pair[0], kind, pair[1]), st.sampled_from([WITH, NOT_WITH]), pairs
    )
    of_peers = st.builds(lambda who: Wish(who, PEERS), st.sampled_from(everyone))
    return st.lists(of_two | of_two | of_peers, max_size=most)


@st.composite
def wished_rooms(draw: st.DrawFn, least: int = 8, most: int = 30) -> tuple[list[str], list[Wish], list[str]]:
    everyone = people(draw(st.integers(least, most)))
    peers = draw(st.lists(st.sampled_from(everyone), unique=True))
    return everyone, draw(wishes_of(everyone, 12)), peers


@st.composite
def small_rooms(draw: st.DrawFn) -> tuple[Room, list[Wish]]:
    """Up to seven newcomers at two or three tables, at which others may sit already."""
    newcomers = people(draw(st.integers(2, 7)))
    sitting = iter(f"P{at}" for at in range(21, 40))
    tables = {
        letter: [next(sitting) for _ in range(draw(st.integers(0, 3)))]
        for letter in letters(draw(st.integers(2, 3)))
    }
    everyone = [*newcomers, *(who for members in tables.values() for who in members)]
    return (newcomers, tables), draw(wishes_of(everyone, 14))


def breaches(groups: Mapping[str, str], wishes: Sequence[Wish], newcomers: Sequence[str]) -> int:
    """Who sits with somebody although one of the two would not; of those seated now."""
    pairs = {frozenset((wish.who, wish.other)) for wish in wishes if wish.kind == NOT_WITH}
    return sum(groups[min(pair)] == groups[max(pair)] for pair in pairs if pair & set(newcomers))


def fewest_breaches(room: Room, wishes: Sequence[Wish]) -> int:
    newcomers, tables = room
    sizes = sat_down([len(members) for members in tables.values()], len(newcomers))
    seats = [
        letter
        for (letter, members), size in zip(tables.items(), sizes, strict=True)
        for _ in range(size - len(members))
    ]
    seated = {who: letter for letter, members in tables.items() for who in members}
    return min(
        breaches(seated | dict(zip(newcomers, order, strict=True)), wishes, newcomers)
        for order in set(permutations(seats))
    )


@settings(max_examples=60, deadline=None)
@given(small_rooms(), st.integers(0, 2**32))
def test_nobody_sits_with_whom_they_would_not_where_that_can_be(
    found: tuple[Room, list[Wish]], seed: int
) -> None:
    (newcomers, tables), wishes = found
    seated = {who: letter for letter, members in tables.items() for who in members}

    groups = seated | assign(newcomers, tables, {}, seed, wishes, newcomers)

    if fewest_breaches((newcomers, tables), wishes) == 0:
        assert breaches(groups, wishes, newcomers) == 0


def test_a_seat_that_led_nowhere_is_given_up_again() -> None:
    everyone = people(5)
    wishes = [Wish("P02", NOT_WITH, "P04"), Wish("P02", NOT_WITH, "P03"), Wish("P01", NOT_WITH, "P05")]

    for seed in range(20):
        groups = assign(everyone, {"A": [], "B": []}, {}, seed, wishes)

        assert breaches(groups, wishes, everyone) == 0


@settings(max_examples=60, deadline=None)
@given(wished_rooms(), st.integers(0, 2**32))
def test_wishes_change_no_sizes_and_the_same_seed_gives_the_same_groups(
    found: tuple[list[str], list[Wish], list[str]], seed: int
) -> None:
    everyone, wishes, peers = found
    organisation = {who: str(at % 5) for at, who in enumerate(everyone)}

    groups = assign(everyone, empty_tables(len(everyone)), organisation, seed, wishes, peers)

    sizes = [list(groups.values()).count(letter) for letter in empty_tables(len(everyone))]
    assert groups.keys() == set(everyone)
    assert max(sizes) - min(sizes) <= 1
    assert all(4 <= size <= 6 for size in sizes)
    again = assign(everyone, empty_tables(len(everyone)), organisation, seed, wishes, peers)
    assert groups == again


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_peers_who_wish_for_it_have_a_table_of_their_own(seed: int) -> None:
    everyone = people(20)
    wishes = [Wish("P03", PEERS), Wish("P11", PEERS)]
    peers = ["P03", "P05", "P07", "P09", "P11", "P13"]

    groups = assign(everyone, empty_tables(20), {}, seed, wishes, peers)

    assert {who for who in everyone if groups[who] == groups["P03"]} <= set(peers)
    assert judged(wishes, groups, peers) == (2, 2)


def test_too_few_peers_have_no_table_of_their_own_and_the_wish_counts_as_not_met() -> None:
    wishes, peers = [Wish("P03", PEERS)], ["P03", "P05", "P07"]

    groups = assign(people(20), empty_tables(20), {}, 1, wishes, peers)

    assert judged(wishes, groups, peers) == (1, 0)


def test_a_peers_table_gives_way_to_whom_they_would_not_sit_with() -> None:
    peers = people(4)
    wishes = [Wish("P01", PEERS), Wish("P01", NOT_WITH, "P04")]

    groups = assign(people(8), empty_tables(8), {}, 1, wishes, peers)

    assert judged(wishes, groups, peers) == (2, 1)
    assert groups["P01"] != groups["P04"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_whoever_wishes_to_sit_together_does(seed: int) -> None:
    wishes = [Wish("P01", WITH, "P02"), Wish("P05", WITH, "P06")]

    groups = assign(people(20), empty_tables(20), {}, seed, wishes)

    assert judged(wishes, groups, ()) == (2, 2)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_colleagues_sit_together_only_where_both_ask(seed: int) -> None:
    organisation = {"P01": "a", "P02": "a"}
    one = [Wish("P01", WITH, "P02")]
    both = [*one, Wish("P02", WITH, "P01")]

    asked_by_one = assign(people(10), empty_tables(10), organisation, seed, one)
    asked_by_both = assign(people(10), empty_tables(10), organisation, seed, both)

    assert asked_by_one["P01"] != asked_by_one["P02"]
    assert asked_by_both["P01"] == asked_by_both["P02"]


def test_a_refusal_outweighs_any_number_of_wishes_to_sit_together() -> None:
    everyone = people(8)
    wishes = [Wish(one, WITH, other) for one, other in combinations(everyone[:4], 2)]

    groups = assign(everyone, empty_tables(8), {}, 1, [*wishes, Wish("P04", NOT_WITH, "P01")])

    assert groups["P01"] != groups["P04"]


def test_wishes_about_nobody_there_are_not_counted() -> None:
    groups = {"P01": "A", "P02": "A"}
    wishes = [
        Wish("P01", WITH, "P09"),
        Wish("P09", NOT_WITH, "P01"),
        Wish("P02", PEERS),
        Wish("P02", WITH, "P01"),
    ]

    assert judged(wishes, groups, ["P01"]) == (1, 1)
