"""What those see who have not consented: kept in memory only, and not for ever."""

from __future__ import annotations

from html import escape

from bot.telegram.shown import Shown

MOST_REMEMBERED = 10_000


class Strangers:
    def __init__(self) -> None:
        self._screens: dict[int, Shown] = {}

    def screen(self, chat: int) -> Shown | None:
        return self._screens.get(chat)

    def show(self, chat: int, screen: Shown) -> None:
        self._screens.pop(chat, None)
        self._screens[chat] = screen
        if len(self._screens) > MOST_REMEMBERED:
            del self._screens[next(iter(self._screens))]

    def say(self, chat: int, sentence: str) -> None:
        self.show(chat, Shown(escape(sentence)))

    def forget(self, chat: int) -> None:
        self._screens.pop(chat, None)
