"""Extra statements, proposed by one and accepted by another; links, which say how statements go together."""

from __future__ import annotations

from workshops.commands import (
    AcceptProposal,
    DeclineProposal,
    LinkStatements,
    ProposeStatement,
    RewordProposal,
    UnlinkStatements,
)
from workshops.events import (
    Event,
    NoteWritten,
    ProposalAccepted,
    ProposalDeclined,
    ProposalReworded,
    StatementProposed,
    StatementsLinked,
    StatementsUnlinked,
)
from workshops.model import Actor, Extra, Group, Link, Proposal, Refused, Workshop
from workshops.protocol.board import copies_paper, is_muted, open_group, writable_board
from workshops.protocol.notes import next_note
from workshops.protocol.ranking import BY, DURING
from workshops.protocol.rules import NOTHING, Decision, decides, evolves

MUST_COME_FIRST = "must_come_first"
SUPPORTS = "supports"
IS_PART_OF = "is_part_of"
IN_TENSION = "in_tension"
OWN = "own"
LINK_KINDS = (MUST_COME_FIRST, SUPPORTS, IS_PART_OF, IN_TENSION, OWN)
MOST_LINKS = 20
MOST_PROPOSALS = 20


@decides(ProposeStatement, *BY, during=DURING)
def propose_statement(workshop: Workshop, command: ProposeStatement, actor: Actor, now: int) -> Decision:
    group = open_group(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    if not command.words:
        return Refused("words_missing")
    if is_muted(workshop, actor):
        return Refused("muted")
    if len(group.proposals) >= MOST_PROPOSALS:
        return Refused("too_many_proposals")
    if any(proposal.words == command.words and proposal.waits for proposal in group.proposals.values()):
        return NOTHING
    number = len(group.proposals) + len(group.extras) + 1
    return [StatementProposed(group.letter, f"{group.letter}-p{number}", command.words, actor.id)]


@evolves(StatementProposed)
def statement_proposed(workshop: Workshop, event: StatementProposed, at: int) -> None:
    group = workshop.groups[event.group]
    group.proposals[event.proposal] = Proposal(event.proposal, event.words, event.by)
    group.last_active_at = at


@decides(RewordProposal, *BY, during=DURING)
def reword_proposal(workshop: Workshop, command: RewordProposal, actor: Actor, now: int) -> Decision:
    proposal = _open_proposal(workshop, actor, command)
    if isinstance(proposal, Refused):
        return proposal
    if not command.words:
        return Refused("words_missing")
    if is_muted(workshop, actor):
        return Refused("muted")
    if proposal.words == command.words:
        return NOTHING
    version = proposal.version + 1
    return [ProposalReworded(command.group, proposal.id, version, command.words, actor.id)]


@evolves(ProposalReworded)
def proposal_reworded(workshop: Workshop, event: ProposalReworded, at: int) -> None:
    """Whoever words it last proposes it, so that the one who accepts it has not worded it."""
    proposal = workshop.groups[event.group].proposals[event.proposal]
    proposal.words, proposal.version, proposal.by = event.words, event.version, event.by


@decides(AcceptProposal, *BY, during=DURING)
def accept_proposal(workshop: Workshop, command: AcceptProposal, actor: Actor, now: int) -> Decision:
    """The fourth is kept as a note: it is not lost, and the board stays readable.

    Whoever copies from paper accepts what the table has accepted there.
    """
    proposal = _open_proposal(workshop, actor, command)
    if isinstance(proposal, Refused):
        return proposal
    group = workshop.groups[command.group]
    if proposal.by == actor.id and not copies_paper(group, actor):
        return Refused("own_proposal")
    if len(group.extras) >= workshop.study.extras:
        kept: list[Event] = [
            ProposalDeclined(group.letter, proposal.id),
            NoteWritten(
                next_note(workshop, group.letter), group.letter, "other", proposal.words, proposal.by
            ),
        ]
        return kept
    statement = f"{group.letter}-x{len(group.extras) + 1}"
    return [ProposalAccepted(group.letter, proposal.id, statement, proposal.words, actor.id)]


@evolves(ProposalAccepted)
def proposal_accepted(workshop: Workshop, event: ProposalAccepted, at: int) -> None:
    group = workshop.groups[event.group]
    proposal = group.proposals.pop(event.proposal)
    group.extras[event.statement] = Extra(event.statement, event.wording, proposal.by, at)
    group.moves_made += 1
    group.last_active_at = at


@decides(DeclineProposal, *BY, during=DURING)
def decline_proposal(workshop: Workshop, command: DeclineProposal, actor: Actor, now: int) -> Decision:
    proposal = _open_proposal(workshop, actor, command)
    if isinstance(proposal, Refused):
        return proposal
    return [ProposalDeclined(command.group, proposal.id)]


@evolves(ProposalDeclined)
def proposal_declined(workshop: Workshop, event: ProposalDeclined, at: int) -> None:
    workshop.groups[event.group].proposals[event.proposal].declined = True


@decides(LinkStatements, *BY, during=DURING)
def link_statements(workshop: Workshop, command: LinkStatements, actor: Actor, now: int) -> Decision:
    group = writable_board(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    statements = group.statements(workshop.study.statements)
    if command.source == command.target or not {command.source, command.target} <= set(statements):
        return Refused("statement_unknown")
    if command.kind not in LINK_KINDS:
        return Refused("answer_unknown")
    if command.kind == OWN and not command.words:
        return Refused("words_missing")
    word = command.words if command.kind == OWN else ""
    names = (command.source, command.target, command.kind)
    if any((link.names, link.word) == (names, word) for link in group.links):
        return NOTHING
    if word and is_muted(workshop, actor):
        return Refused("muted")
    if len(group.links) >= MOST_LINKS:
        return Refused("too_many_links")
    return [StatementsLinked(group.letter, *names, word, actor.id)]


@evolves(StatementsLinked)
def statements_linked(workshop: Workshop, event: StatementsLinked, at: int) -> None:
    group = workshop.groups[event.group]
    _unlink(group, event.source, event.target, event.kind)
    group.links.append(Link(event.source, event.target, event.kind, event.words, event.by))
    group.last_active_at = at


@decides(UnlinkStatements, *BY, during=DURING)
def unlink_statements(workshop: Workshop, command: UnlinkStatements, actor: Actor, now: int) -> Decision:
    group = writable_board(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    names = (command.source, command.target, command.kind)
    linked = any(link.names == names for link in group.links)
    return [StatementsUnlinked(group.letter, *names)] if linked else NOTHING


@evolves(StatementsUnlinked)
def statements_unlinked(workshop: Workshop, event: StatementsUnlinked, at: int) -> None:
    group = workshop.groups[event.group]
    _unlink(group, event.source, event.target, event.kind)
    group.last_active_at = at


def _unlink(group: Group, source: str, target: str, kind: str) -> None:
    group.links = [link for link in group.links if link.names != (source, target, kind)]


def _open_proposal(
    workshop: Workshop, actor: Actor, command: RewordProposal | AcceptProposal | DeclineProposal
) -> Proposal | Refused:
    """The proposal as it was shown: what someone has reworded meanwhile is never accepted unread."""
    group = open_group(workshop, actor, command.group)
    if isinstance(group, Refused):
        return group
    proposal = group.proposals.get(command.proposal)
    if proposal is None or not proposal.waits:
        return Refused("proposal_gone")
    return proposal if proposal.version == command.version else Refused("proposal_reworded")
