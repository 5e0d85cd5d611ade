"""One figure of the table of results."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """What to reach and what was measured, as ratios or with their unit; `note`: where the time goes."""

    id: str
    what: str
    reach: str
    measured: str
    note: str
