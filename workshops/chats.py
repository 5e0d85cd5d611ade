"""What each Telegram chat shows, and how far a bot's updates are handled: the channel's own lasting state."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from workshops.journal import Journal


class ChatScreen(msgspec.Struct, frozen=True, array_like=True):
    """The message a chat shows, the view it was drawn for, and whether the person has typed `below` it."""

    chat: int
    workshop: str
    message_id: int | None
    view: str
    fingerprint: str | None = None
    below: bool = False


class SentMessage(msgspec.Struct, frozen=True, array_like=True):
    """A message of the bot's beside its screen; `stays`: Telegram no longer deletes it."""

    chat: int
    message_id: int
    workshop: str
    stays: bool = False


class Quarantined(msgspec.Struct, frozen=True, array_like=True):
    """An update that could not be handled: its kind and the error's name, none of its words."""

    bot: int
    update_id: int
    chat: int | None
    kind: str
    error: str
    at: int


class Chats:
    """Each method is one statement. All of it raises `NotSaved`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def keep(self, *screens: ChatScreen) -> None:
        """Keeps one screen a chat, many chats at once."""
        await self._journal.write(
            "INSERT OR REPLACE INTO screen (chat, workshop, message_id, view, fingerprint, below)"
            " SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),"
            " json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]')"
            " FROM json_each(?) ORDER BY key",
            msgspec.json.encode(screens).decode(),
        )

    async def screen(self, chat: int) -> ChatScreen | None:
        found = await self._journal.read(
            "SELECT chat, workshop, message_id, view, fingerprint, below FROM screen WHERE chat = ?", chat
        )
        return _screens(found)[0] if found else None

    async def screens(self, workshops: Sequence[str]) -> list[ChatScreen]:
        """The screens of all chats in these workshops."""
        return _screens(
            await self._journal.read(
                "SELECT chat, workshop, message_id, view, fingerprint, below FROM screen"
                " WHERE workshop IN (SELECT value FROM json_each(?)) ORDER BY chat",
                msgspec.json.encode(workshops).decode(),
            )
        )

    async def forget(self, chat: int) -> None:
        await self._journal.write("DELETE FROM screen WHERE chat = ?", chat)

    async def keep_sent(self, message: SentMessage) -> None:
        await self._journal.write(
            "INSERT OR REPLACE INTO sent_message (chat, message_id, workshop, stays) VALUES (?, ?, ?, ?)",
            *msgspec.structs.astuple(message),
        )

    async def sent(self) -> list[SentMessage]:
        """In all chats, those that stay too."""
        found = await self._journal.read(
            "SELECT chat, message_id, workshop, stays FROM sent_message ORDER BY chat, message_id"
        )
        return [msgspec.convert(row, SentMessage, strict=False) for row in found]

    async def forget_sent(self, chat: int, message_id: int) -> None:
        await self._journal.write(
            "DELETE FROM sent_message WHERE chat = ? AND message_id = ?", chat, message_id
        )

    async def offset(self, bot: int) -> int:
        """The first update that is not handled yet, 0 before the first."""
        found = await self._journal.read("SELECT update_id FROM telegram_offset WHERE bot = ?", bot)
        return found[0][0] if found else 0

    async def keep_offset(self, bot: int, update_id: int) -> None:
        await self._journal.write(
            "INSERT OR REPLACE INTO telegram_offset (bot, update_id) VALUES (?, ?)", bot, update_id
        )

    async def quarantine(self, update: Quarantined) -> None:
        await self._journal.write(
            "INSERT OR REPLACE INTO quarantine (bot, update_id, chat, kind, error, at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            *msgspec.structs.astuple(update),
        )

    async def quarantined(self) -> list[Quarantined]:
        """In the order in which they came."""
        found = await self._journal.read(
            "SELECT bot, update_id, chat, kind, error, at FROM quarantine ORDER BY at, bot, update_id"
        )
        return [Quarantined(*row) for row in found]


def _screens(rows: Sequence[object]) -> list[ChatScreen]:
    return [msgspec.convert(row, ChatScreen, strict=False) for row in rows]
