"""Before the day: place and time, consent beforehand, arriving, and who comes along."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import DAY_IN_MINUTES, Room
from workshops.commands import (
    AnswerProfile,
    Arrive,
    BringSupport,
    FormGroups,
    Leave,
    MakeWish,
    Return,
    SeatParticipant,
    SetDay,
    Withdraw,
)
from workshops.day import Day, moment
from workshops.events import GroupsFormed
from workshops.model import Phase
from workshops.wishes import Wish

TOMORROW = "2026-09-29 10:00"


def invited() -> Room:
    return given.workshop().does("operator", SetDay("starts", TOMORROW))


# The day


def test_a_day_is_set_part_by_part_and_taken_back() -> None:
    room = invited().does(
        "F1", SetDay("place", "  The hall,\n2 Mill Lane "), SetDay("directions", "Up.\nLeft.")
    )
    room.does("operator", SetDay("invited", "40")).changes_nothing("F1", SetDay("starts", TOMORROW))

    starts = moment(TOMORROW, "Europe/London")
    assert room.workshop.day == Day("The hall, 2 Mill Lane", starts or 0, "", "Up.\nLeft.", 40)
    room.does("F1", SetDay("starts"), SetDay("place"), SetDay("directions"), SetDay("invited"))
    assert room.workshop.day == Day()


def test_elsewhere_the_clock_shows_the_same_time() -> None:
    room = invited().does("operator", SetDay("zone", "Europe/Paris"))

    assert room.workshop.time_zone == "Europe/Paris"
    assert room.workshop.day.starts == moment(TOMORROW, "Europe/Paris")
    assert room.does("operator", SetDay("zone")).workshop.day.starts == moment(TOMORROW, "Europe/London")


@pytest.mark.parametrize(
    ("part", "typed", "reason"),
    [
        ("starts", "tomorrow at ten", "time_unreadable"),
        ("zone", "London", "zone_unknown"),
        ("invited", "many", "count_unreadable"),
        ("invited", "-4", "count_unreadable"),
        ("invited", "10001", "count_unreadable"),
        ("invited", "9" * 400, "count_unreadable"),
        ("invited", "0" * 9 + "9" * 40, "count_unreadable"),
        ("starts", "9999-12-31 23:59", "time_unreadable"),
        ("title", "Tuesday", "answer_unknown"),
    ],
)
def test_what_cannot_be_read_changes_nothing(part: str, typed: str, reason: str) -> None:
    room = invited()
    before = room.workshop.day

    room.refuses("operator", SetDay(part, typed), reason)

    assert room.workshop.day == before


# Consent beforehand


def test_whoever_agrees_before_the_day_is_expected_and_not_present() -> None:
    room = invited().joined("P01", table="A")

    assert room.someone("P01").consent.where == "beforehand"
    assert [person.number for person in room.workshop.expected()] == ["P01"]
    assert (list(room.workshop.present()), room.workshop.waiting(), room.members("A")) == ([], [], "")


def test_without_a_start_and_within_the_hour_before_it_consent_is_given_here() -> None:
    room = given.workshop().joined("P01")
    room.does("F1", SetDay("starts", TOMORROW)).waits(DAY_IN_MINUTES - 60 + 1).joined("P02")

    assert [p.consent.where for p in room.workshop.participants.values()] == ["here", "here"]


def test_a_paper_that_came_by_post_makes_somebody_expected_too() -> None:
    room = invited().does("F1", given.consent_on_paper("P01"))
    assert [person.number for person in room.workshop.expected()] == ["P01"]

    room.waits(DAY_IN_MINUTES).does("F1", given.consent_on_paper("P02"), SeatParticipant("P01", "A"))

    assert [person.number for person in room.workshop.present()] == ["P01", "P02"]
    assert [person.consent.where for person in room.workshop.present()] == ["paper", "paper"]


def test_they_arrive_with_one_tap_at_the_table_whose_code_they_scan() -> None:
    room = invited().joined("P01", "P02").waits(DAY_IN_MINUTES).does("P01", Arrive("B")).does("P02", Arrive())
    room.changes_nothing("P01", Arrive("A"))

    assert (room.members("B"), room.someone("P02").group) == ("P01", "")
    assert [person.number for person in room.workshop.present()] == ["P01", "P02"]
    assert room.someone("P01").arrived_at > room.someone("P01").consent.at


def test_nobody_arrives_days_ahead() -> None:
    room = invited().joined("P01")

    room.refuses("P01", Arrive(), "too_early")


def test_at_a_full_table_they_are_there_without_a_seat() -> None:
    room = invited().joined("P07").waits(DAY_IN_MINUTES)
    room.joined("P01", "P02", "P03", "P04", "P05", "P06", table="A").does("P07", Arrive("A"))

    assert (room.someone("P07").group, room.someone("P07").asked_for) == ("", "A")


def test_whoever_arrives_late_asks_like_anyone_late() -> None:
    room = invited().joined("P01").phase(Phase.THEMES).does("P01", Arrive("A"))

    assert [person.number for person in room.workshop.waiting()] == ["P01"]
    room.does("F1", SeatParticipant("P01", "A"))
    assert room.members("A") == "P01"


def test_a_facilitator_seats_someone_whose_phone_stayed_at_home() -> None:
    room = invited().joined("P01").waits(DAY_IN_MINUTES).does("F1", SeatParticipant("P01", "A"))

    assert (room.workshop.expected(), room.members("A")) == ([], "P01")


def test_groups_are_formed_of_those_who_are_there() -> None:
    room = invited().joined("P01").waits(DAY_IN_MINUTES).joined("P02", "P03", "P04", "P05").groups_formed()

    assert room.someone("P01").group == ""


def test_whoever_cannot_come_is_no_longer_expected_until_they_can() -> None:
    room = invited().joined("P01", "P02").does("P01", Leave()).does("P02", Withdraw("P02", remove=False))
    assert room.workshop.expected() == []

    room.does("P01", Return()).waits(DAY_IN_MINUTES).does("P01", Arrive())
    assert [person.number for person in room.workshop.present()] == ["P01"]


# Who comes along


def test_a_support_person_is_counted_nowhere_and_forgotten_with_a_removal() -> None:
    room = given.workshop().joined("P01", "P02", table="A").does("P01", BringSupport(True))
    room.changes_nothing("P01", BringSupport(True))

    assert (room.someone("P01").supported, room.members("A")) == (True, "P01 P02")
    assert not room.does("P01", Withdraw("P01", remove=True)).someone("P01").supported


# Wishes


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (MakeWish("with", "P99", True), "nobody_of_that_number"),
        (MakeWish("with", "", True), "nobody_of_that_number"),
        (MakeWish("with", "", True, "Ada"), "nobody_of_that_number"),
        (MakeWish("with", "", True, "1"), "own_number"),
        (MakeWish("not_with", "P01", True), "own_number"),
        (MakeWish("peers", "", True), "not_a_peer"),
        (MakeWish("above", "P02", True), "answer_unknown"),
    ],
)
def test_a_wish_names_somebody_else_who_is_there(wish: MakeWish, reason: str) -> None:
    given.workshop().joined("P01", "P02").refuses("P01", wish, reason)


@pytest.mark.parametrize("typed", ["2", "02", "P2", "p02", " P 2 "])
def test_a_number_may_be_typed_as_people_say_it(typed: str) -> None:
    given.workshop().joined("P01", "P02").changes_nothing("P01", MakeWish("with", "", True, typed))


def test_a_peer_may_wish_for_peers() -> None:
    room = given.workshop().joined("P01").does("P01", AnswerProfile("role", "peer"))

    room.changes_nothing("P01", MakeWish("peers", "", True))


def test_no_event_says_who_wished_what() -> None:
    room = given.workshop(groups="").joined(*(f"P{number:02}" for number in range(1, 9)))
    wishes = (Wish("P01", "not_with", "P02"), Wish("P03", "with", "P04"), Wish("P05", "with", "P99"))

    room.does("F1", FormGroups(7, wishes))

    [formed] = [event for event in room.acts[-1].events if isinstance(event, GroupsFormed)]
    assert (formed.wishes, formed.wishes_met) == (2, 2)
    assert formed.assignment["P01"] != formed.assignment["P02"]
    assert formed.assignment["P03"] == formed.assignment["P04"]
    assert (room.workshop.wishes, room.workshop.wishes_met) == (2, 2)
