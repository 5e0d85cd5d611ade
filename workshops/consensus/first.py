"""What must come first: not what matters most, but what the rest waits for, by the links groups drew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Group = tuple[str, str]
"""A workshop's code and a group's letter."""


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A statement that `groups` of `of_groups` groups linked as coming first."""

    statement: str
    groups: int
    of_groups: int


def must_come_first(links: Iterable[tuple[Group, str]], of_groups: int) -> list[Prerequisite]:
    """Statements by the number of groups that drew a *must come first* link from them, most groups first.

    `links` are a group and the statement its link starts from; a group counts once for a statement.

    >>> must_come_first([(("W", "A"), "S2"), (("W", "A"), "S2"), (("W", "B"), "S2"), (("W", "B"), "S1")], 3)
    [Prerequisite(statement='S2', groups=2, of_groups=3), Prerequisite(statement='S1', groups=1, of_groups=3)]
    """
    groups_by_statement: dict[str, set[Group]] = {}
    for group, statement in links:
        groups_by_statement.setdefault(statement, set()).add(group)
    found = [
        Prerequisite(statement, len(groups), of_groups) for statement, groups in groups_by_statement.items()
    ]
    return sorted(found, key=lambda each: (-each.groups, each.statement))
