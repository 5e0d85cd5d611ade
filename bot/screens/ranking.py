"""Group ranking: the board large for everyone; for the one with the pen, pick a statement, pick its place."""

from __future__ import annotations

from bot.screens.blocks import Block, Button, Heading, Hint, Paragraph, Saved, Screen, Statements, Weight
from bot.screens.frame import Rows, footer
from bot.screens.look import Look, board
from workshops.arrangement import BELOW, INSIDE, OUT, PLAIN_REASONS, TOP, WITH, placed, tier_of
from workshops.commands import (
    ConfirmArrangement,
    ExplainDissent,
    ExplainUnplaced,
    HandIn,
    PlaceStatement,
    TakeBackHandIn,
    TakePen,
    UndoPlacement,
)
from workshops.model import Confirmation, Group
from workshops.protocol.handing_in import ALL

PLACE = "place"
HAND_IN = "handin"
LEFT_OUT = "leftout"
INSIDE_WHICH = "inside"
DISSENT = "dissent"
OWN_BOARD = "board"


def ranking(look: Look) -> Screen:
    group = look.workshop.groups.get(look.me.group)
    if group is None:
        return look.screen(
            Heading(look.say("ranking.title")), Paragraph(look.say("ranking.no_table")), rows=footer(look)
        )
    if group.handed_in:
        return handed_in(look, group)
    return placing(look, group) if holds_pen(look, group) else watching(look, group)


def holds_pen(look: Look, group: Group) -> bool:
    return group.pen == look.me.number or look.workshop.study.hands == "all"


def watching(look: Look, group: Group) -> Screen:
    say = look.say
    pen = say("ranking.pen_elsewhere") if group.pen else say("ranking.pen_free")
    return look.screen(
        Heading(say("ranking.table", group=group.letter)),
        Paragraph(look.words.task),
        board(look, group, say("board.title", group=group.letter)),
        _core_statements(look) if not group.tiers else None,
        Paragraph(pen),
        rows=(
            (
                look.button(
                    say("ranking.take_pen"), TakePen(group.letter), Weight.PLAIN if group.pen else Weight.MAIN
                ),
            ),
            *footer(look),
        ),
    )


def placing(look: Look, group: Group) -> Screen:
    say = look.say
    unplaced = group.unplaced(look.workshop.study.statements)
    on_board = placed(group.tiers)
    return look.screen(
        Heading(say("ranking.table", group=group.letter)),
        Paragraph(look.words.task),
        board(look, group, say("board.title", group=group.letter)),
        Paragraph(say("ranking.pick" if unplaced else "ranking.all_placed")),
        rows=(
            *((look.opens(look.words.label(s), f"{PLACE} {s}"),) for s in unplaced),
            *(
                (look.opens(say("ranking.move", statement=look.words.label(s)), f"{PLACE} {s}"),)
                for s in on_board
            ),
            _undo(look, group),
            (look.opens(say("ranking.hand_in"), HAND_IN, Weight.MAIN),) if on_board else (),
            *footer(look),
        ),
    )


def places(look: Look, statement: str) -> Screen:
    """Where may this statement stand? Every place is named by what stands there."""
    group = _board_in_hand(look)
    if group is None or statement not in look.workshop.study.statements:
        return ranking(look)
    say = look.say
    tier = tier_of(group.tiers, statement)
    stands = say("ranking.stands", place=tier) if tier else say("ranking.stands_nowhere")
    others = [tuple(s for s in tier if s != statement) for tier in group.tiers]
    rows: list[tuple[Button, ...]] = [
        (_place(look, group, statement, TOP, say("place.top" if any(others) else "place.first")),)
    ]
    for anchors in others:
        if anchors:
            names = say.listed([look.words.label(anchor) for anchor in anchors])
            rows.append(
                (_place(look, group, statement, f"{WITH} {anchors[0]}", say("place.with", statement=names)),)
            )
            rows.append(
                (
                    _place(
                        look, group, statement, f"{BELOW} {anchors[0]}", say("place.below", statement=names)
                    ),
                )
            )
    if tier:
        rows.append((_place(look, group, statement, OUT, say("place.out")),))
    return look.screen(
        Heading(look.words.label(statement)),
        Paragraph(look.words.statement(statement)),
        Paragraph(stands),
        rows=(*rows, _back_to_board(look)),
    )


def check_hand_in(look: Look, argument: str) -> Screen:
    """The board once more, and one tap for why the rest was left out."""
    group = _board_in_hand(look)
    if group is None or not group.tiers:
        return ranking(look)
    say = look.say
    unplaced = group.unplaced(look.workshop.study.statements)
    unexplained = [s for s in unplaced if s not in group.reasons]
    reasons = tuple(
        (look.button(say(f"reason.{reason}"), ExplainUnplaced(group.letter, ALL, reason)),)
        for reason in PLAIN_REASONS
    )
    one_by_one = tuple(
        (look.opens(say("handin.why_one", statement=look.words.label(s)), f"{LEFT_OUT} {s}"),)
        for s in unplaced
    )
    return look.screen(
        Heading(say("handin.title")),
        board(look, group, say("board.title", group=group.letter)),
        Paragraph(say("handin.why_all", n=len(unexplained))) if unexplained else None,
        rows=(
            *(reasons if unexplained else ()),
            *one_by_one,
            (look.button(say("handin.now"), HandIn(group.letter, group.moves_made), Weight.MAIN),),
            _back_to_board(look),
        ),
    )


def left_out(look: Look, statement: str) -> Screen:
    group = _board_in_hand(look)
    if group is None or statement not in group.unplaced(look.workshop.study.statements):
        return check_hand_in(look, "")
    given = group.reasons.get(statement, "")
    say = look.say
    return look.screen(
        Heading(look.words.label(statement)),
        Paragraph(say("handin.why_this")),
        rows=(
            *(
                (
                    look.button(
                        say(f"reason.{r}"), ExplainUnplaced(group.letter, statement, r), chosen=given == r
                    ),
                )
                for r in PLAIN_REASONS
            ),
            (look.opens(say("reason.inside_which"), f"{INSIDE_WHICH} {statement}"),),
            (look.opens(say("back"), HAND_IN, Weight.QUIET),),
        ),
    )


def inside_which(look: Look, statement: str) -> Screen:
    group = _board_in_hand(look)
    if group is None or statement not in group.unplaced(look.workshop.study.statements):
        return check_hand_in(look, "")
    others = [s for s in look.workshop.study.statements if s != statement]
    return look.screen(
        Heading(look.words.label(statement)),
        Paragraph(look.say("reason.inside_which")),
        rows=(
            *(
                (look.button(look.words.label(s), ExplainUnplaced(group.letter, statement, f"{INSIDE}:{s}")),)
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
        *confirmation_blocks(look, group),
        rows=(*confirmation_rows(look, group), _change(look, group), *footer(look)),
    )


def own_board(look: Look, argument: str) -> Screen:
    """The own table's board in a later phase, and the private question if it is still open."""
    group = look.workshop.groups.get(look.me.group)
    if group is None:
        return ranking(look)
    asked = group.handed_in
    return look.screen(
        Heading(look.say("ranking.table", group=group.letter)),
        board(look, group, look.say("board.title", group=group.letter)),
        *(confirmation_blocks(look, group) if asked else ()),
        rows=(
            *(confirmation_rows(look, group) if asked else ()),
            (look.opens(look.say("back"), "", Weight.QUIET),),
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
        rows=((look.opens(say("back"), "", Weight.QUIET),),),
        typed=look.typed(ExplainDissent(), say("confirm.why"), say("confirm.who_reads"), confirmed.why),
    )


def confirmation_blocks(look: Look, group: Group) -> tuple[Block, ...]:
    confirmed = look.me.confirmed
    if confirmed and confirmed.answer and confirmed.hand_in == group.hand_in:
        return (Saved(look.say("confirm.saved", answer=look.say(f"confirm.{confirmed.answer}"))),)
    return (Heading(look.say("confirm.still_fine"), 2), Hint(look.say("confirm.who_reads")))


def confirmation_rows(look: Look, group: Group) -> Rows:
    confirmed = look.me.confirmed
    current = confirmed.answer if confirmed and confirmed.hand_in == group.hand_in else ""
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


def _core_statements(look: Look) -> Statements:
    return Statements(tuple(look.line(statement) for statement in look.workshop.study.statements))


def _board_in_hand(look: Look) -> Group | None:
    """The group whose board the viewer may change now."""
    group = look.workshop.groups.get(look.me.group)
    return group if group and not group.handed_in and holds_pen(look, group) else None


def _place(look: Look, group: Group, statement: str, where: str, label: str) -> Button:
    return look.button(label, PlaceStatement(group.letter, statement, where))


def _undo(look: Look, group: Group) -> tuple[Button, ...]:
    if not group.undoable:
        return ()
    last = group.undoable[-1]
    label = look.say("ranking.undo", statement=look.words.label(last.statement))
    return (look.button(label, UndoPlacement(group.letter, last.number)),)


def _change(look: Look, group: Group) -> tuple[Button, ...]:
    if holds_pen(look, group):
        return (
            look.button(look.say("handin.change"), TakeBackHandIn(group.letter, group.hand_in), Weight.QUIET),
        )
    return (look.button(look.say("ranking.take_pen"), TakePen(group.letter), Weight.QUIET),)


def _back_to_board(look: Look) -> tuple[Button, ...]:
    return (look.opens(look.say("ranking.back_to_board"), "", Weight.QUIET),)
