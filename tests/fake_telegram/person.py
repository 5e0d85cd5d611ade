"""People who act as people do: they write, tap what they see, and look at their screen."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

from tests.fake_telegram.chats import Chat, Message
from tests.fake_telegram.formatting import Formatted
from tests.fake_telegram.keyboards import Key
from tests.fake_telegram.world import Tap

if TYPE_CHECKING:
    from tests.fake_telegram.telegram import FakeTelegram

PATIENCE_SECONDS = 10.0
_tap_ids = itertools.count(1)


class Acting(Protocol):
    """What people can do and see, whichever channel they use."""

    name: str

    async def send(self, text: str) -> None: ...

    async def tap(self, label: str) -> None: ...

    async def looks(self) -> None: ...

    def screen(self) -> str: ...

    def buttons(self) -> list[str]: ...

    def sees(self, *words: str) -> None: ...

    def sees_nothing_of(self, *words: str) -> None: ...


class Person:
    """One person's phone with the bot's chat open."""

    def __init__(self, telegram: FakeTelegram, chat: Chat) -> None:
        self.name = chat.user.name
        self.id = chat.user.id
        self.chat = chat
        self.toast: str | None = None
        self._telegram = telegram
        self._last_tap: tuple[Message, str] | None = None

    # --- acting ---

    async def send(self, text: str) -> None:
        """Write a line (`/start` opens or reopens the chat) and wait until the bot has dealt with it."""
        update_id = self.write(text)
        await self._dealt_with(update_id)

    def write(self, text: str) -> int | None:
        """Write without waiting; the update's id."""
        world = self._telegram.world
        self.chat.started = True
        self.chat.blocked = False
        message = self.chat.put(world.message(self.chat, self.chat.user, Formatted(text)))
        return world.updates.add("message", message.json(self.chat.json()) | command_entity(text))

    async def tap(self, label: str) -> None:
        """Tap the newest button with this label, or the only one starting so, and wait for the answer."""
        message, key = self._find(label)
        await self._tap(message, self._payload(key))

    async def looks(self) -> None:
        """Look at the phone, once the bot has shown what is so now."""
        await self._telegram.settled()

    async def waits_for(self, *words: str) -> None:
        """Look at the phone until each of these stands there, on the screen or on a button."""
        await self._patiently(
            self._telegram.until(lambda: all(word in self.screen() for word in words)),
            lambda: f"{self.name} waited in vain for {words}. The screen:\n{self.screen()}",
        )

    async def tap_old(self, message: Message, label: str) -> None:
        """Tap a button of a message as it was when kept, however old."""
        await self._tap(message, self._payload(pick(label, message.buttons, self.screen())))

    async def repeat_last_tap(self) -> None:
        """The second half of a double tap."""
        assert self._last_tap, f"{self.name} has not tapped anything yet."
        await self._tap(*self._last_tap)

    def tap_unawaited(self, label: str) -> tuple[int | None, Tap]:
        """Tap without waiting: the update's id, and what will hold the answer."""
        message, key = self._find(label)
        return self._press(message, self._payload(key))

    def block(self) -> None:
        """Stop the bot."""
        self.chat.blocked = True
        member = {"user": self._telegram.world.bot.json()}
        change = {
            "chat": self.chat.json(),
            "from": self.chat.user.json(),
            "date": int(self._telegram.time.now()),
            "old_chat_member": member | {"status": "member"},
            "new_chat_member": member | {"status": "kicked", "until_date": 0},
        }
        self._telegram.world.updates.add("my_chat_member", change)

    # --- seeing ---

    def message(self) -> Message:
        """The bot's newest message, as it is now."""
        messages = self._from_bot()
        assert messages, f"{self.name} has no message from the bot."
        return messages[-1]

    def screen(self) -> str:
        """What stands in the chat below the person's last words, buttons in brackets."""
        shown = "\n\n".join(picture(message) for message in self._current())
        return f"{shown}\n({self.toast})" if self.toast else shown

    def buttons(self) -> list[str]:
        return [key.label for message in self._current() for key in message.buttons]

    def menu(self) -> list[str]:
        """The commands that the chat's menu offers."""
        return [command["command"] for command in self._commands()]

    def menu_in_words(self) -> list[str]:
        """What the chat's menu says of each command."""
        return [command["description"] for command in self._commands()]

    def sees(self, *words: str) -> None:
        """Assert that each of these stands on the screen."""
        screen = self.screen()
        missing = [word for word in words if word not in screen]
        assert not missing, f"{self.name} does not see {missing}. The screen:\n{screen}"

    def sees_nothing_of(self, *words: str) -> None:
        """Assert that none of these stands on the screen."""
        screen = self.screen()
        there = [word for word in words if word in screen]
        assert not there, f"{self.name} sees {there}. The screen:\n{screen}"

    # --- how ---

    def _commands(self) -> list[dict[str, str]]:
        known = self._telegram.world.profile.commands
        return known.get((f"chat:{self.id}", "")) or known.get(("default", ""), [])

    def _from_bot(self) -> list[Message]:
        return [message for message in self.chat.messages.values() if message.sender.is_bot]

    def _current(self) -> list[Message]:
        own = [message.id for message in self.chat.messages.values() if not message.sender.is_bot]
        newer = [message for message in self._from_bot() if message.id > max(own, default=0)]
        return newer or self._from_bot()[-1:]

    def _find(self, label: str) -> tuple[Message, Key]:
        for message in reversed(self._from_bot()):
            if any(key.label.startswith(label) for key in message.buttons):
                return message, pick(label, message.buttons, self.screen())
        raise AssertionError(f"{self.name} finds no button {label!r}. The screen:\n{self.screen()}")

    def _payload(self, key: Key) -> str:
        assert key.payload is not None, (
            f"{key.label!r} opens {key.url or key.web_app}; it cannot be tapped here."
        )
        return key.payload

    async def _tap(self, message: Message, payload: str) -> None:
        update_id, tap = self._press(message, payload)
        await self._dealt_with(update_id)
        await self._patiently(
            self._telegram.until(lambda: tap.answered),
            lambda: f"{self.name}'s tap was never answered: the spinner still turns.",
        )
        self.toast = tap.text

    def _press(self, message: Message, payload: str) -> tuple[int | None, Tap]:
        self._last_tap = (message, payload)
        world = self._telegram.world
        tap_id = f"{self.id}{next(_tap_ids):012}"
        tap = world.taps[tap_id] = Tap(self.id, world.time.now())
        query = {
            "id": tap_id,
            "from": self.chat.user.json(),
            "message": message.json(self.chat.json()),
            "chat_instance": str(self.id),
            "data": payload,
        }
        return world.updates.add("callback_query", query, lives=world.tap_seconds), tap

    async def _dealt_with(self, update_id: int | None) -> None:
        assert update_id is not None, "The bot has asked Telegram to keep this kind of update from it."
        await self._patiently(
            self._telegram.dealt_with(update_id),
            lambda: f"After {PATIENCE_SECONDS:g} s the bot has not dealt with what {self.name} did.",
        )
        self._telegram.check()

    async def _patiently(self, waiting: Awaitable[None], complaint: Callable[[], str]) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await waiting
        except TimeoutError:
            raise AssertionError(complaint()) from None


def pick(label: str, keys: list[Key], screen: str) -> Key:
    """The button with this label, or the only one that starts with it."""
    exact = [key for key in keys if key.label == label]
    close = exact or [key for key in keys if key.label.startswith(label)]
    assert close, f"There is no button {label!r}. The screen:\n{screen}"
    several = len({key.payload for key in close}) > 1
    assert not several, f"{label!r} could be any of {[key.label for key in close]}."
    return close[0]


def picture(message: Message) -> str:
    """A message as text, its buttons in brackets."""
    rows = ["  ".join(f"[{key.label}]" for key in row) for row in message.keyboard]
    return "\n".join([*([f"<{message.file}>"] if message.file else []), message.text, *rows])


def command_entity(text: str) -> dict[str, object]:
    if not text.startswith("/"):
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]}
