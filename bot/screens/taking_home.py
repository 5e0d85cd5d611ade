"""The handout: from each participant's own screen, and from a facilitator's for those without a phone."""

from __future__ import annotations

from bot.screens.as_picture import REPORTED
from bot.screens.blocks import Button, Document
from bot.screens.frame import Rows, in_rows
from bot.screens.look import Look
from workshops.model import Participant, Workshop

HANDOUT = "handout"


def handout_block(look: Look) -> tuple[Document, ...]:
    """The page to keep, in the browser; nothing for a slip, which has no browser of its own."""
    if look.in_telegram or look.me.on_paper:
        return ()
    return (Document(look.say("closed.handout"), look.addresses.handout(look.workshop)),)


def handout_button(look: Look) -> tuple[Button, ...]:
    """In a chat the page comes as a file, which the channel sends when this is tapped."""
    if not look.in_telegram or look.me.on_paper:
        return ()
    return (look.opens(look.say("closed.handout"), HANDOUT),)


def without_phone(workshop: Workshop) -> list[Participant]:
    """Whose handout a facilitator prints, once there is one."""
    if workshop.phase not in REPORTED:
        return []
    return [person for person in workshop.participants.values() if person.on_paper and not person.removed]


def printed_blocks(look: Look, people: list[Participant]) -> tuple[Document, ...]:
    """To a facilitator in the browser: each of these people's page, to print."""
    if look.in_telegram:
        return ()
    return tuple(
        Document(
            look.say("paper.handout", number=person.number),
            look.addresses.printed_handout(look.workshop, person.number),
        )
        for person in people
    )


def printed_rows(look: Look, people: list[Participant]) -> Rows:
    """To a facilitator in a chat, where it comes as a file."""
    if not look.in_telegram:
        return ()
    return in_rows(
        [
            look.opens(look.say("paper.handout", number=person.number), f"{HANDOUT} {person.number}")
            for person in people
        ],
        2,
    )
