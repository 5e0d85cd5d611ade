"""After the ranking: report back, plenary, closed."""

from __future__ import annotations

from bot.screens.as_picture import REPORTED, picture_button
from bot.screens.blocks import (
    Block,
    Button,
    Heading,
    Paragraph,
    Saved,
    Screen,
    Weight,
)
from bot.screens.changes import changes_told
from bot.screens.evaluation import number_asked_for, question, slots
from bot.screens.frame import footer, home
from bot.screens.handing_in import OWN_BOARD
from bot.screens.look import Look, board, own_statements
from bot.screens.notes import notes_row, shared_notes
from bot.screens.taking_home import handout_block, handout_button
from bot.screens.voting import merge_rows, own_vote_rows, result_blocks, vote_blocks
from workshops.commands import AnswerReflects, SayMissing
from workshops.model import Group, Phase, Reflects

MISSING = "missing"
PLENARY = "plenary"
BOARDS = "boards"


def report_back(look: Look) -> Screen:
    group = look.workshop.groups.get(look.workshop.reporting)
    waiting = Paragraph(look.say("report_back.about_to_start"))
    return look.screen(
        Heading(look.say("report_back.title")),
        *(reported(look, group) if group else (waiting,)),
        rows=(
            *merge_rows(look, look.group),
            picture_button(look, group),
            (look.opens(look.say("report_back.own"), OWN_BOARD),) if look.me.group else (),
            notes_row(look),
            *footer(look),
        ),
    )


def reported(look: Look, group: Group) -> tuple[Block | None, ...]:
    """What the room sees of a group: its board, links, own statements, and what it shares. Nothing else."""
    shown = board(look, group, look.say("board.title", group=group.letter), reasons=False)
    return (shown, own_statements(look, group), shared_notes(look, group.letter))


def plenary(look: Look) -> Screen:
    """The two questions; for whoever has answered, the vote while it is open, and they are one tap away."""
    if not (look.workshop.vote_open and look.me.reflects):
        return _questions(look)
    return look.screen(
        Heading(look.say("plenary.title")),
        *_saved(look),
        *vote_blocks(look),
        rows=(
            *own_vote_rows(look),
            *merge_rows(look, look.group),
            (look.opens(look.say("plenary.reflect"), PLENARY),),
            (look.opens(look.say("plenary.missing"), MISSING),),
            notes_row(look),
            *footer(look),
        ),
    )


def _questions(look: Look, way_back: tuple[Button, ...] = ()) -> Screen:
    say, given = look.say, look.me.reflects
    return look.screen(
        Heading(say("plenary.title")),
        Paragraph(say("plenary.phones_down")),
        Heading(say("plenary.reflect"), 2),
        *_saved(look),
        *vote_blocks(look),
        rows=(
            tuple(
                look.button(
                    say(f"reflects.{answer.value}"), AnswerReflects(answer.value), chosen=given == answer
                )
                for answer in Reflects
            ),
            (look.opens(say("plenary.missing"), MISSING),),
            *merge_rows(look, look.group),
            *own_vote_rows(look),
            notes_row(look),
            way_back,
            *footer(look),
        ),
    )


def _saved(look: Look) -> tuple[Block | None, ...]:
    say, me = look.say, look.me
    return (
        Saved(say("plenary.reflect_saved", answer=say(f"reflects.{me.reflects}"))) if me.reflects else None,
        Saved(say("plenary.missing_saved", words=me.missing)) if me.missing else None,
    )


def plenary_again(look: Look, argument: str) -> Screen:
    """The plenary's questions, for whoever comes to them later, or back to them from the vote."""
    open_still = look.workshop.phase in (Phase.PLENARY, Phase.EVALUATION)
    return _questions(look, home(look)) if open_still else boards(look, "")


def missing(look: Look, argument: str) -> Screen:
    if look.workshop.phase not in (Phase.PLENARY, Phase.EVALUATION):
        return plenary(look)
    say = look.say
    return look.screen(
        Heading(say("plenary.missing")),
        rows=(home(look),),
        typed=look.typed(SayMissing(), say("plenary.missing"), say("plenary.who_reads"), look.me.missing),
    )


def closed(look: Look) -> Screen:
    say = look.say
    group = look.workshop.groups.get(look.me.group)
    handed_in = any(each.handed_in for each in look.workshop.groups.values())
    return look.screen(
        Heading(say("closed.title")),
        Paragraph(say("closed.thanks")),
        *changes_blocks(look),
        *handout_block(look),
        board(look, group, say("closed.own_board", group=group.letter))
        if group and group.handed_in
        else None,
        own_statements(look, group) if group and group.handed_in else None,
        Heading(say("closed.what_next"), 2),
        Paragraph(look.words.what_next),
        look.support(),
        rows=(
            handout_button(look),
            picture_button(look, group),
            (look.opens(say("closed.all_boards"), BOARDS),) if handed_in else (),
            (look.opens(say("closed.themes"), "themes"),),
            (look.opens(say("closed.evaluate"), "evaluate 1", Weight.QUIET),),
            *footer(look),
        ),
    )


def changes_blocks(look: Look) -> tuple[Block, ...]:
    """What the team has made of the themes since, once it has told."""
    told = changes_told(look)
    if told is None:
        return ()
    say = look.say
    return (Heading(say("changes.title"), 2), Paragraph(say("changes.about")), told)


def late_question(look: Look, argument: str) -> Screen:
    """Of the evaluation; whoever had finished it, or finishes it now, sees the end."""
    asked_for = number_asked_for(argument)
    return closed(look) if asked_for > len(slots(look.workshop.study)) else question(look, argument)


def boards(look: Look, argument: str) -> Screen:
    """Every group's board, once the groups have reported back."""
    if look.workshop.phase not in REPORTED:
        return look.screen(Heading(look.say("closed.all_boards")), rows=(home(look),))
    groups = [group for group in look.workshop.groups.values() if group.handed_in]
    return look.screen(
        Heading(look.say("closed.all_boards")),
        *(block for group in groups for block in reported(look, group)),
        *(result_blocks(look) if look.workshop.vote_shown else ()),
        rows=(home(look),),
    )
