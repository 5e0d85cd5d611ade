"""What the groups made, as it was handed in: for pictures and pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exports.tables.recorded import Recorded
from exports.wording import say
from workshops.arrangement import INSIDE, NOT_SAID, Form, Tiers, placed
from workshops.model import Group, Link, Workshop


@dataclass(frozen=True, slots=True)
class Board:
    """One group's result. `names` has a short name for each statement that the group was offered, the core
    ones by their theme's title and its own in its words; `left_out` says why the rest was not placed."""

    workshop: str
    group: str
    form: Form
    tiers: Tiers
    rings: tuple[str, ...]
    names: Mapping[str, str]
    own: frozenset[str]
    links: tuple[Link, ...]
    left_out: Mapping[str, str]


def boards(recorded: Recorded) -> Iterator[Board]:
    """The boards of the groups that have handed in, discussions too, by letter."""
    workshop = recorded.workshop
    for group in workshop.groups.values():
        if group.handed_in:
            yield _board(workshop, group)


def core_names(workshop: Workshop) -> dict[str, str]:
    """The core statements' short names, in the study's first language."""
    text = workshop.study.text(workshop.study.languages[0])
    return {statement: text.label(statement) for statement in workshop.study.statements}


def reason_in_words(reason: str) -> str:
    """Why a statement was left out.

    >>> reason_in_words("less_important"), reason_in_words("inside:S2")
    ('less important', 'inside S2')
    """
    kind, _, other = reason.partition(":")
    return say("reason.inside", statement=other) if kind == INSIDE else say(f"reason.{kind}")


def _board(workshop: Workshop, group: Group) -> Board:
    own = {statement: extra.words for statement, extra in group.extras.items()}
    names = {**core_names(workshop), **own}
    on_board = set(placed(group.handed_in_tiers))
    text = workshop.study.text(workshop.study.languages[0])
    ranked = group.handed_in_form is not Form.DISCUSSION
    return Board(
        workshop=workshop.code,
        group=group.letter,
        form=group.handed_in_form,
        tiers=group.handed_in_tiers,
        rings=tuple(text.tiers[ring] for ring in workshop.study.tiers),
        names=names,
        own=frozenset(own),
        links=tuple(group.links),
        left_out={
            statement: group.reasons.get(statement, NOT_SAID)
            for statement in names
            if ranked and statement not in on_board
        },
    )
