"""Who runs the room: links shared and taken back, handing over, stopping, and always somebody who stays."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import MINUTE, Room
from workshops.commands import (
    AdmitFacilitator,
    AnswerCall,
    AskForSomeone,
    CloseOffer,
    HoldRoom,
    LeadGroup,
    OfferFacilitation,
    OfferSupport,
    StopFacilitating,
    TakePen,
)
from workshops.model import Offer, Phase


@pytest.fixture
def room() -> Room:
    return given.ranking()


def taken(room: Room, number: int = 1, by: str = "F2") -> Room:
    return room.does("operator", AdmitFacilitator(by, "en", number))


# Links


def test_a_link_from_the_console_is_open_for_a_quarter_of_an_hour(room: Room) -> None:
    room.does("F1", OfferFacilitation(1, mark="ab12"))
    until = room.now + 15 * MINUTE

    assert room.workshop.open_offers() == [Offer(1, "ab12", "", "F1", until)]
    room.changes_nothing("clock", CloseOffer(1)).waits(minutes=15).does("clock", CloseOffer(1))
    assert room.workshop.open_offers() == []


def test_one_from_the_command_line_lasts_for_fourteen_days(room: Room) -> None:
    room.does("operator", OfferFacilitation(1, hand_over=True))

    days = (room.workshop.offers[1].until - room.now) / (24 * 60 * MINUTE)
    assert (days, room.workshop.offers[1].by, room.workshop.offers[1].hand_over) == (14, "", False)


def test_a_double_tap_makes_one_link(room: Room) -> None:
    room.does("F1", OfferFacilitation(1)).changes_nothing("F1", OfferFacilitation(1), OfferFacilitation(3))

    room.does("F1", OfferFacilitation(2)).refuses("F1", OfferFacilitation(3, "Z"), "group_unknown")


def test_any_facilitator_takes_a_link_back_once(room: Room) -> None:
    taken(room.does("F1", OfferFacilitation(1)))
    room.does("F1", OfferFacilitation(2)).does("F2", CloseOffer(2)).changes_nothing("F1", CloseOffer(2))

    room.changes_nothing("F1", CloseOffer(1), CloseOffer(9))


def test_whoever_takes_a_link_runs_the_room_and_the_link_is_used(room: Room) -> None:
    taken(room.does("F1", OfferFacilitation(1)))

    assert room.workshop.open_offers() == []
    assert room.workshop.offers[1].taken_by == "F2"
    room.does("F2", HoldRoom(True))


def test_a_link_for_a_table_makes_its_group_facilitator(room: Room) -> None:
    taken(room.does("F1", OfferFacilitation(1, "B")))

    assert room.workshop.facilitators["F2"].leads == "B"
    room.does("F2", TakePen("B"))


# Handing over and stopping


def test_handing_over_ends_when_the_other_has_come(room: Room) -> None:
    room.does("F1", OfferFacilitation(1, hand_over=True), HoldRoom(True))

    taken(room)

    assert [one.number for one in room.workshop.facilitating()] == ["F2"]
    room.refuses("F1", HoldRoom(False), "not_yours").does("F2", HoldRoom(False))


def test_nobody_is_stopped_twice_by_a_link_to_hand_over(room: Room) -> None:
    taken(room.does("F1", OfferFacilitation(1)))
    room.does("F1", OfferFacilitation(2, hand_over=True)).does("F2", StopFacilitating("F1"))

    assert room.workshop.open_offers() == []
    taken(room, 0, "F3")
    assert [one.number for one in room.workshop.facilitating()] == ["F2", "F3"]


def test_somebody_always_runs_the_room(room: Room) -> None:
    room.refuses("F1", StopFacilitating("F1"), "last_facilitator")
    taken(room, 0).does("F1", StopFacilitating("F1")).changes_nothing("F2", StopFacilitating("F1"))

    room.refuses("F2", StopFacilitating("F2"), "last_facilitator")
    room.refuses("F2", StopFacilitating("F9"), "facilitator_unknown")


def test_whoever_stops_leaves_the_pen_the_table_and_the_calls_to_others(room: Room) -> None:
    taken(room, 0).does("F2", LeadGroup("A"), TakePen("A"), OfferSupport(True))
    room.does("P01", AskForSomeone()).does("F2", AnswerCall("C1")).does("F1", StopFacilitating("F2"))

    stopped = room.workshop.facilitators["F2"]
    assert (stopped.leads, stopped.support, room.group("A").pen) == ("", False, "")
    assert (room.workshop.calls["C1"].answered_by, room.workshop.calls["C1"].for_all) == ("", True)
    room.does("F1", AnswerCall("C1"))


def test_whoever_comes_again_has_the_same_number(room: Room) -> None:
    taken(room, 0).does("F1", StopFacilitating("F2"), OfferFacilitation(1))

    taken(room)
    assert [one.number for one in room.workshop.facilitating()] == ["F1", "F2"]


def test_nobody_comes_by_a_link_that_was_taken_or_taken_back(room: Room) -> None:
    taken(room.does("F1", OfferFacilitation(1)))
    room.does("F1", OfferFacilitation(2), CloseOffer(2), StopFacilitating("F2"))

    room.refuses("operator", AdmitFacilitator("F2", "en", 1), "claim_used")
    room.refuses("operator", AdmitFacilitator("F3", "en", 2), "claim_unknown")
    room.refuses("operator", AdmitFacilitator("F2", "en"), "claim_used")


def test_whoever_is_in_already_uses_the_link_up(room: Room) -> None:
    taken(taken(room, 0).does("F1", OfferFacilitation(1)))

    assert room.workshop.open_offers() == []
    assert [one.number for one in room.workshop.facilitating()] == ["F1", "F2"]


def test_it_can_be_handed_over_after_the_end_too(room: Room) -> None:
    room.phase(Phase.CLOSED).does("F1", OfferFacilitation(1, hand_over=True))

    assert [one.number for one in taken(room).workshop.facilitating()] == ["F2"]
