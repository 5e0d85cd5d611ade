"""statements.csv and merges.csv: what could be ranked, and what of the groups' own the room took as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from exports.ranking_rows import CORE, EXTRA
from exports.tables.order import FACILITATOR, role_and_number
from workshops.codable import STATEMENT
from workshops.model import Extra, Workshop
from workshops.protocol.vote import is_agreed

YES = "yes"
KEPT_OWN = "kept_own"


class StatementRow(NamedTuple):
    workshop: str
    group: str
    statement: str
    origin: str
    theme: str
    wording: str
    proposed_by: str
    accepted_at: int
    issue: str
    label: str


class MergeRow(NamedTuple):
    workshop: str
    merge: str
    statement: str
    wording: str
    group: str
    answer: str
    agreed: bool
    aloud: bool


def statement_rows(workshop: Workshop) -> Iterator[StatementRow]:
    """The core statements, as worded in the study's first language; then each group's own."""
    text = workshop.study.text(workshop.study.languages[0])
    for statement in workshop.study.statements:
        yield StatementRow(
            workshop=workshop.code,
            group="",
            statement=statement,
            origin=CORE,
            theme=text.theme_of[statement],
            wording=text.statement(statement),
            proposed_by="",
            accepted_at=0,
            issue="",
            label=text.label(statement),
        )
    for group in workshop.groups.values():
        for extra in group.extras.values():
            yield _extra_row(workshop, group.letter, extra)


def merge_rows(workshop: Workshop) -> Iterator[MergeRow]:
    for merge in workshop.merges.values():
        for extra in merge.extras:
            group = extra.rpartition("-")[0]
            yield MergeRow(
                workshop=workshop.code,
                merge=merge.id,
                statement=extra,
                wording=merge.words,
                group=group,
                answer=_answer(merge.answers, group),
                agreed=is_agreed(merge),
                aloud=group in merge.aloud,
            )


def _extra_row(workshop: Workshop, group: str, extra: Extra) -> StatementRow:
    role, number = role_and_number(workshop, extra.proposed_by)
    return StatementRow(
        workshop=workshop.code,
        group=group,
        statement=extra.id,
        origin=EXTRA,
        theme="",
        wording=extra.words,
        proposed_by=FACILITATOR if role == FACILITATOR else number,
        accepted_at=extra.accepted_at,
        issue="; ".join(workshop.coded.get((STATEMENT, extra.id), {})) or extra.words,
        label=extra.words,
    )


def _answer(answers: Mapping[str, bool], group: str) -> str:
    if group not in answers:
        return ""
    return YES if answers[group] else KEPT_OWN
