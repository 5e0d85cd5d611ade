"""The day of a workshop: where and when, how to get there, and how many were invited."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

MINUTE = 60_000
# Whoever agrees earlier than this before the start does so from the invitation, not at the door.
DOORS_OPEN = 60 * MINUTE
WRITTEN = "%Y-%m-%d %H:%M"
# The calendar ends with 9999, and every clock on earth and every end of a day has to be before that.
LAST_YEAR = 2999


class Day(msgspec.Struct, frozen=True):
    """`starts` in UTC milliseconds, 0 while it is open; `zone` is empty where it is the study's own.

    `invited` is what somebody typed, None where nobody did.
    """

    place: str = ""
    starts: int = 0
    zone: str = ""
    directions: str = ""
    invited: int | None = None

    def is_ahead(self, now: int) -> bool:
        """Whether it is too early to be there."""
        return bool(self.starts) and now < self.starts - DOORS_OPEN


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return bool(name)


def moment(written: str, zone: str) -> int | None:
    """UTC milliseconds of a time such as `2026-12-03 10:00` where the workshop is; None for no such time.

    >>> moment("2026-12-03 10:00", "Europe/Paris")
    1796288400000
    """
    try:
        local = datetime.strptime(" ".join(written.split()), WRITTEN).replace(tzinfo=ZoneInfo(zone))
        at = local.timestamp()
    except (ValueError, OverflowError):
        return None
    # A time that the clocks skip comes back as another one.
    there = at > 0 and local.year <= LAST_YEAR and as_written(int(at) * 1000, zone) == local.strftime(WRITTEN)
    return int(at) * 1000 if there else None


def as_written(at: int, zone: str) -> str:
    """The time as one would type it, such as `2026-12-03 10:00`; empty for none."""
    if not at:
        return ""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)).strftime(WRITTEN)
