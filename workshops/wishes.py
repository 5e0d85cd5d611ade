"""Whom somebody would like to sit with, or not: private, in no event, gone with the links."""

from __future__ import annotations

import msgspec

WITH = "with"
NOT_WITH = "not_with"
PEERS = "peers"
WISH_KINDS = (WITH, NOT_WITH, PEERS)
MOST_WISHES = 10


class Wish(msgspec.Struct, frozen=True, order=True):
    """`who` wishes it; `other` is the number that it names, empty for a table of peers only."""

    who: str
    kind: str
    other: str = ""
