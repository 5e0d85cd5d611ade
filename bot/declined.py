"""What the operator is told when something is not done."""

from __future__ import annotations

from typing import Final

from workshops.model import Actor, Role

OPERATOR: Final = Actor(Role.OPERATOR)
UNSAVED: Final = "That could not be saved: check that the disk has room and can be written to."


class Declined(Exception):
    """The operation was not done; the message is one sentence."""
