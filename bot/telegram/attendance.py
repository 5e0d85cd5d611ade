"""Who is in which chat, and what each chat has open."""

from __future__ import annotations

import msgspec

from bot.telegram.outbox import Standing
from workshops.chats import Chats, ChatScreen
from workshops.desk import Desk
from workshops.model import Phase, Role
from workshops.people import People, Person


class Attendance:
    """Keeps in memory what it has stored; someone who has not consented is only ever in memory."""

    def __init__(self, desk: Desk, people: People, chats: Chats) -> None:
        self._desk = desk
        self._people = people
        self._chats = chats
        self._person: dict[int, Person | None] = {}
        self._chat: dict[tuple[str, str], int] = {}
        self._screen: dict[int, ChatScreen] = {}

    async def load(self) -> list[int]:
        """Everyone in an open workshop; their chats, for all of them may be out of date."""
        codes = [code for code in await self._desk.codes() if await self._is_open(code)]
        for screen in await self._chats.screens(codes):
            self._screen[screen.chat] = screen
            await self.person(screen.chat)
        return self.chats()

    async def person(self, chat: int) -> Person | None:
        """Whom the chat last came in as."""
        if chat not in self._person:
            await self.came(chat, await self._joined(chat))
        return self._person[chat]

    async def came(self, chat: int, person: Person | None) -> None:
        """From now on the chat is this person's, or a stranger's."""
        self._person[chat] = person
        if person is None:
            self._screen.pop(chat, None)
            return
        self._chat[person.workshop, person.number] = chat
        screen = await self._screen_in(chat)
        if screen.workshop != person.workshop:
            await self._keep(msgspec.structs.replace(screen, workshop=person.workshop, view=""))

    def chat_of(self, workshop: str, number: str) -> int | None:
        return self._chat.get((workshop, number))

    def chats(self) -> list[int]:
        """Of everyone who is in."""
        return [chat for chat, person in self._person.items() if person]

    def chats_in(self, workshop: str) -> list[int]:
        return [chat for (code, _), chat in self._chat.items() if code == workshop]

    def known(self, chat: int) -> Person | None:
        """Whom the chat is known as by now."""
        return self._person.get(chat)

    def facilitators_in(self, workshop: str) -> list[int]:
        people = ((chat, self._person.get(chat)) for chat in self.chats_in(workshop))
        return [chat for chat, person in people if person and person.role is Role.FACILITATOR]

    async def forget(self, workshop: str, number: str) -> int | None:
        """Someone's words and links are gone. The chat that is a stranger's from now on, if there is one."""
        chat = self._chat.pop((workshop, number), None)
        person = self._person.get(chat) if chat is not None else None
        if chat is None or person is None or (person.workshop, person.number) != (workshop, number):
            return None
        self._person[chat] = None
        # The message is still there; what was stored of it while they were being removed goes, too.
        self._screen[chat] = ChatScreen(chat, "", self._screen[chat].message_id, "")
        await self._chats.forget(chat)
        return chat

    async def view(self, chat: int) -> str:
        return (await self._screen_in(chat)).view

    async def opens(self, chat: int, view: str) -> None:
        """The chat shows this view from now on; stored before anything is sent that depends on it."""
        screen = await self._screen_in(chat)
        if screen.view != view:
            await self._keep(msgspec.structs.replace(screen, view=view))

    async def standing(self, chat: int) -> Standing:
        screen = await self._screen_in(chat)
        return Standing(screen.message_id, screen.below)

    async def put(self, chat: int, standing: Standing) -> None:
        screen = await self._screen_in(chat)
        await self._keep(
            msgspec.structs.replace(screen, message_id=standing.message_id, below=standing.below)
        )

    async def _joined(self, chat: int) -> Person | None:
        """A number is kept before the consent is: whoever has the one without the other has not joined."""
        person = await self._people.in_chat(chat)
        workshop = await self._desk.workshop(person.workshop) if person else None
        if person is None or workshop is None:
            return None
        joined = person.number in workshop.participants or person.number in workshop.facilitators
        return person if joined else None

    async def _keep(self, screen: ChatScreen) -> None:
        # In memory first: whoever changes the screen next starts from this one, whatever the disk is doing.
        self._screen[screen.chat] = screen
        if self._person.get(screen.chat):
            await self._chats.keep(screen)

    async def _screen_in(self, chat: int) -> ChatScreen:
        if chat not in self._screen:
            person = self._person.get(chat)
            stored = await self._chats.screen(chat) if person else None
            fresh = ChatScreen(chat, person.workshop if person else "", None, "")
            self._screen.setdefault(chat, stored or fresh)
        return self._screen[chat]

    async def _is_open(self, code: str) -> bool:
        workshop = await self._desk.workshop(code)
        return workshop is not None and workshop.phase is not Phase.CLOSED
