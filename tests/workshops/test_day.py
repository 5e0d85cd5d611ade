"""The day: a time as one types it, on the clock of the place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.day import Day, as_written, is_zone, moment

TEN_IN_LONDON = 1_796_292_000_000


def test_a_time_is_that_of_the_place() -> None:
    assert moment("2026-12-03 10:00", "Europe/London") == TEN_IN_LONDON
    assert moment("2026-12-03 11:00", "Europe/Paris") == TEN_IN_LONDON
    assert moment("  2026-12-03   10:00 ", "Europe/London") == TEN_IN_LONDON


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "tomorrow",
        "2026-12-03",
        "10:00",
        "2026-13-03 10:00",
        "2026-12-03 25:00",
        "3.12.2026 10:00",
        "2026-03-29 01:30",  # the clock goes from one to two that night
        "0001-01-01 00:00",
        "9999-12-31 23:59",  # where it is a new year already, no calendar has it
    ],
)
def test_what_is_no_time_there_is_none(typed: str) -> None:
    assert moment(typed, "Europe/London") is None


@given(st.text(max_size=20))
def test_anything_may_be_typed(typed: str) -> None:
    moment(typed, "Europe/London")
    is_zone(typed)


def test_it_is_shown_as_it_was_typed() -> None:
    assert as_written(TEN_IN_LONDON, "Europe/Paris") == "2026-12-03 11:00"
    assert as_written(0, "Europe/Paris") == ""


def test_zones() -> None:
    assert is_zone("Europe/London")
    assert [is_zone(name) for name in ("", "London", "../etc/passwd", "Europe")] == [False] * 4


def test_the_doors_open_an_hour_before() -> None:
    day = Day(starts=TEN_IN_LONDON)
    assert day.is_ahead(TEN_IN_LONDON - 60 * 60_000 - 1)
    assert not day.is_ahead(TEN_IN_LONDON - 60 * 60_000)
    assert not Day().is_ahead(0)
