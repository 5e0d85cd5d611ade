"""The workshop as it stands: what folding its journal gives. Only `evolve` changes it.

Times are UTC milliseconds since 1970. People are numbers (`P01`, `F1`); names and channels live in `people`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from workshops.arrangement import Form, Move, Tiers, placed
from workshops.day import Day
from workshops.study import Study
from workshops.team import ThemeChange, Typed


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
    CLOCK = "clock"


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
    by: str = ""

    def __str__(self) -> str:
        who = f"{self.role.value}:{self.id}" if self.id else self.role.value
        return f"{who} by {self.by}" if self.by else who


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
    """`arrived_at` is 0 while somebody who agreed beforehand has not come; `supported`: not there alone."""

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
    vote: tuple[str, ...] = ()
    muted: bool = False
    on_paper: bool = False
    paused: bool = False
    supported: bool = False
    arrived_at: int = 0
    left_at: int = 0
    withdrew_at: int = 0
    removed: bool = False

    @property
    def present(self) -> bool:
        return not self.left_at and not self.withdrew_at

    @property
    def expected(self) -> bool:
        """Whether they agreed beforehand and have not come yet."""
        return not self.arrived_at and self.present


@dataclass(slots=True)
class Facilitator:
    """`leads` is the group whose group facilitator this is, if any; `support`: someone to turn to."""

    number: str
    language: str
    leads: str = ""
    support: bool = False
    stopped_at: int = 0


@dataclass(slots=True)
class Offer:
    """A link for one more facilitator, of `group` if it names one; `mark` is how `people` knows it.

    `by` is empty for the command line. With `hand_over` whoever made it stops when it is taken.
    """

    number: int
    mark: str
    group: str
    by: str
    until: int
    hand_over: bool = False
    taken_by: str = ""
    closed: bool = False

    @property
    def open(self) -> bool:
        return not self.closed and not self.taken_by


@dataclass(slots=True)
class Proposal:
    """A statement of a group's own, not yet accepted; `version` counts its wordings."""

    id: str
    words: str
    by: str
    version: int = 1
    declined: bool = False

    @property
    def waits(self) -> bool:
        """Whether the group has yet to decide; a proposal whose words were removed is none any more."""
        return not self.declined and bool(self.words)


@dataclass(slots=True)
class Extra:
    """An accepted statement of a group's own, such as `A-x1`."""

    id: str
    words: str
    proposed_by: str
    accepted_at: int


class Link(msgspec.Struct, frozen=True):
    """How two statements go together in a group's eyes; `word` is the group's own, for the kind `own`."""

    source: str
    target: str
    kind: str
    word: str = ""
    by: str = ""

    @property
    def names(self) -> tuple[str, str, str]:
        return self.source, self.target, self.kind


@dataclass(slots=True)
class Note:
    """`group` is empty for a note on the whole room; `author` a participant's or a facilitator's number."""

    id: str
    group: str
    phase: str
    kind: str
    words: str
    author: str
    at: int
    statements: list[str] = field(default_factory=list)
    shared: bool = False


@dataclass(slots=True)
class Question:
    """`asker` is a number, or for an anonymous question a token that leads to nobody."""

    id: str
    theme: str
    asker: str
    anonymous: bool
    words: str
    at: int
    answer: str = ""
    answered: str = ""
    answered_at: int = 0


@dataclass(slots=True)
class Message:
    """From the facilitators to one group, or to all when `group` is empty."""

    id: str
    group: str
    words: str
    at: int


@dataclass(slots=True)
class Call:
    """Somebody would like someone to come. In no export."""

    id: str
    participant: str
    at: int
    answered_by: str = ""
    for_all: bool = False
    ended: bool = False


@dataclass(slots=True)
class Merge:
    """Extra statements of several groups as one item of the vote, once each of these groups agrees.

    `aloud` are the groups whose answer a facilitator has recorded.
    """

    id: str
    extras: tuple[str, ...]
    words: str
    answers: dict[str, bool] = field(default_factory=dict)
    aloud: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Break:
    number: int
    started_at: int
    until: int
    ended_at: int = 0


@dataclass(slots=True)
class Group:
    letter: str
    form: Form = Form.HIERARCHY
    form_chosen: bool = False
    pen: str = ""
    tiers: Tiers = ()
    put_away: Tiers = ()
    put_away_form: Form = Form.HIERARCHY
    extras: dict[str, Extra] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    entry: str = "phone"
    agreed_aloud: int = 0
    nudged: bool = False
    merged_into: str = ""
    reasons: dict[str, str] = field(default_factory=dict)
    undoable: list[Move] = field(default_factory=list)
    moves_made: int = 0
    hand_in: int = 0
    handed_in_at: int = 0
    handed_in_tiers: Tiers = ()
    handed_in_form: Form = Form.HIERARCHY
    last_active_at: int = 0

    @property
    def handed_in(self) -> bool:
        return bool(self.handed_in_at)

    def statements(self, core: tuple[str, ...]) -> tuple[str, ...]:
        """What this group may place: the `core` statements, then its own."""
        return (*core, *self.extras)

    def unplaced(self, core: tuple[str, ...]) -> tuple[str, ...]:
        on_board = set(placed(self.tiers))
        return tuple(statement for statement in self.statements(core) if statement not in on_board)


class Amendment(msgspec.Struct, frozen=True):
    """The study was changed after the first consent: from one hash to another, in these files and keys."""

    before: str
    after: str
    reason: str
    changed: tuple[tuple[str, str], ...]
    at: int


@dataclass(slots=True)
class PhaseRun:
    """One stretch of one phase; a phase gone back to has several."""

    phase: Phase
    started_at: int
    until: int
    ended_at: int = 0


class Copy(msgspec.Struct, frozen=True):
    """An export that left: for the research team, or, `shareable`, for anyone."""

    at: int
    shareable: bool


@dataclass(slots=True)
class Workshop:
    """`library` gives the frozen study for the hash that the journal names.

    `coded`: what the team reads an item of a source as, each issue with its relation to the themes.
    `changes`: what the team did with each theme afterwards; `team`: what it wrote, by subject.
    """

    code: str
    library: Callable[[str], Study]
    study: Study = field(init=False)
    study_hash: str = ""
    amendments: list[Amendment] = field(default_factory=list)
    title: str = ""
    made_at: int = 0
    join_secret: str = ""
    projector_secret: str = ""
    telegram: bool = True
    rehearsal: bool = False
    day: Day = field(default_factory=Day)
    phase: Phase = Phase.LOBBY
    runs: list[PhaseRun] = field(default_factory=list)
    facilitators: dict[str, Facilitator] = field(default_factory=dict)
    offers: dict[int, Offer] = field(default_factory=dict)
    participants: dict[str, Participant] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    presented: str = ""
    reporting: str = ""
    evaluation: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    calls: dict[str, Call] = field(default_factory=dict)
    breaks: list[Break] = field(default_factory=list)
    merges: dict[str, Merge] = field(default_factory=dict)
    nudged: set[Phase] = field(default_factory=set)
    held: bool = False
    unrecorded: int = 0
    wishes: int = 0
    wishes_met: int = 0
    redactions: int = 0
    coded: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    exports: list[Copy] = field(default_factory=list)
    links_deleted_at: int = 0
    changes: dict[str, ThemeChange] = field(default_factory=dict)
    team: dict[str, Typed] = field(default_factory=dict)
    changes_told_at: int = 0
    vote_open: bool = False
    vote_shown: bool = False
    last_at: int = 0

    @property
    def made(self) -> bool:
        return bool(self.made_at)

    @property
    def time_zone(self) -> str:
        """Where the workshop is; the study's own where nobody has said."""
        return self.day.zone or self.study.time_zone

    @property
    def phases(self) -> tuple[Phase, ...]:
        return tuple(Phase(phase) for phase in self.study.phases)

    @property
    def run(self) -> PhaseRun:
        return self.runs[-1]

    @property
    def on_break(self) -> Break | None:
        last = self.breaks[-1] if self.breaks else None
        return last if last and not last.ended_at else None

    def present(self) -> Iterator[Participant]:
        """Everyone admitted who has neither left nor withdrawn."""
        return (p for p in self.participants.values() if p.admitted and p.present)

    def facilitating(self) -> list[Facilitator]:
        """Those who have not stopped."""
        return [one for one in self.facilitators.values() if not one.stopped_at]

    def open_offers(self) -> list[Offer]:
        return [offer for offer in self.offers.values() if offer.open]

    def members(self, letter: str) -> list[Participant]:
        return [p for p in self.present() if p.group == letter]

    def seated_groups(self) -> list[Group]:
        """The groups that have someone in them, or had when they handed in."""
        taken = {p.group for p in self.present()}
        return [group for group in self.groups.values() if group.letter in taken or group.handed_in]

    def waiting(self) -> list[Participant]:
        """Late joiners whom a facilitator has not admitted yet."""
        people = self.participants.values()
        return [p for p in people if p.present and not p.admitted and not p.expected]

    def expected(self) -> list[Participant]:
        """Those who agreed beforehand and have not come yet."""
        return [p for p in self.participants.values() if p.expected]

    def phase_after(self, phase: Phase) -> Phase | None:
        following = self.phases[self.phases.index(phase) + 1 :]
        return following[0] if following else None

    def phase_before(self, phase: Phase) -> Phase | None:
        earlier = self.phases[: self.phases.index(phase)]
        return earlier[-1] if earlier else None
