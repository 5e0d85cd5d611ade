"""fit.csv, confirmations.csv, plenary.csv and evaluation.csv: what people answered, phase by phase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workshops.model import Workshop
from workshops.numbering import by_number
from workshops.protocol.vote import vote_items


class FitRow(NamedTuple):
    workshop: str
    participant: str
    theme: str
    fit: str
    why: str


class ConfirmationRow(NamedTuple):
    workshop: str
    group: str
    participant: str
    answer: str
    why: str
    hand_in: int
    stands: bool


class PlenaryRow(NamedTuple):
    workshop: str
    participant: str
    reflects: str
    missing: str
    vote: str


class EvaluationRow(NamedTuple):
    workshop: str
    respondent: str
    participant: str
    question: str
    number: int
    answer: str


def fit_rows(workshop: Workshop) -> Iterator[FitRow]:
    for person in by_number(workshop.participants.values()):
        for theme in workshop.study.themes:
            given = person.fits.get(theme.id)
            if given and (given.fit or given.why):
                yield FitRow(workshop.code, person.number, theme.id, given.fit, given.why)


def confirmation_rows(workshop: Workshop) -> Iterator[ConfirmationRow]:
    for person in by_number(workshop.participants.values()):
        confirmed, group = person.confirmed, workshop.groups.get(person.group)
        if confirmed and group and (confirmed.answer or confirmed.why):
            yield ConfirmationRow(
                workshop=workshop.code,
                group=group.letter,
                participant=person.number,
                answer=confirmed.answer,
                why=confirmed.why,
                hand_in=confirmed.hand_in,
                stands=group.handed_in and confirmed.hand_in == group.hand_in,
            )


def plenary_rows(workshop: Workshop) -> Iterator[PlenaryRow]:
    """A vote for what was merged since with something else is no vote any more, as in the room."""
    items = vote_items(workshop)
    for person in by_number(workshop.participants.values()):
        vote = " ".join(item for item in person.vote if item in items)
        if person.reflects or person.missing or vote:
            yield PlenaryRow(workshop.code, person.number, person.reflects, person.missing, vote)


def evaluation_rows(workshop: Workshop) -> Iterator[EvaluationRow]:
    """Respondents in the order of their random tokens, which says nothing about who or when.

    Only who consented to it is also named by number.
    """
    for place, token in enumerate(sorted(respondents(workshop)), start=1):
        given = workshop.evaluation[token]
        participant = token if token in workshop.participants else ""
        for question in workshop.study.evaluation:
            for number in range(1, question.several + 1):
                answer = given.get(question.id if number == 1 else f"{question.id}.{number}", "")
                if answer:
                    yield EvaluationRow(
                        workshop.code, f"E{place:02}", participant, question.id, number, answer
                    )


def respondents(workshop: Workshop) -> list[str]:
    """Those who answered anything. Who let their answers be kept with their number is known by it."""
    removed = {person.number for person in workshop.participants.values() if person.removed}
    return [
        respondent
        for respondent, answers in workshop.evaluation.items()
        if respondent not in removed and any(answers.values())
    ]
