"""Who looks, and at what."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from workshops.model import Actor


class Channel(StrEnum):
    BROWSER = "browser"
    TELEGRAM = "telegram"


class Viewer(msgspec.Struct, frozen=True):
    """`view` is what they opened, empty for the phase's own screen.

    `respondent` is their token in the evaluation, `asker` the one that their anonymous questions carry.
    """

    actor: Actor
    channel: Channel
    view: str = ""
    respondent: str = ""
    asker: str = ""
