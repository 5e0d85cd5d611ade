"""Individual ranking: tap the most important, then the next; undo; look once more; submit."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bot.actions import encode
from bot.screens.blocks import Block, Board, Hand, Heading, Hint, Line, Paragraph, Saved, Screen, Spot, Weight
from bot.screens.frame import footer
from bot.screens.look import Look, tiers_of
from workshops.commands import RankStatement, SubmitIndividualRanking, UndoRank
from workshops.model import IndividualRanking

CHECK = "check"


def individual(look: Look) -> Screen:
    own = look.me.individual or IndividualRanking(look.workshop.study.statements)
    say = look.say
    if own.submitted_at:
        return look.screen(
            Heading(say("individual.title")),
            Saved(say("individual.submitted", time=look.clock(own.submitted_at))),
            _order(look, own),
            rows=footer(look),
        )
    left = [statement for statement in own.offered if statement not in own.ranked]
    rank = len(own.ranked) + 1
    question = (
        say("individual.next" if own.ranked else "individual.first") if left else say("individual.all_ranked")
    )
    return look.screen(
        Heading(say("individual.title")),
        Paragraph(question),
        _order_in_hand(look, own, left),
        Hint(say("individual.who_reads")),
        rows=(
            *(
                (look.button(look.words.label(statement), RankStatement(statement, rank)),)
                for statement in left
            ),
            (
                look.button(
                    say("individual.undo", statement=look.words.label(own.ranked[-1])), UndoRank(rank - 1)
                ),
            )
            if own.ranked
            else (),
            (look.opens(say("individual.check"), CHECK, Weight.MAIN),) if own.ranked else (),
            *footer(look),
        ),
    )


def check(look: Look, argument: str) -> Screen:
    own = look.me.individual
    if own is None or own.submitted_at or not own.ranked:
        return individual(look)
    say = look.say
    left = len(own.offered) - len(own.ranked)
    return look.screen(
        Heading(say("individual.check")),
        _order(look, own),
        Paragraph(say("individual.left", n=left)) if left else None,
        Hint(say("individual.who_reads")),
        rows=(
            (look.button(say("individual.submit"), SubmitIndividualRanking(len(own.ranked)), Weight.MAIN),),
            (look.opens(say("individual.go_on")),),
        ),
    )


def _order_in_hand(look: Look, own: IndividualRanking, left: Sequence[str]) -> Block:
    """So far, with what is left: whatever is taken up goes to the next place, and nowhere else."""
    so_far = _order(look, own)
    ranked = tuple(Spot("", (), tier.place, tier.statements) for tier in so_far.tiers)
    rank = len(own.ranked) + 1
    name = look.say("board.place", place=rank)
    following = (Spot(name, (str(rank),), name),) if left else ()
    tray = Spot("", (), look.say("board.not_placed", n=len(left)), tuple(_card(look, s, rank) for s in left))
    return msgspec.structs.replace(so_far, hand=Hand((*ranked, *following), tray))


def _card(look: Look, statement: str, rank: int) -> Line:
    ranks = encode(look.workshop.code, RankStatement(statement, rank))
    line = Line(look.words.label(statement), look.words.statement(statement))
    return msgspec.structs.replace(line, pick=ranks, move=ranks.removesuffix(str(rank)))


def _order(look: Look, own: IndividualRanking) -> Board:
    tiers = tuple((statement,) for statement in own.ranked)
    return Board(look.say("individual.so_far"), tiers_of(look, tiers), look.say("board.empty"))
