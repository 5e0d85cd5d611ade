"""A board: statements in tiers, each at most once, ties in the study's order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.arrangement import (
    PLAIN_REASONS,
    Form,
    PlaceGone,
    Tiers,
    in_form,
    place,
    place_in_ring,
    placed,
    tier_of,
    valid_reason,
    written_order,
)

ORDER = ("S1", "S2", "S3", "S4", "S5")
BOARD: Tiers = (("S2",), ("S1", "S3"))

statements = st.sampled_from(ORDER)
anchored = st.builds("{} {}".format, st.sampled_from(["with", "below"]), statements)
places = st.sampled_from(["top", "out"]) | anchored | st.text(max_size=8)


@st.composite
def boards(draw: st.DrawFn) -> Tiers:
    """Any board that can come about by placing."""
    tiers: Tiers = ()
    for statement, where in draw(st.lists(st.tuples(statements, places), max_size=12)):
        tiers = placed_or_as_before(tiers, statement, where)
    return tiers


def placed_or_as_before(tiers: Tiers, statement: str, where: str) -> Tiers:
    try:
        return place(tiers, statement, where, ORDER)
    except PlaceGone:
        return tiers


@given(boards(), statements, places)
def test_a_statement_never_stands_twice_and_no_tier_is_empty(
    tiers: Tiers, statement: str, where: str
) -> None:
    after = placed_or_as_before(tiers, statement, where)

    assert len(set(placed(after))) == len(placed(after))
    assert all(after)
    assert all(tier == tuple(sorted(tier, key=ORDER.index)) for tier in after)


@given(boards(), statements, places)
def test_placing_twice_is_placing_once(tiers: Tiers, statement: str, where: str) -> None:
    once = placed_or_as_before(tiers, statement, where)

    assert placed_or_as_before(once, statement, where) == once


@given(boards(), statements, places)
def test_placing_one_leaves_the_others_as_they_stand_to_each_other(
    tiers: Tiers, statement: str, where: str
) -> None:
    assert without(placed_or_as_before(tiers, statement, where), statement) == without(tiers, statement)


@given(boards(), statements, statements)
def test_with_shares_a_tier_and_below_has_the_next_to_itself(
    tiers: Tiers, statement: str, anchor: str
) -> None:
    if anchor == statement or anchor not in placed(tiers):
        with pytest.raises(PlaceGone):
            place(tiers, statement, f"with {anchor}", ORDER)
        return

    level = place(tiers, statement, f"with {anchor}", ORDER)
    assert tier_of(level, statement) == tier_of(level, anchor)
    below = place(tiers, statement, f"below {anchor}", ORDER)
    assert below[below.index((statement,)) - 1] == tuple(
        s for s in tier_with(tiers, anchor) if s != statement
    )


@given(boards(), statements)
def test_top_is_above_all_and_out_is_nowhere(tiers: Tiers, statement: str) -> None:
    assert place(tiers, statement, "top", ORDER)[0] == (statement,)
    assert statement not in placed(place(tiers, statement, "out", ORDER))


def test_tiers_are_counted_from_the_top() -> None:
    assert [tier_of(BOARD, statement) for statement in ORDER] == [2, 1, 2, None, None]
    assert placed(BOARD) == ("S2", "S1", "S3")


@pytest.mark.parametrize("where", ["with S2", "below S2", "with S4", "with", "up", "", "top S1"])
def test_what_is_not_there_is_no_place(where: str) -> None:
    with pytest.raises(PlaceGone):
        place(BOARD, "S2", where, ORDER)


@pytest.mark.parametrize("reason", [*PLAIN_REASONS, "inside:S2"])
def test_a_reason_is_plain_or_names_another_statement(reason: str) -> None:
    assert valid_reason(reason, "S1", ORDER)


@pytest.mark.parametrize("reason", ["", "inside", "inside:", "inside:S1", "inside:S9", "no_time:", "No_Time"])
def test_other_reasons_are_none(reason: str) -> None:
    assert not valid_reason(reason, "S1", ORDER)


def without(tiers: Tiers, statement: str) -> Tiers:
    left = (tuple(other for other in tier if other != statement) for tier in tiers)
    return tuple(tier for tier in left if tier)


def tier_with(tiers: Tiers, statement: str) -> tuple[str, ...]:
    return next(tier for tier in tiers if statement in tier)


RINGS = ("centre", "around", "edge")


def test_a_ring_is_named_and_its_statements_keep_the_studys_order() -> None:
    board = place_in_ring((), "S3", "around", RINGS, ORDER)
    board = place_in_ring(board, "S2", "around", RINGS, ORDER)

    assert board == ((), ("S2", "S3"), ())
    assert place_in_ring(board, "S2", "centre", RINGS, ORDER) == (("S2",), ("S3",), ())


def test_a_constellation_of_nothing_has_no_rings() -> None:
    board = place_in_ring((), "S3", "centre", RINGS, ORDER)

    assert place_in_ring(board, "S3", "out", RINGS, ORDER) == ()


@pytest.mark.parametrize("where", ["", "top", "with S2", "below S2", "middle"])
def test_in_a_constellation_there_are_only_its_rings(where: str) -> None:
    with pytest.raises(PlaceGone):
        place_in_ring((), "S1", where, RINGS, ORDER)


def test_of_an_order_the_top_goes_to_the_centre_and_the_rest_around_it() -> None:
    order = (("S2",), ("S4", "S5"), ("S1",))

    assert in_form(order, Form.CONSTELLATION, 3, ORDER) == (("S2",), ("S1", "S4", "S5"), ())
    assert in_form((), Form.CONSTELLATION, 3, ORDER) == ()


def test_of_a_constellation_the_rings_become_levels_of_an_order() -> None:
    assert in_form((("S2",), (), ("S1", "S4")), Form.HIERARCHY, 3, ORDER) == (("S2",), ("S1", "S4"))


def test_a_discussion_arranges_nothing() -> None:
    assert in_form((("S2",),), Form.DISCUSSION, 2, ORDER) == ()


@pytest.mark.parametrize(
    ("written", "tiers"),
    [
        ("2, 5 = 4, 3", (("S2",), ("S4", "S5"), ("S3",))),
        ("2\n5=4\n3", (("S2",), ("S4", "S5"), ("S3",))),
        (" s2 ; 1,", (("S2",), ("S1",))),
        ("1", (("S1",),)),
        ("", ()),
        (" , ", ()),
        ("۲، ۵ = ۴، ۳", (("S2",), ("S4", "S5"), ("S3",))),
        ("２，５＝４、３", (("S2",), ("S4", "S5"), ("S3",))),
    ],
)
def test_a_result_on_paper_is_read_from_its_cards_numbers(written: str, tiers: Tiers) -> None:
    assert written_order(written, ORDER) == tiers


@pytest.mark.parametrize("written", ["0", "99", "2, 2", "2 = 2", "2 5", "2, =5", "two", "²", "-1", "S1, 1"])
def test_what_cannot_be_read_from_paper_is_not_guessed_at(written: str) -> None:
    with pytest.raises(PlaceGone):
        written_order(written, ORDER)


@given(st.text(alphabet="0123456789=,;\n Ss") | st.text())
def test_any_scribble_is_a_board_of_statements_once_each_or_said_to_be_none(written: str) -> None:
    try:
        on_board = placed(written_order(written, ORDER))
    except PlaceGone:
        return
    assert len(on_board) == len(set(on_board))
    assert set(on_board) <= set(ORDER)
