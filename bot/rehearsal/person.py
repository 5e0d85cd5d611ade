"""Somebody with a phone, who does only what the screen offers, and stops the rehearsal where that fails."""

from __future__ import annotations

import random
import re
from collections.abc import AsyncIterator, Mapping, Sequence

from bot.rehearsal.made_up import made_up
from bot.rehearsal.phones import Phone, RehearsalStopped, Seen
from bot.rehearsal.wording import pattern, spoken

# What someone does in the course of the day: each `yield` ends one act, and others may act before the next.
Journey = AsyncIterator[None]

MOST_STEPS_HOME = 20
OF_THE_CHANNEL = ("telegram.page", "telegram.as_page")


class Person:
    """`chance` is their own, so that nobody's choices hang on what others do. `taps_made` counts buttons.

    `labels` are what the statements are called in their language.
    """

    WAYS_BACK: tuple[str, ...] = (
        *("meanwhile.to_phase", "meanwhile.to_break", "meanwhile.to_pause", "meanwhile.to_end"),
        *("back", "themes.back_to_card", "ranking.back_to_board"),
    )

    def __init__(
        self,
        name: str,
        phone: Phone,
        language: str,
        chance: random.Random,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        self.labels = labels or {}
        self.name = name
        self.phone = phone
        self.language = language
        self.chance = chance
        self.taps_made = 0
        self.held_pen = False
        self.seen = Seen("", "", (), takes_words=False)

    # --- reading ---

    def offers(self, key: str, **values: object) -> list[str]:
        """The buttons that say this, from the top."""
        wanted = pattern(self.language, key, **values)
        return [label for label in self.seen.buttons if wanted.fullmatch(label)]

    def reads(self, key: str, **values: object) -> re.Match[str] | None:
        """Where the screen says this."""
        return pattern(self.language, key, **values).search(self.seen.text)

    async def looks(self) -> None:
        self._keep(await self.phone.look())

    async def expects(self, key: str, **values: object) -> re.Match[str]:
        """Looks, and finds this said."""
        await self.looks()
        found = self.reads(key, **values)
        if found is None:
            raise self.stopped(f"looked for the words “{spoken(self.language, key, **values)}”")
        return found

    async def arrives_at(self, key: str) -> None:
        """Looks, and is on the screen with this heading."""
        await self.looks()
        if not pattern(self.language, key).fullmatch(self.seen.title):
            raise self.stopped(f"looked for the screen “{spoken(self.language, key)}” and was")

    # --- acting ---

    async def opens(self, address: str) -> None:
        self._keep(await self.phone.open(address))

    async def taps(self, key: str, **values: object) -> None:
        """Looks once more, as the screen may have changed, and presses the first button that says this."""
        await self.looks()
        offered = self.offers(key, **values)
        if not offered:
            raise self.stopped(f"looked for the button “{spoken(self.language, key, **values)}”")
        await self.presses(offered[0])

    async def taps_label(self, label: str) -> None:
        """The same with a label that the study gives, or that was read off the screen."""
        await self.looks()
        if label not in self.seen.buttons:
            raise self.stopped(f"looked for the button “{label}”")
        await self.presses(label)

    async def presses(self, label: str) -> None:
        self.taps_made += 1
        self._keep(await self.phone.tap(label))

    async def types(self, words: str) -> None:
        await self.looks()
        if not self.seen.takes_words:
            raise self.stopped("looked for somewhere to type")
        self._keep(await self.phone.type(words))

    async def goes_home(self) -> Journey:
        """Back, until there is nothing further back."""
        for _ in range(MOST_STEPS_HOME):
            await self.looks()
            ways = [way for key in self.WAYS_BACK for way in self.offers(key)]
            if not ways:
                return
            await self.presses(ways[0])
            yield
        raise self.stopped("looked for the way back to the start, without end")

    async def returns_to_table(self) -> Journey:
        """To the board of their own table, from wherever they are in the ranking."""
        async for _ in self.goes_home():
            yield

    # --- choices ---

    def one_of(self, kind: str) -> str:
        return self.chance.choice(made_up(kind))

    def besides(self, *keys: str) -> Sequence[str]:
        """Every button but these, and but what the channel adds to every screen."""
        known = {label for key in (*keys, *OF_THE_CHANNEL) for label in self.offers(key)}
        return [label for label in self.seen.buttons if label not in known]

    def inclined(self, chance: float) -> bool:
        return self.chance.random() < chance

    def stopped(self, what: str) -> RehearsalStopped:
        buttons = ", ".join(f"“{label}”" for label in self.seen.buttons) or "none"
        stopped = RehearsalStopped(
            f"The rehearsal stopped: {self.name} (in {self.phone.channel}) {what} "
            f"on the screen “{self.seen.title}”, whose buttons are: {buttons}."
        )
        stopped.add_note(self.seen.text)
        return stopped

    def _keep(self, seen: Seen) -> None:
        self.seen = seen
        if seen.told:
            raise self.stopped(f"acted and was told “{seen.told}”")
