"""notes.csv, questions.csv and links.csv: what people wrote beside the board, and how statements go together.

What has no words any more, because they were edited away or removed, is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exports.tables.order import role_and_number
from workshops.model import Phase, Question, Workshop

SHOWN_FROM = (Phase.REPORT_BACK, Phase.PLENARY, Phase.EVALUATION, Phase.CLOSED)


class NoteRow(NamedTuple):
    workshop: str
    group: str
    note: str
    phase: str
    kind: str
    statements: str
    words: str
    shared: bool
    written_by: str
    participant: str
    written_at: int


class QuestionRow(NamedTuple):
    workshop: str
    question: str
    theme: str
    anonymous: bool
    participant: str
    phase: str
    asked_at: int
    words: str
    answered: str
    answer: str
    answered_at: int


class LinkRow(NamedTuple):
    """`source` and `target` are the columns `from` and `to`."""

    workshop: str
    group: str
    source: str
    target: str
    kind: str
    word: str
    shared: bool


LINK_COLUMNS = tuple({"source": "from", "target": "to"}.get(name, name) for name in LinkRow._fields)


def note_rows(workshop: Workshop) -> Iterator[NoteRow]:
    for note in workshop.notes.values():
        if note.words:
            role, number = role_and_number(workshop, note.author)
            yield NoteRow(
                workshop=workshop.code,
                group=note.group,
                note=note.id,
                phase=note.phase,
                kind=note.kind,
                statements=" ".join(note.statements),
                words=note.words,
                shared=note.shared,
                written_by=role,
                participant=number,
                written_at=note.at,
            )


def question_rows(workshop: Workshop) -> Iterator[QuestionRow]:
    """Of an anonymous one neither who asked nor the moment: somebody else's record could tell who it was."""
    for question in workshop.questions.values():
        if question.words:
            yield QuestionRow(
                workshop=workshop.code,
                question=question.id,
                theme=question.theme,
                anonymous=question.anonymous,
                participant="" if question.anonymous else question.asker,
                phase=_phase_of(workshop, question),
                asked_at=0 if question.anonymous else question.at,
                words=question.words,
                answered=question.answered,
                answer=question.answer,
                answered_at=question.answered_at,
            )


def link_rows(workshop: Workshop) -> Iterator[LinkRow]:
    shown = any(run.phase in SHOWN_FROM for run in workshop.runs)
    for group in workshop.groups.values():
        for link in group.links:
            yield LinkRow(
                workshop=workshop.code,
                group=group.letter,
                source=link.source,
                target=link.target,
                kind=link.kind,
                word=link.word,
                shared=shown and group.handed_in,
            )


def _phase_of(workshop: Workshop, question: Question) -> Phase:
    begun = [run.phase for run in workshop.runs if run.started_at <= question.at]
    return begun[-1]
