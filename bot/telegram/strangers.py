"""What those see who have not consented: kept in memory only, and not for ever."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import msgspec

from bot.telegram.shown import Shown

MOST_REMEMBERED = 10_000

Draw = Callable[[str], Shown]


class Stranger(msgspec.Struct, frozen=True):
    """`draw` gives the message for a `view`, one of its pages; `code` is the workshop it is about."""

    draw: Draw
    code: str = ""
    view: str = ""


class Strangers:
    def __init__(self) -> None:
        self._strangers: dict[int, Stranger] = {}

    def screen(self, chat: int) -> Shown | None:
        stranger = self._strangers.get(chat)
        return stranger.draw(stranger.view) if stranger else None

    def show(self, chat: int, code: str, draw: Draw) -> None:
        self._keep(chat, Stranger(draw, code))

    def say(self, chat: int, sentence: str) -> None:
        self._keep(chat, Stranger(lambda view: Shown(escape(sentence))))

    def turns(self, chat: int, code: str, view: str) -> bool:
        """Turns the page of what is shown about this workshop; False when nothing is."""
        stranger = self._strangers.get(chat)
        if stranger is None or not code or stranger.code != code:
            return False
        self._keep(chat, Stranger(stranger.draw, code, view))
        return True

    def forget(self, chat: int) -> None:
        self._strangers.pop(chat, None)

    def _keep(self, chat: int, stranger: Stranger) -> None:
        self.forget(chat)
        self._strangers[chat] = stranger
        if len(self._strangers) > MOST_REMEMBERED:
            del self._strangers[next(iter(self._strangers))]
