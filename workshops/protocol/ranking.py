"""Group ranking: a form, one pen, statements placed on the group's board, from phones or from paper."""

from __future__ import annotations

from workshops.arrangement import (
    Form,
    Move,
    PlaceGone,
    Tiers,
    in_form,
    place,
    place_in_ring,
    placed,
    written_order,
)
from workshops.commands import ChooseForm, EnterArrangement, PlaceStatement, TakePen, UndoPlacement
from workshops.events import (
    ArrangementEntered,
    FormChosen,
    PenTaken,
    PlacementUndone,
    StatementPlaced,
)
from workshops.model import Actor, Group, Phase, Refused, Role, Workshop
from workshops.protocol.board import PAPER, own_group, writable_board
from workshops.protocol.rules import NOTHING, Decision, decides, evolves

BY = (Role.PARTICIPANT, Role.FACILITATOR)
DURING = (Phase.RANKING,)


@decides(TakePen, *BY, during=DURING)
def take_pen(workshop: Workshop, command: TakePen, actor: Actor, now: int) -> Decision:
    group = own_group(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    return NOTHING if group.pen == actor.id else [PenTaken(group.letter, actor.id)]


@evolves(PenTaken)
def pen_taken(workshop: Workshop, event: PenTaken, at: int) -> None:
    workshop.groups[event.group].pen = event.holder
    workshop.groups[event.group].last_active_at = at


@decides(ChooseForm, *BY, during=DURING)
def choose_form(workshop: Workshop, command: ChooseForm, actor: Actor, now: int) -> Decision:
    group = writable_board(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    if command.form not in tuple(Form):
        return Refused("answer_unknown")
    form = Form(command.form)
    if group.form_chosen and group.form is form:
        return NOTHING
    order = group.statements(workshop.study.statements)
    talked = group.form is Form.DISCUSSION
    before, was = (group.put_away, group.put_away_form) if talked else (group.tiers, group.form)
    tiers = before if form is was else in_form(before, form, len(workshop.study.tiers), order)
    put_away = before if form is Form.DISCUSSION else ()
    return [FormChosen(group.letter, form.value, tiers, put_away)]


@evolves(FormChosen)
def form_chosen(workshop: Workshop, event: FormChosen, at: int) -> None:
    """A board put away for a discussion is as it was when the group goes back to its form."""
    group = workshop.groups[event.group]
    group.put_away, group.put_away_form = event.put_away, group.form
    group.form = Form(event.form)
    _take_board(group, event.tiers, at)


@decides(PlaceStatement, *BY, during=DURING)
def place_statement(workshop: Workshop, command: PlaceStatement, actor: Actor, now: int) -> Decision:
    group = writable_board(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    if group.form is Form.DISCUSSION:
        return Refused("no_board")
    if command.statement not in group.statements(workshop.study.statements):
        return Refused("statement_unknown")
    try:
        tiers = _placed(workshop, group, command)
    except PlaceGone:
        return Refused("place_gone")
    if tiers == group.tiers:
        return NOTHING
    return [StatementPlaced(group.letter, command.statement, command.place, tiers, actor.id)]


@evolves(StatementPlaced)
def statement_placed(workshop: Workshop, event: StatementPlaced, at: int) -> None:
    group = workshop.groups[event.group]
    group.moves_made += 1
    reason = group.reasons.pop(event.statement, "")
    group.undoable.append(Move(group.moves_made, event.statement, group.tiers, reason))
    group.tiers = event.tiers
    group.last_active_at = at


@decides(UndoPlacement, *BY, during=DURING)
def undo_placement(workshop: Workshop, command: UndoPlacement, actor: Actor, now: int) -> Decision:
    group = writable_board(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    if not group.undoable or group.undoable[-1].number != command.move:
        return NOTHING
    last = group.undoable[-1]
    return [PlacementUndone(group.letter, last.number, last.before, _reasons_without(group, last), actor.id)]


@evolves(PlacementUndone)
def placement_undone(workshop: Workshop, event: PlacementUndone, at: int) -> None:
    group = workshop.groups[event.group]
    group.undoable.pop()
    group.moves_made += 1
    group.tiers = event.tiers
    group.reasons = dict(event.reasons)
    group.last_active_at = at


@decides(EnterArrangement, *BY, during=(Phase.RANKING, Phase.REPORT_BACK))
def enter_arrangement(workshop: Workshop, command: EnterArrangement, actor: Actor, now: int) -> Decision:
    """Any facilitator may enter what stands on paper, for any group."""
    if actor.role is Role.FACILITATOR and command.group in workshop.groups:
        group: Group | Refused = workshop.groups[command.group]
    else:
        group = writable_board(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    if group.handed_in:
        return Refused("handed_in_already")
    try:
        tiers = written_order(command.words, group.statements(workshop.study.statements))
    except PlaceGone:
        return Refused("paper_unreadable")
    if not tiers:
        return Refused("nothing_placed")
    if group.form is Form.CONSTELLATION:
        tiers = (*tiers, *[()] * (len(workshop.study.tiers) - len(tiers)))
        if len(tiers) > len(workshop.study.tiers):
            return Refused("too_many_rings")
    return NOTHING if tiers == group.tiers else [ArrangementEntered(group.letter, tiers, actor.id)]


@evolves(ArrangementEntered)
def arrangement_entered(workshop: Workshop, event: ArrangementEntered, at: int) -> None:
    group = workshop.groups[event.group]
    if group.form is Form.DISCUSSION:
        group.form = Form.HIERARCHY
    group.put_away = ()
    group.entry = PAPER
    _take_board(group, event.tiers, at)


def _take_board(group: Group, tiers: Tiers, at: int) -> None:
    """The whole board at once: no single placing can be undone any more."""
    group.form_chosen = True
    group.tiers = tiers
    group.undoable.clear()
    group.moves_made += 1
    on_board = placed(tiers)
    group.reasons = {statement: why for statement, why in group.reasons.items() if statement not in on_board}
    group.last_active_at = at


def _placed(workshop: Workshop, group: Group, command: PlaceStatement) -> Tiers:
    order = group.statements(workshop.study.statements)
    if group.form is Form.CONSTELLATION:
        rings = workshop.study.tiers
        return place_in_ring(group.tiers, command.statement, command.place, rings, order)
    return place(group.tiers, command.statement, command.place, order)


def _reasons_without(group: Group, move: Move) -> dict[str, str]:
    """The reasons once `move` is undone. Those given since for other statements stay."""
    back_on_board = placed(move.before)
    reasons = {statement: why for statement, why in group.reasons.items() if statement not in back_on_board}
    return {**reasons, move.statement: move.reason_before} if move.reason_before else reasons
