"""How the tables of a rehearsal go about it: dealt out in turn, from one workshop on to the next."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

import msgspec


class Manner(Enum):
    ORDER = auto()
    CENTRE = auto()
    TALK = auto()
    PAPER = auto()


MANNERS = (
    Manner.ORDER,
    Manner.CENTRE,
    Manner.TALK,
    Manner.PAPER,
    Manner.ORDER,
    Manner.CENTRE,
    Manner.PAPER,
)
# Of these, a table's first three are accepted. The first two tables have some to bring together.
PROPOSED = (4, 2, 1, 0, 1, 2, 0)


class Plan(msgspec.Struct, frozen=True):
    """`proposed` is how many statements of its own the table proposes."""

    manner: Manner
    proposed: int

    @property
    def has_board(self) -> bool:
        """Which somebody at the table holds the pen for."""
        return self.manner in (Manner.ORDER, Manner.CENTRE)


def plan(table: int, tables_before: int) -> Plan:
    """For the table at place `table`, counted from 0, where earlier workshops had `tables_before`."""
    manner = MANNERS[(table + tables_before) % len(MANNERS)]
    return Plan(manner, PROPOSED[table % len(PROPOSED)])


def shared_out(plans: Sequence[Plan], hands: Sequence[int]) -> list[Plan]:
    """One for each table, with so many `hands` there to tap.

    Where one alone would have to propose and accept, a table that proposes nothing gives its plan.
    """
    given = list(plans)
    alone = [at for at, plan in enumerate(plans) if plan.proposed and hands[at] < 2]
    quiet = [at for at, plan in enumerate(plans) if not plan.proposed and hands[at] > 1]
    for one, other in zip(alone, quiet, strict=False):
        given[one], given[other] = given[other], given[one]
    return given
