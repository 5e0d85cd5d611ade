"""How the tables of a rehearsal go about it: dealt out in turn, from one workshop on to the next."""

from __future__ import annotations

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
