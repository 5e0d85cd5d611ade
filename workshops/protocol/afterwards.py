"""What the team does with a workshop afterwards: redacting, and coding, what was typed."""

from __future__ import annotations

from workshops.commands import CodeIssue, CountRedacted
from workshops.events import IssueCoded, WordsRedacted
from workshops.model import Actor, Refused, Role, Workshop
from workshops.protocol.rules import NOTHING, PHASES, Decision, decides, evolves

NEW = "new"
TO_A_THEME = ("qualifies", "part of")


@decides(CountRedacted, Role.OPERATOR, during=PHASES)
def count_redacted(workshop: Workshop, command: CountRedacted, actor: Actor, now: int) -> Decision:
    if command.count < 1 or command.number != workshop.redactions + 1:
        return NOTHING
    return [WordsRedacted(command.count)]


@evolves(WordsRedacted)
def words_redacted(workshop: Workshop, event: WordsRedacted, at: int) -> None:
    workshop.redactions += 1


@decides(CodeIssue, Role.OPERATOR, during=PHASES)
def code_issue(workshop: Workshop, command: CodeIssue, actor: Actor, now: int) -> Decision:
    """Which items there are, `exports.issues_coding` knows; an issue needs a name and a known relation."""
    if not (command.source and command.item and command.issue):
        return Refused("coding_incomplete")
    if command.relation and not _is_relation(workshop, command.relation):
        return Refused("relation_unknown")
    known = workshop.coded.get((command.source, command.item), {})
    if known.get(command.issue, "") == command.relation:
        return NOTHING
    return [IssueCoded(command.source, command.item, command.issue, command.relation)]


@evolves(IssueCoded)
def issue_coded(workshop: Workshop, event: IssueCoded, at: int) -> None:
    issues = workshop.coded.setdefault((event.source, event.item), {})
    if event.relation:
        issues[event.issue] = event.relation
    else:
        issues.pop(event.issue, None)


def _is_relation(workshop: Workshop, relation: str) -> bool:
    verb, _, theme = relation.rpartition(" ")
    themes = {theme.id for theme in workshop.study.themes}
    return relation == NEW or (verb in TO_A_THEME and theme in themes)
