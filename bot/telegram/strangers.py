"""What those see who have not consented: kept in memory only, and not for ever."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from html import escape

import msgspec

from bot.telegram.shown import Shown

MOST_REMEMBERED = 10_000

Draw = Callable[[str], Awaitable[Shown]]


class Stranger(msgspec.Struct, frozen=True):
    """`draw` gives the message for a `view`, one of its pages; `code` is the workshop it is about.

    `follows`: it shows the room, which changes.
    """

    draw: Draw
    code: str = ""
    view: str = ""
    follows: bool = False


class Strangers:
    """`counted` are the chats that take part in a workshop without being recorded."""

    def __init__(self) -> None:
        self._strangers: dict[int, Stranger] = {}
        self.counted: set[tuple[int, str]] = set()

    def has(self, chat: int) -> bool:
        return chat in self._strangers

    async def screen(self, chat: int) -> Shown | None:
        stranger = self._strangers.get(chat)
        return await stranger.draw(stranger.view) if stranger else None

    def show(self, chat: int, code: str, draw: Draw, *, follows: bool = False) -> None:
        self._keep(chat, Stranger(draw, code, follows=follows))

    def say(self, chat: int, sentence: str) -> None:
        async def said(view: str) -> Shown:
            return Shown(escape(sentence))

        self._keep(chat, Stranger(said))

    def following(self, code: str) -> list[int]:
        """The chats that show this workshop's room."""
        return [chat for chat, one in self._strangers.items() if one.follows and one.code == code]

    def turns(self, chat: int, code: str, view: str) -> bool:
        """Turns the page of what is shown about this workshop; False when nothing is."""
        stranger = self._strangers.get(chat)
        if stranger is None or not code or stranger.code != code:
            return False
        self._keep(chat, msgspec.structs.replace(stranger, view=view))
        return True

    def forget(self, chat: int) -> None:
        self._strangers.pop(chat, None)

    def _keep(self, chat: int, stranger: Stranger) -> None:
        self.forget(chat)
        self._strangers[chat] = stranger
        if len(self._strangers) > MOST_REMEMBERED:
            del self._strangers[next(iter(self._strangers))]
