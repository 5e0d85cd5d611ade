"""What newcomers read before they consent, and those who take part without being recorded."""

from __future__ import annotations

from bot.actions import Consider
from bot.house import House
from bot.screens import newcomer_screen
from bot.screens.unrecorded import HERE, is_here
from bot.screens.viewer import Channel
from bot.telegram.render import shown
from bot.telegram.shown import Shown
from bot.telegram.strangers import Strangers
from prompts import prompts_in
from workshops.model import Workshop


class Newcomers:
    """Nothing of them is kept but the handled update, and in memory what their chat shows."""

    def __init__(self, house: House, strangers: Strangers) -> None:
        self._house = house
        self._strangers = strangers

    def consider(self, chat: int, workshop: Workshop, consider: Consider) -> None:
        """The chat shows this, of the workshop as it then is."""
        say, code = prompts_in(consider.language), workshop.code

        async def draw(view: str) -> Shown:
            now = await self._house.desk.workshop(code) or workshop
            screen = newcomer_screen(now, consider, Channel.TELEGRAM, self._house.addresses)
            return shown(screen, say, code, view)

        self._strangers.show(chat, code, draw, follows=is_here(consider))

    async def takes_part_unrecorded(self, chat: int, workshop: Workshop, language: str, cause: str) -> None:
        """Counted once, however often they tap. Raises `NotIn`."""
        if (chat, workshop.code) not in self._strangers.counted:
            await self._house.admitting.counts_unrecorded(workshop.code, here=True, cause=cause)
            self._strangers.counted.add((chat, workshop.code))
        self.consider(chat, workshop, Consider(language, step=HERE))

    async def consented(self, chat: int, code: str) -> None:
        """Whoever was counted without being recorded is recorded after all."""
        if (chat, code) in self._strangers.counted:
            await self._house.admitting.counts_unrecorded(code, here=False, cause=None)
            self._strangers.counted.discard((chat, code))
