"""Handing in: the board once more, why the rest was left out, and privately: is this still fine?"""

from __future__ import annotations

from bot.screens.as_picture import picture_button
from bot.screens.blocks import Block, Button, Heading, Hint, Paragraph, Saved, Screen, Weight
from bot.screens.frame import Rows, footer, home, to_table
from bot.screens.look import Look, board, own_statements
from bot.screens.notes import notes_row
from bot.screens.ranking import board_in_hand, holds_pen, no_table, placing, watching
from bot.screens.voting import merge_rows
from workshops.arrangement import INSIDE, PLAIN_REASONS
from workshops.commands import (
    ConfirmArrangement,
    ExplainDissent,
    ExplainUnplaced,
    HandIn,
    SayAgreedAloud,
    TakeBackHandIn,
    TakePen,
)
from workshops.model import Confirmation, Group, Phase, Role
from workshops.protocol.handing_in import ALL

HAND_IN = "handin"
LEFT_OUT = "leftout"
INSIDE_WHICH = "inside"
DISSENT = "dissent"
OWN_BOARD = "board"


def ranking(look: Look) -> Screen:
    """The phase's own screen, for whoever sits at a table or leads one."""
    group = look.group
    if group is None:
        return no_table(look)
    if group.handed_in:
        return handed_in(look, group)
    return placing(look, group) if holds_pen(look, group) else watching(look, group)


def check_hand_in(look: Look, argument: str) -> Screen:
    """The board once more, and one tap for why the rest was left out."""
    group = board_in_hand(look)
    if group is None or not (group.tiers or group.form == "discussion"):
        return ranking(look)
    say = look.say
    unplaced = group.unplaced(look.workshop.study.statements) if group.tiers else ()
    unexplained = [s for s in unplaced if s not in group.reasons]
    return look.screen(
        Heading(say("handin.title")),
        board(look, group, say("board.title", group=group.letter)),
        Paragraph(say("handin.why_all", n=len(unexplained))) if unexplained else None,
        rows=(
            *(_reason_rows(look, group, ALL, "") if unexplained else ()),
            *(
                (look.opens(say("handin.why_one", statement=look.label(s)), f"{LEFT_OUT} {s}"),)
                for s in unplaced
            ),
            (look.button(say("handin.now"), HandIn(group.letter, group.moves_made), Weight.MAIN),),
            to_table(look),
        ),
    )


def left_out(look: Look, statement: str) -> Screen:
    group = board_in_hand(look)
    if group is None or statement not in group.unplaced(look.workshop.study.statements):
        return check_hand_in(look, "")
    say = look.say
    return look.screen(
        Heading(look.label(statement)),
        Paragraph(say("handin.why_this")),
        rows=(
            *_reason_rows(look, group, statement, group.reasons.get(statement, "")),
            (look.opens(say("reason.inside_which"), f"{INSIDE_WHICH} {statement}"),),
            (look.opens(say("back"), HAND_IN, Weight.QUIET),),
        ),
    )


def inside_which(look: Look, statement: str) -> Screen:
    group = board_in_hand(look)
    if group is None or statement not in group.unplaced(look.workshop.study.statements):
        return check_hand_in(look, "")
    others = [s for s in group.statements(look.workshop.study.statements) if s != statement]
    return look.screen(
        Heading(look.label(statement)),
        Paragraph(look.say("reason.inside_which")),
        rows=(
            *(
                (look.button(look.label(s), ExplainUnplaced(group.letter, statement, f"{INSIDE}:{s}")),)
                for s in others
            ),
            (look.opens(look.say("back"), f"{LEFT_OUT} {statement}", Weight.QUIET),),
        ),
    )


def handed_in(look: Look, group: Group) -> Screen:
    say = look.say
    return look.screen(
        Heading(say("ranking.table", group=group.letter)),
        Saved(say("handin.done", time=look.clock(group.handed_in_at))),
        board(look, group, say("board.title", group=group.letter)),
        own_statements(look, group),
        *confirmation_blocks(look, group),
        rows=(
            *merge_rows(look, group),
            *confirmation_rows(look, group),
            *_aloud(look, group),
            picture_button(look, group),
            _change(look, group),
            *footer(look),
        ),
    )


def at_table(look: Look, argument: str) -> Screen:
    """For a group facilitator: the table's screen in every phase."""
    return ranking(look) if look.workshop.phase is Phase.RANKING else own_board(look, argument)


def own_board(look: Look, argument: str) -> Screen:
    """The own table's board in a later phase, and the private question if it is still open."""
    group = look.group
    if group is None:
        return no_table(look)
    asked = group.handed_in
    return look.screen(
        Heading(look.say("ranking.table", group=group.letter)),
        board(look, group, look.say("board.title", group=group.letter)),
        own_statements(look, group),
        *(confirmation_blocks(look, group) if asked else ()),
        rows=(
            *merge_rows(look, group),
            *(confirmation_rows(look, group) if asked else ()),
            picture_button(look, group),
            notes_row(look),
            home(look),
        ),
    )


def dissent(look: Look, argument: str) -> Screen:
    confirmed = look.me.confirmed
    if confirmed is None:
        return ranking(look)
    say = look.say
    return look.screen(
        Heading(say("confirm.why_title")),
        Saved(say("confirm.why_saved", words=confirmed.why)) if confirmed.why else None,
        rows=(home(look),),
        typed=look.typed(ExplainDissent(), say("confirm.why"), say("confirm.who_reads"), confirmed.why),
    )


def is_asked(look: Look) -> bool:
    """Whether their table's board is handed in and waits for nothing but their own private answer."""
    group = look.group
    if group is None or not group.handed_in or group.agreed_aloud == group.hand_in:
        return False
    return not _answered(look, group)


def _answered(look: Look, group: Group) -> str:
    """What they have said of this board; empty while they have not."""
    confirmed = look.me.confirmed
    return confirmed.answer if confirmed and confirmed.hand_in == group.hand_in else ""


def confirmation_blocks(look: Look, group: Group) -> tuple[Block, ...]:
    if look.viewer.actor.role is Role.FACILITATOR:
        return ()
    if answer := _answered(look, group):
        return (Saved(look.say("confirm.saved", answer=look.say(f"confirm.{answer}"))),)
    if group.agreed_aloud == group.hand_in:
        return (Paragraph(look.say("confirm.aloud")),)
    return (Heading(look.say("confirm.still_fine"), 2), Hint(look.say("confirm.who_reads")))


def confirmation_rows(look: Look, group: Group) -> Rows:
    if look.viewer.actor.role is Role.FACILITATOR:
        return ()
    current = _answered(look, group)
    answers = tuple(
        (
            look.button(
                look.say(f"confirm.{answer.value}"),
                ConfirmArrangement(group.letter, group.hand_in, answer.value),
                chosen=current == answer,
            ),
        )
        for answer in Confirmation
    )
    if current == Confirmation.DISAGREE:
        return (*answers, (look.opens(look.say("confirm.say_why"), DISSENT),))
    return answers


def _reason_rows(look: Look, group: Group, statement: str, given: str) -> Rows:
    return tuple(
        (
            look.button(
                look.say(f"reason.{reason}"),
                ExplainUnplaced(group.letter, statement, reason),
                chosen=reason == given,
            ),
        )
        for reason in PLAIN_REASONS
    )


def _aloud(look: Look, group: Group) -> Rows:
    if group.agreed_aloud == group.hand_in or not holds_pen(look, group):
        return ()
    return ((look.button(look.say("confirm.all_said"), SayAgreedAloud(group.letter, group.hand_in)),),)


def _change(look: Look, group: Group) -> tuple[Button, ...]:
    if holds_pen(look, group):
        return (
            look.button(look.say("handin.change"), TakeBackHandIn(group.letter, group.hand_in), Weight.QUIET),
        )
    return (look.button(look.say("ranking.take_pen"), TakePen(group.letter), Weight.QUIET),)
