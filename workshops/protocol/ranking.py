"""Group ranking: one pen, statements placed on the group's board, handed in, and privately confirmed."""

from __future__ import annotations

from workshops.arrangement import Move, PlaceGone, place, placed, valid_reason
from workshops.commands import (
    ConfirmArrangement,
    ExplainDissent,
    ExplainUnplaced,
    HandIn,
    PlaceStatement,
    TakeBackHandIn,
    TakePen,
    UndoPlacement,
)
from workshops.events import (
    ArrangementConfirmed,
    DissentExplained,
    HandedIn,
    HandInTakenBack,
    PenTaken,
    PlacementUndone,
    StatementPlaced,
    UnplacedExplained,
)
from workshops.model import Actor, Confirmation, Confirmed, Group, Phase, Refused, Role, Workshop
from workshops.protocol.rules import FROM_RANKING, NOTHING, Decision, decides, evolves

DURING = (Phase.RANKING,)
ALL = "all"


@decides(TakePen, Role.PARTICIPANT, during=DURING)
def take_pen(workshop: Workshop, command: TakePen, actor: Actor, now: int) -> Decision:
    group = _own_group(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    return NOTHING if group.pen == actor.id else [PenTaken(group.letter, actor.id)]


@evolves(PenTaken)
def pen_taken(workshop: Workshop, event: PenTaken, at: int) -> None:
    workshop.groups[event.group].pen = event.holder
    workshop.groups[event.group].last_active_at = at


@decides(PlaceStatement, Role.PARTICIPANT, during=DURING)
def place_statement(workshop: Workshop, command: PlaceStatement, actor: Actor, now: int) -> Decision:
    group = _writable_board(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    statements = workshop.study.statements
    if command.statement not in statements:
        return Refused("statement_unknown")
    try:
        tiers = place(group.tiers, command.statement, command.place, statements)
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


@decides(UndoPlacement, Role.PARTICIPANT, during=DURING)
def undo_placement(workshop: Workshop, command: UndoPlacement, actor: Actor, now: int) -> Decision:
    group = _writable_board(workshop, actor, command.group)
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


@decides(ExplainUnplaced, Role.PARTICIPANT, during=DURING)
def explain_unplaced(workshop: Workshop, command: ExplainUnplaced, actor: Actor, now: int) -> Decision:
    group = _writable_board(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    statements = workshop.study.statements
    unplaced = group.unplaced(statements)
    asked = (
        [s for s in unplaced if s not in group.reasons] if command.statement == ALL else [command.statement]
    )
    if any(statement not in statements for statement in asked):
        return Refused("statement_unknown")
    if any(statement not in unplaced for statement in asked):
        return Refused("placed_already")
    if not all(valid_reason(command.reason, statement, statements) for statement in asked):
        return Refused("answer_unknown")
    reasons = {**group.reasons, **dict.fromkeys(asked, command.reason)}
    return NOTHING if reasons == group.reasons else [UnplacedExplained(group.letter, reasons)]


@evolves(UnplacedExplained)
def unplaced_explained(workshop: Workshop, event: UnplacedExplained, at: int) -> None:
    group = workshop.groups[event.group]
    group.reasons = dict(event.reasons)
    group.last_active_at = at


@decides(HandIn, Role.PARTICIPANT, during=DURING)
def hand_in(workshop: Workshop, command: HandIn, actor: Actor, now: int) -> Decision:
    own = _own_group(workshop, actor, command.group)
    if isinstance(own, Group) and own.handed_in and own.moves_made == command.moves:
        return NOTHING
    group = _writable_board(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    if not group.tiers:
        return Refused("nothing_placed")
    if group.moves_made != command.moves:
        return Refused("changed_since")
    same_board = group.hand_in and group.tiers == group.handed_in_tiers
    return [HandedIn(group.letter, group.hand_in if same_board else group.hand_in + 1)]


@evolves(HandedIn)
def handed_in(workshop: Workshop, event: HandedIn, at: int) -> None:
    group = workshop.groups[event.group]
    group.hand_in = event.hand_in
    group.handed_in_at = group.last_active_at = at
    group.handed_in_tiers = group.tiers


@decides(TakeBackHandIn, Role.PARTICIPANT, during=DURING)
def take_back_hand_in(workshop: Workshop, command: TakeBackHandIn, actor: Actor, now: int) -> Decision:
    group = _own_group(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    if not _may_write(workshop, group, actor):
        return Refused("pen_elsewhere")
    if not group.handed_in or group.hand_in != command.hand_in:
        return NOTHING
    return [HandInTakenBack(group.letter)]


@evolves(HandInTakenBack)
def hand_in_taken_back(workshop: Workshop, event: HandInTakenBack, at: int) -> None:
    group = workshop.groups[event.group]
    group.handed_in_at = 0
    group.last_active_at = at


@decides(ConfirmArrangement, Role.PARTICIPANT, during=FROM_RANKING)
def confirm_arrangement(workshop: Workshop, command: ConfirmArrangement, actor: Actor, now: int) -> Decision:
    group = _own_group(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    if not group.handed_in or group.hand_in != command.hand_in:
        return Refused("changed_since")
    if command.answer not in tuple(Confirmation):
        return Refused("answer_unknown")
    confirmed = workshop.participants[actor.id].confirmed
    if confirmed and (confirmed.hand_in, confirmed.answer) == (command.hand_in, command.answer):
        return NOTHING
    return [ArrangementConfirmed(actor.id, command.hand_in, command.answer)]


@evolves(ArrangementConfirmed)
def arrangement_confirmed(workshop: Workshop, event: ArrangementConfirmed, at: int) -> None:
    participant = workshop.participants[event.participant]
    why = participant.confirmed.why if participant.confirmed else ""
    participant.confirmed = Confirmed(event.answer, event.hand_in, why)


@decides(ExplainDissent, Role.PARTICIPANT, during=FROM_RANKING)
def explain_dissent(workshop: Workshop, command: ExplainDissent, actor: Actor, now: int) -> Decision:
    confirmed = workshop.participants[actor.id].confirmed
    if confirmed is None:
        return Refused("changed_since")
    return NOTHING if confirmed.why == command.words else [DissentExplained(actor.id, command.words)]


@evolves(DissentExplained)
def dissent_explained(workshop: Workshop, event: DissentExplained, at: int) -> None:
    participant = workshop.participants[event.participant]
    if participant.confirmed:
        participant.confirmed.why = event.words


def _reasons_without(group: Group, move: Move) -> dict[str, str]:
    """The reasons once `move` is undone. Those given since for other statements stay."""
    back_on_board = placed(move.before)
    reasons = {statement: why for statement, why in group.reasons.items() if statement not in back_on_board}
    return {**reasons, move.statement: move.reason_before} if move.reason_before else reasons


def _own_group(workshop: Workshop, actor: Actor, letter: str) -> Group | Refused:
    if workshop.participants[actor.id].group != letter or letter not in workshop.groups:
        return Refused("other_group")
    return workshop.groups[letter]


def _may_write(workshop: Workshop, group: Group, actor: Actor) -> bool:
    return workshop.study.hands == "all" or group.pen == actor.id


def _writable_board(workshop: Workshop, actor: Actor, letter: str) -> Group | Refused:
    group = _own_group(workshop, actor, letter)
    if isinstance(group, Refused):
        return group
    if group.handed_in:
        return Refused("handed_in_already")
    if not _may_write(workshop, group, actor):
        return Refused("pen_elsewhere")
    return group
