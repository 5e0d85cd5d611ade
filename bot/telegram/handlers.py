"""What comes from Telegram: taps, typed words and commands. Nothing here waits for Telegram."""

from __future__ import annotations

from hashlib import sha256

from telegram import CallbackQuery, Message, Update

from bot.acting import Answer, viewer_of
from bot.actions import Agree, Consider, NotAButton, Open, TakePartUnrecorded, decode
from bot.addresses import CLAIM, JOIN
from bot.claiming import NotIn
from bot.finding import Links
from bot.house import House
from bot.pictures import Pictures
from bot.screens import opened, refusal, screen_for
from bot.screens.invitation import ARRIVE
from bot.screens.viewer import Channel
from bot.telegram.attendance import Attendance
from bot.telegram.files import Files, Wanted, made_or_said
from bot.telegram.looking import Looking, language_of, spoken_to
from bot.telegram.menus import commands_of, menu_of
from bot.telegram.newcomers import Newcomers
from bot.telegram.outbox import Outbox
from bot.telegram.render import split_view
from bot.telegram.strangers import Strangers
from bot.throttle import Throttle
from prompts import prompts_in
from prompts.languages import closest
from workshops.commands import ChooseLanguage
from workshops.model import Workshop
from workshops.people import Person

SECRET_LENGTH = 22


class Handlers:
    """`bot` is the bot's id, part of the name of every delivery."""

    def __init__(
        self, house: House, attendance: Attendance, links: Links, pictures: Pictures, bot: int
    ) -> None:
        self._house = house
        self._attendance = attendance
        self._links = links
        self._bot = bot
        self._strangers = Strangers()
        self._files = Files(pictures)
        self._notices: dict[int, str] = {}
        self._newcomers = Newcomers(house, self._strangers)
        self.looking = Looking(house, attendance, self._strangers, self._notices)
        self._wrong_codes = Throttle(house.clock)
        self.outbox: Outbox

    async def handle(self, update: Update) -> None:
        """Raises `NotSaved` when the update must come again."""
        came = update.callback_query or update.message
        if came and came.from_user and (person := self._attendance.known(came.from_user.id)):
            self._house.acting.reach.find(person)
        if update.callback_query:
            await self._tapped(update.callback_query, f"telegram:{self._bot}:{update.update_id}")
        elif update.message and update.message.chat.type == "private":
            await self._wrote(update.message, f"telegram:{self._bot}:{update.update_id}")

    def following(self, code: str) -> list[int]:
        """The chats of those who follow this workshop's room without being recorded."""
        return self._strangers.following(code)

    def removed(self, chat: int, language: str) -> None:
        """What someone said has been removed: the chat is a stranger's, and is told so."""
        self._notices.pop(chat, None)
        self._strangers.say(chat, prompts_in(language)("telegram.removed"))
        self.outbox.stale(chat)

    # --- taps ---

    async def _tapped(self, query: CallbackQuery, cause: str) -> None:
        chat = query.from_user.id
        try:
            code, action = decode(query.data or "")
        except NotAButton:
            code, action = "", Open()
        person = await self._attendance.person(chat)
        self._notices.pop(chat, None)
        if isinstance(action, Open) and self._strangers.turns(chat, code, action.view):
            told = ""
        elif isinstance(action, Consider | Agree | TakePartUnrecorded):
            told = await self._considered(chat, code, action, cause)
        elif person and isinstance(action, Open) and (file := await self._file(person, code, action.view)):
            self.outbox.bring(chat, lambda: made_or_said(file, lambda why: self._notices.update({chat: why})))
            told = file.coming
        elif person:
            told = await self._pressed(chat, person, query.data or "", cause)
            if isinstance(action, ChooseLanguage) and not told:
                await self._offer_menu(chat, person)
        else:
            told = self._welcome(chat, query.from_user.language_code)
        if query.message and query.message.message_id != (await self._attendance.standing(chat)).message_id:
            # A button of an earlier message: that one goes, and the screen comes down to where the person is.
            self.outbox.delete(chat, query.message.message_id)
            self.outbox.below(chat)
        self.outbox.answer(query.id, told or None)
        self.outbox.stale(chat)

    async def _file(self, person: Person, code: str, view: str) -> Wanted | None:
        """Some buttons have a file sent instead of opening a screen."""
        if code != person.workshop:
            return None
        workshop = await self._workshop(person)
        return self._files.wanted(workshop, person, view, self._house.addresses)

    async def _pressed(self, chat: int, person: Person, payload: str, cause: str) -> str:
        request_hash = sha256(payload.encode()).hexdigest()
        answer = await self._house.acting.press(person, payload, cause=cause, request_hash=request_hash)
        return await self._answered(chat, person, answer)

    async def _answered(self, chat: int, person: Person, answer: Answer) -> str:
        """Opens what comes next; the sentence to say when nothing was done."""
        if await self._attendance.person(chat) is None:
            return ""  # They have had what they said removed, and are a stranger by now.
        self._strangers.forget(chat)
        if answer.view is not None:
            await self._attendance.opens(chat, answer.view)
        if not answer.refused:
            return ""
        language = language_of(await self._workshop(person), person)
        return refusal(answer.refused, language, **answer.values)

    async def _considered(
        self, chat: int, code: str, action: Consider | Agree | TakePartUnrecorded, cause: str
    ) -> str:
        workshop = await self._house.desk.workshop(code)
        if workshop is None or not workshop.telegram or action.language not in workshop.study.languages:
            return self._welcome(chat, None, "refused.code_unknown")
        if await self._is_in(chat, code, action):
            self._strangers.forget(chat)
            return ""
        if isinstance(action, Consider):
            self._newcomers.consider(chat, workshop, action)
            return ""
        try:
            if isinstance(action, TakePartUnrecorded):
                await self._newcomers.takes_part_unrecorded(chat, workshop, action.language, cause)
                return ""
            person = await self._house.admitting.agree(code, action, cause=cause, telegram_chat=chat)
            await self._newcomers.consented(chat, code)
        except NotIn as refused:
            return refusal(refused.reason, action.language)
        await self._came_in(chat, person, "profile 1" if workshop.study.profile else "")
        return ""

    async def _is_in(self, chat: int, code: str, action: Consider | Agree | TakePartUnrecorded) -> bool:
        """Whoever agreed is in once their first screen is sent: killed before, we let them agree again."""
        person = await self._attendance.person(chat)
        agreed = person is not None and person.workshop == code
        if agreed and isinstance(action, Agree):
            return (await self._attendance.standing(chat)).message_id is not None
        return agreed

    # --- words ---

    async def _wrote(self, message: Message, cause: str) -> None:
        chat = message.chat.id
        self._notices.pop(chat, None)
        text = message.text or ""
        if text.startswith("/start"):
            await self._started(message, text.removeprefix("/start").strip())
        elif text.startswith("/"):
            await self._commanded(chat, text[1:], cause)
        else:
            await self._typed(message, text, cause)
        self.outbox.below(chat)

    async def _started(self, message: Message, link: str) -> None:
        chat = message.chat.id
        language = message.from_user.language_code if message.from_user else None
        kind, _, secret = link.partition("-")
        if kind == CLAIM:
            self.outbox.delete(chat, message.message_id)
            await self._claimed(chat, secret, language)
        elif kind == JOIN:
            group = secret[SECRET_LENGTH:].removeprefix("-")
            workshop = await self._links.joining(secret[:SECRET_LENGTH])
            await self._asked_in(chat, workshop, group, language)
        elif await self._attendance.person(chat):
            self._strangers.forget(chat)
        else:
            self._welcome(chat, language)

    async def _claimed(self, chat: int, token: str, language: str | None) -> None:
        try:
            person = await self._house.admitting.claim(token, telegram_chat=chat)
        except NotIn as refused:
            await self._tell(chat, f"refused.{refused.reason}", language)
        else:
            await self._came_in(chat, person, "")

    async def _asked_in(self, chat: int, workshop: Workshop | None, group: str, language: str | None) -> None:
        """Someone known goes on where they were; anyone else reads the information sheet first."""
        if workshop is None:
            await self._tell(chat, "telegram.link_unknown", language)
            return
        if not workshop.telegram:
            await self._tell(chat, "telegram.not_here", language)
            return
        person = await self._attendance.person(chat)
        if person and person.workshop == workshop.code:
            self._strangers.forget(chat)
            await self._comes_to_table(chat, workshop, person, group)
            return
        offered = workshop.study.languages
        spoken_here = closest([language or ""], offered) or offered[0]
        self._newcomers.consider(
            chat, workshop, Consider(spoken_here, group if group in workshop.groups else "")
        )

    async def _comes_to_table(self, chat: int, workshop: Workshop, person: Person, group: str) -> None:
        """Whoever agreed beforehand arrives by a table's code with one tap."""
        known = workshop.participants.get(person.number)
        if known and known.expected and group in workshop.groups:
            await self._attendance.opens(chat, f"{ARRIVE} {group}")

    async def _commanded(self, chat: int, name: str, cause: str) -> None:
        person = await self._attendance.person(chat)
        if person is None:
            self._welcome(chat, None)
            return
        action = commands_of(person.role).get(name.strip().lower())
        if action is None:
            language = language_of(await self._workshop(person), person)
            self._notices[chat] = prompts_in(language)("telegram.no_command")
            return
        answer = await self._house.acting.act(person, action, cause=cause)
        self._notices[chat] = await self._answered(chat, person, answer)

    async def _typed(self, message: Message, text: str, cause: str) -> None:
        chat = message.chat.id
        person = await self._attendance.person(chat)
        if person is None or self._strangers.has(chat):
            await self._code_said(message, text)
            return
        workshop = await self._workshop(person)
        view, _ = split_view(await self._attendance.view(chat))
        viewer = viewer_of(workshop, person, Channel.TELEGRAM, view)
        typed = screen_for(workshop, viewer, self._house.addresses).typed
        say = prompts_in(language_of(workshop, person))
        if typed is None or not text:
            self._notices[chat] = say("telegram.only_buttons" if typed is None else "telegram.only_words")
            return
        answer = await self._house.acting.press(
            person, typed.payload, words=text, cause=cause, request_hash=sha256(text.encode()).hexdigest()
        )
        self._notices[chat] = await self._answered(chat, person, answer)
        if not answer.refused:
            self.outbox.delete(chat, message.message_id)

    async def _code_said(self, message: Message, text: str) -> None:
        """A stranger's words can only be a code."""
        chat = message.chat.id
        language = message.from_user.language_code if message.from_user else None
        code = "".join(letter for letter in text.upper() if letter.isalnum())
        if not self._wrong_codes.allows(str(chat)):
            await self._tell(chat, "refused.too_many_tries", language)
            return
        workshop = await self._house.desk.workshop(code) if code.isascii() and code else None
        if workshop is None:
            self._wrong_codes.missed(str(chat))
            await self._tell(chat, "refused.code_unknown", language)
            return
        await self._asked_in(chat, workshop, "", language)

    # --- who is in a chat ---

    async def _came_in(self, chat: int, person: Person, view: str) -> None:
        self._strangers.forget(chat)
        await self._attendance.came(chat, person)
        await self._attendance.opens(chat, opened(await self._workshop(person), view))
        await self._offer_menu(chat, person)

    async def _offer_menu(self, chat: int, person: Person) -> None:
        language = language_of(await self._workshop(person), person)
        self.outbox.offer(chat, menu_of(person.role, prompts_in(language)))

    def _welcome(self, chat: int, language: str | None, key: str = "telegram.welcome") -> str:
        self._strangers.say(chat, spoken_to(language)(key))
        return ""

    async def _tell(self, chat: int, key: str, language: str | None) -> None:
        """To someone who is in, as a notice on their screen; to anyone else as all there is."""
        sentence = spoken_to(language)(key)
        if await self._attendance.person(chat):
            self._notices[chat] = sentence
        else:
            self._strangers.say(chat, sentence)

    async def _workshop(self, person: Person) -> Workshop:
        workshop = await self._house.desk.workshop(person.workshop)
        if workshop is None:
            raise LookupError(person.workshop)
        return workshop
