"""moves.csv: each group's path to its arrangement, placing by placing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from exports.tables.recorded import Recorded
from workshops.arrangement import OUT, Tiers
from workshops.events import (
    ArrangementEntered,
    FormChosen,
    PlacementUndone,
    ProposalAccepted,
    StatementPlaced,
)

PLACED = "placed"
TAKEN_OUT = "taken_out"
UNDONE = "undone"
ENTERED = "entered"


class MoveRow(NamedTuple):
    workshop: str
    group: str
    move: int
    at: int
    participant: str
    kind: str
    statement: str
    place: str
    undoes: int | None
    board: str


def move_rows(recorded: Recorded) -> Iterator[MoveRow]:
    """In the order of the journal, all groups together. Moves are numbered within their group.

    Another form, or a statement of the group's own, changes what can be placed: it takes a number and no row.
    """
    workshop = recorded.workshop
    removed = {person.number for person in workshop.participants.values() if person.removed}
    moved: dict[str, list[str]] = defaultdict(list)
    for row in recorded.rows:
        for event in row.events:
            match event:
                case StatementPlaced() | PlacementUndone() | ArrangementEntered():
                    mover = "" if event.by in removed else event.by
                    yield _move_row(workshop.code, row.at, event, mover, moved[event.group])
                case FormChosen() | ProposalAccepted():
                    moved[event.group].append("")


def board(tiers: Tiers) -> str:
    """The arrangement on one line, from the top.

    >>> board((("S2",), ("S1", "S3"), ("S4",)))
    'S2 > S1 = S3 > S4'
    """
    return " > ".join(" = ".join(tier) for tier in tiers)


def _move_row(
    code: str,
    at: int,
    event: StatementPlaced | PlacementUndone | ArrangementEntered,
    mover: str,
    moved: list[str],
) -> MoveRow:
    """`moved` holds the statement of each move of the group so far, and gains this one's."""
    match event:
        case StatementPlaced():
            kind = TAKEN_OUT if event.place == OUT else PLACED
            statement, place, undoes = event.statement, event.place, None
        case PlacementUndone():
            kind, statement, place, undoes = UNDONE, moved[event.move - 1], "", event.move
        case ArrangementEntered():
            kind, statement, place, undoes = ENTERED, "", "", None
    moved.append(statement)
    return MoveRow(
        workshop=code,
        group=event.group,
        move=len(moved),
        at=at,
        participant=mover,
        kind=kind,
        statement=statement,
        place=place,
        undoes=undoes,
        board=board(event.tiers),
    )
