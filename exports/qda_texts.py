"""The texts of project.qdpx: what each group made and wrote, line after line, and what is coded in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from exports.boards import Board, boards, reason_in_words
from exports.formats.refi_qda import Source
from exports.issues_coding import Coding
from exports.tables.recorded import Recorded
from workshops.arrangement import Form
from workshops.codable import FIT, NOTE, PLENARY, QUESTION, STATEMENT
from workshops.events import DissentExplained, FitExplained, MissingSaid
from workshops.model import Group, Note, Participant, Workshop
from workshops.numbering import by_number

DISSENT: Final = "dissent"

_ROOM: Final = "room"


def theme_code(workshop: Workshop, theme: str) -> str:
    return f"theme/{workshop.study.id}/{theme}"


def issue_code(issue: str) -> str:
    return f"issue/{issue}"


def kind_code(kind: str) -> str:
    return f"kind/{kind}"


def sources(recorded: Recorded, codings: Sequence[Coding]) -> Iterator[Source]:
    """A text for each group that made or wrote anything, then one for the room if anything was said to it."""
    texts = _Texts(recorded, codings)
    made = {board.group: board for board in boards(recorded)}
    for group in recorded.workshop.groups.values():
        source = texts.of_group(group, made.get(group.letter))
        if source.text.count("\n") > 1:
            yield source
    room = texts.of_room()
    if room.selections:
        yield room


class _Texts:
    """The texts of one workshop. `_at` is when words were said that the state keeps no time of."""

    def __init__(self, recorded: Recorded, codings: Sequence[Coding]) -> None:
        self._workshop = recorded.workshop
        self._at = dict(_times(recorded))
        self._issues: dict[tuple[str, str], list[str]] = {}
        for coding in codings:
            if coding.workshop == recorded.workshop.code:
                issues = self._issues.setdefault((coding.source, coding.item), [])
                issues.append(issue_code(coding.issue))
        study = recorded.workshop.study
        self._theme_of = {each.statement: theme_code(recorded.workshop, each.id) for each in study.themes}

    def of_group(self, group: Group, board: Board | None) -> Source:
        source = self._source(f"group {group.letter}", group=group.letter, form=board.form if board else "")
        if board:
            _board(source, board)
        self._own_statements(source, group)
        if board:
            _links(source, board)
        self._notes(source, group.letter)
        members = by_number(p for p in self._workshop.participants.values() if p.group == group.letter)
        self._dissent(source, members)
        self._fit(source, members)
        return source

    def of_room(self) -> Source:
        source = self._source("the room", group="", form="")
        self._notes(source, "")
        self._questions(source)
        self._remarks(source)
        nowhere = by_number(p for p in self._workshop.participants.values() if not p.group)
        self._fit(source, nowhere)
        return source

    def _source(self, of: str, *, group: str, form: str) -> Source:
        code = self._workshop.code
        values = {"workshop": code, "group": group, "form": form}
        given = {name: value for name, value in values.items() if value}
        source = Source(f"source/{code}/{group or _ROOM}", f"{code} {of}", given)
        source.line(f"Workshop {code}, {of}")
        return source

    def _own_statements(self, source: Source, group: Group) -> None:
        with_words = [extra for extra in group.extras.values() if extra.words]
        _heading(source, "Own statements", with_words)
        for extra in with_words:
            codes = self._codes(STATEMENT, STATEMENT, extra.id)
            source.line(extra.words, f"{extra.id}: ", codes, extra.accepted_at)

    def _notes(self, source: Source, group: str) -> None:
        notes = [note for note in self._workshop.notes.values() if note.group == group and note.words]
        _heading(source, "Notes", notes)
        for note in notes:
            about = f" on {', '.join(note.statements)}" if note.statements else ""
            shared = ", shared with the room" if note.shared else ""
            source.line(note.words, f"{note.id}, {note.kind}{about}{shared}: ", self._of_note(note), note.at)

    def _of_note(self, note: Note) -> list[str]:
        themes = [self._theme_of[each] for each in note.statements if each in self._theme_of]
        return [*self._codes(note.kind, NOTE if note.group else PLENARY, note.id), *themes]

    def _dissent(self, source: Source, members: Sequence[Participant]) -> None:
        told = [(person, person.confirmed) for person in members if person.confirmed and person.confirmed.why]
        _heading(source, "Dissent, told in private", told)
        for person, confirmed in told:
            before = f"{person.number}, {confirmed.answer}: "
            source.line(confirmed.why, before, [kind_code(DISSENT)], self._when(DISSENT, person.number))

    def _fit(self, source: Source, members: Sequence[Participant]) -> None:
        given = [
            (person.number, theme, answer)
            for person in members
            for theme, answer in person.fits.items()
            if answer.why
        ]
        _heading(source, "Does it fit? Told in private", given)
        for number, theme, answer in given:
            codes = [*self._codes(FIT, FIT, f"{number}/{theme}"), theme_code(self._workshop, theme)]
            source.line(answer.why, f"{number} on {theme}, {answer.fit}: ", codes, self._when(theme, number))

    def _questions(self, source: Source) -> None:
        asked = [question for question in self._workshop.questions.values() if question.words]
        _heading(source, "Questions", asked)
        for question in asked:
            theme = [theme_code(self._workshop, question.theme)] if question.theme else []
            codes = [*self._codes(QUESTION, QUESTION, question.id), *theme]
            about = f" on {question.theme}" if question.theme else ""
            source.line(question.words, f"{question.id}{about}: ", codes, question.at)
            if question.answer:
                source.line(question.answer, "Answer: ")

    def _remarks(self, source: Source) -> None:
        people = by_number(self._workshop.participants.values())
        told = [(person.number, person.missing) for person in people if person.missing]
        _heading(source, "What is missing", told)
        for number, words in told:
            source.line(
                words, f"{number}: ", self._codes(PLENARY, PLENARY, number), self._when(PLENARY, number)
            )

    def _codes(self, kind: str, source: str, item: str) -> list[str]:
        return [kind_code(kind), *self._issues.get((source, item), [])]

    def _when(self, what: str, number: str) -> int:
        return self._at.get((what, number), self._workshop.last_at)


def _board(source: Source, board: Board) -> None:
    _heading(source, f"Handed in: {board.form}", [board])
    for number, tier in enumerate(board.tiers, start=1):
        place = board.rings[number - 1] if board.form is Form.CONSTELLATION else f"{number}."
        for statement in tier:
            source.line(f"{place} {board.names[statement]} ({statement})")
    for statement, reason in board.left_out.items():
        source.line(f"Not placed, {reason_in_words(reason)}: {board.names[statement]} ({statement})")


def _links(source: Source, board: Board) -> None:
    _heading(source, "Links", board.links)
    for link in board.links:
        kind = link.word or link.kind.replace("_", " ")
        first, second = (f"{board.names[each]} ({each})" for each in (link.source, link.target))
        source.line(f"{first} → {second}: {kind}")


def _heading(source: Source, words: str, what: Sequence[object]) -> None:
    if what:
        source.line()
        source.line(words)


def _times(recorded: Recorded) -> Iterator[tuple[tuple[str, str], int]]:
    """The last time at which each person said each of these."""
    for row in recorded.rows:
        for event in row.events:
            match event:
                case FitExplained():
                    yield (event.theme, event.participant), row.at
                case DissentExplained():
                    yield (DISSENT, event.participant), row.at
                case MissingSaid():
                    yield (PLENARY, event.participant), row.at
                case _:
                    pass
