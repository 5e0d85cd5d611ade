"""What was said that the team may code as an issue: each item by its source and its id there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from workshops.model import Workshop
from workshops.numbering import by_number

STATEMENT, NOTE, FIT, QUESTION, PLENARY = "statement", "note", "fit", "question", "plenary"
SOURCES: Final = (STATEMENT, NOTE, FIT, QUESTION, PLENARY)


class Codable(NamedTuple):
    """Something that was said. `item` is its id in its source; `group` is empty where it came from none."""

    workshop: str
    group: str
    source: str
    item: str
    words: str


def codable(workshop: Workshop) -> Iterator[Codable]:
    """Everything with words that the team may code, by source; what was removed has none and is left out."""
    return (said for said in _said(workshop) if said.words)


def _said(workshop: Workshop) -> Iterator[Codable]:
    code, people = workshop.code, workshop.participants
    for group in workshop.groups.values():
        for extra in group.extras.values():
            yield Codable(code, group.letter, STATEMENT, extra.id, extra.words)
    for note in workshop.notes.values():
        source = NOTE if note.group else PLENARY
        yield Codable(code, note.group, source, note.id, note.words)
    for person in by_number(people.values()):
        for theme, answer in person.fits.items():
            yield Codable(code, person.group, FIT, f"{person.number}/{theme}", answer.why)
    for question in workshop.questions.values():
        asker = None if question.anonymous else people.get(question.asker)
        yield Codable(code, asker.group if asker else "", QUESTION, question.id, question.words)
    for person in by_number(people.values()):
        yield Codable(code, person.group, PLENARY, person.number, person.missing)
