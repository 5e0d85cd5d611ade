"""“I'd like someone”: asks nothing else, reaches people at once, and is in no export."""

from __future__ import annotations

from workshops.commands import (
    AnswerCall,
    AskForSomeone,
    CountUnrecorded,
    EndCall,
    OfferSupport,
    WidenCall,
)
from workshops.events import (
    CallAnswered,
    CallEnded,
    CallWidened,
    SomeoneAsked,
    SupportOffered,
    UnrecordedCounted,
)
from workshops.model import Actor, Call, Phase, Refused, Role, Workshop
from workshops.protocol.rules import NOTHING, PHASES, Decision, decides, evolves

WIDENS_AFTER = 2 * 60 * 1000


@decides(AskForSomeone, Role.PARTICIPANT, during=PHASES, waiting=True, gone=True)
def ask_for_someone(workshop: Workshop, command: AskForSomeone, actor: Actor, now: int) -> Decision:
    if open_call_of(workshop, actor.id):
        return NOTHING
    return [SomeoneAsked(f"C{len(workshop.calls) + 1}", actor.id)]


@evolves(SomeoneAsked)
def someone_asked(workshop: Workshop, event: SomeoneAsked, at: int) -> None:
    """With nobody named for it, it is everyone's at once. Of someone removed, only that there was a call."""
    named = any(facilitator.support for facilitator in workshop.facilitators.values())
    gone = not event.participant
    workshop.calls[event.call] = Call(event.call, event.participant, at, for_all=not named, ended=gone)


@decides(AnswerCall, Role.FACILITATOR, during=PHASES)
def answer_call(workshop: Workshop, command: AnswerCall, actor: Actor, now: int) -> Decision:
    call = workshop.calls.get(command.call)
    if call is None or call.ended:
        return Refused("call_gone")
    return NOTHING if call.answered_by else [CallAnswered(call.id, actor.id)]


@evolves(CallAnswered)
def call_answered(workshop: Workshop, event: CallAnswered, at: int) -> None:
    workshop.calls[event.call].answered_by = event.by


@decides(EndCall, Role.FACILITATOR, Role.PARTICIPANT, during=PHASES, waiting=True, gone=True)
def end_call(workshop: Workshop, command: EndCall, actor: Actor, now: int) -> Decision:
    call = workshop.calls.get(command.call)
    if call is None:
        return Refused("call_gone")
    if actor.role is Role.PARTICIPANT and call.participant != actor.id:
        return Refused("not_yours")
    return NOTHING if call.ended else [CallEnded(call.id)]


@evolves(CallEnded)
def call_ended(workshop: Workshop, event: CallEnded, at: int) -> None:
    workshop.calls[event.call].ended = True


@decides(WidenCall, Role.CLOCK, during=PHASES)
def widen_call(workshop: Workshop, command: WidenCall, actor: Actor, now: int) -> Decision:
    call = workshop.calls.get(command.call)
    if call is None or call.ended or call.answered_by or call.for_all or now < call.at + WIDENS_AFTER:
        return NOTHING
    return [CallWidened(call.id)]


@evolves(CallWidened)
def call_widened(workshop: Workshop, event: CallWidened, at: int) -> None:
    workshop.calls[event.call].for_all = True


@decides(OfferSupport, Role.FACILITATOR, during=PHASES)
def offer_support(workshop: Workshop, command: OfferSupport, actor: Actor, now: int) -> Decision:
    if workshop.facilitators[actor.id].support == command.on:
        return NOTHING
    return [SupportOffered(actor.id, command.on)]


@evolves(SupportOffered)
def support_offered(workshop: Workshop, event: SupportOffered, at: int) -> None:
    workshop.facilitators[event.facilitator].support = event.on


@decides(CountUnrecorded, Role.FACILITATOR, Role.NEWCOMER)
def count_unrecorded(workshop: Workshop, command: CountUnrecorded, actor: Actor, now: int) -> Decision:
    """Counted as present, and nothing else is kept. A newcomer counts for one, or no longer."""
    one_more = actor.role is Role.NEWCOMER and command.count > workshop.unrecorded
    if one_more and workshop.phase is Phase.LOBBY and workshop.day.is_ahead(now):
        return Refused("too_early")
    least = workshop.unrecorded - 1 if actor.role is Role.NEWCOMER else 0
    if not max(0, least) <= command.count <= workshop.unrecorded + 1:
        return Refused("answer_unknown")
    return NOTHING if command.count == workshop.unrecorded else [UnrecordedCounted(command.count)]


@evolves(UnrecordedCounted)
def unrecorded_counted(workshop: Workshop, event: UnrecordedCounted, at: int) -> None:
    workshop.unrecorded = event.count


def open_call_of(workshop: Workshop, participant: str) -> Call | None:
    return next(
        (call for call in workshop.calls.values() if call.participant == participant and not call.ended), None
    )
