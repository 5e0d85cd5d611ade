"""Coding what the room raised as issues: a list to fill in, and the filled-in list read back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from exports.formats.csv_files import guarded, unguarded
from exports.table_files import Cells, cells_by_line
from workshops.codable import SOURCES, Codable, codable
from workshops.model import Workshop

COLUMNS: Final = ("workshop", "group", "source", "item", "issue", "relation")
WORDS: Final = "words"
LONGEST_ISSUE: Final = 120

NEW: Final = "new"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TO_A_THEME = re.compile(r"(qualifies|part of) (\S+)")


class Coding(msgspec.Struct, frozen=True, order=True):
    """The team reads one item as one issue. `relation`: new, or qualifies, or part of, and a theme's id."""

    workshop: str
    group: str
    source: str
    item: str
    issue: str
    relation: str


class Mistake(NamedTuple):
    """`line` counts the header as 1."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.column}: {self.reason}"


class CodingMistakes(ValueError):
    """The list cannot be taken as it is; `mistakes` are all there are."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


def codings_of(workshop: Workshop) -> Iterator[Coding]:
    """What the team has coded and still has words, in the order of the list."""
    for said in codable(workshop):
        for issue, relation in workshop.coded.get((said.source, said.item), {}).items():
            yield Coding(said.workshop, said.group, said.source, said.item, issue, relation)


def coding_csv(workshops: Iterable[Workshop], codings: Iterable[Coding] = ()) -> str:
    """The list to fill in, the words beside each item for reading; what is coded already stands in it."""
    known: dict[tuple[str, str, str], list[Coding]] = {}
    for coding in codings:
        known.setdefault((coding.workshop, coding.source, coding.item), []).append(coding)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([*COLUMNS, WORDS])
    for workshop in workshops:
        for said in codable(workshop):
            where = (said.workshop, said.group, said.source, said.item)
            coded = known.get((said.workshop, said.source, said.item), [])
            for issue, relation in [(each.issue, each.relation) for each in coded] or [("", "")]:
                writer.writerow([*where, guarded(issue), relation, guarded(said.words)])
    return written.getvalue()


def read_coding(path: Path, workshops: Iterable[Workshop]) -> list[Coding]:
    """The rows that name an issue, in the order of the file. Raises `CodingMistakes`, `TableFileError`.

    Rows without an issue are still to be coded. Columns that the list does not need are not looked at.
    """
    reader = _Reader(str(path), {workshop.code: workshop for workshop in workshops})
    for line, cells in cells_by_line(path, COLUMNS, "a coding list"):
        reader.read(line, cells)
    if reader.mistakes:
        raise CodingMistakes(reader.mistakes)
    return reader.codings


@dataclass(slots=True)
class _Reader:
    """Takes row after row and goes on after a mistake, so that all are named at once."""

    file: str
    workshops: Mapping[str, Workshop]
    codings: list[Coding] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    _items: dict[tuple[str, str, str], Codable] = field(default_factory=dict)
    _lines: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    _spelt: dict[str, tuple[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for workshop in self.workshops.values():
            for said in codable(workshop):
                self._items[said.workshop, said.source, said.item] = said

    def read(self, line: int, cells: Cells) -> None:
        issue, relation = " ".join(unguarded(cells["issue"]).split()), " ".join(cells["relation"].split())
        if not issue and not relation:
            return
        wrong = dict(self._wrong(line, cells, issue, relation))
        self.mistakes += [
            Mistake(self.file, line, column, wrong[column]) for column in COLUMNS if column in wrong
        ]
        if not wrong:
            said = self._items[cells["workshop"], cells["source"], cells["item"]]
            self.codings.append(
                Coding(said.workshop, said.group, said.source, said.item, issue, _written(relation))
            )

    def _wrong(self, line: int, cells: Cells, issue: str, relation: str) -> Iterator[tuple[str, str]]:
        yield from self._wrong_item(cells)
        yield from self._wrong_issue(line, cells, issue)
        yield from self._wrong_relation(cells, relation)

    def _wrong_item(self, cells: Cells) -> Iterator[tuple[str, str]]:
        """The first thing that is wrong about which item is meant; the rest follows from it."""
        code, source, item = cells["workshop"], cells["source"], cells["item"]
        said = self._items.get((code, source, item))
        if code not in self.workshops:
            known = ", ".join(self.workshops)
            yield "workshop", f"“{code}” is none of the workshops asked for ({known})."
        elif source not in SOURCES:
            yield "source", f"“{source}” is not known; use one of {', '.join(SOURCES)}."
        elif said is None:
            yield "item", f"workshop {code} has no {source} “{item}” with words; keep the list's own ids."
        elif cells["group"] != said.group:
            yield "group", f"{source} {item} is of group “{said.group}”, not “{cells['group']}”."

    def _wrong_issue(self, line: int, cells: Cells, issue: str) -> Iterator[tuple[str, str]]:
        where = (cells["workshop"], cells["source"], cells["item"], issue)
        earlier = self._lines.setdefault(where, line)
        spelt, first = self._spelt.setdefault(issue.casefold(), (issue, line))
        if not issue:
            yield "issue", "a relation is given but no issue; name the issue, or empty both."
        elif len(issue) > LONGEST_ISSUE:
            yield "issue", f"{len(issue)} characters are too many for a name; at most {LONGEST_ISSUE}."
        elif _UNSEEN.search(issue):
            yield "issue", "it has characters that cannot be seen; type it anew."
        elif earlier != line:
            yield "issue", f"the same item is coded as “{issue}” on line {earlier} already; keep one."
        elif spelt != issue:
            yield "issue", f"“{issue}” is written “{spelt}” on line {first}; write it alike."

    def _wrong_relation(self, cells: Cells, relation: str) -> Iterator[tuple[str, str]]:
        workshop = self.workshops.get(cells["workshop"])
        known = [theme.id for theme in workshop.study.themes] if workshop else []
        to_a_theme = _TO_A_THEME.fullmatch(_written(relation))
        if not relation:
            yield "relation", f"it is missing; write {NEW}, or qualifies or part of and a theme's id."
        elif _written(relation) != NEW and not to_a_theme:
            yield (
                "relation",
                f"“{relation}” is not known; write {NEW}, or qualifies or part of and a theme's id.",
            )
        elif to_a_theme and known and to_a_theme[2] not in known:
            yield "relation", f"the study has no theme “{to_a_theme[2]}”; it has {', '.join(known)}."


def _written(relation: str) -> str:
    """As it is kept: the verb in small letters, the theme's id as it stands."""
    verb, space, theme = relation.rpartition(" ")
    return f"{verb.lower()}{space}{theme}" if verb else relation.lower()
