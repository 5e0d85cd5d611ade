"""Stands in Telegram's place: keeps each chat's messages and is as strict about them as Telegram is."""

from __future__ import annotations

import re
from collections import defaultdict
from html import unescape

from bot.telegram.menus import Menu
from bot.telegram.shown import File, Shown

LONGEST_TEXT = 4096
LARGEST_PAYLOAD = 64


class Messenger:
    """The `Calls` of the outbox. `complaints` are what Telegram would have refused, in words."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self._screens: dict[int, dict[int, Shown]] = defaultdict(dict)
        self._written: dict[int, dict[int, str]] = defaultdict(dict)
        self._files: dict[int, set[int]] = defaultdict(set)
        self._messages: dict[int, int] = defaultdict(int)
        self._taps: dict[str, str | None] = {}

    # --- what the bot calls ---

    async def send(self, chat: int, shown: Shown) -> int:
        message_id = self._next(chat)
        self._put(chat, message_id, shown)
        return message_id

    async def edit(self, chat: int, message_id: int, shown: Shown) -> None:
        if message_id not in self._screens[chat]:
            self.complaints.append("a message that is gone was edited")
        elif self._screens[chat][message_id] == shown:
            self.complaints.append("a message was edited to what it showed already")
        self._put(chat, message_id, shown)

    async def delete(self, chat: int, message_id: int) -> None:
        if message_id in self._files[chat]:
            self._files[chat].discard(message_id)
            return
        screen = self._screens[chat].pop(message_id, None)
        if screen is None and self._written[chat].pop(message_id, None) is None:
            self.complaints.append("a message that is gone was deleted")

    async def offer(self, chat: int, menu: Menu) -> None:
        """A menu is a shortcut; nobody rehearses it."""

    async def send_file(self, chat: int, file: File) -> int:
        """Nobody in a rehearsal looks at files; an empty one Telegram would refuse."""
        if not file.content:
            self.complaints.append(f"an empty file, {file.name}, was sent")
        message_id = self._next(chat)
        self._files[chat].add(message_id)
        return message_id

    async def answer(self, callback_query_id: str, text: str | None) -> None:
        if self._taps.get(callback_query_id, "") is not None:
            self.complaints.append("a tap that nobody made, or that was answered already, was answered")
        self._taps[callback_query_id] = text or ""

    # --- what people do and see ---

    def write(self, chat: int, text: str) -> int:
        """The new message's id."""
        message_id = self._next(chat)
        self._written[chat][message_id] = text
        return message_id

    def press(self, tap: str) -> None:
        """Starts the spinner of the tap called this."""
        self._taps[tap] = None

    def answered(self, tap: str) -> str | None:
        """What the answer to a tap said; None while the spinner turns."""
        return self._taps[tap]

    def has_written(self, chat: int, message_id: int) -> bool:
        return message_id in self._written[chat]

    def screens(self, chat: int) -> dict[int, Shown]:
        """The bot's messages in the chat, the newest last."""
        return self._screens[chat]

    def _next(self, chat: int) -> int:
        self._messages[chat] += 1
        return self._messages[chat]

    def _put(self, chat: int, message_id: int, shown: Shown) -> None:
        if not 0 < len(plain_text(shown.text).encode("utf-16-le")) // 2 <= LONGEST_TEXT:
            self.complaints.append(f"a message of no text, or of more than {LONGEST_TEXT} units, was sent")
        payloads = [button.payload or "" for row in shown.buttons for button in row]
        self.complaints += [
            f"the button {payload} is longer than {LARGEST_PAYLOAD} bytes"
            for payload in payloads
            if len(payload.encode()) > LARGEST_PAYLOAD
        ]
        self._screens[chat][message_id] = shown


def plain_text(html: str) -> str:
    """Telegram HTML as it is read."""
    return unescape(re.sub(r"<[^>]*>", "", html))
