"""Where secrets, codes and seeds come from: the system's randomness, or a seed in a rehearsal."""

from __future__ import annotations

import random
from base64 import urlsafe_b64encode

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6


class Chance:
    """Give it `random.SystemRandom()`, or `random.Random(seed)` for a rehearsal."""

    def __init__(self, source: random.Random) -> None:
        self._source = source

    def token(self) -> str:
        """128 bits, in letters that an address can carry."""
        return urlsafe_b64encode(self._source.randbytes(16)).decode().rstrip("=")

    def code(self, length: int = CODE_LENGTH) -> str:
        """Letters that can be said aloud: none looks or sounds like another."""
        return "".join(self._source.choice(CODE_LETTERS) for _ in range(length))

    def seed(self) -> int:
        return self._source.getrandbits(32)
