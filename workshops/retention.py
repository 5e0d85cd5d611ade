"""How long a workshop's data are kept: the study says how many days after closing."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from workshops.model import Phase, Workshop

DAY = 24 * 60 * 60 * 1000


class Kept(StrEnum):
    """What is kept of a workshop: the list that ties numbers to people; everything."""

    LINKS = "links"
    EVERYTHING = "everything"


class Keeping(msgspec.Struct, frozen=True):
    """How one of them is kept: for so many days after closing, `until` then, 0 while it is not closed.

    `gone_at`: when it was deleted, 0 while it is there.
    """

    what: Kept
    days: int
    until: int
    gone_at: int = 0

    def overdue(self, now: int) -> bool:
        return bool(self.until) and not self.gone_at and now >= self.until


def closed_at(workshop: Workshop) -> int:
    """0 while it is not closed."""
    return workshop.run.started_at if workshop.phase is Phase.CLOSED else 0


def keeping(workshop: Workshop) -> tuple[Keeping, Keeping]:
    """The list, then everything."""
    closed = closed_at(workshop)

    def kept(what: Kept, days: int, gone_at: int = 0) -> Keeping:
        return Keeping(what, days, closed + days * DAY if closed else 0, gone_at)

    return (
        kept(Kept.LINKS, workshop.study.link_table_days, workshop.links_deleted_at),
        kept(Kept.EVERYTHING, workshop.study.retention_days),
    )
