"""The export that may leave the team: counts, none of them over so few people that it tells of somebody."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from exports.formats.csv_files import guarded
from exports.shared_questions import PEOPLE, Question, group_sizes, kept, questions
from exports.suppression import fewest_groups, suppressed
from exports.tables.recorded import Recorded
from workshops.model import Workshop

LEAST: Final = 10
NEVER_UNDER: Final = 5

_COLUMNS: Final = {
    "measure": "what was counted: participants; what people were asked, profile, fit, confirmation, reflects "
    "or evaluation; placed, whether a group that ranked placed a statement",
    "item": "the question's, theme's or statement's id",
    "asked": "its words",
    "answer": "an answer's id; no_answer is everybody who gave none",
    "label": "its words",
    "unit": "whether people or groups were counted",
    "count": "how many; empty when it is held back",
    "held_back": "true or false",
}
_LEFT_OUT: Final = (
    "Not in this export at all: words that anybody wrote; anything by group, by workshop or by role; any "
    "single ranking; anything that only some of the pooled studies ask; who was there in which phase."
)
_ONCE: Final = (
    "Share one such export of these workshops only: two that have some workshops in common could be "
    "subtracted from each other."
)
_REHEARSAL: Final = "Rehearsal: the people in it are simulated, and nothing in it is data."


class TooFew(ValueError):
    """Counts over so few people are never shared; the message is one sentence."""


class SharedRow(NamedTuple):
    """`number` is None where it is held back."""

    measure: str
    item: str
    asked: str
    answer: str
    label: str
    unit: str
    number: int | None


def shareable_files(pooled: Sequence[Recorded], title: str, least: int = LEAST) -> dict[str, bytes]:
    """The files by their names: counts over at least `least` people, over all the workshops together.

    Raises `TooFew` when `least` is under 5.
    """
    if least < NEVER_UNDER:
        raise TooFew(f"Counts over fewer than {NEVER_UNDER} people are never shared: ask for more.")
    workshops = [one.workshop for one in pooled]
    rows = shared_rows(workshops, least)
    read_me = "\n\n".join(_read_me(workshops, rows, title, least)) + "\n"
    return {"README.txt": read_me.encode(), "counts.csv": _csv(rows).encode()}


def shared_rows(workshops: Sequence[Workshop], least: int) -> list[SharedRow]:
    """Every answer to everything that all the studies ask; nothing at all when too few people took part."""
    people = sum(len(kept(workshop)) for workshop in workshops)
    if people < least:
        return []
    groups = fewest_groups(group_sizes(workshops), least)
    rows = [SharedRow("participants", "", "", "", "", PEOPLE, people)]
    for question in questions(workshops):
        rows += _rows(question, least if question.unit == PEOPLE else groups)
    return rows


def _rows(question: Question, enough: int) -> Iterator[SharedRow]:
    counts = suppressed(list(question.counts.values()), enough)
    for answer, count in zip(question.counts, counts, strict=True):
        label = question.labels.get(answer, "")
        yield SharedRow(question.measure, question.item, question.asked, answer, label, question.unit, count)


def _csv(rows: Sequence[SharedRow]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        count, held_back = ("", "true") if row.number is None else (str(row.number), "false")
        writer.writerow([*map(guarded, row[:-1]), count, held_back])
    return written.getvalue()


def _read_me(
    workshops: Sequence[Workshop], rows: Sequence[SharedRow], title: str, least: int
) -> Iterator[str]:
    yield f"Shareable: counts over at least {least} people, and nothing else."
    if any(workshop.rehearsal for workshop in workshops):
        yield _REHEARSAL
    yield title
    yield _held_back(rows, least)
    yield _LEFT_OUT
    yield _ONCE
    yield "counts.csv, UTF-8, one count a row:\n" + "\n".join(
        f"- {name}: {meaning}" for name, meaning in _COLUMNS.items()
    )


def _held_back(rows: Sequence[SharedRow], least: int) -> str:
    if not rows:
        return f"Held back: everything, as fewer than {least} people took part."
    held_back = sum(row.number is None for row in rows)
    if not held_back:
        return "Held back: no count."
    return (
        f"Held back: {held_back} of {len(rows)} counts, each because it is over fewer than {least} people, "
        "or because such a count could be worked out from it."
    )
