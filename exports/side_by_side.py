"""Much work of one kind done at once, on as many processors as there are.

`python -m exports.side_by_side` is one that helps: it is told what to make, and hands over what it made.
It begins anew instead of as a copy, for this process may hold connections and threads.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from subprocess import DEVNULL, PIPE, Popen
from typing import IO, TypeVar, cast

Asked = TypeVar("Asked")
Made = TypeVar("Made")

FEWEST = 48
"""Below this, helpers would take longer to start than they save."""
MOST_HELPERS = 8
HELP = (sys.executable, "-m", "exports.side_by_side")


def side_by_side(
    make: Callable[[Asked], Made],
    asked: Sequence[Asked],
    *,
    fewest: int = FEWEST,
    command: Sequence[str] = HELP,
) -> Iterator[Made]:
    """What `make` makes of each, in their order; by helpers where there are many.

    What a helper does not hand over, be it that the system has ended it or that it failed, is made here.
    """
    helpers = min(os.cpu_count() or 1, MOST_HELPERS)
    if len(asked) < fewest or helpers == 1:
        yield from map(make, asked)
        return
    with ExitStack() as stack:
        started = [stack.enter_context(_helper(command)) for _ in range(helpers)]
        for number, (told, _) in enumerate(started):
            _tell(told, make, asked[number::helpers])
        for number, one in enumerate(asked):
            _, handed_over = started[number % helpers]
            try:
                made: Made = pickle.load(handed_over)  # noqa: S301 - from a process of our own
            except (EOFError, pickle.UnpicklingError):
                made = make(one)
            yield made


@contextmanager
def _helper(command: Sequence[str]) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """What it is told by, and what it hands over by; ended when nobody waits for it any more."""
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as helper:  # noqa: S603 - our own module
        try:
            yield cast("IO[bytes]", helper.stdin), cast("IO[bytes]", helper.stdout)
        finally:
            helper.kill()


def _tell(told: IO[bytes], make: Callable[[Asked], Made], share: Sequence[Asked]) -> None:
    """One that has ended already hears nothing."""
    with suppress(BrokenPipeError), told:
        pickle.dump((make, share), told)


def help_with(told: IO[bytes], made: IO[bytes]) -> None:
    """Makes what is asked for, one after the other."""
    make, share = pickle.load(told)  # noqa: S301 - from the process that started this one
    for one in share:
        pickle.dump(make(one), made)
        made.flush()


if __name__ == "__main__":
    help_with(sys.stdin.buffer, sys.stdout.buffer)
