"""Issues as the team codes them: which there are, what stands behind each, and what may be its twin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workshops.codable import STATEMENT, Codable, codable
from workshops.likeness import Telling, most_alike, nearest, telling
from workshops.model import Workshop
from workshops.study import StudyText

PART_OF = "part of"


class Issue(NamedTuple):
    """An issue over all the workshops looked at; `relation` is the one given first."""

    name: str
    relation: str
    items: tuple[Codable, ...]

    @property
    def groups(self) -> int:
        return len({(item.workshop, item.group) for item in self.items if item.group})


class Likely(NamedTuple):
    """What an item may be coded as with one tap: an issue there is, or a theme that it seems part of."""

    issue: str
    relation: str


def issues_of(workshops: Iterable[Workshop]) -> list[Issue]:
    """What most groups raised first; names that differ only in capitals are one issue."""
    found: dict[str, tuple[str, str, list[Codable]]] = {}
    for item, name, relation in _codings(workshops):
        found.setdefault(same_issue(name), (name, relation, []))[2].append(item)
    issues = [Issue(name, relation, tuple(items)) for name, relation, items in found.values()]
    return sorted(issues, key=lambda issue: (-issue.groups, -len(issue.items), same_issue(issue.name)))


def same_issue(name: str) -> str:
    return " ".join(name.split()).casefold()


class Twins:
    """Which issue, theme or other item each item is close to, by the words they share."""

    def __init__(self, items: Sequence[Codable], issues: Sequence[Issue]) -> None:
        self._issues = issues
        self._items = items
        self._said = {_name(item): telling(item.words) for item in items}
        self._wordings = {
            f"{place}.{number}": words
            for place, issue in enumerate(issues)
            for number, words in enumerate(self._wordings_of(issue))
        }

    def likely(self, item: Codable, text: StudyText) -> Likely | None:
        """The issue whose name or items share most with it; else the theme that a statement is close to."""
        if near := nearest(self._said[_name(item)], self._wordings):
            issue = self._issues[int(near.partition(".")[0])]
            return Likely(issue.name, issue.relation)
        themes = {theme: words.statement for theme, words in text.themes.items()}
        theme = most_alike(item.words, themes) if item.source == STATEMENT else ""
        return Likely(text.themes[theme].title, f"{PART_OF} {theme}") if theme else None

    def twin(self, item: Codable) -> Codable | None:
        """The other item that shares most with it."""
        own = _name(item)
        found = nearest(self._said[own], {name: said for name, said in self._said.items() if name != own})
        return next((other for other in self._items if _name(other) == found), None)

    def _wordings_of(self, issue: Issue) -> Iterator[Telling]:
        yield telling(issue.name)
        yield from (self._said.get(_name(item), Telling()) for item in issue.items)


def _name(item: Codable) -> str:
    return f"{item.workshop}/{item.source}/{item.item}"


def _codings(workshops: Iterable[Workshop]) -> Iterator[tuple[Codable, str, str]]:
    for workshop in workshops:
        for item in codable(workshop):
            for issue, relation in workshop.coded.get((item.source, item.item), {}).items():
                yield item, issue, relation
