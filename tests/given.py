"""Ways to get to a state of a workshop, in the words of the people in it. Nothing is stored, nothing waits.

>>> room = workshop(groups="AB").joined("P01", "P02", table="A").phase(Phase.RANKING)
>>> room.does("P01", TakePen("A"), PlaceStatement("A", "S2", "top")).board("A")
'S2'
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

import prompts
from workshops.commands import (
    AcceptProposal,
    AdmitFacilitator,
    Command,
    ConsentOnPaper,
    FormGroups,
    GiveConsent,
    GiveFit,
    HandIn,
    MakeWorkshop,
    PlaceStatement,
    ProposeStatement,
    SetDay,
    StartPhase,
    TakePen,
)
from workshops.day import as_written
from workshops.events import Event, decode, encode
from workshops.model import Actor, Fit, Group, Participant, Phase, Refused, Role, Workshop
from workshops.protocol import Decision, decide, evolve
from workshops.study import PHASES, Study, consent_hash, load_study

CODE = "KTRWXY"
TEN_O_CLOCK = 1_790_586_000_000  # 28 September 2026 in London, in UTC milliseconds
SECOND = 1_000
DAY_IN_MINUTES = 24 * 60
MINUTE = 60_000

BUILT_IN = load_study(Path(prompts.__file__).parent / "studies" / "peer-worker-roles")
WITH_INDIVIDUAL_RANKING = msgspec.structs.replace(BUILT_IN, phases=PHASES)
ALL_HANDS = msgspec.structs.replace(BUILT_IN, hands="all")

TAP = GiveFit("T1", Fit.FITS)  # an ordinary tap, possible from the themes on

REQUIRED_BOXES = tuple(box.id for box in BUILT_IN.consent_boxes if box.required)


class Done(NamedTuple):
    """One act that changed something: what a row of the journal holds."""

    at: int
    actor: Actor
    events: tuple[Event, ...]


class Room:
    """A workshop and what has happened in it. Each act takes a second."""

    def __init__(self, study: Study = BUILT_IN) -> None:
        self.study = study
        self.amended: dict[str, Study] = {}
        self.workshop = Workshop(CODE, self.library)
        self.now = TEN_O_CLOCK
        self.acts: list[Done] = []

    def tries(self, who: str, command: Command) -> Decision:
        """What comes of it: events, which then have happened, none, or a refusal."""
        self.now += SECOND
        decision = decide(self.workshop, command, actor(who), self.now)
        if not isinstance(decision, Refused) and decision:
            for event in decision:
                evolve(self.workshop, event, self.now)
            self.acts.append(Done(self.now, actor(who), tuple(decision)))
        return decision

    def does(self, who: str, *commands: Command) -> Room:
        """Every one of the commands changes something."""
        for command in commands:
            decision = self.tries(who, command)
            assert not isinstance(decision, Refused), f"{who}: {command} was refused: {decision.reason}"
            assert decision, f"{who}: {command} changed nothing"
        return self

    def refuses(self, who: str, command: Command, reason: str) -> Room:
        decision = self.tries(who, command)
        assert decision == Refused(reason), f"{who}: {command} led to {decision}, not to {reason}"
        return self

    def changes_nothing(self, who: str, *commands: Command) -> Room:
        for command in commands:
            decision = self.tries(who, command)
            assert decision == [], f"{who}: {command} led to {decision}"
        return self

    def waits(self, minutes: int) -> Room:
        self.now += minutes * MINUTE
        return self

    def joined(self, *numbers: str, table: str = "") -> Room:
        """They consent, at the table whose code they scanned, if any."""
        for number in numbers:
            self.does("newcomer", consent(number, table=table, study=self.study))
        return self

    def agreed_beforehand(self, *numbers: str) -> Room:
        """The workshop is tomorrow and they consent today; then tomorrow is here."""
        starts = as_written(self.now + DAY_IN_MINUTES * MINUTE, self.workshop.time_zone)
        self.does("F1", SetDay("starts", starts)).joined(*numbers)
        return self.waits(DAY_IN_MINUTES)

    def phase(self, phase: Phase) -> Room:
        """The facilitator starts it, from whatever there was before."""
        return self.does("F1", StartPhase(phase, self.workshop.phase))

    def groups_formed(self, seed: int = 1) -> Room:
        return self.does("F1", FormGroups(seed))

    def placed(self, who: str, *statements: str) -> Room:
        """`who` takes the pen if need be, and puts the statements one below the other on an empty board."""
        letter = self.someone(who).group
        if self.study.hands == "one" and self.group(letter).pen != who:
            self.does(who, TakePen(letter))
        places = ["top", *(f"below {statement}" for statement in statements)]
        commands = (PlaceStatement(letter, *pair) for pair in zip(statements, places, strict=False))
        return self.does(who, *commands)

    def handed_in(self, who: str, *statements: str) -> Room:
        """As `placed`, and the board is handed in as it then is."""
        if statements:
            self.placed(who, *statements)
        return self.hands_in(who, self.someone(who).group)

    def hands_in(self, who: str, letter: str) -> Room:
        """Whoever has the pen hands in the board as it stands."""
        return self.does(who, HandIn(letter, self.group(letter).moves_made))

    def added(self, proposer: str, accepter: str, words: str) -> Room:
        """A statement of their table's own, proposed by one and accepted by another."""
        group = self.group(self.someone(proposer).group)
        self.does(proposer, ProposeStatement(group.letter, words))
        proposal = next(p for p in group.proposals.values() if p.words == words and p.waits)
        return self.does(accepter, AcceptProposal(group.letter, proposal.id, proposal.version))

    def someone(self, number: str) -> Participant:
        return self.workshop.participants[number]

    def group(self, letter: str) -> Group:
        return self.workshop.groups[letter]

    def members(self, letter: str) -> str:
        """Who sits there, as `P01 P02`."""
        return " ".join(participant.number for participant in self.workshop.members(letter))

    def board(self, letter: str) -> str:
        """The arrangement from the top, as `S2 > S1 = S3`."""
        return " > ".join(" = ".join(tier) for tier in self.group(letter).tiers)

    def replayed(self, acts: list[Done] | None = None) -> Workshop:
        """The workshop that a journal of these acts gives, of all that there were unless some are given."""
        workshop = Workshop(CODE, self.library)
        for act in self.acts if acts is None else acts:
            for event in decode(encode(act.events)):
                evolve(workshop, event, act.at)
        return workshop

    def library(self, study_hash: str) -> Study:
        """The study that the room began with, but for hashes under which another one is `amended`."""
        return self.amended.get(study_hash, self.study)


def actor(who: str) -> Actor:
    """`P01` is a participant, `F1` a facilitator, `respondent:token` someone evaluating; else who it says."""
    role, _, token = who.partition(":")
    if role in tuple(Role):
        return Actor(Role(role), token)
    return Actor({"P": Role.PARTICIPANT, "F": Role.FACILITATOR}[who[0]], who)


def workshop(study: Study = BUILT_IN, groups: str | tuple[str, ...] = "AB") -> Room:
    """A workshop with tables, a facilitator, F1, and nobody else yet."""
    made = MakeWorkshop("Tuesday", "0" * 64, tuple(groups), "join", "projector")
    return Room(study).does("operator", made, AdmitFacilitator("F1", "en"))


def ranking(study: Study = BUILT_IN) -> Room:
    """Two groups of four that are about to rank: P01 to P04 at table A, P05 to P08 at table B."""
    room = workshop(study).joined("P01", "P02", "P03", "P04", table="A")
    return room.joined("P05", "P06", "P07", "P08", table="B").phase(Phase.RANKING)


def consent(
    number: str, *, table: str = "", study: Study = BUILT_IN, boxes: tuple[str, ...] = REQUIRED_BOXES
) -> GiveConsent:
    """What someone sends who has read the sheet and ticked the boxes that are needed."""
    sheet = consent_hash(study, "en")
    return GiveConsent(number, "en", sheet, boxes, group=table, seed=int(number[1:]))


def consent_on_paper(number: str, *, study: Study = BUILT_IN) -> ConsentOnPaper:
    """What a facilitator enters for someone without a phone, who has ticked the boxes that are needed."""
    return ConsentOnPaper(number, "en", consent_hash(study, "en"), REQUIRED_BOXES, seed=int(number[1:]))
