"""A simulated participant: what they do in each phase, as far as they like and their screen offers."""

from __future__ import annotations

import random

from bot.rehearsal.leanings import Leanings
from bot.rehearsal.person import Journey, Person
from bot.rehearsal.phones import Phone
from bot.rehearsal.wording import pattern
from prompts import name_of
from workshops.study import Study, StudyText

FITS = ("fits", "fits", "partly", "does_not")
CONFIRMATIONS = ("agree", "agree", "agree", "can_live_with_it", "can_live_with_it", "disagree")
NO_VOTES = (
    *(f"reflects.{answer}" for answer in ("yes", "mostly", "partly", "no")),
    *("plenary.reflect", "plenary.missing", "notes.title", "merging.yes", "merging.keep_own"),
    *("someone.fine_now", "back"),
    *(f"footer.{key}" for key in ("themes", "pause", "someone", "more")),
)
REFLECTS = ("yes", "mostly", "mostly", "partly", "no")


class Participant(Person):
    """`leanings` are what they think of the statements.

    `keen`, from 0 to 1, says how much they do at all; with `no_more_than_asked` nothing that is left to them.
    """

    def __init__(
        self,
        name: str,
        phone: Phone,
        language: str,
        chance: random.Random,
        words: StudyText,
        leanings: Leanings,
    ) -> None:
        super().__init__(name, phone, language, chance)
        self.keen = chance.uniform(0.3, 0.9)
        self.leanings = leanings.of_someone(chance)
        self._reads(words)
        self.no_more_than_asked = False
        self.number = ""

    def inclined(self, chance: float) -> bool:
        return not self.no_more_than_asked and super().inclined(chance)

    def _reads(self, words: StudyText) -> None:
        self.labels = {statement: words.label(statement) for statement in self.leanings.matters}

    # --- a table ---

    async def sits_down(self) -> Journey:
        await self.looks()
        # In some languages other words end as a table's name does.
        tables = [label for label in self.offers("lobby.sit") if label not in self.offers("wishes.open")]
        if tables and self.reads("lobby.no_table"):
            await self.presses(self.chance.choice(tables))
            yield

    # --- themes ---

    async def says_whether_it_fits(self, answer: str = "") -> Journey:
        """With one tap, while the theme is being shown."""
        async for _ in self.goes_home():
            yield
        if self.offers("fit.fits"):
            await self.taps(f"fit.{answer or self.chance.choice(FITS)}")
            yield

    async def reads_the_card(self, title: str, answer: str = "") -> Journey:
        """The one that is being shown, or picked from all of them; then perhaps whether it fits, and why."""
        async for _ in self.goes_home():
            yield
        if not self.offers("themes.read_card"):
            if title not in self.seen.buttons:
                await self.taps("footer.themes")
                yield
            await self.taps_label(title)
        else:
            await self.taps("themes.read_card")
        yield
        if self.offers("fit.fits") and (answer or self.inclined(self.keen)):
            await self.taps(f"fit.{answer or self.chance.choice(FITS)}")
            yield
        if self.offers("themes.say_why") and self.inclined(0.4):
            await self.taps("themes.say_why")
            yield
            await self.types(self.one_of("fit"))
            yield
        async for _ in self.goes_home():
            yield

    async def asks(self, *, anonymously: bool) -> Journey:
        """From the card that is being shown."""
        async for _ in self.goes_home():
            yield
        for key in ("themes.read_card", "questions.title", *(["questions.anonymous"] if anonymously else [])):
            await self.taps(key)
            yield
        await self.types(self.one_of("questions"))
        yield
        async for _ in self.goes_home():
            yield

    # --- one's own ranking ---

    async def ranks(self) -> Journey:
        """Some rank all and some a few; some never begin, and some never submit."""
        if not self.inclined(0.9):
            return
        await self.looks()
        worth = self.leanings.matters
        shown = [statement for statement, label in self.labels.items() if label in self.seen.buttons]
        order = [self.labels[statement] for statement in sorted(shown, key=lambda s: -worth[s])]
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
        asked = self.reads("confirm.still_fine") or (answer and self.reads("confirm.aloud"))
        if not asked or not (answer or self.inclined(0.85)):
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

    async def answers_for_the_table(self, *, keeps_own: bool) -> Journey:
        """Whether their table's own statement may become part of one of several tables'."""
        async for _ in self.goes_home():
            yield
        while self.offers("merging.yes"):
            await self.taps("merging.keep_own" if keeps_own else "merging.yes")
            yield

    async def votes(self) -> Journey:
        """For up to three; some take one back again."""
        async for _ in self.goes_home():
            yield
        if not self.inclined(self.keen + 0.2):
            return
        items = self.besides(*NO_VOTES)
        wanted = sorted(items, key=self._worth, reverse=True)
        for item in wanted[: self.chance.choice((1, 2, 3, 3, 3))]:
            await self.taps_label(item)
            yield
        if self.inclined(0.15):
            await self.taps_label(wanted[0])
            yield

    def _worth(self, item: str) -> float:
        """Of a statement by its label; what another table has added is worth this or that."""
        for statement, label in self.labels.items():
            if label == item:
                return self.leanings.matters[statement]
        return self.chance.gauss(0, 1)

    async def answers_the_plenary(self, answer: str = "", *, says_more: bool = False) -> Journey:
        if not (answer or self.inclined(self.keen)):
            return
        await self.taps(f"reflects.{answer or self.chance.choice(REFLECTS)}")
        yield
        if says_more or self.inclined(0.4):
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

    async def finds_their_number(self) -> Journey:
        """Which is how they can be found in the facilitators' lists."""
        await self.taps("footer.more")
        yield
        found = self.reads("lobby.number")
        # In some languages the number comes first, after the channel's own mark.
        self.number = found[1].split()[-1] if found else ""
        async for _ in self.goes_home():
            yield

    async def changes_language(self, study: Study) -> Journey:
        """To another one that the study offers, where there is one."""
        others = [each for each in study.languages if each != self.language]
        if not others:
            return
        language = others[-1]
        for key in ("footer.more", "language.now"):
            await self.taps(key)
            yield
        await self.taps_label(name_of(language))
        self.language = language
        self._reads(study.text(language))
        yield
        await self.arrives_at("language.title")
        async for _ in self.goes_home():
            yield

    async def would_like_someone(self) -> Journey:
        async for _ in self.goes_home():
            yield
        await self.taps("footer.someone")
        yield
        await self.expects("someone.asked")

    async def is_fine_now(self) -> Journey:
        await self.taps("someone.fine_now")
        yield

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
        for key in ("footer.more", "more.withdraw", "withdraw.remove", "withdraw.remove_now"):
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
