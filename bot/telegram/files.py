"""What people can have sent to them beside the screens: the handout to keep, a board as a picture."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

import msgspec

from bot.addresses import Addresses
from bot.handout import handout, handout_name, handout_ready
from bot.pictures import NotDrawn, Pictures
from bot.screens.afterwards import HANDOUT
from bot.screens.as_picture import PICTURE, pictured
from bot.telegram.shown import File
from prompts import Prompts, prompts_in
from workshops.model import Actor, Group, Role, Workshop
from workshops.people import Person
from workshops.protocol.board import group_of


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
        name, _, letter = view.partition(" ")
        if name == HANDOUT and person.role is Role.PARTICIPANT and handout_ready(workshop):
            say = prompts_in(workshop.participants[person.number].language)
            return Wanted(say("telegram.handout_coming"), partial(_handout, workshop, person, addresses))
        group = pictured(workshop, person.role, person.number, letter) if name == PICTURE else None
        if group is None:
            return None
        known = workshop.facilitators if person.role is Role.FACILITATOR else workshop.participants
        say = prompts_in(known[person.number].language)
        own = group_of(workshop, Actor(person.role, person.number)) == group.letter
        return Wanted(say("telegram.picture_coming"), partial(self._picture, workshop, group, say, own))

    async def _picture(self, workshop: Workshop, group: Group, say: Prompts, own: bool) -> File:
        try:
            png = await self._pictures.board(workshop, group, say.language, reasons=own)
        except NotDrawn as broken:
            raise NotMade(say("telegram.picture_not_drawn")) from broken
        title = say("board.title", group=group.letter)
        return File("photo", f"board-{group.letter}.png", png, caption=title)


async def _handout(workshop: Workshop, person: Person, addresses: Addresses) -> File:
    page = handout(workshop, person.number, addresses)
    return File("document", handout_name(workshop), page.encode(), protect=False)
