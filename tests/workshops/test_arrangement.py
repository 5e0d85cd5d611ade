"""A board: statements in tiers, each at most once, ties in the study's order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.arrangement import PLAIN_REASONS, PlaceGone, Tiers, place, placed, tier_of, valid_reason

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
