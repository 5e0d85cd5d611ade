"""The workshop as it stands: what folding its journal gives. Only `evolve` changes it.

Times are UTC milliseconds since 1970. People are numbers (`P01`, `F1`); names and channels live in `people`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from workshops.arrangement import Move, Tiers, placed
from workshops.study import Study


class Phase(StrEnum):
    LOBBY = "lobby"
    THEMES = "themes"
    INDIVIDUAL = "individual"
    RANKING = "ranking"
    REPORT_BACK = "report_back"
    PLENARY = "plenary"
    EVALUATION = "evaluation"
    CLOSED = "closed"


class Role(StrEnum):
    NEWCOMER = "newcomer"
    PARTICIPANT = "participant"
    RESPONDENT = "respondent"
    FACILITATOR = "facilitator"
    OBSERVER = "observer"
    OPERATOR = "operator"


class Fit(StrEnum):
    FITS = "fits"
    PARTLY = "partly"
    DOES_NOT = "does_not"


class Confirmation(StrEnum):
    AGREE = "agree"
    CAN_LIVE_WITH_IT = "can_live_with_it"
    DISAGREE = "disagree"


class Reflects(StrEnum):
    YES = "yes"
    MOSTLY = "mostly"
    PARTLY = "partly"
    NO = "no"


class Actor(msgspec.Struct, frozen=True):
    """Who acts, as the edge knows it. A respondent answers the evaluation and is known by a random token."""

    role: Role
    id: str = ""

    def __str__(self) -> str:
        return f"{self.role.value}:{self.id}" if self.id else self.role.value


class Refused(msgspec.Struct, frozen=True):
    """Why nothing was done: a key that `prompts` turns into a sentence."""

    reason: str


@dataclass(slots=True)
class FitAnswer:
    fit: str = ""
    why: str = ""


@dataclass(slots=True)
class IndividualRanking:
    """One person's own order: `offered` as shuffled for them, `ranked` from the most important."""

    offered: tuple[str, ...]
    ranked: tuple[str, ...] = ()
    submitted_at: int = 0


@dataclass(slots=True)
class Confirmed:
    """A private answer to "still fine?", and to which handing in it was given."""

    answer: str
    hand_in: int
    why: str = ""


@dataclass(slots=True)
class Consent:
    sheet: str
    language: str
    boxes: tuple[str, ...]
    where: str
    at: int


@dataclass(slots=True)
class Participant:
    number: str
    language: str
    consent: Consent
    admitted: bool
    group: str = ""
    asked_for: str = ""
    profile: dict[str, str] = field(default_factory=dict)
    fits: dict[str, FitAnswer] = field(default_factory=dict)
    individual: IndividualRanking | None = None
    confirmed: Confirmed | None = None
    reflects: str = ""
    missing: str = ""
    paused: bool = False
    left_at: int = 0
    withdrew_at: int = 0
    removed: bool = False

    @property
    def present(self) -> bool:
        return not self.left_at and not self.withdrew_at


@dataclass(slots=True)
class Facilitator:
    number: str
    language: str


@dataclass(slots=True)
class Group:
    letter: str
    pen: str = ""
    tiers: Tiers = ()
    reasons: dict[str, str] = field(default_factory=dict)
    undoable: list[Move] = field(default_factory=list)
    moves_made: int = 0
    hand_in: int = 0
    handed_in_at: int = 0
    handed_in_tiers: Tiers = ()
    last_active_at: int = 0

    @property
    def handed_in(self) -> bool:
        return bool(self.handed_in_at)

    def unplaced(self, statements: tuple[str, ...]) -> tuple[str, ...]:
        on_board = set(placed(self.tiers))
        return tuple(statement for statement in statements if statement not in on_board)


@dataclass(slots=True)
class PhaseRun:
    """One stretch of one phase; a phase gone back to has several."""

    phase: Phase
    started_at: int
    until: int
    ended_at: int = 0


@dataclass(slots=True)
class Workshop:
    """`library` gives the frozen study for the hash that the journal names."""

    code: str
    library: Callable[[str], Study]
    study: Study = field(init=False)
    study_hash: str = ""
    title: str = ""
    made_at: int = 0
    join_secret: str = ""
    projector_secret: str = ""
    telegram: bool = True
    rehearsal: bool = False
    phase: Phase = Phase.LOBBY
    runs: list[PhaseRun] = field(default_factory=list)
    facilitators: dict[str, Facilitator] = field(default_factory=dict)
    participants: dict[str, Participant] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    presented: str = ""
    reporting: str = ""
    evaluation: dict[str, dict[str, str]] = field(default_factory=dict)
    last_at: int = 0

    @property
    def made(self) -> bool:
        return bool(self.made_at)

    @property
    def phases(self) -> tuple[Phase, ...]:
        return tuple(Phase(phase) for phase in self.study.phases)

    @property
    def run(self) -> PhaseRun:
        return self.runs[-1]

    def present(self) -> Iterator[Participant]:
        """Everyone admitted who has neither left nor withdrawn."""
        return (p for p in self.participants.values() if p.admitted and p.present)

    def members(self, letter: str) -> list[Participant]:
        return [p for p in self.present() if p.group == letter]

    def seated_groups(self) -> list[Group]:
        """The groups that have someone in them, or had when they handed in."""
        taken = {p.group for p in self.present()}
        return [group for group in self.groups.values() if group.letter in taken or group.handed_in]

    def waiting(self) -> list[Participant]:
        """Late joiners whom a facilitator has not admitted yet."""
        return [p for p in self.participants.values() if p.present and not p.admitted]

    def phase_after(self, phase: Phase) -> Phase | None:
        following = self.phases[self.phases.index(phase) + 1 :]
        return following[0] if following else None

    def phase_before(self, phase: Phase) -> Phase | None:
        earlier = self.phases[: self.phases.index(phase)]
        return earlier[-1] if earlier else None
