"""What a report is written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exports.analysed import Analysed
from exports.boards import Board, boards, core_names
from exports.pictures import Picture
from exports.report.document import Illustration
from exports.tables.recorded import Recorded
from prompts import ENGLISH, prompts_in
from workshops.model import Participant, Workshop


@dataclass(frozen=True, slots=True)
class Sources:
    """Workshops, their analyses and pictures; `groups` and `individuals` are None where none ranked."""

    recorded: Sequence[Recorded]
    groups: Analysed | None
    individuals: Analysed | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @property
    def workshops(self) -> list[Workshop]:
        return [one.workshop for one in self.recorded]

    @property
    def several(self) -> bool:
        return len(self.recorded) > 1

    @property
    def names(self) -> dict[str, str]:
        """The core statements' short names, by the first study that has them."""
        found: dict[str, str] = {}
        for workshop in self.workshops:
            found = {**core_names(workshop), **found}
        return found

    @property
    def boards(self) -> list[Board]:
        return [board for one in self.recorded for board in boards(one)]

    @property
    def people(self) -> list[Participant]:
        """Everyone who took part and has not had their answers removed."""
        everyone = [person for workshop in self.workshops for person in workshop.participants.values()]
        return [person for person in everyone if person.admitted and not person.removed]

    def picture(self, name: str) -> Iterator[Illustration]:
        """The picture of this name, where it was drawn."""
        if name in self.pictures:
            yield Illustration(self.pictures[name])

    def named(self, statement: str) -> str:
        """A core statement's short name and id."""
        name = self.names.get(statement, "")
        return f"{name} ({statement})" if name else statement


def day(workshop: Workshop) -> str:
    """The date of the workshop, where it was held."""
    began = next((run.started_at for run in workshop.runs), workshop.made_at)
    return date_of(workshop, began)


def date_of(workshop: Workshop, at: int) -> str:
    """The date of a moment, where the workshop was held."""
    return prompts_in(ENGLISH).day(at, workshop.time_zone)
