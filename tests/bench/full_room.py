"""A folder with a full workshop in it, filled by the house itself; phones are known by session or chat."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from bot.actions import Agree
from bot.folder import locked
from bot.house import House, open_house
from bot.operations import Links, MakeNew, perform
from bot.studies import study_folder
from tests.given import BUILT_IN, actor
from workshops.commands import AdmitFacilitator, Command, FormGroups, PlaceStatement, StartPhase, TakePen
from workshops.model import Phase, Role

FIRST_CHAT = 1001
EVERY_BOX = "".join(str(number) for number in range(len(BUILT_IN.consent_boxes)))
FACILITATOR = "the-session-of-facilitator"


class FullRoom(NamedTuple):
    """`sessions` are the tokens that browsers show; the facilitator's is `FACILITATOR`."""

    code: str
    sessions: tuple[str, ...]
    chats: tuple[int, ...]


async def filled(folder: Path, *, browsers: int = 0, chats: int = 0, phase: Phase = Phase.THEMES) -> FullRoom:
    """Everyone has consented and the phase has come; in the ranking every group has begun."""
    with locked(folder):
        async with open_house(folder) as house:
            return await fill(house, browsers, chats, phase)


async def fill(house: House, browsers: int, chats: int, phase: Phase) -> FullRoom:
    made = await perform(house, MakeNew(str(study_folder(BUILT_IN.id)), "A full workshop"))
    assert isinstance(made, Links)
    room = FullRoom(
        made.code,
        tuple(f"the-session-of-browser-{number}" for number in range(browsers)),
        tuple(range(FIRST_CHAT, FIRST_CHAT + chats)),
    )
    await _facilitator_comes(house, room)
    agreed = Agree("en", ticked=EVERY_BOX)
    for session in room.sessions:
        await house.admitting.agree(room.code, agreed, cause=None, session=session)
    for chat in room.chats:
        await house.admitting.agree(room.code, agreed, cause=None, telegram_chat=chat)
    await _does(house, room, "F1", FormGroups(1), StartPhase(phase, Phase.LOBBY))
    if phase is Phase.RANKING:
        await _groups_begin(house, room)
    return room


async def _facilitator_comes(house: House, room: FullRoom) -> None:
    await house.people.reserve(room.code, Role.FACILITATOR, at=house.clock(), session=FACILITATOR)
    await _does(house, room, "operator", AdmitFacilitator("F1", "en"))


async def _groups_begin(house: House, room: FullRoom) -> None:
    workshop = await house.desk.workshop(room.code)
    assert workshop
    first, second, third = BUILT_IN.statements[:3]
    for letter in workshop.groups:
        pen = workshop.members(letter)[0].number
        places = ((first, "top"), (second, f"below {first}"), (third, f"below {second}"))
        await _does(house, room, pen, TakePen(letter), *(PlaceStatement(letter, *pair) for pair in places))


async def _does(house: House, room: FullRoom, who: str, *commands: Command) -> None:
    for command in commands:
        outcome = await house.desk.handle(room.code, actor(who), command, cause=None)
        assert outcome.events, f"{who}: {command} changed nothing: {outcome.refused}"
