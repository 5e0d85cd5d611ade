"""After the ranking: report back, plenary, closed."""

from __future__ import annotations

from bot.screens.blocks import (
    Block,
    Button,
    Heading,
    Hint,
    Line,
    Paragraph,
    Saved,
    Screen,
    Statements,
    Weight,
)
from bot.screens.evaluation import number_asked_for, question, slots
from bot.screens.frame import Rows, footer, home
from bot.screens.handing_in import OWN_BOARD
from bot.screens.look import Look, board
from bot.screens.notes import shared_notes
from bot.screens.steering import item_words, vote_counts
from workshops.commands import AnswerMerge, AnswerReflects, SayMissing, VoteFor
from workshops.model import Phase, Reflects
from workshops.protocol.vote import VOTES, groups_of, vote_items

MISSING = "missing"
PLENARY = "plenary"
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
        shared_notes(look, group.letter) if group else None,
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
        *_vote_blocks(look),
        rows=(
            tuple(
                look.button(
                    say(f"reflects.{answer.value}"), AnswerReflects(answer.value), chosen=given == answer
                )
                for answer in Reflects
            ),
            (look.opens(say("plenary.missing"), MISSING),),
            *_merge_rows(look),
            *_vote_rows(look),
            *footer(look),
        ),
    )


def vote_result(look: Look) -> Statements:
    """Every item with its votes, of those who voted."""
    voted = sum(1 for person in look.workshop.present() if person.vote)
    return Statements(
        tuple(
            Line(item_words(look, item), look.say("vote.count", n=count, of=voted))
            for item, count in vote_counts(look)
        ),
        numbered=True,
    )


def _vote_blocks(look: Look) -> tuple[Block, ...]:
    say, workshop = look.say, look.workshop
    blocks: list[Block] = []
    if workshop.vote_open:
        blocks += [Heading(say("vote.title"), 2), Hint(say("vote.how", used=len(look.me.vote), of=VOTES))]
    if workshop.vote_shown:
        blocks += [Heading(say("vote.result"), 2), vote_result(look)]
    return tuple(blocks)


def _vote_rows(look: Look) -> Rows:
    if not look.workshop.vote_open:
        return ()
    mine = look.me.vote
    return tuple(
        (look.button(item_words(look, item), VoteFor(item, item not in mine), chosen=item in mine),)
        for item in vote_items(look.workshop)
    )


def _merge_rows(look: Look) -> Rows:
    """What the facilitators would like to merge of this table's own, until the table has answered."""
    say, group = look.say, look.me.group
    rows: list[tuple[Button, ...]] = []
    for merge in look.workshop.merges.values():
        if group in groups_of(merge) and group not in merge.answers:
            yes = look.button(say("merging.yes", words=merge.words), AnswerMerge(merge.id, group, yes=True))
            own = look.button(say("merging.keep_own"), AnswerMerge(merge.id, group, yes=False))
            rows += [(yes,), (own,)]
    return tuple(rows)


def plenary_again(look: Look, argument: str) -> Screen:
    """The plenary's questions, for whoever comes to them later."""
    open_still = look.workshop.phase in (Phase.PLENARY, Phase.EVALUATION)
    return plenary(look) if open_still else boards(look, "")


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
