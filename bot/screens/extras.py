"""A table's own: extra statements and the links between statements."""

from __future__ import annotations

from bot.screens.blocks import Button, Heading, Hint, Line, Paragraph, Screen, Statements, Weight
from bot.screens.frame import Rows, to_table
from bot.screens.look import Look, link_words, shortened
from bot.screens.ranking import board_in_hand, no_table
from workshops.commands import (
    AcceptProposal,
    DeclineProposal,
    LinkStatements,
    ProposeStatement,
    RewordProposal,
    UnlinkStatements,
)
from workshops.likeness import most_alike
from workshops.model import Group, Proposal
from workshops.protocol.board import copies_paper
from workshops.protocol.extras import LINK_KINDS, OWN

EXTRAS = "extras"
PROPOSAL = "proposal"
LINKS = "links"
LINK = "link"


def extras(look: Look, argument: str) -> Screen:
    group = look.group
    if group is None:
        return no_table(look)
    say = look.say
    waiting = [proposal for proposal in group.proposals.values() if proposal.waits]
    most = look.workshop.study.extras
    return look.screen(
        Heading(say("extras.title")),
        Paragraph(say("extras.how", most=most)),
        Statements(tuple(Line(say("extras.mark"), extra.words) for extra in group.extras.values()))
        if group.extras
        else None,
        Hint(say("extras.full", most=most)) if len(group.extras) >= most else None,
        rows=(
            *(
                (look.opens(say("extras.decide", words=shortened(p.words)), f"{PROPOSAL} {p.id}"),)
                for p in waiting
                if not group.handed_in
            ),
            to_table(look),
        ),
        typed=None
        if group.handed_in
        else look.typed(ProposeStatement(group.letter), say("extras.propose"), say("extras.who_reads")),
    )


def proposal(look: Look, name: str) -> Screen:
    """One proposal: another member accepts it, anyone rewords or declines it."""
    group = look.group
    proposed = group.proposals.get(name) if group else None
    if group is None or group.handed_in or proposed is None or not proposed.waits:
        return extras(look, "")
    say = look.say
    return look.screen(
        Heading(say("extras.proposed")),
        Paragraph(f"“{proposed.words}”"),
        _likeness(look, proposed),
        Hint(say("extras.own")) if proposed.by == look.number else None,
        rows=(
            *_decisions(look, group, proposed),
            (look.opens(say("back"), EXTRAS, Weight.QUIET),),
        ),
        typed=look.typed(
            RewordProposal(group.letter, proposed.id, proposed.version),
            say("extras.reword"),
            say("extras.who_reads"),
            proposed.words,
        ),
    )


def links(look: Look, argument: str) -> Screen:
    group = board_in_hand(look)
    if group is None:
        return extras(look, "")
    say = look.say
    return look.screen(
        Heading(say("links.title")),
        Paragraph(say("links.how")),
        rows=(
            *(
                (
                    look.button(
                        say("links.remove", link=link_words(look, link)),
                        UnlinkStatements(group.letter, link.source, link.target, link.kind),
                    ),
                )
                for link in group.links
            ),
            *((look.opens(look.label(s), f"{LINK} {s}"),) for s in _statements(look, group)),
            to_table(look),
        ),
    )


def link(look: Look, argument: str) -> Screen:
    """Source, then kind, then target: three taps, or words of their own."""
    group = board_in_hand(look)
    source, _, rest = argument.partition(" ")
    kind, _, target = rest.partition(" ")
    if group is None or source not in _statements(look, group):
        return links(look, "")
    if kind not in LINK_KINDS:
        return _pick_kind(look, source)
    if kind == OWN and target in _statements(look, group):
        return _own_word(look, group, source, target)
    return _pick_target(look, group, source, kind)


def _pick_kind(look: Look, source: str) -> Screen:
    say = look.say
    return look.screen(
        Heading(look.label(source)),
        Paragraph(say("links.which_kind")),
        rows=(
            *((look.opens(say(f"link.{kind}"), f"{LINK} {source} {kind}"),) for kind in LINK_KINDS),
            (look.opens(say("back"), LINKS, Weight.QUIET),),
        ),
    )


def _pick_target(look: Look, group: Group, source: str, kind: str) -> Screen:
    others = [s for s in _statements(look, group) if s != source]
    return look.screen(
        Heading(look.label(source)),
        Paragraph(look.say("links.which_other", kind=look.say(f"link.{kind}"))),
        rows=(
            *((_target(look, group, source, kind, s),) for s in others),
            (look.opens(look.say("back"), f"{LINK} {source}", Weight.QUIET),),
        ),
    )


def _target(look: Look, group: Group, source: str, kind: str, target: str) -> Button:
    if kind == OWN:
        return look.opens(look.label(target), f"{LINK} {source} {OWN} {target}")
    return look.button(look.label(target), LinkStatements(group.letter, source, target, kind))


def _own_word(look: Look, group: Group, source: str, target: str) -> Screen:
    say = look.say
    return look.screen(
        Heading(say("links.own_title", source=look.label(source), target=look.label(target))),
        rows=((look.opens(say("back"), LINKS, Weight.QUIET),),),
        typed=look.typed(
            LinkStatements(group.letter, source, target, OWN), say("links.own"), say("extras.who_reads")
        ),
    )


def _decisions(look: Look, group: Group, proposed: Proposal) -> Rows:
    say, version = look.say, proposed.version
    decline = (look.button(say("extras.decline"), DeclineProposal(group.letter, proposed.id, version)),)
    if proposed.by == look.number and not copies_paper(group, look.viewer.actor):
        return (decline,)
    accept = AcceptProposal(group.letter, proposed.id, version)
    return ((look.button(say("extras.accept"), accept, Weight.MAIN),), decline)


def _likeness(look: Look, proposed: Proposal) -> Hint | None:
    """Pointed out, never refused."""
    wordings = {s: look.wording(s) for s in look.workshop.study.statements}
    alike = most_alike(proposed.words, wordings)
    return Hint(look.say("extras.alike", statement=look.label(alike))) if alike else None


def _statements(look: Look, group: Group) -> tuple[str, ...]:
    return group.statements(look.workshop.study.statements)
