"""Who looks, and at what."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from workshops.model import Actor
from workshops.wishes import Wish


class Channel(StrEnum):
    BROWSER = "browser"
    TELEGRAM = "telegram"


class Viewer(msgspec.Struct, frozen=True):
    """`view` is what they opened, empty for the phase's own screen.

    `respondent` is their token in the evaluation, `asker` the one that their anonymous questions carry.
    `wishes` are their own, where they look at them; None where they are not for whoever looks.
    `links` are the tokens of the links that they have made and that are open, by number.
    `unreached` are, for a facilitator, the numbers of those who can no longer be written to in their chat.
    """

    actor: Actor
    channel: Channel
    view: str = ""
    respondent: str = ""
    asker: str = ""
    wishes: tuple[Wish, ...] | None = None
    links: tuple[tuple[int, str], ...] = ()
    unreached: tuple[str, ...] = ()
