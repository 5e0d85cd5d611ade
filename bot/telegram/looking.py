"""What a chat shows at this moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from bot.house import House
from bot.screens import screen_for
from bot.screens.blocks import Hint
from bot.screens.viewer import Channel
from bot.telegram.attendance import Attendance
from bot.telegram.render import shown, split_view
from bot.telegram.shown import Shown
from bot.telegram.strangers import Strangers
from prompts import Prompts, prompts_in, spoken
from prompts.languages import ENGLISH, closest
from workshops.model import Phase, Role, Workshop
from workshops.people import Person


class Looking:
    """`notices` are sentences to say above a chat's screen.

    `stay_in` counts the messages of a workshop that Telegram no longer deletes from a chat.
    """

    def __init__(
        self, house: House, attendance: Attendance, strangers: Strangers, notices: Mapping[int, str]
    ) -> None:
        self._house = house
        self._attendance = attendance
        self._strangers = strangers
        self._notices = notices
        self.stay_in: Callable[[int, str], int] = lambda chat, code: 0

    async def render(self, chat: int) -> Shown | None:
        if stranger := await self._strangers.screen(chat):
            return stranger
        person = await self._attendance.person(chat)
        workshop = await self._house.desk.workshop(person.workshop) if person else None
        if person is None or workshop is None:
            return None
        view = await self._attendance.view(chat)
        viewer = await self._house.acting.viewer(workshop, person, Channel.TELEGRAM, split_view(view)[0])
        screen = screen_for(workshop, viewer, self._house.addresses)
        say = prompts_in(language_of(workshop, person))
        if workshop.phase is Phase.CLOSED and (staying := self.stay_in(chat, workshop.code)):
            stay = Hint(say("telegram.stay", n=staying))
            screen = msgspec.structs.replace(screen, blocks=(*screen.blocks, stay))
        notice, mini_app = self._notices.get(chat, ""), self._house.addresses.mini_app()
        return shown(screen, say, workshop.code, view, notice, mini_app)


def language_of(workshop: Workshop, person: Person) -> str:
    if person.role is Role.FACILITATOR:
        return workshop.facilitators[person.number].language
    return workshop.participants[person.number].language


def spoken_to(language: str | None) -> Prompts:
    """How to speak to someone of whom only their Telegram's language is known."""
    return prompts_in(closest([language or ""], spoken()) or ENGLISH)
