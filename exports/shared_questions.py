"""What the shareable export counts: each person, or each group that ranked, once for every question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from exports.tables.answers import respondents
from workshops.arrangement import Form, placed
from workshops.model import Confirmation, Fit, Group, Participant, Reflects, Workshop
from workshops.study import Study

NO_ANSWER: Final = "no_answer"
PEOPLE: Final = "people"
GROUPS: Final = "groups"


@dataclass(frozen=True, slots=True)
class Question:
    """How many gave each answer. `labels` has the words of those answers that the study words."""

    measure: str
    item: str
    asked: str
    counts: Mapping[str, int]
    labels: Mapping[str, str] = field(default_factory=dict)
    unit: str = PEOPLE


def questions(workshops: Sequence[Workshop]) -> Iterator[Question]:
    """What all the studies ask, in the words of the first one.

    What only some ask is left out: its total would tell how many people were in which workshop.
    """
    studies = [workshop.study for workshop in workshops]
    people = [person for workshop in workshops for person in kept(workshop)]
    yield from _profile(studies, people)
    yield from _fit(studies, people)
    yield from _placed(studies, workshops)
    confirmed = [_confirmation(workshop, person) for workshop in workshops for person in kept(workshop)]
    yield Question("confirmation", "", "", _counts(confirmed, Confirmation))
    yield Question("reflects", "", "", _counts([person.reflects for person in people], Reflects))
    yield from _evaluation(studies, workshops, len(people))


def kept(workshop: Workshop) -> list[Participant]:
    """Those who took part, and whose answers were not removed."""
    return [person for person in workshop.participants.values() if person.admitted and not person.removed]


def group_sizes(workshops: Iterable[Workshop]) -> list[int]:
    """How many people sat in each group that ranked."""
    return [
        sum(person.group == group.letter for person in kept(workshop))
        for workshop in workshops
        for group in _ranked(workshop)
    ]


def _profile(studies: Sequence[Study], people: Sequence[Participant]) -> Iterator[Question]:
    text = studies[0].text(studies[0].languages[0])
    for question in studies[0].profile:
        asked = question.kind == "choice" and not question.identifying
        if asked and all(question in study.profile for study in studies):
            words = text.profile[question.id]
            given = (person.profile.get(question.id, "") for person in people)
            counts = _counts(given, question.choices)
            yield Question("profile", question.id, words.question, counts, words.choices)


def _fit(studies: Sequence[Study], people: Sequence[Participant]) -> Iterator[Question]:
    text = studies[0].text(studies[0].languages[0])
    for theme in studies[0].themes:
        if all(study.fit.asked and theme.id in [each.id for each in study.themes] for study in studies):
            answers = (person.fits.get(theme.id) for person in people)
            counts = _counts((answer.fit if answer else "" for answer in answers), Fit)
            yield Question("fit", theme.id, text.themes[theme.id].title, counts)


def _placed(studies: Sequence[Study], workshops: Sequence[Workshop]) -> Iterator[Question]:
    text = studies[0].text(studies[0].languages[0])
    boards = [set(placed(group.handed_in_tiers)) for workshop in workshops for group in _ranked(workshop)]
    for statement in studies[0].statements:
        if boards and all(statement in study.statements for study in studies):
            on_board = sum(statement in board for board in boards)
            counts = {"placed": on_board, "not_placed": len(boards) - on_board}
            yield Question("placed", statement, text.statement(statement), counts, unit=GROUPS)


def _evaluation(studies: Sequence[Study], workshops: Sequence[Workshop], people: int) -> Iterator[Question]:
    """Answers are tied to nobody, so those who gave none are counted as the rest."""
    text = studies[0].text(studies[0].languages[0])
    given = [workshop.evaluation[each] for workshop in workshops for each in respondents(workshop)]
    silent: list[dict[str, str]] = [{}] * max(0, people - len(given))
    for question in studies[0].evaluation:
        asked = question.kind == "choice" and question.several == 1
        if asked and all(question in study.evaluation for study in studies):
            words = text.evaluation[question.id]
            counts = _counts((each.get(question.id, "") for each in [*given, *silent]), question.choices)
            yield Question("evaluation", question.id, words.question, counts, words.choices)


def _ranked(workshop: Workshop) -> list[Group]:
    groups = workshop.groups.values()
    return [group for group in groups if group.handed_in and group.handed_in_form is not Form.DISCUSSION]


def _confirmation(workshop: Workshop, person: Participant) -> str:
    """An answer to an earlier hand-in says nothing about what stands."""
    group = workshop.groups.get(person.group)
    stands = person.confirmed and group and group.handed_in and person.confirmed.hand_in == group.hand_in
    return person.confirmed.answer if stands and person.confirmed else ""


def _counts(given: Iterable[str], answers: Iterable[str]) -> dict[str, int]:
    """Every answer that there is to give, and those who gave none of them."""
    counted = Counter(given)
    counts = {str(answer): counted.pop(answer, 0) for answer in answers}
    return {**counts, NO_ANSWER: counted.total()}
