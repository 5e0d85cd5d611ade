"""Keeps every chat showing what is so now: a set of stale chats, never a queue of messages."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from inspect import isawaitable
from typing import Any, Protocol

import msgspec
from telegram.error import BadRequest, Forbidden, RetryAfter, TimedOut

from bot.telegram.errands import Errands
from bot.telegram.menus import Menu
from bot.telegram.pacing import Clock, Pace, Sleep, growing
from bot.telegram.refusals import asked_to_wait, is_gone, is_no_chat, is_same, is_too_old
from bot.telegram.shown import Calls, File, Shown

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 5.0

Heard = Callable[[int, int], Awaitable[None]]
Render = Callable[[int], Awaitable[Shown | None] | Shown | None]


class Standing(msgspec.Struct, frozen=True):
    """The bot's message in a chat; `below` says that the person has written under it since."""

    message_id: int | None = None
    below: bool = False


class Screens(Protocol):
    """Where each chat's `Standing` outlives the process."""

    async def standing(self, chat: int) -> Standing: ...

    async def put(self, chat: int, standing: Standing) -> None: ...


async def _nothing(chat: int, message_id: int) -> None:
    """Nobody keeps count."""


class Outbox:
    """Brings chats up to date: at most one call in flight in each, many chats at once, all paced.

    `render` gives a chat's screen at this moment, None for nothing to show. `unreachable` is told of chats
    that no longer take messages.
    What a chat shows is remembered in memory only: after a restart Telegram knows, and a file may be behind.
    """

    def __init__(
        self,
        calls: Calls,
        render: Render,
        screens: Screens,
        *,
        unreachable: Callable[[int], None] = lambda chat: None,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        per_second: float = 25.0,
        per_chat: float = 1.0,
        at_once: int = 64,
    ) -> None:
        self._calls = calls
        self._render = render
        self._screens = screens
        self._unreachable = unreachable
        self._sent: Heard = _nothing
        self._undeleted: Heard = _nothing
        self._sleep = sleep
        self._pace = Pace(per_second, per_chat, clock, sleep)
        self._edits = asyncio.Semaphore(at_once)
        self._errands = Errands(self._pace, sleep, at_once)
        self._stale: dict[int, None] = {}
        self._below: set[int] = set()
        self._standings: dict[int, Standing] = {}
        self._shown: dict[int, Shown] = {}
        self._tending: dict[int, asyncio.Task[None]] = {}
        self._calling: set[int] = set()
        self._bringing: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._running = False
        self._stop = asyncio.Event()

    # --- what the rest of the bot says ---

    def stale(self, chat: int) -> None:
        """What this chat shows may no longer be so."""
        self._stale[chat] = None
        if self._running and chat not in self._tending:
            self._tending[chat] = self._start(self._tend(chat))
            self._tending[chat].add_done_callback(lambda _: self._tended(chat))

    def stale_all(self, chats: Iterable[int]) -> None:
        for chat in chats:
            self.stale(chat)

    def below(self, chat: int) -> None:
        """The person has written since: the screen is sent anew below, the old one deleted."""
        self._below.add(chat)
        self.stale(chat)

    def answer(self, callback_query_id: str, text: str | None = None) -> None:
        """Stop the spinner of a tap; called once the tap is stored."""
        self._start(self._errands.run(lambda: self._calls.answer(callback_query_id, text)))

    def offer(self, chat: int, menu: Menu) -> None:
        """Put these commands into the chat's menu."""
        self._start(self._errands.run(lambda: self._calls.offer(chat, menu)))

    def bring(self, chat: int, make: Callable[[], Awaitable[File | None]]) -> None:
        """Send a file once it is made, and the screen anew below it; one at a time in each chat."""
        if chat not in self._bringing:
            self._bringing.add(chat)
            self._start(self._bring(chat, make))

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this, too, and wait for it before all is `settled`."""
        self._start(work)

    def delete(self, chat: int, message_id: int) -> None:
        """Take a message out of the chat: the person's words once stored, or the bot's own."""
        self._start(self._delete(chat, message_id))

    async def deletes(self, chat: int, message_id: int) -> bool | None:
        """Whether the message is gone; None when Telegram could not be asked."""
        asked = False

        async def call() -> None:
            nonlocal asked
            await self._calls.delete(chat, message_id)
            asked = True

        refused = await self._errands.run(call)
        return not is_too_old(refused) if refused else asked or None

    def tell(self, *, sent: Heard, undeleted: Heard) -> None:
        """Of every file sent, and of every message that Telegram no longer deletes (older than 48 h)."""
        self._sent, self._undeleted = sent, undeleted

    async def run(self) -> None:
        """Work until `stop`; what became stale before is done first."""
        self._running = True
        try:
            self.stale_all(list(self._stale))
            await self._stop.wait()
        finally:
            self._running = False
            await self._wind_down()

    def stop(self) -> None:
        """Let `run` end once the calls in flight have ended, within a few seconds."""
        self._stop.set()

    async def settled(self) -> None:
        """Wait until every chat shows what is so and every errand is done."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    # --- bringing one chat up to date ---

    async def _tend(self, chat: int) -> None:
        failures = 0
        while self._running and chat in self._stale:
            await self._pace.rest(chat)
            try:
                async with self._edits:
                    await self._bring_up_to_date(chat)
                failures = 0
            except Exception as error:
                failures += 1
                await self._sleep(self._recover(chat, error, failures))

    def _tended(self, chat: int) -> None:
        del self._tending[chat]
        if chat in self._stale:
            self.stale(chat)

    async def _bring_up_to_date(self, chat: int) -> None:
        async with self._pace.turn():
            # Taken off before looking: what changes from here on makes it stale again.
            self._stale.pop(chat, None)
            standing = await self._standing(chat)
            rendered = self._render(chat)
            shown = await rendered if isawaitable(rendered) else rendered
            if shown is None or (self._shown.get(chat) == shown and not standing.below):
                return
            self._pace.spent(chat)
        self._calling.add(chat)
        try:
            await self._put_up(chat, shown, standing)
        finally:
            self._calling.discard(chat)

    async def _standing(self, chat: int) -> Standing:
        if chat not in self._standings:
            self._standings[chat] = await self._screens.standing(chat)
        if chat in self._below:
            await self._keep(chat, Standing(self._standings[chat].message_id, below=True))
            self._below.discard(chat)
        return self._standings[chat]

    async def _keep(self, chat: int, standing: Standing) -> None:
        await self._screens.put(chat, standing)
        self._standings[chat] = standing

    async def _put_up(self, chat: int, shown: Shown, standing: Standing) -> None:
        # Until Telegram has answered, nobody knows what the chat shows.
        self._shown.pop(chat, None)
        if standing.message_id is None or standing.below:
            await self._send(chat, shown, standing.message_id)
        else:
            await self._edit(chat, shown, standing.message_id)

    async def _send(self, chat: int, shown: Shown, old: int | None) -> None:
        message_id = await self._calls.send(chat, shown)
        await self._keep(chat, Standing(message_id))
        self._shown[chat] = shown
        if old is not None:
            self.delete(chat, old)

    async def _edit(self, chat: int, shown: Shown, message_id: int) -> None:
        try:
            await self._calls.edit(chat, message_id, shown)
        except BadRequest as refused:
            if is_gone(refused):
                await self._keep(chat, Standing())
                self._stale[chat] = None
                return
            if not is_same(refused):
                raise
        self._shown[chat] = shown

    def _recover(self, chat: int, error: Exception, failures: int) -> float:
        """Decide whether the chat stays stale; the seconds to wait before it is tried again."""
        match error:
            case Forbidden():
                return self._let_go(chat)
            case BadRequest() if is_no_chat(error):
                return self._let_go(chat)
            case BadRequest():
                # Trying the same screen again would be refused again; the next change may not be.
                log.error("Telegram refuses the screen of a chat: %s.", error.message.partition(":")[0])
                return 0
        self._stale[chat] = None
        match error:
            case RetryAfter():
                self._pace.pause(asked_to_wait(error))
                return 0
            case TimedOut() if failures == 1:
                return 0
        if failures == 1:
            log.warning("A chat could not be brought up to date (%s); trying again.", type(error).__name__)
        return growing(failures)

    def _let_go(self, chat: int) -> float:
        self._standings.pop(chat, None)
        self._unreachable(chat)
        return 0

    # --- errands: answers, files and deletions ---

    async def _bring(self, chat: int, make: Callable[[], Awaitable[File | None]]) -> None:
        try:
            file = await make()
            if file:
                await self._pace.rest(chat)
                async with self._pace.turn():
                    self._pace.spent(chat)
                refused = await self._errands.run(lambda: self._send_file(chat, file))
                if refused:
                    log.error("Telegram refuses a file: %s.", refused.message.partition(":")[0])
        finally:
            self._bringing.discard(chat)
            self.below(chat)

    async def _send_file(self, chat: int, file: File) -> None:
        await self._sent(chat, await self._calls.send_file(chat, file))

    async def _delete(self, chat: int, message_id: int) -> None:
        if await self.deletes(chat, message_id) is False:
            await self._undeleted(chat, message_id)

    # --- tasks ---

    def _start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _wind_down(self) -> None:
        for chat, task in self._tending.items():
            if chat not in self._calling:
                task.cancel()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=PATIENCE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
