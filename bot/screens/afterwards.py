"""After the ranking: report back, plenary, closed."""

from __future__ import annotations

from bot.screens.blocks import Block, Heading, Paragraph, Saved, Screen, Weight
from bot.screens.evaluation import number_asked_for, question, slots
from bot.screens.frame import footer, home
from bot.screens.look import Look, board
from bot.screens.ranking import OWN_BOARD
from workshops.commands import AnswerReflects, SayMissing
from workshops.model import Phase, Reflects

MISSING = "missing"
BOARDS = "boards"


def report_back(look: Look) -> Screen:
    group = look.workshop.groups.get(look.workshop.reporting)
    shown: Block = (
        board(look, group, look.say("board.title", group=group.letter))
        if group
        else Paragraph(look.say("report_back.about_to_start"))
    )
    own = look.me.group and look.me.group != look.workshop.reporting
    return look.screen(
        Heading(look.say("report_back.title")),
        shown,
        rows=((look.opens(look.say("report_back.own"), OWN_BOARD),) if own else (), *footer(look)),
    )


def plenary(look: Look) -> Screen:
    say = look.say
    given = look.me.reflects
    return look.screen(
        Heading(say("plenary.title")),
        Paragraph(say("plenary.phones_down")),
        Heading(say("plenary.reflect"), 2),
        Saved(say("plenary.reflect_saved", answer=say(f"reflects.{given}"))) if given else None,
        Saved(say("plenary.missing_saved", words=look.me.missing)) if look.me.missing else None,
        rows=(
            tuple(
                look.button(
                    say(f"reflects.{answer.value}"), AnswerReflects(answer.value), chosen=given == answer
                )
                for answer in Reflects
            ),
            (look.opens(say("plenary.missing"), MISSING),),
            *footer(look),
        ),
    )


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
        board(look, group, say("closed.own_board", group=group.letter))
        if group and group.handed_in
        else None,
        Heading(say("closed.what_next"), 2),
        Paragraph(look.words.what_next),
        look.support(),
        rows=(
            (look.opens(say("closed.all_boards"), BOARDS),) if handed_in else (),
            (look.opens(say("closed.themes"), "themes"),),
            (look.opens(say("closed.evaluate"), "evaluate 1", Weight.QUIET),),
            *footer(look),
        ),
    )


def late_question(look: Look, argument: str) -> Screen:
    """Of the evaluation; whoever had finished it, or finishes it now, sees the end."""
    asked_for = number_asked_for(argument)
    return closed(look) if asked_for > len(slots(look.workshop.study)) else question(look, argument)


def boards(look: Look, argument: str) -> Screen:
    """Every group's board, once the groups have reported back."""
    if look.workshop.phase not in (Phase.REPORT_BACK, Phase.PLENARY, Phase.EVALUATION, Phase.CLOSED):
        return Screen(look.screen().blocks, (home(look),))
    groups = [group for group in look.workshop.groups.values() if group.handed_in]
    return look.screen(
        Heading(look.say("closed.all_boards")),
        *(board(look, group, look.say("board.title", group=group.letter)) for group in groups),
        rows=(home(look),),
    )
