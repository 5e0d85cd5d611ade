"""Private chats with one bot, as Telegram keeps them: people, messages, and who has blocked whom."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from tests.fake_telegram.formatting import Entity
from tests.fake_telegram.keyboards import Key, Keyboard
from tests.fake_telegram.refused import Refused, bad_request

DELETABLE_SECONDS = 48 * 3600


@dataclass(frozen=True)
class User:
    id: int
    name: str
    language: str = "en"
    is_bot: bool = False
    username: str = ""

    def json(self) -> dict[str, Any]:
        about: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.name}
        if self.username:
            about["username"] = self.username
        return about if self.is_bot else about | {"language_code": self.language}


@dataclass(frozen=True)
class Message:
    """One message as it stood at one moment; an edit makes another."""

    id: int
    chat: int
    sender: User
    date: float
    text: str
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    silent: bool = False
    protected: bool = False
    file: str = ""
    content: bytes = b""
    edited: float | None = None

    @property
    def buttons(self) -> list[Key]:
        return [key for row in self.keyboard for key in row]

    def json(self, chat: dict[str, Any]) -> dict[str, Any]:
        about: dict[str, Any] = {
            "message_id": self.id,
            "from": self.sender.json(),
            "chat": chat,
            "date": int(self.date),
        }
        if self.file:
            about |= {"document": {"file_id": self.file, "file_unique_id": self.file, "file_name": self.file}}
            about |= {"caption": self.text} if self.text else {}
        else:
            about |= {"text": self.text, "entities": [entity.json() for entity in self.entities]}
        if self.keyboard:
            rows = [[key.json() for key in row] for row in self.keyboard]
            about["reply_markup"] = {"inline_keyboard": rows}
        if self.protected:
            about["has_protected_content"] = True
        return about | ({"edit_date": int(self.edited)} if self.edited else {})


@dataclass
class Chat:
    user: User
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    messages: dict[int, Message] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        return {"id": self.user.id, "type": "private", "first_name": self.user.name}

    def must_be_writable(self) -> None:
        """Raises `Refused` with 403 where the person has closed the door."""
        if self.deactivated:
            raise Refused(403, "Forbidden: user is deactivated")
        if self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")

    def put(self, message: Message) -> Message:
        self.messages[message.id] = message
        return message

    def edit(self, message_id: int, changed: Message) -> Message:
        """Put `changed` in the place of the bot's message; see `Refused` for what Telegram will not edit."""
        current = self.messages.get(message_id)
        if current is None:
            raise bad_request("message to edit not found")
        if not current.sender.is_bot or current.file:
            raise bad_request("message can't be edited")
        same = (current.text, current.entities, current.keyboard)
        if same == (changed.text, changed.entities, changed.keyboard):
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message"
            )
        edited = replace(current, text=changed.text, entities=changed.entities, keyboard=changed.keyboard)
        return self.put(replace(edited, edited=changed.date))

    def delete(self, message_id: int, now: float) -> None:
        message = self.messages.get(message_id)
        if message is None:
            raise bad_request("message to delete not found")
        if now - message.date > DELETABLE_SECONDS:
            raise bad_request("message can't be deleted for everyone")
        del self.messages[message_id]
