"""One look at the workshop: what every screen needs to say what it says."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import Action, Open, encode
from bot.addresses import Addresses
from bot.screens.blocks import Block, Board, Button, Line, Paragraph, Screen, Status, Tier, Typed, Weight
from bot.screens.viewer import Channel, Viewer
from bot.words import longest
from prompts import Prompts
from workshops.arrangement import INSIDE, Tiers
from workshops.model import Group, Participant, Workshop
from workshops.study import StudyText

FIVE_MINUTES = 5 * 60 * 1000


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
    def in_telegram(self) -> bool:
        return self.viewer.channel is Channel.TELEGRAM

    def line(self, statement: str) -> Line:
        return Line(self.words.label(statement), self.words.statement(statement))

    def clock(self, at: int) -> str:
        return self.say.clock(at, self.workshop.study.time_zone)

    def button(
        self, label: str, action: Action, weight: Weight = Weight.PLAIN, *, chosen: bool = False
    ) -> Button:
        return Button(label, encode(self.workshop.code, action), weight, chosen)

    def opens(self, label: str, view: str = "", weight: Weight = Weight.PLAIN) -> Button:
        return self.button(label, Open(view), weight)

    def typed(self, action: Action, label: str, hint: str, value: str = "") -> Typed:
        send = self.say("typed.save")
        return Typed(encode(self.workshop.code, action), label, hint, longest(action), value, send)

    def screen(
        self, *blocks: Block | None, rows: tuple[tuple[Button, ...], ...] = (), typed: Typed | None = None
    ) -> Screen:
        """The blocks there are, under the line that says where the workshop is."""
        shown = (self.status(), *(block for block in blocks if block is not None))
        return Screen(shown, tuple(row for row in rows if row), typed)

    def status(self) -> Status:
        name = self.say(f"phase.{self.workshop.phase.value}")
        until = self.workshop.run.until
        about = round(until / FIVE_MINUTES) * FIVE_MINUTES
        return Status(self.say("status.until", phase=name, time=self.clock(about)) if until else name)

    def support(self) -> Paragraph:
        """Whom one can turn to; on every theme card."""
        support = self.workshop.study.support
        return Paragraph(
            " ".join(part for part in (self.words.support_line, *support.people, support.line) if part)
        )


def board(look: Look, group: Group, title: str) -> Board:
    """A group's arrangement as everyone at the table sees it."""
    unplaced = group.unplaced(look.workshop.study.statements) if group.tiers else ()
    return Board(
        title=title,
        tiers=tiers_of(look, group.tiers),
        empty=look.say("board.empty"),
        left_out_title=look.say("board.not_placed", n=len(unplaced)) if unplaced else "",
        left_out=tuple(
            Line(look.words.label(s), reason_words(look, group.reasons.get(s, ""))) for s in unplaced
        ),
    )


def tiers_of(look: Look, tiers: Tiers) -> tuple[Tier, ...]:
    """The tiers with their places in words: what stands level shares its place, and none is skipped."""
    return tuple(
        Tier(
            look.say("board.place_tied" if len(tier) > 1 else "board.place", place=number),
            tuple(look.line(statement) for statement in tier),
        )
        for number, tier in enumerate(tiers, start=1)
    )


def reason_words(look: Look, reason: str) -> str:
    kind, _, other = reason.partition(":")
    if kind == INSIDE:
        return look.say("reason.inside", other=look.words.label(other))
    return look.say(f"reason.{reason}") if reason else ""
