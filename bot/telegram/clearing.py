"""What the bot has sent into chats besides its screens: taken out again when the workshop closes.

Telegram lets a bot delete its messages for 48 hours. What it no longer deletes is counted, so that the last
screen can say so. What someone asks for after the end is theirs to keep.
"""

from __future__ import annotations

import logging
from collections import defaultdict

from bot.house import House
from bot.telegram.attendance import Attendance
from bot.telegram.outbox import Outbox
from workshops.chats import SentMessage
from workshops.journal import NotSaved
from workshops.model import Phase

log = logging.getLogger(__name__)


class Clearing:
    """Keeps in memory what it has stored, so that a restart goes on where the last run stopped."""

    def __init__(self, house: House, attendance: Attendance, outbox: Outbox) -> None:
        self._house = house
        self._attendance = attendance
        self._outbox = outbox
        self._sent: defaultdict[int, dict[int, SentMessage]] = defaultdict(dict)

    async def load(self) -> None:
        """What is left over from before; the chats of workshops that have closed meanwhile are cleared."""
        for message in await self._house.chats.sent():
            self._sent[message.chat][message.message_id] = message
        for code in {message.workshop for message in self._all() if not message.stays}:
            if await self._is_closed(code):
                self._outbox.begin(self.clear(code))

    async def sent(self, chat: int, message_id: int) -> None:
        """A file has come into the chat."""
        person = await self._attendance.person(chat)
        if person and not await self._is_closed(person.workshop):
            await self._keep(SentMessage(chat, message_id, person.workshop))

    async def undeleted(self, chat: int, message_id: int) -> None:
        """Telegram no longer deletes this message."""
        person = await self._attendance.person(chat)
        if person:
            await self._keep(SentMessage(chat, message_id, person.workshop, stays=True))

    async def clear(self, code: str) -> None:
        """Once the workshop has closed: nothing stays in its chats but the last screen."""
        for message in [one for one in self._all() if one.workshop == code and not one.stays]:
            await self._clear(message)

    def stay_in(self, chat: int, code: str) -> int:
        """How many messages of this workshop stay in the chat for good."""
        return sum(one.stays and one.workshop == code for one in self._sent[chat].values())

    def forget(self, chat: int) -> None:
        """What is known of the chat is deleted; what stands in it, as far as Telegram does."""
        for message in self._sent.pop(chat, {}).values():
            self._outbox.delete(chat, message.message_id)

    async def _clear(self, message: SentMessage) -> None:
        gone = await self._outbox.deletes(message.chat, message.message_id)
        if gone:
            self._sent[message.chat].pop(message.message_id, None)
            await self._house.chats.forget_sent(message.chat, message.message_id)
        elif gone is False:
            await self._keep(SentMessage(message.chat, message.message_id, message.workshop, stays=True))
            self._outbox.stale(message.chat)

    async def _keep(self, message: SentMessage) -> None:
        self._sent[message.chat][message.message_id] = message
        try:
            await self._house.chats.keep_sent(message)
        except NotSaved:
            log.warning("What was sent into a chat could not be noted; after a restart it will stay there.")

    def _all(self) -> list[SentMessage]:
        return [message for messages in self._sent.values() for message in messages.values()]

    async def _is_closed(self, code: str) -> bool:
        workshop = await self._house.desk.workshop(code)
        return workshop is None or workshop.phase is Phase.CLOSED
