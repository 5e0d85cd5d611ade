"""What people can have sent to them beside the screens: the handout to keep, a board as a picture."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

import msgspec

from bot.addresses import Addresses
from bot.handout import handout, handout_name, handout_ready
from bot.pictures import NotDrawn, Pictures
from bot.screens.as_picture import PICTURE, pictured
from bot.screens.taking_home import HANDOUT, without_phone
from bot.telegram.shown import File
from prompts import Prompts, prompts_in
from workshops.model import Actor, Group, Role, Workshop
from workshops.people import Person
from workshops.protocol.board import group_of
from workshops.protocol.rules import facilitates


class NotMade(Exception):
    """The file could not be made; the message is the sentence to say."""


class Wanted(msgspec.Struct, frozen=True):
    """`coming` is said at once; `make` raises `NotMade`."""

    coming: str
    make: Callable[[], Awaitable[File]]


class Files:
    """Knows the views that are files in a chat."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures

    def wanted(self, workshop: Workshop, person: Person, view: str, addresses: Addresses) -> Wanted | None:
        """The file that opening this view asks for; None for a screen, or a file that is not theirs."""
        if person.role is Role.FACILITATOR and not facilitates(workshop, person.number):
            return None
        name, _, whose = view.partition(" ")
        if name == HANDOUT and handout_ready(workshop):
            return _handout_wanted(workshop, person, whose, addresses)
        group = pictured(workshop, person.role, person.number, whose) if name == PICTURE else None
        if group is None:
            return None
        say = _spoken_by(workshop, person)
        own = group_of(workshop, Actor(person.role, person.number)) == group.letter
        return Wanted(say("telegram.picture_coming"), partial(self._picture, workshop, group, say, own))

    async def _picture(self, workshop: Workshop, group: Group, say: Prompts, own: bool) -> File:
        try:
            png = await self._pictures.board(workshop, group, say.language, reasons=own)
        except NotDrawn as broken:
            raise NotMade(say("telegram.picture_not_drawn")) from broken
        title = say("board.title", group=group.letter)
        return File("photo", f"board-{group.letter}.png", png, caption=title)


async def made_or_said(wanted: Wanted, say: Callable[[str], None]) -> File | None:
    """The file; none where it could not be made, and that is said."""
    try:
        return await wanted.make()
    except NotMade as broken:
        say(str(broken))
        return None


def _handout_wanted(workshop: Workshop, person: Person, whose: str, addresses: Addresses) -> Wanted | None:
    """A participant's own; a facilitator's is that of someone without a phone."""
    number = whose if person.role is Role.FACILITATOR else person.number
    printed = {each.number for each in without_phone(workshop)}
    if person.role is Role.FACILITATOR and number not in printed:
        return None
    say = _spoken_by(workshop, person)
    return Wanted(say("telegram.handout_coming"), partial(_handout, workshop, number, addresses))


async def _handout(workshop: Workshop, number: str, addresses: Addresses) -> File:
    page = handout(workshop, number, addresses)
    return File("document", handout_name(workshop), page.encode(), protect=False)


def _spoken_by(workshop: Workshop, person: Person) -> Prompts:
    known = workshop.facilitators if person.role is Role.FACILITATOR else workshop.participants
    return prompts_in(known[person.number].language)
