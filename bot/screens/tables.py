"""The facilitator's screens for the tables: made, merged and led, and results on paper entered."""

from __future__ import annotations

from bot.screens.blocks import Heading, Hint, Paragraph, Saved, Screen, Weight
from bot.screens.frame import in_rows, to_room
from bot.screens.look import Look, board
from bot.screens.voting import merge_rows
from workshops.commands import (
    AddGroup,
    EnterArrangement,
    HandIn,
    LeadGroup,
    MergeGroups,
    SayAgreedAloud,
    SplitGroup,
    TakeBackHandIn,
)
from workshops.grouping import letters
from workshops.model import Group, Phase
from workshops.protocol.board import PAPER as ON_PAPER
from workshops.protocol.steering import going_when_split

GROUPS = "groups"
MERGE_INTO = "merge"
SPLIT = "split"
PAPER = "paper"
BOARDS = (Phase.RANKING, Phase.REPORT_BACK, Phase.PLENARY)


def groups(look: Look, argument: str) -> Screen:
    """Tables made, merged and led, results on paper entered."""
    say, workshop = look.say, look.workshop
    me = workshop.facilitators[look.number]
    following = letters(len(workshop.groups) + 1)[-1]
    leads = [
        look.button(
            say("groups.lead", group=letter),
            LeadGroup("" if me.leads == letter else letter),
            chosen=me.leads == letter,
        )
        for letter in workshop.groups
    ]
    merges = [
        look.opens(say("groups.merge", group=letter), f"{MERGE_INTO} {letter}")
        for letter in workshop.groups
        if workshop.members(letter)
    ]
    splits = [
        look.opens(say("groups.split", group=letter), f"{SPLIT} {letter}")
        for letter in workshop.groups
        if len(workshop.members(letter)) >= workshop.study.group_size.least
    ]
    papers = [
        look.opens(say("groups.paper", group=group.letter), f"{PAPER} {group.letter}")
        for group in workshop.groups.values()
        if workshop.phase in BOARDS and (group.entry == ON_PAPER or not group.handed_in)
    ]
    return look.screen(
        Heading(say("steer.groups")),
        Hint(say("groups.how")),
        rows=(
            *in_rows(leads, 2),
            *in_rows(papers, 2),
            *in_rows(merges, 2),
            *in_rows(splits, 2),
            (look.button(say("groups.add", group=following), AddGroup(following)),),
            to_room(look),
        ),
    )


def merge_into(look: Look, argument: str) -> Screen:
    """Which table goes, then where to, then how many that makes."""
    say, workshop = look.say, look.workshop
    source, _, into = argument.partition(" ")
    if source not in workshop.groups:
        return groups(look, "")
    if into in workshop.groups and into != source:
        return _merge_now(look, source, into)
    others = [
        look.opens(
            say("groups.merge_target", group=letter, people=len(workshop.members(letter))),
            f"{MERGE_INTO} {source} {letter}",
        )
        for letter in workshop.groups
        if letter != source
    ]
    return look.screen(
        Heading(say("groups.merge", group=source)),
        Paragraph(say("groups.merge_means", group=source)),
        rows=(*in_rows(others, 2), to_room(look)),
    )


def _merge_now(look: Look, source: str, into: str) -> Screen:
    say, most = look.say, look.workshop.study.group_size.most
    moving, there = (len(look.workshop.members(letter)) for letter in (source, into))
    sizes = {"source": source, "moving": moving, "into": into, "there": there, "together": moving + there}
    return look.screen(
        Heading(say("groups.merge", group=source)),
        Paragraph(say("groups.merge_means", group=source)),
        Paragraph(say("groups.merge_sizes", **sizes)),
        Paragraph(say("groups.merge_too_many", most=most)) if moving + there > most else None,
        rows=(
            (
                look.button(
                    say("groups.merge_now", source=source, into=into),
                    MergeGroups(source, into),
                    Weight.MAIN,
                ),
            ),
            (look.opens(say("back"), f"{MERGE_INTO} {source}", Weight.QUIET),),
            to_room(look),
        ),
    )


def split(look: Look, letter: str) -> Screen:
    """Who stays and who goes, before it is done."""
    say, workshop = look.say, look.workshop
    if letter not in workshop.groups:
        return groups(look, "")
    into = letters(len(workshop.groups) + 1)[-1]
    going = going_when_split(workshop, letter)
    staying = [person.number for person in workshop.members(letter) if person.number not in going]
    least = workshop.study.group_size.least
    return look.screen(
        Heading(say("groups.split", group=letter)),
        Paragraph(say("groups.split_stay", group=letter, people=say.listed(staying))),
        Paragraph(say("groups.split_go", group=into, people=say.listed(going))),
        Paragraph(say("groups.split_means", group=letter)),
        Paragraph(say("groups.split_few", least=least)) if len(going) < least else None,
        rows=(
            (
                look.button(
                    say("groups.split_now", group=letter, into=into), SplitGroup(letter, into), Weight.MAIN
                ),
            ),
            to_room(look),
        ),
    )


def paper(look: Look, letter: str) -> Screen:
    """A result on paper, on one screen: the numbers of the cards, from the top."""
    group = look.workshop.groups.get(letter)
    if group is None:
        return groups(look, "")
    if group.handed_in:
        return _paper_handed_in(look, group)
    say = look.say
    cards = group.statements(look.workshop.study.statements)
    numbered = tuple(f"{number}. {look.label(s)}" for number, s in enumerate(cards, start=1))
    entered = group.tiers and group.entry == ON_PAPER
    hand_in = HandIn(letter, group.moves_made)
    return look.screen(
        Heading(say("paper.title", group=letter)),
        Paragraph("\n".join(numbered)),
        board(look, group, say("board.title", group=letter)) if group.tiers else None,
        rows=(
            (look.button(say("handin.now"), hand_in, Weight.MAIN),) if entered else (),
            to_room(look),
        ),
        typed=look.typed(EnterArrangement(letter), say("paper.enter"), say("paper.how")),
    )


def _paper_handed_in(look: Look, group: Group) -> Screen:
    say, letter = look.say, group.letter
    aloud = look.button(say("confirm.all_said"), SayAgreedAloud(letter, group.hand_in))
    back = look.button(say("handin.change"), TakeBackHandIn(letter, group.hand_in), Weight.QUIET)
    copied = group.entry == ON_PAPER
    return look.screen(
        Heading(say("paper.title", group=letter)),
        Saved(say("handin.done", time=look.clock(group.handed_in_at))),
        board(look, group, say("board.title", group=letter)),
        rows=(
            *(merge_rows(look, group) if copied else ()),
            (aloud,) if copied and group.agreed_aloud != group.hand_in else (),
            (back,) if copied and look.workshop.phase is Phase.RANKING else (),
            to_room(look),
        ),
    )
