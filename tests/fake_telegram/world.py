"""All that Telegram remembers about one bot."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from tests.fake_telegram.chats import Chat, Message, User
from tests.fake_telegram.formatting import Formatted
from tests.fake_telegram.keyboards import Keyboard
from tests.fake_telegram.refused import bad_request
from tests.fake_telegram.trouble import Limits
from tests.fake_telegram.updates import Updates
from tests.fake_telegram.virtual_time import Time


@dataclass
class Tap:
    """A callback query: who waits for an answer, since when, and what the answer was."""

    chat: int
    at: float
    answered: bool = False
    text: str | None = None


@dataclass
class Profile:
    """What the bot has said of itself; commands by scope and language."""

    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    menu_button: dict[str, Any] = field(default_factory=lambda: {"type": "default"})
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)


@dataclass
class Webhook:
    url: str = ""
    secret: str | None = None


class World:
    def __init__(self, time: Time, bot: User, limits: Limits | None, tap_seconds: float) -> None:
        self.time = time
        self.bot = bot
        self.limits = limits
        self.tap_seconds = tap_seconds
        self.updates = Updates(time)
        self.profile = Profile()
        self.webhook = Webhook()
        self.chats: dict[int, Chat] = {}
        self.taps: dict[str, Tap] = {}
        self._message_ids = itertools.count(1)

    def writable(self, chat_id: object) -> Chat:
        """The chat, if the bot may write to it; raises `Refused` as Telegram does."""
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        chat = self.chats.get(int(str(chat_id)))
        if chat is None or not chat.started:
            raise bad_request("chat not found")
        chat.must_be_writable()
        return chat

    def counted(self, chat: Chat) -> None:
        if self.limits:
            self.limits.count(chat.user.id, self.time.now())

    def message(
        self, chat: Chat, sender: User, said: Formatted, keyboard: Keyboard = (), **more: Any
    ) -> Message:
        """A new message with the next id; not yet in the chat."""
        return Message(
            next(self._message_ids),
            chat.user.id,
            sender,
            self.time.now(),
            said.text,
            tuple(said.entities),
            keyboard,
            **more,
        )
