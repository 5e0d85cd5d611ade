"""One figure of the table, and the two ways in which rows are measured."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple


class Row(NamedTuple):
    """What to reach and what was measured, as ratios or with their unit; `note`: where the time goes."""

    id: str
    what: str
    reach: str
    measured: str
    note: str


Rows = Callable[[], list[Row] | Awaitable[list[Row]]]
