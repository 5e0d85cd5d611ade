"""The fake itself: one bot's Telegram, strict, answering through whichever way in."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from tests.fake_telegram.chats import Chat, User
from tests.fake_telegram.methods import METHODS, Files, Parameters
from tests.fake_telegram.person import Person
from tests.fake_telegram.refused import Refused, flood
from tests.fake_telegram.trouble import Fault, Limits, Trouble
from tests.fake_telegram.virtual_time import Time, VirtualTime
from tests.fake_telegram.world import World

TOKEN = "4242424242:AAFakeTokenForTestsOnly_0123456789abc"
TAP_SECONDS = 150


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; without one the caller waits until it gives up (`hangs`) or loses the connection."""

    status: int = 0
    body: bytes = b""
    hangs: bool = False
    breaks: bool = False


@dataclass(frozen=True)
class Call:
    """One call the bot made and how it ended."""

    method: str
    parameters: Parameters
    status: int
    description: str = ""


class FakeTelegram:
    """Telegram's side of one bot.

    `calls` holds everything the bot asked for; `complaints` what no test may pass over, such as an
    unknown method.
    """

    def __init__(
        self,
        time: Time | None = None,
        *,
        token: str = TOKEN,
        limits: Limits | None = None,
        tap_seconds: float = TAP_SECONDS,
    ) -> None:
        self.time = time or VirtualTime()
        self.token = token
        bot = User(int(token.partition(":")[0]), "Workshop", is_bot=True, username="workshop_test_bot")
        self.world = World(self.time, bot, limits, tap_seconds)
        self.trouble = Trouble()
        self.calls: list[Call] = []
        self.complaints: list[str] = []
        self.listeners: list[Callable[[Call], None]] = []
        self.quiet: list[Callable[[], Awaitable[None]]] = []
        self._called = asyncio.Event()
        self.receive_webhook: Callable[[bytes, str | None], Awaitable[int]] | None = None
        self._person_ids = itertools.count(1001)

    def person(self, name: str, language: str = "en") -> Person:
        """Somebody with a phone, who has not yet written to the bot."""
        user = User(next(self._person_ids), name, language)
        self.world.chats[user.id] = Chat(user)
        return Person(self, self.world.chats[user.id])

    async def handle(self, token: str, method: str, parameters: Parameters, files: Files) -> Answer:
        """Answer one HTTP call, or go wrong as told."""
        fault = self.trouble.due(method)
        match fault:
            case Fault.LOST | Fault.RESET:
                return Answer(hangs=fault is Fault.LOST, breaks=fault is Fault.RESET)
            case Fault.SERVER_ERROR:
                return self._refuse(method, parameters, Refused(502, "Bad Gateway"))
            case Fault.FLOOD:
                return self._refuse(method, parameters, flood(self.trouble.seconds))
        answer = await self._answer(token, method, parameters, files)
        if self.trouble.away:
            return Answer(breaks=True)
        if fault is not None:
            return Answer(hangs=fault is Fault.DELIVERED_UNANSWERED, breaks=fault is Fault.DELIVERED_RESET)
        return answer

    def made(self, *methods: str) -> list[Call]:
        """The calls of these methods that were done."""
        return [call for call in self.calls if call.method in methods and call.status == 200]

    def refused(self) -> list[Call]:
        """The calls that were refused."""
        return [call for call in self.calls if call.status != 200]

    def check(self) -> None:
        """Fail the test for what the bot must never do."""
        assert not self.complaints, "\n".join(self.complaints)

    async def dealt_with(self, update_id: int) -> None:
        """Wait until the bot has confirmed this update and has nothing left to do."""
        if self.world.webhook.url:
            await self.deliver()
        else:
            await self.world.updates.confirmed(update_id)
        await self.settled()

    async def deliver(self) -> None:
        """Offer what waits to the webhook, once."""
        await self.world.updates.push(self._push)

    async def settled(self) -> None:
        """Wait until the bot has nothing left to do."""
        for quiet in self.quiet:
            await quiet()

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait, from call to call of the bot, until something is so: all one knows of another process."""
        while not reached():
            await self._called.wait()

    async def _answer(self, token: str, method: str, parameters: Parameters, files: Files) -> Answer:
        if token != self.token:
            malformed = ":" not in token
            return self._refuse(
                method, {}, Refused(404, "Not Found") if malformed else Refused(401, "Unauthorized")
            )
        if method not in METHODS:
            self.complaints.append(f"The bot called {method}, which this Telegram does not know.")
            return self._refuse(method, parameters, Refused(404, "Not Found: method not found"))
        try:
            result = await METHODS[method](self.world, parameters, files)
        except Refused as refused:
            return self._refuse(method, parameters, refused)
        except AssertionError as complaint:
            self.complaints.append(str(complaint))
            return self._refuse(method, parameters, Refused(400, f"Bad Request: {complaint}"))
        self._note(Call(method, parameters, 200))
        return Answer(200, msgspec.json.encode({"ok": True, "result": result}))

    def _note(self, call: Call) -> None:
        self.calls.append(call)
        self._called.set()
        self._called = asyncio.Event()
        for listener in self.listeners:
            listener(call)

    async def _push(self, update: dict[str, Any]) -> int:
        assert self.receive_webhook, "A webhook is set, but nobody receives it."
        return await self.receive_webhook(msgspec.json.encode(update), self.world.webhook.secret)

    def _refuse(self, method: str, parameters: Parameters, refused: Refused) -> Answer:
        self._note(Call(method, parameters, refused.code, refused.description))
        return Answer(refused.code, msgspec.json.encode(refused.body()))
