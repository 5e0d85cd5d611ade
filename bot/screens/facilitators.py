"""Who runs the room: the links that are open, sharing and handing over, and stopping."""

from __future__ import annotations

from bot.screens.blocks import (
    Block,
    Button,
    Heading,
    Hint,
    Joining,
    Line,
    Paragraph,
    Screen,
    Statements,
    Weight,
)
from bot.screens.frame import in_rows, to_room
from bot.screens.look import Look
from workshops.commands import CloseOffer, OfferFacilitation, StopFacilitating
from workshops.model import Facilitator, Offer

FACILITATORS = "facilitators"
FACILITATOR = "facilitator"
LINK_FOR_TABLE = "link_table"


def facilitators(look: Look, argument: str) -> Screen:
    """Everyone who runs the room and every open link, for all of them to see."""
    say = look.say
    here = look.workshop.facilitating()
    offers = look.workshop.open_offers()
    return look.screen(
        Heading(say("facilitators.title")),
        Statements(tuple(Line(_who(look, one), _does(look, one)) for one in here)),
        *(block for offer in offers for block in _offer_blocks(look, offer)),
        Hint(say("facilitators.how")),
        rows=(
            (_offers(look, "facilitators.make"),),
            (look.opens(say("facilitators.for_table"), LINK_FOR_TABLE),) if look.workshop.groups else (),
            (_offers(look, "facilitators.hand_over", hand_over=True),),
            *((_takes_back(look, offer),) for offer in offers),
            *((look.opens(_stops_words(look, one), f"{FACILITATOR} {one.number}"),) for one in here),
            to_room(look),
        ),
    )


def link_for_table(look: Look, argument: str) -> Screen:
    """Whoever takes it sits at that table as its group facilitator."""
    buttons = [
        look.button(look.say("tile.name", group=letter), OfferFacilitation(_next(look), letter))
        for letter in look.workshop.groups
    ]
    return look.screen(
        Heading(look.say("facilitators.for_table")),
        Paragraph(look.say("facilitators.for_table_means")),
        rows=(*in_rows(buttons, 3), _back(look), to_room(look)),
    )


def facilitator(look: Look, number: str) -> Screen:
    """Whether this one, or oneself, stops."""
    say, known = look.say, look.workshop.facilitators.get(number)
    if known is None or known.stopped_at:
        return facilitators(look, "")
    only = len(look.workshop.facilitating()) < 2
    stop = look.button(_stops_words(look, known), StopFacilitating(number), Weight.MAIN)
    return look.screen(
        Heading(_stops_words(look, known)),
        Paragraph(say("facilitators.only_one" if only else "facilitators.stop_means")),
        rows=(() if only else (stop,), _back(look), to_room(look)),
    )


def stopped(look: Look) -> Screen:
    """For someone who no longer runs the room: nothing of it is shown any more."""
    return look.screen(Heading(look.say("facilitators.stopped")), Paragraph(look.say("facilitators.again")))


def _offer_blocks(look: Look, offer: Offer) -> tuple[Block, ...]:
    """That it is open, to all; the link itself only to whoever made it, while the server remembers it."""
    words = Paragraph(_offer_words(look, offer))
    token = dict(look.viewer.links).get(offer.number, "")
    if not token:
        return (words,)
    once = look.say("facilitators.link")
    in_telegram = look.addresses.telegram_facilitator(look.workshop, token)
    links = [Joining(once, look.addresses.facilitator(token))]
    if in_telegram:
        links.append(Joining(look.say("facilitators.link_telegram"), in_telegram))
    return (words, *links)


def _offer_words(look: Look, offer: Offer) -> str:
    by = offer.by or look.say("facilitators.command_line")
    key = "hand_over_open" if offer.hand_over else "table_open" if offer.group else "open"
    until = _until(look, offer)
    return look.say(f"facilitators.{key}", by=by, time=until, group=offer.group)


def _until(look: Look, offer: Offer) -> str:
    """Of a link from the command line the day too: it lasts for more than one."""
    if offer.by:
        return look.clock(offer.until)
    return f"{look.say.day(offer.until, look.workshop.study.time_zone)} {look.clock(offer.until)}"


def _takes_back(look: Look, offer: Offer) -> Button:
    by = offer.by or look.say("facilitators.command_line")
    until = _until(look, offer)
    return look.button(
        look.say("facilitators.take_back", number=offer.number, by=by, time=until), CloseOffer(offer.number)
    )


def _offers(look: Look, key: str, *, hand_over: bool = False) -> Button:
    return look.button(look.say(key), OfferFacilitation(_next(look), hand_over=hand_over))


def _next(look: Look) -> int:
    return len(look.workshop.offers) + 1


def _who(look: Look, one: Facilitator) -> str:
    return look.say("facilitators.you", number=one.number) if one.number == look.number else one.number


def _does(look: Look, one: Facilitator) -> str:
    leads = look.say("facilitators.leads", group=one.leads) if one.leads else ""
    support = look.say("facilitators.support") if one.support else ""
    return look.say.listed([words for words in (leads, support) if words])


def _stops_words(look: Look, one: Facilitator) -> str:
    if one.number == look.number:
        return look.say("facilitators.stop_self")
    return look.say("facilitators.stop", number=one.number)


def _back(look: Look) -> tuple[Button, ...]:
    return (look.opens(look.say("back"), FACILITATORS, Weight.QUIET),)
