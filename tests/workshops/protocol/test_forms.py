"""Forms: an order, a centre with the rest around it, or talking; and what a change of mind keeps."""

from __future__ import annotations

import msgspec
import pytest

from tests import given
from tests.given import Room
from workshops.arrangement import Form
from workshops.commands import (
    ChooseForm,
    ConfirmArrangement,
    ExplainUnplaced,
    HandIn,
    PlaceStatement,
    TakeBackHandIn,
    TakePen,
    UndoPlacement,
)
from workshops.model import Confirmation, Phase

THREE_RINGS = msgspec.structs.replace(given.BUILT_IN, tiers=("centre", "near", "far"))

HIERARCHY, CONSTELLATION, DISCUSSION = (ChooseForm("A", form.value) for form in Form)


@pytest.fixture
def room() -> Room:
    """Two tables that rank; at table A P01 has the pen."""
    return given.ranking().does("P01", TakePen("A"))


def centre(statement: str) -> PlaceStatement:
    return PlaceStatement("A", statement, given.BUILT_IN.tiers[0])


def around(statement: str) -> PlaceStatement:
    return PlaceStatement("A", statement, given.BUILT_IN.tiers[1])


def test_a_form_is_chosen_once_and_choosing_it_again_changes_nothing(room: Room) -> None:
    room.does("P01", HIERARCHY).changes_nothing("P01", HIERARCHY)

    assert room.group("A").form_chosen
    assert not room.group("B").form_chosen


def test_the_form_is_for_the_pen_and_one_of_three(room: Room) -> None:
    room.refuses("P02", CONSTELLATION, "pen_elsewhere")
    room.refuses("P01", ChooseForm("A", "circle"), "answer_unknown")
    room.refuses("P01", ChooseForm("A", ""), "answer_unknown")


def test_a_board_handed_in_keeps_its_form(room: Room) -> None:
    room.handed_in("P01", "S1").refuses("P01", CONSTELLATION, "handed_in_already")


def test_in_a_constellation_a_place_is_a_rings_name(room: Room) -> None:
    room.does("P01", CONSTELLATION, around("S3"), around("S2"), centre("S5"), centre("S2"))

    assert room.group("A").tiers == (("S2", "S5"), ("S3",))
    room.changes_nothing("P01", centre("S2"))
    for place in ("top", "with S5", "below S5", "elsewhere"):
        room.refuses("P01", PlaceStatement("A", "S1", place), "place_gone")


def test_a_ring_that_empties_stays_a_ring(room: Room) -> None:
    room.does("P01", CONSTELLATION, centre("S1"), around("S2"), PlaceStatement("A", "S1", "out"))
    assert room.group("A").tiers == ((), ("S2",))

    room.does("P01", PlaceStatement("A", "S2", "out"))
    assert room.group("A").tiers == ()
    room.refuses("P01", HandIn("A", room.group("A").moves_made), "nothing_placed")


def test_a_study_may_have_more_rings() -> None:
    room = given.ranking(THREE_RINGS).does("P01", TakePen("A"), CONSTELLATION)
    room.does("P01", PlaceStatement("A", "S1", "far"), PlaceStatement("A", "S2", "near"))

    assert room.group("A").tiers == ((), ("S2",), ("S1",))


def test_an_order_becomes_a_centre_with_the_rest_around_it(room: Room) -> None:
    room.placed("P01", "S4", "S1", "S3").does("P01", CONSTELLATION)

    assert room.group("A").tiers == (("S4",), ("S1", "S3"))


def test_a_constellation_becomes_an_order_of_level_ones(room: Room) -> None:
    room.does("P01", CONSTELLATION, around("S3"), around("S1"), centre("S4"), HIERARCHY)

    assert room.board("A") == "S4 > S1 = S3"


def test_a_board_put_away_to_talk_comes_back_as_it_was(room: Room) -> None:
    room.placed("P01", "S4", "S1", "S3").does("P01", DISCUSSION)
    assert room.group("A").tiers == ()
    room.refuses("P01", PlaceStatement("A", "S2", "top"), "no_board")

    room.does("P01", HIERARCHY)
    assert room.board("A") == "S4 > S1 > S3"


def test_every_ring_of_a_constellation_put_away_comes_back() -> None:
    room = given.ranking(THREE_RINGS).does("P01", TakePen("A"), CONSTELLATION)
    room.does("P01", PlaceStatement("A", "S1", "far"), PlaceStatement("A", "S2", "near"))
    room.does("P01", DISCUSSION, CONSTELLATION)

    assert room.group("A").tiers == ((), ("S2",), ("S1",))


def test_after_talking_a_group_may_also_go_on_in_the_other_form(room: Room) -> None:
    room.placed("P01", "S4", "S1").does("P01", DISCUSSION, CONSTELLATION)

    assert room.group("A").tiers == (("S4",), ("S1",))


def test_reasons_given_while_talking_are_for_what_is_not_on_the_board_that_comes_back(room: Room) -> None:
    room.placed("P01", "S4").does("P01", DISCUSSION, ExplainUnplaced("A", "all", "no_time"), HIERARCHY)

    assert "S4" not in room.group("A").reasons
    assert room.group("A").reasons["S1"] == "no_time"


def test_a_change_of_form_is_nothing_that_an_old_undo_undoes(room: Room) -> None:
    room.placed("P01", "S4", "S1").does("P01", CONSTELLATION)
    room.changes_nothing("P01", UndoPlacement("A", 2)).does("P01", centre("S1"), UndoPlacement("A", 4))

    assert room.group("A").tiers == (("S4",), ("S1",))


def test_a_change_of_form_is_a_change_of_the_board_that_was_shown(room: Room) -> None:
    room.placed("P01", "S4", "S1").does("P01", CONSTELLATION)

    room.refuses("P01", HandIn("A", 2), "changed_since").does("P01", HandIn("A", 3))


def test_another_form_of_the_same_statements_asks_the_members_again(room: Room) -> None:
    room.placed("P01", "S4").handed_in("P01").does("P02", ConfirmArrangement("A", 1, Confirmation.AGREE))
    room.does("P01", TakeBackHandIn("A", 1), DISCUSSION, HIERARCHY).handed_in("P01")
    assert room.group("A").hand_in == 1

    room.does("P01", TakeBackHandIn("A", 1), DISCUSSION).handed_in("P01")
    assert room.group("A").hand_in == 2
    room.refuses("P02", ConfirmArrangement("A", 1, Confirmation.DISAGREE), "changed_since")


def test_we_talked_instead_is_handed_in_and_confirmed_like_any_other(room: Room) -> None:
    room.does("P01", DISCUSSION).handed_in("P01")
    room.does("P02", ConfirmArrangement("A", 1, Confirmation.AGREE))

    group = room.group("A")
    assert (group.handed_in, group.handed_in_form, group.handed_in_tiers) == (True, Form.DISCUSSION, ())


def test_a_group_that_talked_may_leave_reasons(room: Room) -> None:
    room.does("P01", DISCUSSION, ExplainUnplaced("A", "all", "not_for_us"))

    assert set(room.group("A").reasons.values()) == {"not_for_us"}


def test_forms_are_chosen_while_the_groups_rank(room: Room) -> None:
    room.phase(Phase.REPORT_BACK).refuses("P01", CONSTELLATION, "wrong_phase")


def test_what_was_tapped_a_moment_before_the_room_moved_on_is_still_handed_in(room: Room) -> None:
    room.placed("P01", "S4").phase(Phase.REPORT_BACK).handed_in("P01")

    assert room.group("A").handed_in
    room.refuses("P01", TakeBackHandIn("A", 1), "wrong_phase")
