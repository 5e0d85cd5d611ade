"""What goes wrong between a bot and Telegram, on command or at random from a seed, and Telegram's limits."""

from __future__ import annotations

import enum
import random
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.fake_telegram.refused import flood


class Fault(enum.Enum):
    """One way for a call to go wrong."""

    FLOOD = "429 with seconds to wait, nothing done"
    SERVER_ERROR = "502, nothing done"
    LOST = "the request never arrives and nobody answers"
    DELIVERED_UNANSWERED = "done, but the answer never arrives"
    RESET = "the connection breaks before anything is done"
    DELIVERED_RESET = "done, but the connection breaks before the answer"


ANY_METHOD = "*"


@dataclass
class Trouble:
    """Faults waiting for their call; `weather` adds random ones (probability for each fault)."""

    seconds: int = 1
    _waiting: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _weather: dict[Fault, float] = field(default_factory=dict)
    _random: random.Random = field(default_factory=random.Random)
    away: bool = False

    def once(self, fault: Fault, method: str = ANY_METHOD, *, times: int = 1, seconds: int = 1) -> None:
        """The next `times` calls of `method` go wrong this way; `seconds` is what a flood asks to wait."""
        self.seconds = seconds
        self._waiting[method].extend([fault] * times)

    def weather(self, seed: int, chances: dict[Fault, float]) -> None:
        self._random, self._weather = random.Random(seed), chances

    def due(self, method: str) -> Fault | None:
        """The fault for this call, if any."""
        if self.away:
            return Fault.RESET
        for name in (method, ANY_METHOD):
            if self._waiting[name]:
                return self._waiting[name].popleft()
        drawn = self._random.random() if self._weather else 1.0
        for fault, chance in self._weather.items():
            if (drawn := drawn - chance) < 0:
                return fault
        return None


@dataclass
class Limits:
    """Sends and edits Telegram takes: over one second in all, and seconds apart in one chat (0: any)."""

    overall: int = 30
    apart: float = 0.0
    _recent: deque[float] = field(default_factory=deque)
    _last: dict[int, float] = field(default_factory=dict)

    def count(self, chat: int, now: float) -> None:
        """Raises `Refused` with 429 where this call is one too many."""
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) >= self.overall or now < self._last.get(chat, -self.apart) + self.apart:
            raise flood(1)
        self._recent.append(now)
        self._last[chat] = now
