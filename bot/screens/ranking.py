"""Group ranking: a form, the board large for everyone; with the pen, pick a statement, then its place."""

from __future__ import annotations

from bot.screens.blocks import Block, Button, Heading, Hint, Line, Paragraph, Screen, Statements, Weight
from bot.screens.frame import AT_TABLE, Rows, footer, in_rows
from bot.screens.hand import PLACE, board_with_cards
from bot.screens.look import Look, board
from workshops.arrangement import BELOW, OUT, TOP, WITH, Form, placed, tier_of
from workshops.commands import ChooseForm, PlaceStatement, TakePen, UndoPlacement
from workshops.model import Group, Role
from workshops.protocol.board import may_write

FORM = "form"
CROWDED = 4


def no_table(look: Look) -> Screen:
    return look.screen(
        Heading(look.say("ranking.title")), Paragraph(look.say("ranking.no_table")), rows=footer(look)
    )


def holds_pen(look: Look, group: Group) -> bool:
    return may_write(look.workshop, group, look.viewer.actor)


def board_in_hand(look: Look) -> Group | None:
    """The group whose board the viewer may change now."""
    group = look.group
    return group if group and not group.handed_in and holds_pen(look, group) else None


def watching(look: Look, group: Group) -> Screen:
    say = look.say
    weight = Weight.PLAIN if group.pen else Weight.MAIN
    return look.screen(
        Heading(say("ranking.table", group=group.letter)),
        Paragraph(look.words.task),
        board(look, group, say("board.title", group=group.letter)),
        None if group.tiers else _core_statements(look),
        Paragraph(say("ranking.pen_elsewhere" if group.pen else "ranking.pen_free")),
        rows=(
            (look.button(say("ranking.take_pen"), TakePen(group.letter), weight),),
            *_table_rows(look, group),
            *footer(look),
        ),
    )


def placing(look: Look, group: Group) -> Screen:
    if not group.form_chosen and not group.tiers:
        return choose_form(look, "")
    say = look.say
    unplaced = group.unplaced(look.workshop.study.statements)
    on_board = placed(group.tiers)
    ready = on_board or group.form is Form.DISCUSSION
    return look.screen(
        Heading(say("ranking.table", group=group.letter)),
        Paragraph(look.words.task),
        *_guidance(look, group, unplaced),
        board_with_cards(look, group),
        rows=(
            *(_statement_rows(look, group, unplaced) if group.form is not Form.DISCUSSION else ()),
            _undo(look, group),
            (look.opens(say("ranking.hand_in"), "handin", Weight.MAIN),) if ready else (),
            *_table_rows(look, group),
            (look.opens(say("ranking.change_form"), FORM, Weight.QUIET),),
            *footer(look),
        ),
    )


def choose_form(look: Look, argument: str) -> Screen:
    """How to do it: an order, a centre with the rest around it, or talking."""
    group = board_in_hand(look)
    if group is None:
        return no_table(look) if look.group is None else watching(look, look.group)
    say = look.say
    return look.screen(
        Heading(say("ranking.table", group=group.letter)),
        Heading(say("form.title"), 2),
        Statements(tuple(_form_line(look, form) for form in Form)),
        Hint(say("form.kept")) if group.tiers else None,
        rows=(
            *(
                (
                    look.button(
                        say(f"form.{form.value}"),
                        ChooseForm(group.letter, form.value),
                        chosen=_is(group, form),
                    ),
                )
                for form in Form
            ),
            *((_back_to_board(look),) if group.form_chosen else (*_table_rows(look, group), *footer(look))),
        ),
    )


def places(look: Look, statement: str) -> Screen:
    """Where may this statement stand? Every place is named by what stands there."""
    group = board_in_hand(look)
    if group is None or statement not in group.statements(look.workshop.study.statements):
        return no_table(look) if look.group is None else watching(look, look.group)
    tier = tier_of(group.tiers, statement)
    constellation = group.form is Form.CONSTELLATION
    rows = _rings(look, group, statement) if constellation else _tiers(look, group, statement)
    out = (_place(look, group, statement, OUT, look.say("place.out")),) if tier else ()
    return look.screen(
        Heading(look.label(statement)),
        Paragraph(look.wording(statement)),
        Paragraph(_stands(look, group, tier)),
        rows=(*rows, out, _back_to_board(look)),
    )


def _guidance(look: Look, group: Group, unplaced: tuple[str, ...]) -> tuple[Block, ...]:
    if group.form is Form.DISCUSSION:
        return (Paragraph(look.say("ranking.talk")),)
    blocks: list[Block] = [Paragraph(look.say("ranking.pick" if unplaced else "ranking.all_placed"))]
    if group.form is Form.CONSTELLATION and group.tiers and len(group.tiers[0]) > CROWDED:
        blocks.append(Hint(look.say("ranking.crowded", n=len(group.tiers[0]))))
    return tuple(blocks)


def _statement_rows(look: Look, group: Group, unplaced: tuple[str, ...]) -> Rows:
    move = [
        (look.opens(look.say("ranking.move", statement=look.label(s)), f"{PLACE} {s}"),)
        for s in placed(group.tiers)
    ]
    return (*((look.opens(look.label(s), f"{PLACE} {s}"),) for s in unplaced), *move)


def _table_rows(look: Look, group: Group) -> Rows:
    """What a table has beside its board."""
    say = look.say
    waiting = sum(1 for proposal in group.proposals.values() if proposal.waits)
    notes = sum(1 for n in look.workshop.notes.values() if n.group == group.letter and n.words)
    own = say("extras.waiting", n=waiting) if waiting else say("extras.open", n=len(group.extras))
    return in_rows(
        [
            look.opens(own, "extras"),
            look.opens(say("notes.open", n=notes), "notes"),
            *([look.opens(say("links.open", n=len(group.links)), "links")] if holds_pen(look, group) else []),
        ],
        2,
    )


def _tiers(look: Look, group: Group, statement: str) -> Rows:
    say = look.say
    others = [kept for tier in group.tiers if (kept := tuple(s for s in tier if s != statement))]
    rows = [(_place(look, group, statement, TOP, say("place.top" if others else "place.first")),)]
    for anchors in others:
        names = say.listed([look.label(anchor) for anchor in anchors])
        level, below = say("place.with", statement=names), say("place.below", statement=names)
        rows.append((_place(look, group, statement, f"{WITH} {anchors[0]}", level),))
        rows.append((_place(look, group, statement, f"{BELOW} {anchors[0]}", below),))
    return tuple(rows)


def _rings(look: Look, group: Group, statement: str) -> Rows:
    return tuple(
        (_place(look, group, statement, ring, look.words.tiers[ring]),) for ring in look.workshop.study.tiers
    )


def _stands(look: Look, group: Group, tier: int | None) -> str:
    if tier is None:
        return look.say("ranking.stands_nowhere")
    if group.form is Form.CONSTELLATION:
        return look.say("ranking.stands_in", ring=look.words.tiers[look.workshop.study.tiers[tier - 1]])
    return look.say("ranking.stands", place=tier)


def _form_line(look: Look, form: Form) -> Line:
    return Line(look.say(f"form.{form.value}"), look.say(f"form.{form.value}_is"))


def _is(group: Group, form: Form) -> bool:
    return group.form_chosen and group.form is form


def _core_statements(look: Look) -> Statements:
    return Statements(tuple(look.line(statement) for statement in look.workshop.study.statements))


def _place(look: Look, group: Group, statement: str, where: str, label: str) -> Button:
    return look.button(label, PlaceStatement(group.letter, statement, where))


def _undo(look: Look, group: Group) -> tuple[Button, ...]:
    if not group.undoable:
        return ()
    last = group.undoable[-1]
    label = look.say("ranking.undo", statement=look.label(last.statement))
    return (look.button(label, UndoPlacement(group.letter, last.number)),)


def _back_to_board(look: Look) -> tuple[Button, ...]:
    view = AT_TABLE if look.viewer.actor.role is Role.FACILITATOR else ""
    return (look.opens(look.say("ranking.back_to_board"), view, Weight.QUIET),)
