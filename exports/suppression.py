"""Holding back small counts, and as many others as keep anyone from working them out.

A count is of one answer among several that together make up a total which is known. Every count below the
least is held back, 0 too: that nobody gave an answer tells something of everybody. So that the total does not
give it away, the smallest of the others goes with it, and whatever equals that one, as else it would matter
which of two equal counts is held back. What is held back then adds up to the least or more, and may be shared
out in several ways, also for a reader who knows this rule.
"""

from __future__ import annotations

from collections.abc import Sequence


def suppressed(counts: Sequence[int], least: int) -> list[int | None]:
    """The counts with None for those held back; either none of them, or two or more.

    >>> suppressed([20, 15, 12], 10), suppressed([30, 3, 12], 10), suppressed([33, 2, 0], 10)
    ([20, 15, 12], [30, None, None], [None, None, None])
    """
    if all(count >= least for count in counts):
        return list(counts)
    smallest_other = min((count for count in counts if count >= least), default=least)
    return [count if count > smallest_other else None for count in counts]


def fewest_groups(sizes: Sequence[int], least: int) -> int:
    """How many groups are sure to have `least` people between them, whichever they are.

    >>> fewest_groups([5, 4, 6, 5], 10), fewest_groups([5, 4], 10)
    (3, 3)
    """
    people = 0
    for number, size in enumerate(sorted(sizes), start=1):
        people += size
        if people >= least:
            return number
    return len(sizes) + 1
