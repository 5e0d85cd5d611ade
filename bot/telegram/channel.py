"""Telegram as a channel of the house: handlers, intake, outbox and poller or webhook, put together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from functools import partial

import msgspec
from telegram import BotCommand
from telegram.error import TelegramError
from telegram.ext import ApplicationBuilder

from bot.addresses import WEBHOOK_PATH
from bot.finding import Links
from bot.house import House
from bot.pictures import Pictures
from bot.screens import concerned
from bot.settings import Settings
from bot.telegram.attendance import Attendance
from bot.telegram.clearing import Clearing
from bot.telegram.connection import connect
from bot.telegram.handlers import Handlers
from bot.telegram.intake import AnyApplication, Intake
from bot.telegram.menus import menu_of
from bot.telegram.outbox import Outbox
from bot.telegram.poller import Poller
from bot.telegram.request import Api, WorkshopRequest, silence_the_client
from bot.telegram.shown import TelegramCalls
from bot.telegram.telling import Telling
from bot.telegram.webhook import Webhook
from prompts import ENGLISH, prompts_in
from workshops.chats import Quarantined
from workshops.events import ChangesTold, Event, PhaseStarted
from workshops.journal import NotSaved
from workshops.model import Phase, Role, Workshop

log = logging.getLogger(__name__)

POLLING_CONNECTIONS = 2
STOP_WITHIN_SECONDS = 10


class Telegram:
    """`running` ends only when it cannot go on; `connected` is set once Telegram has told the bot's name,
    `tried` also when it cannot be reached yet.

    `bot` is the bot's id; `outbox` makes the outbox, which brings the calls and the time it works with.
    """

    def __init__(
        self,
        house: House,
        application: AnyApplication,
        bot: int,
        outbox: Callable[..., Outbox],
        pictures: Pictures | None = None,
    ) -> None:
        self.house = house
        self.attendance = Attendance(house.desk, house.people, house.chats)
        self.handlers = Handlers(house, self.attendance, Links(house.desk), pictures or Pictures(), bot)
        self.outbox = outbox(self.handlers.looking.render, self.attendance, unreachable=self._lost)
        self.handlers.outbox = self.outbox
        self.clearing = Clearing(house, self.attendance, self.outbox)
        self.outbox.tell(sent=self.clearing.sent, undeleted=self.clearing.undeleted)
        self.handlers.looking.stay_in = self.clearing.stay_in
        self.telling = Telling(house, self.attendance, self.outbox.below)
        self.intake = Intake(
            application,
            self.handlers.handle,
            storage_errors=(NotSaved,),
            quarantine=self._quarantine,
            apologise=self._apologise,
        )
        self.webhook = Webhook(self.intake)
        self.connected = asyncio.Event()
        self.tried = asyncio.Event()
        self.running: asyncio.Task[None]
        self._bot = bot
        house.desk.watch(self._changed)
        house.acting.reach.watch(self._reach_changed)
        house.removal.also(self._forget)
        house.removal.also_when_kept_no_longer(self._let_go)

    def say(self, sentence: str) -> None:
        """To the operator, what stands between Telegram and us."""
        log.warning(sentence)
        self.tried.set()

    async def take_update(self, body: bytes, secret: str | None) -> int:
        """What the webhook's route answers with."""
        return await self.webhook.handle(body, secret)

    async def show_everyone(self) -> None:
        self.outbox.stale_all(await self.attendance.load())
        await self.telling.catch_up()
        await self.clearing.load()

    def after_outage(self) -> None:
        """Telegram forgets taps: everyone is shown, below what they see, what is saved."""
        for chat in self.attendance.chats():
            self.outbox.below(chat)

    def _changed(self, workshop: Workshop, events: Iterable[Event]) -> None:
        if any(isinstance(event, ChangesTold) for event in events):
            self.outbox.begin(self.telling.tell(workshop.code))
            return
        if any(isinstance(event, PhaseStarted) and event.phase == Phase.CLOSED for event in events):
            self.outbox.begin(self.clearing.clear(workshop.code))
        about = concerned(workshop, events)
        if about.everyone:
            self.outbox.stale_all(self.attendance.chats_in(workshop.code))
            self.outbox.stale_all(self.handlers.following(workshop.code))
            return
        for number in about.people:
            chat = self.attendance.chat_of(workshop.code, number)
            if chat is not None:
                self.outbox.stale(chat)

    def _lost(self, chat: int) -> None:
        if person := self.attendance.known(chat):
            self.house.acting.reach.lose(person)

    def _reach_changed(self, code: str) -> None:
        """Facilitators are told who can no longer be written to."""
        self.outbox.stale_all(self.attendance.facilitators_in(code))

    async def _forget(self, code: str, number: str) -> None:
        workshop = await self.house.desk.workshop(code)
        chat = await self.attendance.forget(code, number)
        if chat is not None and workshop:
            self.clearing.forget(chat)
            self.handlers.removed(chat, workshop.participants[number].language)

    async def _let_go(self, code: str, number: str) -> None:
        """Weeks after the workshop; nobody is written to for that."""
        await self.attendance.forget(code, number)

    async def _quarantine(self, update_id: int, chat: int | None, kind: str, error: str) -> None:
        await self.house.chats.quarantine(
            Quarantined(self._bot, update_id, chat, kind, error, self.house.clock())
        )

    def _apologise(self, chat: int, tap: str | None) -> None:
        if tap:
            self.outbox.answer(tap, prompts_in(ENGLISH)("telegram.sorry"))
        self.outbox.below(chat)


@asynccontextmanager
async def telegram_channel(
    house: House,
    settings: Settings,
    make_outbox: Callable[..., Outbox] = Outbox,
    pictures: Pictures | None = None,
) -> AsyncIterator[Telegram | None]:
    """Runs Telegram for as long as it is open; None without a token. `running` raises `WrongToken`."""
    if not settings.token:
        yield None
        return
    silence_the_client()
    base_url = f"{settings.telegram_url}/bot"
    # Polling waits for half a minute at a time; with connections of its own it keeps no call waiting.
    request, polling = WorkshopRequest(), WorkshopRequest(POLLING_CONNECTIONS)
    application = (
        ApplicationBuilder()
        .token(settings.token)
        .base_url(base_url)
        .request(request)
        .get_updates_request(polling)
        .updater(None)
        .build()
    )
    calls = TelegramCalls(Api(f"{base_url}{settings.token}", request))
    bot = int(settings.token.partition(":")[0])
    telegram = Telegram(house, application, bot, partial(make_outbox, calls), pictures)
    poller = None
    if not settings.webhook:
        api = Api(f"{base_url}{settings.token}", polling)
        poller = Poller(api, telegram.intake, after_outage=telegram.after_outage)
    telegram.running = asyncio.create_task(_run(telegram, application, poller))
    try:
        yield telegram
    finally:
        await _stop(telegram, poller)
        await application.shutdown()
        # The application passes over what it has not been able to initialise.
        await asyncio.gather(request.shutdown(), polling.shutdown())


async def _run(telegram: Telegram, application: AnyApplication, poller: Poller | None) -> None:
    """Connects for as long as it takes, then works until stopped. Raises `WrongToken`."""
    house = telegram.house
    if poller:
        await connect(application, application.bot.delete_webhook, say=telegram.say)
    else:
        address = f"{house.addresses.url}{WEBHOOK_PATH}"
        await connect(application, lambda: telegram.webhook.set(application.bot, address), say=telegram.say)
    addresses = msgspec.structs.replace(house.addresses, telegram_bot=application.bot.username)
    await house.remember_addresses(addresses)
    telegram.connected.set()
    telegram.tried.set()
    await _set_menu(application)
    await telegram.show_everyone()
    sending = asyncio.create_task(telegram.outbox.run())
    try:
        await (poller.run() if poller else sending)
    finally:
        telegram.outbox.stop()
        await sending


async def _stop(telegram: Telegram, poller: Poller | None) -> None:
    """What is in hand is finished, and Telegram told what has been taken; soon, whatever Telegram does."""
    if telegram.connected.is_set():
        (poller or telegram.outbox).stop()
        await asyncio.wait({telegram.running}, timeout=STOP_WITHIN_SECONDS)
    telegram.running.cancel()
    await asyncio.gather(telegram.running, return_exceptions=True)


async def _set_menu(application: AnyApplication) -> None:
    say = prompts_in(ENGLISH)
    menu = [BotCommand(name, words) for name, words in menu_of(Role.PARTICIPANT, say)]
    with suppress(TelegramError):
        await application.bot.set_my_commands(menu)
