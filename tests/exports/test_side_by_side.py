"""Work shared out among processes comes back whole and in order, whatever becomes of them."""

from __future__ import annotations

import sys
from operator import neg

import pytest

from exports.side_by_side import HELP, side_by_side

NUMBERS = list(range(20))
# Hands over two and is gone; never starts; hands over what is no answer.
ENDED = "import pickle, sys; [sys.stdout.buffer.write(pickle.dumps(number)) for number in (100, 200)]"
UNABLE = "raise SystemExit(1)"
NONSENSE = "print('what?')"


def test_many_are_made_by_others_in_the_order_asked() -> None:
    assert list(side_by_side(neg, NUMBERS, fewest=2)) == [-number for number in NUMBERS]


@pytest.mark.parametrize("program", [UNABLE, NONSENSE])
def test_what_helpers_fail_to_make_is_made_here(program: str) -> None:
    more_than_a_pipe_holds = list(range(100_000))
    made = side_by_side(neg, more_than_a_pipe_holds, fewest=2, command=(sys.executable, "-c", program))
    assert list(made) == [-number for number in more_than_a_pipe_holds]


def test_what_a_helper_handed_over_before_it_was_ended_counts() -> None:
    made = list(side_by_side(neg, NUMBERS, fewest=2, command=(sys.executable, "-c", ENDED)))
    helpers = made.count(100)
    assert made == [100] * helpers + [200] * helpers + [-number for number in NUMBERS[2 * helpers :]]


def test_few_are_made_here() -> None:
    assert list(side_by_side(neg, NUMBERS, command=("no such program",))) == [-number for number in NUMBERS]


def test_what_cannot_be_made_is_said_here_and_not_in_a_process_that_nobody_hears() -> None:
    with pytest.raises(ZeroDivisionError):
        list(side_by_side((1).__truediv__, [1, 0], fewest=2, command=HELP))
