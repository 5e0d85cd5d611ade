"""What the team does with a workshop before and after the day: its study, its data, and what was typed."""

from __future__ import annotations

from workshops.commands import CodeIssue, CountRedacted, DeleteLinks, ReadStudyAgain, RecordExport
from workshops.events import ExportMade, IssueCoded, LinksDeleted, StudyReadAgain, WordsRedacted
from workshops.model import Actor, Copy, Phase, Refused, Role, Workshop
from workshops.protocol.rules import NOTHING, PHASES, Decision, decides, evolves
from workshops.retention import keeping

NEW = "new"
TO_A_THEME = ("qualifies", "part of")
TEAM = (Role.FACILITATOR, Role.OPERATOR)


@decides(ReadStudyAgain, *TEAM, during=(Phase.LOBBY,), team=True)
def read_study_again(workshop: Workshop, command: ReadStudyAgain, actor: Actor, now: int) -> Decision:
    """With the first consent the study is frozen: what someone agreed to stays what they agreed to."""
    if command.study == workshop.study_hash:
        return NOTHING
    if workshop.participants:
        return Refused("study_frozen")
    return [StudyReadAgain(command.study)]


@evolves(StudyReadAgain)
def study_read_again(workshop: Workshop, event: StudyReadAgain, at: int) -> None:
    workshop.study_hash = event.study
    workshop.study = workshop.library(event.study)


@decides(CountRedacted, *TEAM, during=PHASES, team=True)
def count_redacted(workshop: Workshop, command: CountRedacted, actor: Actor, now: int) -> Decision:
    if _reads_too_early(workshop, actor):
        return Refused("not_closed")
    if command.count < 1 or command.number != workshop.redactions + 1:
        return NOTHING
    return [WordsRedacted(command.count)]


@evolves(WordsRedacted)
def words_redacted(workshop: Workshop, event: WordsRedacted, at: int) -> None:
    workshop.redactions += 1


@decides(CodeIssue, *TEAM, during=PHASES, team=True)
def code_issue(workshop: Workshop, command: CodeIssue, actor: Actor, now: int) -> Decision:
    """Which items there are, `workshops.codable` knows; an issue needs a name and a known relation."""
    if _reads_too_early(workshop, actor):
        return Refused("not_closed")
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


@decides(RecordExport, *TEAM, during=(Phase.CLOSED,), team=True)
def record_export(workshop: Workshop, command: RecordExport, actor: Actor, now: int) -> Decision:
    """Told to whoever withdraws later: that copy has left."""
    if command.number != len(workshop.exports) + 1:
        return NOTHING
    """Named to whoever withdraws later: that copy has left."""
    if command.number != len(workshop.exports) + 1:
        return NOTHING
    return [ExportMade(command.shareable)]


@evolves(ExportMade)
def export_made(workshop: Workshop, event: ExportMade, at: int) -> None:
    workshop.exports.append(Copy(at, event.shareable))


@decides(DeleteLinks, *TEAM, during=(Phase.CLOSED,), team=True)
def delete_links(workshop: Workshop, command: DeleteLinks, actor: Actor, now: int) -> Decision:
    """Not before its time: until then everyone can still ask for their answers to be removed."""
    links, _ = keeping(workshop)
    if links.gone_at:
        return NOTHING
    return [LinksDeleted()] if links.overdue(now) else Refused("not_due")


@evolves(LinksDeleted)
def links_deleted(workshop: Workshop, event: LinksDeleted, at: int) -> None:
    workshop.links_deleted_at = at


def _reads_too_early(workshop: Workshop, actor: Actor) -> bool:
    """What people said in private, the team reads once the workshop is closed and nobody sits in the room."""
    return actor.role is Role.FACILITATOR and workshop.phase is not Phase.CLOSED


def _is_relation(workshop: Workshop, relation: str) -> bool:
    verb, _, theme = relation.rpartition(" ")
    themes = {theme.id for theme in workshop.study.themes}
    return relation == NEW or (verb in TO_A_THEME and theme in themes)
