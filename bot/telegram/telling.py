"""Telling those whose chat is still here what became of the themes: once, by their screen sent anew."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from bot.house import House
from bot.telegram.attendance import Attendance
from bot.telegram.outbox import Standing
from workshops.journal import NotSaved
from workshops.model import Role, Workshop

TOLD = "changes_told"

log = logging.getLogger(__name__)


class Telling:
    """`below` has a chat's screen sent anew."""

    def __init__(self, house: House, attendance: Attendance, below: Callable[[int], None]) -> None:
        self._house = house
        self._attendance = attendance
        self._below = below

    async def catch_up(self) -> None:
        """What was typed while nothing was served, or was under way when it stopped, is told now."""
        for code in await self._house.desk.codes():
            await self.tell(code)

    async def tell(self, code: str) -> None:
        """Each chat owes a message, which is stored, before the workshop counts as told."""
        try:
            workshop = await self._house.desk.workshop(code)
            if workshop and workshop.changes_told_at:
                for chat in await self._owed(workshop):
                    self._below(chat)
        except NotSaved:
            log.warning("Not told yet what became of the themes of %s: that could not be stored.", code)

    async def _owed(self, workshop: Workshop) -> Sequence[int]:
        chats = [screen.chat for screen in await self._house.chats.screens([workshop.code])]
        here = [chat for chat in chats if await self._is_here(workshop, chat)]
        setting = f"{TOLD} {workshop.code}"
        if not await self._house.journal.setting(setting):
            for chat in here:
                await self._attendance.opens(chat, "")
                standing = await self._attendance.standing(chat)
                await self._attendance.put(chat, Standing(standing.message_id, below=True))
            await self._house.journal.keep_setting(setting, str(workshop.changes_told_at))
        return [chat for chat in here if (await self._attendance.standing(chat)).below]

    async def _is_here(self, workshop: Workshop, chat: int) -> bool:
        """Whoever left, or withdrew, is left alone."""
        person = await self._attendance.person(chat)
        if person is None or (person.workshop, person.role) != (workshop.code, Role.PARTICIPANT):
            return False
        return workshop.participants[person.number].present
