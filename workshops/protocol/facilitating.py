"""Who runs the room: facilitators come in by a link, share it or hand it over, and may stop."""

from __future__ import annotations

from workshops.commands import AdmitFacilitator, CloseOffer, OfferFacilitation, StopFacilitating
from workshops.events import Event, FacilitationOffered, FacilitatorJoined, FacilitatorStopped, OfferClosed
from workshops.model import Actor, Facilitator, Offer, Refused, Role, Workshop
from workshops.protocol.phases import MINUTE
from workshops.protocol.rules import NOTHING, PHASES, Decision, decides, evolves, facilitates

LASTS = 15 * MINUTE
LASTS_FROM_THE_COMMAND_LINE = 14 * 24 * 60 * MINUTE


@decides(AdmitFacilitator, Role.OPERATOR, during=PHASES)
def admit_facilitator(workshop: Workshop, command: AdmitFacilitator, actor: Actor, now: int) -> Decision:
    """With a link that was to hand over, whoever made it stops at the same moment.

    Whoever has stopped comes back by a link of their own only, not by the one that they have used.
    """
    offer = workshop.offers.get(command.offer)
    if facilitates(workshop, command.facilitator):
        return [OfferClosed(offer.number)] if offer and offer.open else NOTHING
    if offer and not offer.open:
        return Refused("claim_unknown" if offer.closed else "claim_used")
    if offer is None and command.facilitator in workshop.facilitators:
        return Refused("claim_used")
    leads = offer.group if offer else ""
    events: list[Event] = [FacilitatorJoined(command.facilitator, command.language, command.offer, leads)]
    if offer and offer.hand_over and facilitates(workshop, offer.by):
        events.append(FacilitatorStopped(offer.by, command.facilitator))
    return events


@evolves(FacilitatorJoined)
def facilitator_joined(workshop: Workshop, event: FacilitatorJoined, at: int) -> None:
    """Whoever had stopped and comes again keeps their number."""
    workshop.facilitators[event.facilitator] = Facilitator(
        event.facilitator, event.language, leads=event.leads if event.leads in workshop.groups else ""
    )
    if offer := workshop.offers.get(event.offer):
        offer.taken_by = event.facilitator


@decides(OfferFacilitation, Role.FACILITATOR, Role.OPERATOR, during=PHASES)
def offer_facilitation(workshop: Workshop, command: OfferFacilitation, actor: Actor, now: int) -> Decision:
    if command.number != len(workshop.offers) + 1:
        return NOTHING
    if command.group and command.group not in workshop.groups:
        return Refused("group_unknown")
    lasts = LASTS if actor.role is Role.FACILITATOR else LASTS_FROM_THE_COMMAND_LINE
    hand_over = command.hand_over and actor.role is Role.FACILITATOR
    return [
        FacilitationOffered(command.number, command.mark, command.group, actor.id, now + lasts, hand_over)
    ]


@evolves(FacilitationOffered)
def facilitation_offered(workshop: Workshop, event: FacilitationOffered, at: int) -> None:
    workshop.offers[event.number] = Offer(
        event.number, event.mark, event.group, event.by, event.until, event.hand_over
    )


@decides(CloseOffer, Role.FACILITATOR, Role.CLOCK, during=PHASES)
def close_offer(workshop: Workshop, command: CloseOffer, actor: Actor, now: int) -> Decision:
    """Any facilitator takes any link back; the clock only one whose time is over."""
    offer = workshop.offers.get(command.number)
    if offer is None or not offer.open:
        return NOTHING
    if actor.role is Role.CLOCK and now < offer.until:
        return NOTHING
    return [OfferClosed(offer.number)]


@evolves(OfferClosed)
def offer_closed(workshop: Workshop, event: OfferClosed, at: int) -> None:
    workshop.offers[event.number].closed = True


@decides(StopFacilitating, Role.FACILITATOR, during=PHASES)
def stop_facilitating(workshop: Workshop, command: StopFacilitating, actor: Actor, now: int) -> Decision:
    """Oneself or another; somebody always runs the room."""
    if command.facilitator not in workshop.facilitators:
        return Refused("facilitator_unknown")
    if not facilitates(workshop, command.facilitator):
        return NOTHING
    if len(workshop.facilitating()) < 2:
        return Refused("last_facilitator")
    return [FacilitatorStopped(command.facilitator, actor.id)]


@evolves(FacilitatorStopped)
def facilitator_stopped(workshop: Workshop, event: FacilitatorStopped, at: int) -> None:
    """The pen is free again, and so are the calls they were going to; the links they made no longer work."""
    number = event.facilitator
    stopped = workshop.facilitators[number]
    stopped.stopped_at, stopped.leads, stopped.support = at, "", False
    for group in workshop.groups.values():
        if group.pen == number:
            group.pen = ""
    named = any(facilitator.support for facilitator in workshop.facilitators.values())
    for call in workshop.calls.values():
        if call.answered_by == number and not call.ended:
            call.answered_by, call.for_all = "", True
        call.for_all = call.for_all or not named
    for offer in workshop.offers.values():
        if offer.by == number and not offer.taken_by:
            offer.closed = True
