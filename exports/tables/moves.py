"""moves.csv: each group's path to its arrangement, move by move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, assert_never

from exports.tables.order import role_and_number
from exports.tables.recorded import Recorded
from workshops.arrangement import OUT, Form, Tiers
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
ADDED = "added"
FORM_CHOSEN = "form_chosen"
ENTERED = "entered"

NOTHING_IN_IT = "()"

Moved = StatementPlaced | PlacementUndone | ProposalAccepted | FormChosen | ArrangementEntered


class MoveRow(NamedTuple):
    workshop: str
    group: str
    move: int
    at: int
    moved_by: str
    participant: str
    kind: str
    statement: str
    place: str
    undoes: int | None
    form: str
    board: str


def move_rows(recorded: Recorded) -> Iterator[MoveRow]:
    """In the order of the journal, all groups together. Moves are numbered within their group."""
    workshop = recorded.workshop
    paths = {letter: _Path() for letter in workshop.groups}
    for row in recorded.rows:
        role, number = role_and_number(workshop, row.actor.rpartition(":")[2])
        for event in row.events:
            if isinstance(event, Moved):
                path = paths[event.group]
                kind, statement, place, undoes = path.moved(event)
                yield MoveRow(
                    workshop=workshop.code,
                    group=event.group,
                    move=len(path.statements),
                    at=row.at,
                    moved_by=role,
                    participant=number,
                    kind=kind,
                    statement=statement,
                    place=place,
                    undoes=undoes,
                    form=path.form,
                    board=board(path.tiers),
                )


def board(tiers: Tiers) -> str:
    """The arrangement on one line, from the top, or from the centre; a ring may have nothing in it.

    >>> board((("S2",), ("S1", "S3"), ("S4",))), board(((), ("S2",)))
    ('S2 > S1 = S3 > S4', '() > S2')
    """
    return " > ".join(" = ".join(tier) or NOTHING_IN_IT for tier in tiers)


class _Move(NamedTuple):
    kind: str
    statement: str = ""
    place: str = ""
    undoes: int | None = None


@dataclass(slots=True)
class _Path:
    """One group's board as it was, with the statement of each of its moves, as undoing counts them."""

    form: Form = Form.HIERARCHY
    tiers: Tiers = ()
    statements: list[str] = field(default_factory=list)

    def moved(self, event: Moved) -> _Move:
        move = self._move(event)
        self.statements.append(move.statement)
        return move

    def _move(self, event: Moved) -> _Move:
        match event:
            case StatementPlaced():
                self.tiers = event.tiers
                kind = TAKEN_OUT if event.place == OUT else PLACED
                return _Move(kind, event.statement, event.place)
            case PlacementUndone():
                self.tiers = event.tiers
                return _Move(UNDONE, self.statements[event.move - 1], undoes=event.move)
            case ProposalAccepted():
                return _Move(ADDED, event.statement)
            case FormChosen():
                self.form, self.tiers = Form(event.form), event.tiers
                return _Move(FORM_CHOSEN)
            case ArrangementEntered():
                self.form = Form.HIERARCHY if self.form is Form.DISCUSSION else self.form
                self.tiers = event.tiers
                return _Move(ENTERED)
            case _:
                assert_never(event)
