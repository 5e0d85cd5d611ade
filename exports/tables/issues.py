"""issues.csv: what the room raised that the themes miss, with the groups and workshops that raised it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exports.tables.recorded import Recorded
from exports.tables.rooms import groups_there
from workshops.codable import STATEMENT, codable

Group = tuple[str, str]


class IssueRow(NamedTuple):
    issue: str
    relation: str
    groups: int
    of_groups: int
    workshops: int
    of_workshops: int
    raised_by: str
    items: str


class _Raised(NamedTuple):
    """An item and the group that raised it; its letter is empty for what the whole room said."""

    issue: str
    relation: str
    group: Group
    item: str


def issue_rows(pooled: Sequence[Recorded]) -> Iterator[IssueRow]:
    """What most groups raised first; over all the workshops together.

    A group's own statement that the team has not coded is an issue of its own, named by its wording.
    """
    of_groups = sum(1 for one in pooled for _ in groups_there(one.workshop))
    by_issue: dict[str, list[_Raised]] = {}
    for raised in _raised(pooled):
        by_issue.setdefault(_alike(raised.issue), []).append(raised)
    for together in sorted(by_issue.values(), key=lambda each: -len(_groups(each))):
        groups = _groups(together)
        workshops = {raised.group[0] for raised in together}
        yield IssueRow(
            issue=together[0].issue,
            relation="; ".join(dict.fromkeys(raised.relation for raised in together if raised.relation)),
            groups=len(groups),
            of_groups=of_groups,
            workshops=len(workshops),
            of_workshops=len(pooled),
            raised_by=" ".join(f"{code}/{letter}" for code, letter in groups),
            items=" ".join(f"{raised.group[0]}/{raised.item}" for raised in together),
        )


def _raised(pooled: Sequence[Recorded]) -> Iterator[_Raised]:
    """As the team coded it; a group's own statement that is not coded raises what it says."""
    for one in pooled:
        for said in codable(one.workshop):
            coded = one.workshop.coded.get((said.source, said.item), {})
            own = {said.words: ""} if said.source == STATEMENT else {}
            for issue, relation in (coded or own).items():
                yield _Raised(issue, relation, (said.workshop, said.group), said.item)


def _groups(together: Sequence[_Raised]) -> list[Group]:
    """Those that raised it, without the room as a whole."""
    return list(dict.fromkeys(raised.group for raised in together if raised.group[1]))


def _alike(words: str) -> str:
    return " ".join(words.split()).casefold()
