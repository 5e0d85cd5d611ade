"""A private chat with the bot: what the person does becomes an update, and the chat is what the bot calls."""

from __future__ import annotations

import re
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.rehearsal.clock import Clock
from bot.rehearsal.messenger import Messenger, plain_text
from bot.rehearsal.phones import IN_TELEGRAM, RehearsalStopped, Seen, plain
from bot.telegram.channel import Telegram
from bot.telegram.render import NOTICE
from bot.telegram.shown import Button, Shown
from prompts import prompts_in, spoken


class Network:
    """What lies between the phones and the bot: one update at a time, until all it set off is done."""

    def __init__(self, telegram: Telegram, messenger: Messenger, clock: Clock) -> None:
        self.messenger = messenger
        self._telegram = telegram
        self._clock = clock
        self._updates = count(1)

    async def bring(self, **content: Any) -> None:
        update = {"update_id": next(self._updates), **content}
        if not await self._telegram.intake.settle(update):
            raise RehearsalStopped("The rehearsal stopped: what was done in Telegram could not be stored.")
        await self.settled()

    async def settled(self) -> None:
        """Waits until every chat shows what is so."""
        await self._telegram.outbox.settled()
        if self.messenger.complaints:
            why = self.messenger.complaints[0]
            raise RehearsalStopped(f"The rehearsal stopped: Telegram would refuse what it was asked ({why}).")

    @property
    def seconds(self) -> int:
        return self._clock.at // 1000


class PhoneInTelegram:
    """`chat` is the person's id, too; `language` is the one that their Telegram speaks."""

    channel = IN_TELEGRAM

    def __init__(self, network: Network, chat: int, language: str) -> None:
        self._network = network
        self._messenger = network.messenger
        self._chat = chat
        self._language = language
        self._taps = count(1)

    async def open(self, address: str) -> Seen:
        """Follows a deep link, which is what pressing Start writes."""
        start = parse_qs(urlsplit(address).query).get("start", [""])[0]
        await self._write(f"/start {start}".strip())
        return await self.look()

    async def look(self) -> Seen:
        await self._network.settled()
        return self._seen()

    async def tap(self, label: str) -> Seen:
        message_id, shown = self._screen()
        button = next(button for button in _buttons(shown) if plain(button.label) == label)
        tap = f"{self._chat}-{next(self._taps)}"
        self._messenger.press(tap)
        about = {"id": tap, "chat_instance": str(self._chat), "data": button.payload}
        message = self._message(message_id)
        await self._network.bring(callback_query={**about, "from": self._person(), "message": message})
        answer = self._messenger.answered(tap)
        return self._seen("the tap was never answered" if answer is None else answer)

    async def type(self, words: str) -> Seen:
        promised = self._says("telegram.type_below")
        message_id = await self._write(words)
        stays = promised and self._messenger.has_written(self._chat, message_id)
        return self._seen("the words that were saved stay in the chat" if stays else "")

    async def _write(self, text: str) -> int:
        message_id = self._messenger.write(self._chat, text)
        await self._network.bring(message={**self._message(message_id), "from": self._person(), "text": text})
        return message_id

    def _seen(self, told: str = "") -> Seen:
        _, shown = self._screen()
        first, _, _ = shown.text.partition("\n\n")
        told = told or (plain_text(first) if first.startswith(NOTICE) else "")
        text = plain_text(shown.text)
        bold = re.search(r"<b>(.*?)</b>", shown.text)
        return Seen(
            title=plain_text(bold[1]) if bold else text.partition("\n")[0],
            text=text,
            buttons=tuple(plain(button.label) for button in _buttons(shown)),
            takes_words=any(map(self._says, ("telegram.type_below", "telegram.welcome"))),
            told=told,
        )

    def _says(self, key: str) -> bool:
        """In whatever language: people change theirs."""
        text = plain_text(self._screen()[1].text)
        return any(prompts_in(language)(key) in text for language in spoken())

    def _screen(self) -> tuple[int, Shown]:
        """The bot's one message in the chat, and its id."""
        screens = self._messenger.screens(self._chat)
        if len(screens) != 1:
            raise RehearsalStopped(
                f"The rehearsal stopped: a chat holds {len(screens)} of the bot's messages instead of one."
            )
        [(message_id, shown)] = screens.items()
        return message_id, shown

    def _message(self, message_id: int) -> dict[str, Any]:
        chat = {"id": self._chat, "type": "private"}
        return {"message_id": message_id, "date": self._network.seconds, "chat": chat}

    def _person(self) -> dict[str, Any]:
        who = {"id": self._chat, "is_bot": False, "first_name": "Somebody"}
        return {**who, "language_code": self._language}


def _buttons(shown: Shown) -> list[Button]:
    return [button for row in shown.buttons for button in row]
