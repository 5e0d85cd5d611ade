"""Who sits where, as cards at tables: what a facilitator seats people elsewhere with."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions import Open, encode
from bot.screens.blocks import Line, Seats, Spot
from bot.screens.look import Look
from workshops.commands import SeatParticipant
from workshops.model import Participant

PERSON = "person"


def seats(look: Look) -> Seats | None:
    """Each table with its people, and whoever has none; nobody can be put back to having none."""
    say, workshop = look.say, look.workshop
    if not workshop.groups:
        return None
    tables = tuple(
        Spot(
            say("tile.name", group=letter),
            (letter,),
            say("room.table", group=letter, people=len(workshop.members(letter))),
            _cards(look, workshop.members(letter)),
        )
        for letter in workshop.groups
    )
    nowhere = [person for person in workshop.present() if not person.group]
    without = (Spot("", (), say("room.without_table"), _cards(look, nowhere)),) if nowhere else ()
    return Seats((*without, *tables))


def _cards(look: Look, people: Iterable[Participant]) -> tuple[Line, ...]:
    return tuple(
        Line(
            person.number,
            pick=encode(look.workshop.code, Open(f"{PERSON} {person.number}")),
            move=encode(look.workshop.code, SeatParticipant(person.number, "")),
        )
        for person in people
    )
