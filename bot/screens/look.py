"""One look at the workshop: what every screen needs to say what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.actions import Action, Open, encode
from bot.addresses import Addresses
from bot.screens.blocks import (
    Block,
    Board,
    Button,
    Line,
    Paragraph,
    Saved,
    Screen,
    Statements,
    Status,
    Tier,
    Typed,
    Weight,
)
from bot.screens.viewer import Channel, Viewer
from bot.words import longest
from prompts import Prompts
from prompts.languages import set_apart
from workshops import commands
from workshops.arrangement import INSIDE, Form, Tiers, placed
from workshops.model import Extra, Group, Link, Participant, Phase, Question, Role, Workshop
from workshops.protocol.questions import EVERYONE
from workshops.protocol.someone import open_call_of
from workshops.study import StudyText

FIVE_MINUTES = 5 * 60 * 1000
LABEL_LENGTH = 48


@dataclass(frozen=True, slots=True)
class Look:
    """`say` speaks the viewer's language; `words` are the study's in that language."""

    workshop: Workshop
    viewer: Viewer
    addresses: Addresses
    say: Prompts
    words: StudyText

    @property
    def me(self) -> Participant:
        return self.workshop.participants[self.viewer.actor.id]

    @property
    def number(self) -> str:
        return self.viewer.actor.id

    @property
    def group(self) -> Group | None:
        """The group that the viewer sits in, or is group facilitator of."""
        if self.viewer.actor.role is Role.FACILITATOR:
            return self.workshop.groups.get(self.workshop.facilitators[self.number].leads)
        return self.workshop.groups.get(self.me.group)

    @property
    def in_telegram(self) -> bool:
        return self.viewer.channel is Channel.TELEGRAM

    def label(self, statement: str) -> str:
        """The short name of a statement: its theme's title, or the first words of a group's own."""
        own = self.group_statement(statement)
        return shortened(own.words) if own else self.words.label(statement)

    def wording(self, statement: str) -> str:
        own = self.group_statement(statement)
        return own.words if own else self.words.statement(statement)

    def line(self, statement: str) -> Line:
        own = self.group_statement(statement)
        label = self.label(statement)
        if own is None:
            return Line(label, self.wording(statement))
        whole = label == own.words
        return Line(label, self.say("extras.mark") if whole else self.say("extras.marked", words=own.words))

    def group_statement(self, statement: str) -> Extra | None:
        group = self.workshop.groups.get(statement.rpartition("-x")[0])
        return group.extras.get(statement) if group else None

    def clock(self, at: int) -> str:
        return self.say.clock(at, self.workshop.time_zone)

    def button(
        self,
        label: str,
        action: Action,
        weight: Weight = Weight.PLAIN,
        *,
        chosen: bool = False,
        language: str = "",
    ) -> Button:
        return Button(label, encode(self.workshop.code, action), weight, chosen, language)

    def opens(self, label: str, view: str = "", weight: Weight = Weight.PLAIN) -> Button:
        return self.button(label, Open(view), weight)

    def typed(self, action: Action, label: str, hint: str, value: str = "") -> Typed | None:
        """The box that completes `action`; none for someone who has been asked not to write."""
        if self._muted and _is_writing(action):
            return None
        send = self.say("typed.save")
        return Typed(encode(self.workshop.code, action), label, hint, longest(action), value, send)

    def screen(
        self, *blocks: Block | None, rows: tuple[tuple[Button, ...], ...] = (), typed: Typed | None = None
    ) -> Screen:
        """The blocks there are, under the line that says where the workshop is."""
        shown = (self.status(), *self.notices(), *(block for block in blocks if block is not None))
        return Screen(shown, tuple(row for row in rows if row), typed)

    def status(self) -> Status:
        if self._is_before_the_day():
            return Status(self.say("status.before_the_day"))
        invited = self.viewer.actor.role is Role.NEWCOMER and self.workshop.day.starts
        if invited and self.workshop.phase is Phase.LOBBY:
            return Status(self.say("status.invitation"))
        name = self.say(f"phase.{self.workshop.phase.value}")
        until = self.workshop.run.until
        about = round(until / FIVE_MINUTES) * FIVE_MINUTES
        return Status(self.say("status.until", phase=name, time=self.clock(about)) if until else name)

    def _is_before_the_day(self) -> bool:
        """For somebody who agreed beforehand and has not come yet."""
        return self.viewer.actor.role is Role.PARTICIPANT and self.me.expected

    def notices(self) -> Iterator[Block]:
        """To a participant: that a call was heard, the latest answer and message, and one nudge."""
        if self.viewer.actor.role is not Role.PARTICIPANT:
            return
        if call := open_call_of(self.workshop, self.number):
            yield Saved(self.say("someone.coming" if call.answered_by else "someone.asked"))
        if self._muted:
            yield Paragraph(self.say("message.muted"))
        if self.me.admitted and (answered := self._latest_answer()):
            key = "questions.you_asked" if answered.asker in self._selves else "questions.room_asked"
            yield Paragraph(self.say(key, words=shortened(answered.words), answer=answered.answer))
        group = self.group
        if group is None:
            return
        for message in reversed(self.workshop.messages):
            if message.group in ("", group.letter) and message.at >= self.workshop.run.started_at:
                yield Paragraph(self.say("message.from_facilitator", words=message.words))
                break
        if group.nudged and not group.handed_in and self.workshop.phase is Phase.RANKING:
            yield Paragraph(self.say("message.nudge"))

    def questions(self) -> list[Question]:
        """One's own, and those answered for all."""
        asked = self.workshop.questions.values()
        return [q for q in asked if q.words and (q.asker in self._selves or q.answered == EVERYONE)]

    def _latest_answer(self) -> Question | None:
        """The last that was written in this phase."""
        since = self.workshop.run.started_at
        written = (q for q in self.questions() if q.answer and q.answered_at >= since)
        return max(written, key=lambda q: q.answered_at, default=None)

    @property
    def _selves(self) -> set[str]:
        """The number, and the name under which one asks without it."""
        return {self.number, self.viewer.asker} - {""}

    @property
    def _muted(self) -> bool:
        return self.viewer.actor.role is Role.PARTICIPANT and self.me.muted

    def support(self) -> Paragraph:
        """Whom one can turn to; on every theme card."""
        support = self.workshop.study.support
        parts = (self.words.support_line, *support.people, support.line)
        return Paragraph(" ".join(set_apart(part, self.say.direction) for part in parts if part))


def _is_writing(action: Action) -> bool:
    """What others at the table or in the room would read, and could tell whose it is."""
    match action:
        case (
            commands.WriteNote()
            | commands.EditNote()
            | commands.ProposeStatement()
            | commands.RewordProposal()
            | commands.LinkStatements()
            | commands.AskQuestion(anonymous=False)
        ):
            return True
        case _:
            return False


def board(look: Look, group: Group, title: str, *, reasons: bool = True) -> Board:
    """A group's arrangement; `reasons`: why the rest was left out, too, which is the table's own."""
    unplaced = group.unplaced(look.workshop.study.statements) if group.tiers else ()
    constellation = group.form is Form.CONSTELLATION
    return Board(
        title=title,
        tiers=rings_of(look, group.tiers) if constellation else tiers_of(look, group.tiers),
        empty=look.say("board.talked" if group.form is Form.DISCUSSION else "board.empty"),
        left_out_title=look.say("board.not_placed", n=len(unplaced)) if unplaced else "",
        left_out=tuple(
            Line(look.label(s), reason_words(look, group.reasons.get(s, "")) if reasons else "")
            for s in unplaced
        ),
        links=tuple(link_words(look, link) for link in group.links),
        rings=ring_names(look) if constellation else (),
    )


def own_statements(look: Look, group: Group) -> Statements | None:
    """A group's own statements that stand nowhere on its board, in full."""
    on_board = placed(group.tiers)
    own = [extra for extra in group.extras.values() if extra.id not in on_board]
    return Statements(tuple(Line(look.say("extras.mark"), extra.words) for extra in own)) if own else None


def tiers_of(look: Look, tiers: Tiers) -> tuple[Tier, ...]:
    """The tiers with their places in words: what stands level shares its place, and none is skipped."""
    return tuple(
        Tier(
            look.say("board.place_tied" if len(tier) > 1 else "board.place", place=number),
            tuple(look.line(statement) for statement in tier),
        )
        for number, tier in enumerate(tiers, start=1)
    )


def rings_of(look: Look, tiers: Tiers) -> tuple[Tier, ...]:
    """A constellation's rings by their names, from the centre; empty ones are left out."""
    return tuple(
        Tier(name, tuple(look.line(statement) for statement in ring))
        for name, ring in zip(ring_names(look), tiers, strict=False)
        if ring
    )


def ring_names(look: Look) -> tuple[str, ...]:
    return tuple(look.words.tiers[ring] for ring in look.workshop.study.tiers)


def link_words(look: Look, link: Link) -> str:
    """A link as a sentence: `Supportive culture must come before The essence of the role`."""
    kind = link.word or look.say(f"link.{link.kind}")
    return look.say(
        "link.sentence", source=look.label(link.source), kind=kind, target=look.label(link.target)
    )


def reason_words(look: Look, reason: str) -> str:
    kind, _, other = reason.partition(":")
    if kind == INSIDE:
        return look.say("reason.inside", other=look.label(other))
    return look.say(f"reason.{reason}") if reason else ""


def shortened(words: str) -> str:
    """Words that people wrote, as short as the name of a theme."""
    return words if len(words) <= LABEL_LENGTH else f"{words[: LABEL_LENGTH - 1].rstrip()}…"
