"""Groups: as equal as can be within four to six, colleagues apart."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.grouping import group_count, letters, sat_down, table_count
from workshops.seating import assign

# Who works where; some are with nobody else, some did not say.
workplaces = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), min_size=1, max_size=30).map(
    lambda places: {f"P{number:02}": place for number, place in enumerate(places, start=1)}
)


def seating(assignment: Mapping[str, str], groups: int) -> list[set[str]]:
    return [{person for person, letter in assignment.items() if letter == at} for at in letters(groups)]


def colleagues_together(assignment: Mapping[str, str], organisation: Mapping[str, str]) -> int:
    return sum(
        assignment[one] == assignment[other] and organisation[one] == organisation[other] != ""
        for one, other in combinations(assignment, 2)
    )


def in_empty_rooms(organisation: Mapping[str, str], seed: int) -> tuple[dict[str, str], int]:
    groups = group_count(len(organisation), 4, 6)
    return assign(list(organisation), dict.fromkeys(letters(groups), ()), organisation, seed), groups


@pytest.mark.parametrize(
    ("people", "groups"),
    [(1, 1), (3, 1), (4, 1), (6, 1), (7, 2), (8, 2), (12, 2), (13, 3), (18, 4), (19, 4), (35, 7), (200, 40)],
)
def test_the_number_of_groups(people: int, groups: int) -> None:
    assert group_count(people, 4, 6) == groups


@given(st.integers(8, 500))
def test_from_eight_people_on_every_group_has_four_to_six(people: int) -> None:
    groups = group_count(people, 4, 6)

    assert 4 <= people // groups <= -(-people // groups) <= 6


@given(st.integers(1, 500), st.integers(2, 12), st.integers(0, 6))
def test_no_group_is_larger_than_the_study_allows(people: int, least: int, more: int) -> None:
    groups = group_count(people, least, least + more)

    assert -(-people // groups) <= least + more


@given(st.lists(st.integers(1, 7), max_size=8), st.integers(1, 60))
def test_a_table_is_opened_for_a_few_only_when_the_others_are_full(
    sitting: list[int], newcomers: int
) -> None:
    tables = table_count(sitting, newcomers, 4, 6)

    opened = sat_down([*sitting, *[0] * (tables - len(sitting))], newcomers)[len(sitting) :]
    full = not sitting or sum(sitting) + newcomers > 7 * len(sitting)
    assert tables >= len(sitting)
    assert all(size >= 4 for size in opened) or full


def test_letters_go_on_after_z() -> None:
    assert letters(3) == ("A", "B", "C")
    assert letters(40)[24:29] == ("Y", "Z", "AA", "AB", "AC")
    assert letters(0) == ()


@given(workplaces, st.integers(0, 2**32))
def test_everyone_sits_somewhere_and_sizes_differ_by_one_at_most(
    organisation: Mapping[str, str], seed: int
) -> None:
    assignment, groups = in_empty_rooms(organisation, seed)

    sizes = [len(members) for members in seating(assignment, groups)]
    assert assignment.keys() == organisation.keys()
    assert max(sizes) - min(sizes) <= 1


@given(workplaces, st.integers(0, 2**32))
def test_no_two_could_swap_and_part_more_colleagues(organisation: Mapping[str, str], seed: int) -> None:
    assignment, _ = in_empty_rooms(organisation, seed)
    together = colleagues_together(assignment, organisation)

    for one, other in combinations(assignment, 2):
        swapped = {**assignment, one: assignment[other], other: assignment[one]}
        assert colleagues_together(swapped, organisation) >= together


@given(st.integers(0, 2**32))
def test_three_of_each_of_five_workplaces_all_sit_apart_at_three_tables(seed: int) -> None:
    organisation = {f"P{number:02}": "abcde"[number % 5] for number in range(15)}

    assignment, groups = in_empty_rooms(organisation, seed)

    assert groups == 3
    assert colleagues_together(assignment, organisation) == 0


def test_those_who_sit_stay_and_are_kept_from_their_colleagues_too() -> None:
    organisation = {"P01": "a", "P02": "b", "P03": "a", "P04": "b"}

    for seed in range(20):
        assert assign(["P03", "P04"], {"A": ["P01"], "B": ["P02"]}, organisation, seed) == {
            "P03": "B",
            "P04": "A",
        }


def test_who_did_not_say_where_they_work_is_nobodys_colleague() -> None:
    silent = {"P01": "", "P02": ""}

    assert len(set(assign(["P01", "P02"], {"A": (), "B": ()}, silent, 1).values())) == 2


@given(workplaces, st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_groups(organisation: Mapping[str, str], seed: int) -> None:
    assert in_empty_rooms(organisation, seed) == in_empty_rooms(organisation, seed)


def test_another_seed_gives_other_groups() -> None:
    nobody_said = {f"P{number:02}": "" for number in range(1, 13)}

    assert in_empty_rooms(nobody_said, 1) != in_empty_rooms(nobody_said, 2)
