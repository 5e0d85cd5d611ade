"""What a phone is to the person who holds it, whichever channel it is in."""

from __future__ import annotations

from typing import Protocol

import msgspec

IN_BROWSER = "a browser"
IN_TELEGRAM = "Telegram"


class Seen(msgspec.Struct, frozen=True):
    """One screen as it is read: `takes_words` says there is somewhere to type.

    `told` is what the software says about the last act, empty when that was simply done.
    """

    title: str
    text: str
    buttons: tuple[str, ...]
    takes_words: bool
    told: str = ""


class Phone(Protocol):
    """One at a time: each act ends when whatever it set off has ended."""

    @property
    def channel(self) -> str: ...

    async def open(self, address: str) -> Seen:
        """Follows a link."""
        ...

    async def look(self) -> Seen: ...

    async def tap(self, label: str) -> Seen:
        """Presses the button that says this; the person has seen it."""
        ...

    async def type(self, words: str) -> Seen:
        """Types where there is room for it, and sends that."""
        ...


class RehearsalStopped(Exception):
    """Someone could not go on; the message says who, on which screen, and what they looked for."""


def plain(label: str) -> str:
    """A button's words without the mark of the stored answer."""
    return label.removeprefix("✓").strip()
