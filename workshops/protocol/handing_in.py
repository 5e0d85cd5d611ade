"""Handing in: why the rest was left out, the board as the group's result, and privately: still fine?"""

from __future__ import annotations

from workshops.arrangement import Form, valid_reason
from workshops.commands import (
    ConfirmArrangement,
    ExplainDissent,
    ExplainUnplaced,
    HandIn,
    SayAgreedAloud,
    TakeBackHandIn,
)
from workshops.events import (
    AgreedAloud,
    ArrangementConfirmed,
    DissentExplained,
    HandedIn,
    HandInTakenBack,
    UnplacedExplained,
)
from workshops.model import Actor, Confirmation, Confirmed, Group, Phase, Refused, Role, Workshop
from workshops.protocol.board import may_write, own_group, writable_board
from workshops.protocol.ranking import BY, DURING
from workshops.protocol.rules import FROM_RANKING, NOTHING, Decision, decides, evolves

ALL = "all"


@decides(ExplainUnplaced, *BY, during=DURING)
def explain_unplaced(workshop: Workshop, command: ExplainUnplaced, actor: Actor, now: int) -> Decision:
    group = writable_board(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    statements = group.statements(workshop.study.statements)
    unplaced = group.unplaced(workshop.study.statements)
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


@decides(HandIn, *BY, during=(Phase.RANKING, Phase.REPORT_BACK))
def hand_in(workshop: Workshop, command: HandIn, actor: Actor, now: int) -> Decision:
    """Also while others report back, so that nothing on paper, or tapped a moment late, is lost."""
    own = own_group(workshop, actor, command.group)
    if isinstance(own, Group) and own.handed_in and own.moves_made == command.moves:
        return NOTHING
    group = writable_board(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    if not group.tiers and group.form is not Form.DISCUSSION:
        return Refused("nothing_placed")
    if group.moves_made != command.moves:
        return Refused("changed_since")
    handed_in = (group.handed_in_form, group.handed_in_tiers)
    same_board = group.hand_in and (group.form, group.tiers) == handed_in
    return [HandedIn(group.letter, group.hand_in if same_board else group.hand_in + 1)]


@evolves(HandedIn)
def handed_in(workshop: Workshop, event: HandedIn, at: int) -> None:
    group = workshop.groups[event.group]
    group.hand_in = event.hand_in
    group.handed_in_at = group.last_active_at = at
    group.handed_in_form, group.handed_in_tiers = group.form, group.tiers


@decides(TakeBackHandIn, *BY, during=DURING)
def take_back_hand_in(workshop: Workshop, command: TakeBackHandIn, actor: Actor, now: int) -> Decision:
    group = own_group(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    if not may_write(workshop, group, actor):
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
    group = own_group(workshop, actor, command.group)
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
    before = participant.confirmed
    why = before.why if before and event.answer == Confirmation.DISAGREE else ""
    participant.confirmed = Confirmed(event.answer, event.hand_in, why)


@decides(ExplainDissent, Role.PARTICIPANT, during=FROM_RANKING)
def explain_dissent(workshop: Workshop, command: ExplainDissent, actor: Actor, now: int) -> Decision:
    confirmed = workshop.participants[actor.id].confirmed
    if confirmed is None or confirmed.answer != Confirmation.DISAGREE:
        return Refused("changed_since")
    return NOTHING if confirmed.why == command.words else [DissentExplained(actor.id, command.words)]


@evolves(DissentExplained)
def dissent_explained(workshop: Workshop, event: DissentExplained, at: int) -> None:
    participant = workshop.participants[event.participant]
    if participant.confirmed:
        participant.confirmed.why = event.words


@decides(SayAgreedAloud, *BY, during=FROM_RANKING)
def say_agreed_aloud(workshop: Workshop, command: SayAgreedAloud, actor: Actor, now: int) -> Decision:
    """In place of the private question; whoever disagrees can still say so privately."""
    group = own_group(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    if not group.handed_in or group.hand_in != command.hand_in:
        return Refused("changed_since")
    return NOTHING if group.agreed_aloud == command.hand_in else [AgreedAloud(group.letter, command.hand_in)]


@evolves(AgreedAloud)
def agreed_aloud(workshop: Workshop, event: AgreedAloud, at: int) -> None:
    workshop.groups[event.group].agreed_aloud = event.hand_in
