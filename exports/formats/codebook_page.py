"""codebook.md: what every file, column and question of an export means, for people to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from exports.codebook import PROFILE, Column, ColumnType, Table
from exports.formats.csv_files import GUARD
from workshops.study import QuestionText, Study

_TYPES: Mapping[ColumnType, str] = {
    "code": "code",
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "datetime": "time",
}

_READING = f"""\
Every file is a table in CSV: UTF-8, commas, one header line, lines that end in LF. An empty cell means that
there is nothing. Times are UTC, written as 2026-09-28T14:05:09.120Z. Numbers of people, letters of groups and
ids of statements mean something within their workshop only, so always use them together with its code.

A text that a spreadsheet would take for a formula has one more apostrophe ({GUARD}) in front: one that begins
with = + - @ (in full width too), with a tab or a line break, whether or not spaces or apostrophes come first.
To have it as it was written, take one apostrophe away from the front of such a text.
"""


def codebook_page(
    opening: str, tables: Mapping[str, tuple[Table, Sequence[str]]], studies: Mapping[str, Study]
) -> str:
    """The page in Markdown: `opening`, then every table with the columns it has, then the studies by hash."""
    parts = ["# Codebook", opening, "## How to read the files", _READING.rstrip()]
    for name, (table, columns) in tables.items():
        parts += [f"## {name}.csv", table.rows, _lines(_column_lines(table, columns))]
        if table.key:
            parts.append(f"No two rows have the same {_and(table.key)}.")
    for study_hash, study in studies.items():
        parts += _study_parts(study_hash, study)
    return "\n\n".join(parts) + "\n"


def _column_lines(table: Table, columns: Iterable[str]) -> Iterator[str]:
    yield from _header("column", "type", "meaning")
    for name in columns:
        column = table.column(name)
        yield _row(f"`{name}`", _TYPES[column.type], _meaning(column))


def _meaning(column: Column) -> str:
    values = "; ".join(f"`{value}`: {meaning}" for value, meaning in column.values.items())
    return f"{column.meaning} {values}." if values else column.meaning


def _study_parts(study_hash: str, study: Study) -> Iterator[str]:
    text = study.text(study.languages[0])
    yield f"## The study {study.id}"
    yield f"As frozen under the SHA-256 {study_hash}, in its first language ({study.languages[0]})."
    themes = (_row(theme.id, theme.statement, text.themes[theme.id].title) for theme in study.themes)
    yield _lines([*_header("theme", "statement", "title"), *themes])
    boxes = (_row(box.id, text.consent[box.id]) for box in study.consent_boxes)
    yield _lines([*_header("consent box", "text"), *boxes])
    profile = {f"{PROFILE}{question.id}": text.profile[question.id] for question in study.profile}
    yield from _questions("column", profile)
    evaluation = {question.id: text.evaluation[question.id] for question in study.evaluation}
    yield from _questions("question of the evaluation", evaluation)


def _questions(kind: str, questions: Mapping[str, QuestionText]) -> Iterator[str]:
    if questions:
        rows = (_row(name, asked.question, _choices(asked)) for name, asked in questions.items())
        yield _lines([*_header(kind, "asked", "choices"), *rows])


def _choices(asked: QuestionText) -> str:
    return "; ".join(f"`{choice}`: {label}" for choice, label in asked.choices.items())


def _header(*names: str) -> tuple[str, str]:
    return _row(*names), _row(*("---" for _ in names))


def _row(*cells: str) -> str:
    """A line of a table; what would end a cell or the line is written so that it does not."""
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _and(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)
