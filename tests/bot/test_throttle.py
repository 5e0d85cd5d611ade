"""How often a stranger may guess wrongly."""

from __future__ import annotations

from bot.throttle import MOST_REMEMBERED, Throttle
from tests.bot.web.conftest import MINUTE, Clock


def test_one_address_may_miss_so_often() -> None:
    throttle = Throttle(Clock(), by_address=3)

    assert [misses(throttle, "a") for _ in range(5)] == [True, True, True, False, False]
    assert throttle.allows("b")


def test_guesses_are_forgiven_one_by_one() -> None:
    clock = Clock()
    throttle = Throttle(clock, by_address=3)
    for _ in range(3):
        misses(throttle, "a")

    clock.at += MINUTE // 3

    assert [misses(throttle, "a") for _ in range(2)] == [True, False]


def test_many_addresses_together_may_not_miss_more() -> None:
    throttle = Throttle(Clock(), by_address=3, together=5)

    assert [misses(throttle, str(address)) for address in range(7)] == [True] * 5 + [False] * 2


def test_a_clock_that_goes_back_forgives_nothing_and_breaks_nothing() -> None:
    clock = Clock()
    throttle = Throttle(clock, by_address=1)
    misses(throttle, "a")

    clock.at -= MINUTE

    assert not throttle.allows("a")


def test_addresses_that_were_forgiven_are_forgotten() -> None:
    clock = Clock()
    throttle = Throttle(clock, together=10 * MOST_REMEMBERED)
    for address in range(MOST_REMEMBERED - 1):
        throttle.missed(str(address))

    clock.at += MINUTE
    throttle.missed("one more")

    assert len(throttle._guesses) == 2


def misses(throttle: Throttle, address: str) -> bool:
    """Whether this address may still guess; when it may, it guesses wrongly."""
    allowed = throttle.allows(address)
    if allowed:
        throttle.missed(address)
    return allowed
