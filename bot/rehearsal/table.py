"""A table in the group ranking: it makes its board, hands it in, and everybody is asked in private."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from bot.rehearsal.at_table import decides, links, proposes, rewords, unlinks, writes_a_note
from bot.rehearsal.board import Board, takes_the_pen
from bot.rehearsal.facilitator import Facilitator
from bot.rehearsal.made_up import made_up
from bot.rehearsal.manner import Manner, Plan
from bot.rehearsal.participant import Participant
from bot.rehearsal.person import Journey

ALIKE = 8
ACCEPTED = 3
MOST_LEFT_OUT = 3
NOTE_KINDS = ("reason", "dissent", "meaning", "quote", "paraphrase", "other")
LINK_KINDS = ("must_come_first", "supports", "is_part_of", "in_tension")


class Table:
    """The people who see that they sit at table `letter`, the workshop's table `number`, counted from 0.

    With `leader`, a group facilitator holds the pen.
    """

    def __init__(
        self,
        letter: str,
        number: int,
        members: Sequence[Participant],
        plan: Plan,
        chance: random.Random,
        leader: Facilitator | None = None,
    ) -> None:
        self.letter = letter
        self.members = list(members)
        self.plan = plan
        self._number = number
        self._chance = chance
        self._hands = [one for one in members if not one.no_more_than_asked] or self.members
        self._own: list[str] = []
        self._board = Board(leader or chance.choice(self._hands), plan.manner, chance)

    @property
    def writes_on_phones(self) -> bool:
        return self.plan.manner is not Manner.PAPER

    @property
    def has_extras(self) -> bool:
        return self.plan.proposed > 0 and len(self._hands) > 1

    async def works(self, *, changes: bool) -> Journey:
        """Until it is handed in, or stands on paper; with `changes` another hands it in once more."""
        if self.writes_on_phones:
            async for _ in self._makes_a_board(slips=changes):
                yield
        async for _ in self._adds_its_own():
            yield
        async for _ in self._takes_notes():
            yield
        if not self.writes_on_phones:
            return
        if self.plan.has_board:
            async for _ in self._links():
                yield
        async for _ in self._board.hands_in():
            yield
        if changes:
            async for _ in self._changes_its_board():
                yield

    async def answers(self, *, aloud: bool) -> Journey:
        """Whether it is still fine: in private, or `aloud` by all but one, who differs in private."""
        differs = None
        if aloud:
            await self._board.writer.taps("confirm.all_said")
            yield
            differs = next((one for one in self._hands if one is not self._board.writer), None)
        for member in self._chance.sample(self.members, len(self.members)):
            answer = "disagree" if member is differs else "agree" if member.no_more_than_asked else ""
            async for _ in member.confirms(answer):
                yield

    def on_paper(self, labels: Mapping[str, str]) -> list[list[str]]:
        """The cards on the table from the top, as `labels` calls them, some level, their own on top."""
        tiers = [[words] for words in self._own]
        for label in self._chosen(labels):
            if tiers and self._chance.random() < 0.25:
                tiers[-1].append(label)
            else:
                tiers.append([label])
        return tiers

    def spokesperson(self) -> Participant:
        return self._hands[0]

    async def _makes_a_board(self, *, slips: bool) -> Journey:
        async for _ in takes_the_pen(self._board.writer):
            yield
        async for _ in self._board.takes_shape():
            yield
        if self.plan.has_board:
            async for _ in self._board.fills(self._chosen(self._named()), slips=slips):
                yield

    async def _adds_its_own(self) -> Journey:
        """The first is reworded before it is accepted, one more is declined; a fourth is kept as a note."""
        if not self.has_extras:
            return
        for at in range(self.plan.proposed):
            words = self._sentence(at)
            proposer, other = self._chance.sample(self._hands, 2)
            async for _ in proposes(proposer, words):
                yield
            if at == 0:
                words = self._reworded(words)
                async for _ in rewords(other, words):
                    yield
                proposer, other = other, proposer
            async for _ in decides(other, accepts=True):
                yield
            if at < ACCEPTED:
                self._own.append(words)
            if self.plan.has_board:
                async for _ in self._places_own(words):
                    yield
        if self.plan.proposed > 1:
            async for _ in self._leaves_one_out():
                yield

    def _sentence(self, at: int) -> str:
        """What the first two tables propose is alike, pair by pair."""
        sentences = made_up("extras")
        alike, others = sentences[:ALIKE], sentences[ALIKE:]
        if self._number < 2:
            return alike[2 * at + self._number]
        return others[(2 * self._number + at) % len(others)]

    async def _leaves_one_out(self) -> Journey:
        proposer, other = self._chance.sample(self._hands, 2)
        async for _ in proposes(proposer, self._chance.choice(made_up("declined"))):
            yield
        async for _ in decides(other, accepts=False):
            yield

    async def _places_own(self, words: str) -> Journey:
        writer = self._board.writer
        async for _ in writer.returns_to_table():
            yield
        labels = [label for label in writer.seen.buttons if words.startswith(label.rstrip("…"))]
        for label in labels[:1]:
            async for _ in self._board.places(label, self._chance.randint(0, 8)):
                yield

    async def _takes_notes(self) -> Journey:
        """One of them at least; more where there is no board. The first is shared with the room."""
        some = 1 + (self.plan.manner is Manner.TALK)
        writers = self._hands[:some] + [one for one in self._hands[some:] if one.inclined(one.keen / 3)]
        for at, writer in enumerate(writers):
            sentences = made_up("notes")
            async for _ in writes_a_note(
                writer,
                self._chance.choice(NOTE_KINDS),
                self._chance.choice(sentences[1:]),
                about=self._chance.sample(sorted(writer.labels.values()), self._chance.choice((1, 1, 2))),
                shared=at == 0 or writer.inclined(0.3),
                better=sentences[0] if at == 0 and self._number % 2 == 0 else "",
            ):
                yield

    async def _links(self) -> Journey:
        """What must come first; then perhaps one more, and one in words of their own, or one undone."""
        writer, named = self._board.writer, self._named()
        first = self._ordered(comes_first=True)
        async for _ in links(writer, named[first[0]], LINK_KINDS[0], named[first[-1]]):
            yield
        source, target = (named[statement] for statement in self._chance.sample(first[1:-1], 2))
        if self._chance.random() < 0.6:
            async for _ in links(writer, source, self._chance.choice(LINK_KINDS[1:]), target):
                yield
        if self._number % 2 == 0:
            async for _ in links(writer, target, "own", source, self._chance.choice(made_up("links"))):
                yield
        else:
            async for _ in unlinks(writer):
                yield

    async def _changes_its_board(self) -> Journey:
        """After some have answered, somebody else takes the pen."""
        others = [member for member in self._hands if member is not self._board.writer] or self._hands
        async for _ in others[0].confirms("agree"):
            yield
        self._board.writer = others[-1]
        async for _ in takes_the_pen(others[-1]):
            yield
        async for _ in self._board.is_changed():
            yield
        async for _ in self._board.hands_in():
            yield

    def _chosen(self, labels: Mapping[str, str]) -> list[str]:
        """What goes on the board, by what the statements are worth to the table together."""
        order = self._ordered()
        left_out = min(self._chance.randint(0, MOST_LEFT_OUT), len(order) - 2)
        return [labels[statement] for statement in order[: len(order) - left_out]]

    def _ordered(self, *, comes_first: bool = False) -> list[str]:
        leanings = [member.leanings for member in self.members]
        of_all = [one.comes_first if comes_first else one.matters for one in leanings]
        return sorted(of_all[0], key=lambda statement: -sum(leaning[statement] for leaning in of_all))

    def _named(self) -> Mapping[str, str]:
        """What the statements are called on the screen of whoever writes."""
        return self._board.writer.labels

    def _reworded(self, words: str) -> str:
        return f"{words.rstrip('.')}, {self._chance.choice(made_up('rewordings'))}"
