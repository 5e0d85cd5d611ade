"""A screen as one Telegram message, and the calls that put it there."""

from __future__ import annotations

from typing import Any, Literal, Protocol

import msgspec

from bot.telegram.menus import Menu
from bot.telegram.request import Api


class Button(msgspec.Struct, frozen=True):
    """A label and one of: payload of an action, address, address of the Mini App."""

    label: str
    payload: str | None = None
    url: str | None = None
    web_app: str | None = None


class Shown(msgspec.Struct, frozen=True):
    """Telegram HTML of at most 4,096 UTF-16 units after parsing, and rows of buttons below it."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    silent: bool = True
    protect: bool = True


class File(msgspec.Struct, frozen=True):
    """What is sent beside the screens: a photo to look at, a document to keep, which `protect` forbids."""

    kind: Literal["photo", "document"]
    name: str
    content: bytes
    caption: str = ""
    protect: bool = True


class Calls(Protocol):
    """What the outbox asks of Telegram; errors are those of `telegram.error`."""

    async def send(self, chat: int, shown: Shown) -> int: ...

    async def edit(self, chat: int, message_id: int, shown: Shown) -> None: ...

    async def delete(self, chat: int, message_id: int) -> None: ...

    async def answer(self, callback_query_id: str, text: str | None) -> None: ...

    async def offer(self, chat: int, menu: Menu) -> None: ...

    async def send_file(self, chat: int, file: File) -> int: ...


class TelegramCalls:
    """`Calls` over the Bot API."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def send(self, chat: int, shown: Shown) -> int:
        """The new message's id."""
        manner = {"disable_notification": shown.silent, "protect_content": shown.protect}
        sent = await self._api.call("sendMessage", {"chat_id": chat, **content(shown), **manner})
        return int(sent["message_id"])

    async def edit(self, chat: int, message_id: int, shown: Shown) -> None:
        await self._api.call("editMessageText", {"chat_id": chat, "message_id": message_id, **content(shown)})

    async def delete(self, chat: int, message_id: int) -> None:
        await self._api.call("deleteMessage", {"chat_id": chat, "message_id": message_id})

    async def answer(self, callback_query_id: str, text: str | None) -> None:
        said = {"text": text} if text else {}
        await self._api.call("answerCallbackQuery", {"callback_query_id": callback_query_id, **said})

    async def offer(self, chat: int, menu: Menu) -> None:
        """The commands of this chat's menu."""
        commands = [{"command": name, "description": words} for name, words in menu]
        scope = {"type": "chat", "chat_id": chat}
        await self._api.call("setMyCommands", {"commands": commands, "scope": scope})

    async def send_file(self, chat: int, file: File) -> int:
        """The new message's id."""
        manner = {"disable_notification": True, "protect_content": file.protect}
        said = {"caption": file.caption} if file.caption else {}
        parameters: dict[str, object] = {"chat_id": chat, **manner, **said}
        method = f"send{file.kind.capitalize()}"
        sent = await self._api.upload(method, parameters, file.kind, file.name, file.content)
        return int(sent["message_id"])


def content(shown: Shown) -> dict[str, object]:
    rows = [[key(button) for button in row] for row in shown.buttons]
    return {
        "text": shown.text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": rows},
    }


def key(button: Button) -> dict[str, Any]:
    if button.payload is not None:
        return {"text": button.label, "callback_data": button.payload}
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "web_app": {"url": button.web_app}}
