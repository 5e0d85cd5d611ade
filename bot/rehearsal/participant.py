"""A simulated participant: what they do in each phase, as far as they like and their screen offers."""

from __future__ import annotations

import random
from collections.abc import Sequence

from bot.rehearsal.made_up import made_up
from bot.rehearsal.person import Journey, Person
from bot.rehearsal.phones import Phone
from bot.rehearsal.wording import pattern
from workshops.study import StudyText

FITS = ("fits", "fits", "partly", "does_not")
CONFIRMATIONS = ("agree", "agree", "agree", "can_live_with_it", "can_live_with_it", "disagree")
REFLECTS = ("yes", "mostly", "mostly", "partly", "no")


class Participant(Person):
    """`worth` says how much each statement matters to them; `keen`, from 0 to 1, how much they do at all."""

    def __init__(
        self, name: str, phone: Phone, language: str, chance: random.Random, words: StudyText
    ) -> None:
        super().__init__(name, phone, language, chance)
        self.keen = chance.uniform(0.3, 0.9)
        titles = [theme.title for theme in words.themes.values()]
        self.worth = {title: len(titles) - at + chance.gauss(0, 2.5) for at, title in enumerate(titles)}

    # --- arriving ---

    async def arrives(self, address: str, code: str = "", *, hesitates: bool = False) -> Journey:
        """By a link, or at the start page with the code that was said aloud."""
        await self.opens(address)
        yield
        if code:
            await self.types(code)
            yield
        for key in ("newcomer.no_thanks", "newcomer.read_again") if hesitates else ():
            await self.taps(key)
            yield
        if self.offers("telegram.page"):
            await self.taps("telegram.page")
            yield
        async for _ in self.consents():
            yield
        async for _ in self.introduces_themselves():
            yield

    async def consents(self) -> Journey:
        """Ticks until nothing that is required is missing; some also tick what is up to them."""
        await self.taps("newcomer.go_on")
        yield
        generous = self.inclined(0.5)
        while not self.offers("newcomer.agree") or (generous and self.offers("newcomer.box")):
            await self.taps("newcomer.box")
            yield
        await self.taps("newcomer.agree")
        yield

    async def introduces_themselves(self) -> Journey:
        await self.looks()
        if self.offers("lobby.about_you") and self.inclined(self.keen):
            await self.taps("lobby.about_you")
            yield
        while self.reads("lobby.question"):
            if self.inclined(0.25):
                await self.taps("skip")
            elif self.seen.takes_words:
                await self.types(self.one_of("organisations"))
            else:
                await self.taps_label(self.chance.choice(self.besides("skip")))
            yield

    async def sits_down(self) -> Journey:
        await self.looks()
        tables = self.offers("lobby.sit")
        if tables and self.reads("lobby.no_table"):
            await self.presses(self.chance.choice(tables))
            yield

    # --- themes ---

    async def reads_the_card(self, title: str) -> Journey:
        """The one that is being shown, or picked from all of them; then perhaps whether it fits, and why."""
        await self.looks()
        if not self.offers("themes.read_card"):
            if title not in self.seen.buttons:
                await self.taps("footer.themes")
                yield
            await self.taps_label(title)
        else:
            await self.taps("themes.read_card")
        yield
        if self.offers("fit.fits") and self.inclined(self.keen):
            await self.taps(f"fit.{self.chance.choice(FITS)}")
            yield
        if self.offers("themes.say_why") and self.inclined(0.4):
            await self.taps("themes.say_why")
            yield
            await self.types(self.one_of("fit"))
            yield
        async for _ in self.goes_home():
            yield

    # --- one's own ranking ---

    async def ranks(self) -> Journey:
        """Some rank all and some a few; some never begin, and some never submit."""
        if not self.inclined(0.9):
            return
        await self.looks()
        order = sorted(self.worth.keys() & set(self.seen.buttons), key=lambda title: -self.worth[title])
        wanted = order if self.inclined(0.7) else order[: self.chance.randint(1, len(order))]
        slip = self.chance.choice(wanted) if self.inclined(0.3) else ""
        for title in wanted:
            await self.taps_label(title)
            yield
            if title == slip:
                await self.taps("individual.undo", statement=title)
                yield
                await self.taps_label(title)
                yield
        await self.taps("individual.check")
        yield
        await self.taps("individual.submit" if self.inclined(0.9) else "individual.go_on")
        yield

    # --- the table's board ---

    async def finds_the_table(self) -> str:
        """The letter of their table, as it stands above its board."""
        await self.looks()
        found = pattern(self.language, "ranking.table").fullmatch(self.seen.title)
        if found is None:
            raise self.stopped("looked for their table")
        return found[1]

    async def confirms(self, answer: str = "") -> Journey:
        """Says in private whether it is still fine, if they feel like it; a dissent perhaps with a reason."""
        await self.looks()
        if not self.reads("confirm.still_fine") or not (answer or self.inclined(0.85)):
            return
        chosen = answer or self.chance.choice(CONFIRMATIONS)
        await self.taps(f"confirm.{chosen}")
        yield
        if chosen == "disagree":
            if answer or self.inclined(0.6):
                await self.types(self.one_of("dissent"))
                yield
            async for _ in self.goes_home():
                yield

    async def confirms_late(self) -> Journey:
        """From the board of their own table, while another one's is shown."""
        await self.looks()
        if not self.offers("report_back.own"):
            return
        await self.taps("report_back.own")
        yield
        async for _ in self.confirms("agree"):
            yield
        async for _ in self.goes_home():
            yield

    # --- the whole room, and the end ---

    async def answers_the_plenary(self) -> Journey:
        if not self.inclined(self.keen):
            return
        await self.taps(f"reflects.{self.chance.choice(REFLECTS)}")
        yield
        if self.inclined(0.4):
            await self.taps("plenary.missing")
            yield
            await self.types(self.one_of("missing"))
            yield
            async for _ in self.goes_home():
                yield

    async def evaluates(self, start: str = "evaluation.start") -> Journey:
        """Question after question, some of them skipped."""
        await self.taps(start)
        yield
        while self.reads("evaluation.number"):
            if self.inclined(0.3):
                await self.taps("skip")
            elif self.seen.takes_words:
                await self.types(self.one_of("evaluation"))
            else:
                await self.taps_label(self.chance.choice(self.besides("skip", "back")))
            yield

    # --- what may happen to anyone ---

    async def takes_a_break(self) -> Journey:
        await self.taps("footer.pause")
        yield
        await self.arrives_at("paused.title")

    async def comes_back(self) -> Journey:
        await self.taps("paused.come_back")
        yield

    async def leaves(self) -> Journey:
        for key in ("footer.more", "more.leave", "left.leave_now"):
            await self.taps(key)
            yield
        await self.arrives_at("left.title")

    async def withdraws(self) -> Journey:
        """With everything they said removed; there is nothing to look at afterwards but what stands there."""
        for key in ("footer.more", "more.withdraw", "withdraw.remove"):
            await self.taps(key)
            yield
        if not self.reads("withdraw.removed") and not self.reads("telegram.removed"):
            raise self.stopped("looked for the word that what they said has been removed")

    async def reads_own_data(self) -> Journey:
        for key in ("footer.more", "more.my_data"):
            await self.taps(key)
            yield
        async for _ in self.goes_home():
            yield

    # --- choices ---

    def one_of(self, kind: str) -> str:
        return self.chance.choice(made_up(kind))

    def besides(self, *keys: str) -> Sequence[str]:
        """Every button but these."""
        known = {label for key in keys for label in self.offers(key)}
        return [label for label in self.seen.buttons if label not in known]
