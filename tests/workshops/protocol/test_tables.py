"""Tables: people sit down by a code, are seated by hand, admitted late, or formed into groups."""

from __future__ import annotations

from itertools import islice, pairwise

import pytest

from tests import given
from tests.given import Room, consent
from workshops.commands import (
    AnswerProfile,
    FormGroups,
    Leave,
    SeatParticipant,
    SitDown,
)
from workshops.grouping import letters
from workshops.model import Phase, Refused

SIX = ("P01", "P02", "P03", "P04", "P05", "P06")


def numbers(people: int) -> list[str]:
    return [f"P{number:02}" for number in range(1, people + 1)]


def sizes(room: Room) -> list[int]:
    return [len(room.workshop.members(letter)) for letter in room.workshop.groups]


# Tables


def test_a_tables_code_seats_whoever_scans_it() -> None:
    room = given.workshop(groups="AB").joined("P01", "P02", table="A").joined("P03")
    room.does("P03", SitDown("B")).changes_nothing("P03", SitDown("B"))

    assert (room.members("A"), room.members("B")) == ("P01 P02", "P03")


def test_a_seventh_is_not_seated_by_a_code() -> None:
    room = given.workshop(groups="AB").joined(*SIX, table="A").joined("P07")

    room.refuses("P07", SitDown("A"), "group_full")


def test_consent_with_the_code_of_a_full_table_lets_in_without_a_seat() -> None:
    room = given.workshop(groups="AB").joined(*SIX, "P07", table="A")

    assert room.someone("P07").admitted
    assert (room.someone("P07").group, room.someone("P07").asked_for) == ("", "A")


def test_the_facilitator_may_seat_a_seventh_by_hand() -> None:
    room = given.workshop(groups="AB").joined(*SIX, "P07", table="A")
    room.does("F1", SeatParticipant("P07", "A")).changes_nothing("F1", SeatParticipant("P07", "A"))

    assert room.members("A") == "P01 P02 P03 P04 P05 P06 P07"
    assert room.someone("P07").asked_for == ""


def test_who_has_left_a_table_gives_up_their_seat() -> None:
    room = given.workshop(groups="AB").joined(*SIX, table="A").joined("P07")
    room.does("P01", Leave()).does("P07", SitDown("A"))

    assert room.members("A") == "P02 P03 P04 P05 P06 P07"


def test_there_is_no_table_of_another_letter() -> None:
    room = given.workshop(groups="AB").joined("P01")
    room.refuses("P01", SitDown("Z"), "group_unknown").refuses("P01", SitDown(""), "group_unknown")
    room.refuses("F1", SeatParticipant("P01", "Z"), "group_unknown")
    room.does("newcomer", consent("P02", table="Z"))

    assert (room.someone("P02").group, room.someone("P02").asked_for) == ("", "")


def test_only_those_who_are_there_are_seated() -> None:
    room = given.workshop().joined("P01").does("P01", Leave())

    room.refuses("F1", SeatParticipant("P01", "A"), "not_here")
    room.refuses("F1", SeatParticipant("P09", "A"), "not_here")


def test_after_the_lobby_people_stay_where_they_sit_unless_the_facilitator_moves_them() -> None:
    room = given.workshop(groups="AB").joined("P01", table="A").phase(Phase.THEMES)
    room.refuses("P01", SitDown("B"), "wrong_phase").does("F1", SeatParticipant("P01", "B"))

    assert room.members("B") == "P01"


# Late joiners


def test_a_late_joiner_waits_until_a_facilitator_admits_them_to_a_table() -> None:
    room = given.workshop(groups="AB").joined("P01", table="A").phase(Phase.THEMES).joined("P02", table="A")

    assert [waiting.number for waiting in room.workshop.waiting()] == ["P02"]
    assert room.someone("P02").asked_for == "A"
    assert room.members("A") == "P01"
    room.refuses("P02", given.TAP, "not_admitted")

    room.does("F1", SeatParticipant("P02", "A")).does("P02", given.TAP)

    assert room.workshop.waiting() == []
    assert room.members("A") == "P01 P02"


def test_someone_who_waits_can_say_who_they_are_and_leave() -> None:
    room = given.workshop().phase(Phase.THEMES).joined("P01").does("P01", AnswerProfile("role", "peer"))
    room.does("P01", Leave())

    assert room.workshop.waiting() == []


def test_a_late_joiner_is_no_one_that_groups_are_formed_from() -> None:
    room = given.workshop(groups="A").joined("P01").phase(Phase.THEMES).joined("P02").groups_formed()

    assert room.members("A") == "P01"


# Groups on request


@pytest.mark.parametrize(
    ("people", "tables"),
    [(3, [3]), (4, [4]), (6, [6]), (7, [4, 3]), (8, [4, 4]), (9, [5, 4]), (11, [6, 5]), (35, [5] * 7)],
)
def test_groups_are_as_equal_as_can_be(people: int, tables: list[int]) -> None:
    room = given.workshop(groups="").joined(*numbers(people)).groups_formed()

    assert sorted(sizes(room), reverse=True) == tables
    assert tuple(room.workshop.groups) == letters(len(tables))


def test_forming_groups_again_moves_nobody() -> None:
    given.workshop().joined(*numbers(8)).groups_formed().changes_nothing("F1", FormGroups(seed=2))


def test_whoever_has_a_seat_keeps_it_and_the_others_fill_up() -> None:
    room = (
        given.workshop(groups="ABC").joined("P01", "P02", table="B").joined(*numbers(10)[2:]).groups_formed()
    )

    assert sizes(room) == [5, 5, 0]
    assert room.members("B").startswith("P01 P02 ")


def test_tables_where_someone_sits_are_never_given_up() -> None:
    room = given.workshop(groups="ABC")
    for person, table in zip(numbers(3), "ABC", strict=True):
        room.joined(person, table=table)
    room.joined("P04", "P05").groups_formed()

    assert sorted(sizes(room)) == [1, 2, 2]


@pytest.mark.parametrize(
    ("sitting", "newcomers", "tables"),
    [
        ((6, 6), 1, [6, 7]),
        ((6, 6), 2, [7, 7]),
        ((6, 6), 3, [3, 6, 6]),  # there is no room for the last of them
        ((6, 6), 4, [4, 6, 6]),
        ((5,), 2, [7]),
        ((5, 6), 2, [6, 7]),
        ((6,), 7, [3, 4, 6]),  # seven without a table are four and three
    ],
)
def test_no_table_is_opened_for_a_few_while_the_others_can_take_a_seventh(
    sitting: tuple[int, ...], newcomers: int, tables: list[int]
) -> None:
    room = given.workshop(groups="ABC")
    people = iter(numbers(20))
    for table, size in zip("ABC", sitting, strict=False):
        room.joined(*islice(people, size), table=table)

    room.joined(*islice(people, newcomers)).groups_formed()

    assert sorted(size for size in sizes(room) if size) == tables


def test_who_sits_where_comes_from_the_seed_and_stands_in_the_journal() -> None:
    seatings = [given.workshop().joined(*numbers(8)).groups_formed(seed) for seed in (1, 1, 2)]

    first, again, other = ([room.someone(number).group for number in numbers(8)] for room in seatings)
    assert first == again
    assert first != other


def test_colleagues_sit_apart() -> None:
    room = given.workshop().joined(*numbers(12))
    for place, number in enumerate(numbers(12)):
        room.does(number, AnswerProfile("organis", str(place // 2)))
    room.groups_formed()

    assert sizes(room) == [6, 6]
    for one, other in list(pairwise(numbers(12)))[::2]:
        assert room.someone(one).group != room.someone(other).group


def test_groups_are_formed_before_they_rank_or_not_at_all() -> None:
    room = given.workshop().joined("P01").phase(Phase.RANKING)

    assert room.tries("F1", FormGroups(1)) == Refused("wrong_phase")
