"""Whatever anybody may ask for: every verb, with arguments that fit, that fitted once, or that never did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

import msgspec
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests import given
from tests.given import Room
from workshops.arrangement import BELOW, INSIDE, OUT, PLAIN_REASONS, TOP, WITH, Form, placed
from workshops.commands import (
    AddGroup,
    AnswerProfile,
    AnswerQuestion,
    AnswerReflects,
    Command,
    ConfirmArrangement,
    Leave,
    LinkStatements,
    MakeWish,
    MergeGroups,
    PlaceStatement,
    SendOut,
    SetDay,
    SplitGroup,
    UnlinkStatements,
    Withdraw,
    WriteNote,
)
from workshops.model import Confirmation, Fit, Group, Phase, Reflects, Role
from workshops.protocol.beforehand import PARTS_OF_THE_DAY
from workshops.protocol.extras import LINK_KINDS
from workshops.protocol.notes import NOTE_KINDS
from workshops.protocol.questions import ANSWERS
from workshops.protocol.rules import RULES
from workshops.study import consent_hash
from workshops.wishes import WISH_KINDS, Wish

Act = tuple[str, Command]
Arguments = Mapping[str, Sequence[object]]

STUDY = msgspec.structs.replace(
    given.WITH_INDIVIDUAL_RANKING,
    languages=("en", "cy"),
    texts={"en": given.BUILT_IN.text("en"), "cy": given.BUILT_IN.text("en")},
)
A_MONTH = 31 * 24 * 60
AMENDED = "2" * 64
AMENDED_STUDY = msgspec.structs.replace(STUDY, hands="all")
PEOPLE = ["P01", "P02", "P03", "P05", "P09"]
STATEMENTS = ["S1", "S2", "S3", "S4"]

_profile = [choice for question in STUDY.profile for choice in question.choices]
_questions = [question.id for question in STUDY.evaluation]
_evaluation = [choice for question in STUDY.evaluation for choice in question.choices]

FITTING: Arguments = {
    "anonymous": [False, True],
    "answer": [*Confirmation, *Reflects, *_profile],
    "became": ["", "kept", "renamed", "merged", "split"],
    "boxes": [given.REQUIRED_BOXES],
    "call": ["C1", "C2"],
    "choice": _evaluation,
    "count": range(3),
    "evidence": ["", "A-n1"],
    "extras": ["A-x1+B-x1", "A-x1+A-x2"],
    "facilitator": ["F1", "F2"],
    "fit": [*Fit],
    "form": [*Form],
    "group": ["A", "B"],
    "groups": [("A", "B")],
    "hand_in": range(4),
    "hand_over": [False, True],
    "into": ["A", "B"],
    "issue": ["Tea", "Pay"],
    "item": [*STATEMENTS, "M-1", "A-x1", "B-x1"],
    "join_secret": ["join"],
    "kind": [*NOTE_KINDS, *LINK_KINDS],
    "language": ["en", "cy"],
    "leaving": [*Phase],
    "mark": ["", "0123456789abcdef"],
    "merge": ["M-1"],
    "merged_with": [(), ("T2",)],
    "minutes": [10, 15],
    "move": range(7),
    "moves": range(7),
    "note": ["A-n1", "B-n1", "n1"],
    "number": range(1, 4),
    "offer": range(3),
    "on": [False, True],
    "part": PARTS_OF_THE_DAY,
    "participant": PEOPLE,
    "phase": [*Phase],
    "place": [
        TOP,
        OUT,
        *STUDY.tiers,
        *(f"{verb} {anchor}" for verb in (WITH, BELOW) for anchor in STATEMENTS),
    ],
    "projector_secret": ["projector"],
    "proposal": ["A-p1", "A-p2", "B-p1"],
    "question": [*_questions, "useful.2", "role", "sector", "organis", "Q1", "Q2"],
    "rank": range(1, 5),
    "ranked": range(1, 5),
    "reason": [*PLAIN_REASONS, *(f"{INSIDE}:{other}" for other in STATEMENTS)],
    "rehearsal": [False, True],
    "relation": ["", "new", "qualifies T1", "part of T2"],
    "remove": [False, True],
    "seed": range(100),
    "sheet": [consent_hash(STUDY, "en")],
    "shareable": [False, True],
    "source": [*STATEMENTS, "A", "B"],
    "statement": [*STATEMENTS, "all", "A-x1"],
    "study": ["0" * 64, AMENDED],
    "target": STATEMENTS,
    "subject": ["reading", "guideline.ethics"],
    "telegram": [False, True],
    "theme": ["T1", "T2"],
    "title": ["Tuesday"],
    "titles": [(), ("Time",), ("Time", "Pay")],
    "to": ANSWERS,
    "typed_by": ["AG"],
    "typed_on": ["2026-11-21"],
    "until": [0, given.TEN_O_CLOCK + 60 * given.MINUTE],
    "version": range(1, 3),
    "where": ["here", "paper"],
    "why": ["", "Groups said so"],
    "wishes": [(), (Wish("P01", "not_with", "P02"), Wish("P03", "with", "P05"))],
    "words": ["", "some words", "other words", "2, 4 = 1, 3"],
    "yes": [False, True],
}

# What an argument is for a command that means something narrower by it than others do.
_OF_KIND: Mapping[type[Command], Arguments] = {
    AddGroup: {"group": ["C"]},
    AnswerProfile: {"answer": [*_profile, "7"]},
    AnswerQuestion: {"question": ["Q1", "Q2"]},
    AnswerReflects: {"answer": [*Reflects]},
    ConfirmArrangement: {"answer": [*Confirmation]},
    LinkStatements: {"source": ["S1"], "target": ["S2"], "kind": LINK_KINDS},
    MakeWish: {"kind": WISH_KINDS},
    MergeGroups: {"source": ["A", "B"]},
    SplitGroup: {"into": ["C"]},
    SetDay: {"words": ["", "the hall", "2026-09-30 10:00", "Europe/Paris", "40"]},
    UnlinkStatements: {"source": ["S1"], "target": ["S2"], "kind": LINK_KINDS},
    WriteNote: {"kind": NOTE_KINDS},
}

_OF_ROLE: Mapping[Role, Sequence[str]] = {
    Role.PARTICIPANT: PEOPLE,
    Role.FACILITATOR: ["F1"],
    Role.RESPONDENT: ["respondent:token"],
    Role.NEWCOMER: ["newcomer"],
    Role.OPERATOR: ["operator"],
    Role.CLOCK: ["clock"],
}
# Those who go, or are sent, end most stories; they do so seldom.
_GOING = (Leave, Withdraw, SendOut, MergeGroups)
_STRANGERS = ["P99", "F9", "respondent:", "observer"]
_ANYONE = [*_STRANGERS, *(who for people in _OF_ROLE.values() for who in people)]

_odd = ["", " ", "all", "P", "…", "with", "with S1 S2", "inside:", "\x00", "S1 ", "0", "-1"]
_NEVER_FITTING: Mapping[str, SearchStrategy[object]] = {
    "str": st.sampled_from(_odd) | st.text(max_size=8),
    "int": st.integers(-3, 10**20),
    "bool": st.booleans(),
    "tuple[str, ...]": st.tuples(st.text(max_size=2)) | st.just(()),
    "tuple[Wish, ...]": st.just((Wish("P99", "peers"), Wish("P01", "with", "P01"))),
}


def any_command(kind: type[Command]) -> SearchStrategy[Command]:
    """The command with any arguments. A field of a new name fails here until `FITTING` knows it."""
    types = kind.__annotations__
    arguments = {
        name: st.sampled_from(list(FITTING[name])) | _NEVER_FITTING[types[name]]
        for name in kind.__struct_fields__
    }
    return st.builds(kind, **arguments)


any_act: SearchStrategy[Act] = st.sampled_from(list(RULES)).flatmap(
    lambda kind: st.tuples(st.sampled_from(_ANYONE), any_command(kind))
)


def story(room: Room, interruptions: Sequence[Act]) -> Iterator[Act]:
    """What people of good will do who see the room after each act, and now and then an interruption.

    What they do is drawn from the interruptions: the same ones, the same story.
    """
    chance = Random(repr(interruptions))
    for interruption in interruptions:
        for _ in range(chance.randrange(10)):
            if chance.random() < 0.1:
                room.waits(minutes=A_MONTH if room.workshop.phase is Phase.CLOSED else 3)
            yield _fitting_act(room, chance)
        yield interruption


def _fitting_act(room: Room, chance: Random) -> Act:
    kind = _fitting_kind(room, chance)
    pens = [group.pen for group in room.workshop.groups.values() if group.pen.startswith("P")]
    people = {**_OF_ROLE, Role.PARTICIPANT: [*PEOPLE, *pens * 5]}
    who = chance.choice(people[chance.choice(sorted(RULES[kind].roles))])
    arguments = {**FITTING, "answer": [""], **_seen_by_all(room), **_seen_at_table(room, who)}
    arguments |= _OF_KIND.get(kind, {})
    return who, kind(**{name: chance.choice(arguments[name]) for name in kind.__struct_fields__})


def _fitting_kind(room: Room, chance: Random) -> type[Command]:
    """Mostly what the phase is for, and then placing most of all."""
    now = [kind for kind, rule in RULES.items() if room.workshop.phase in rule.phases]
    of_phase = [kind for kind in now if len(RULES[kind].phases) <= 4]
    if of_phase and chance.random() < 0.6:
        return PlaceStatement if PlaceStatement in now and chance.random() < 0.2 else chance.choice(of_phase)
    going = chance.random() < 0.02
    return chance.choice([kind for kind in now if (kind in _GOING) is going])


def _seen_by_all(room: Room) -> Arguments:
    """What buttons would name that are not about a table."""
    workshop = room.workshop
    taken = len(workshop.breaks)
    seen: dict[str, Sequence[object]] = {
        "leaving": [workshop.phase],
        "number": [taken, taken + 1],
        "call": [*workshop.calls][-1:],
        "note": [*workshop.notes][-1:],
    }
    return {name: values for name, values in seen.items() if values}


def _seen_at_table(room: Room, who: str) -> Arguments:
    """What the buttons would name that this person has before them."""
    participant = room.workshop.participants.get(who)
    if participant is None:
        return {}
    seen: dict[str, Sequence[object]] = {}
    if participant.individual:
        ranked = len(participant.individual.ranked)
        seen |= {"rank": [ranked, ranked + 1], "ranked": [ranked]}
    if participant.group:
        seen |= _seen_of(room.group(participant.group))
    return seen


def _seen_of(group: Group) -> Arguments:
    moves = [move.number for move in group.undoable] or [0]
    rings = STUDY.tiers if group.form is Form.CONSTELLATION else ()
    around = [f"{verb} {anchor}" for verb in (WITH, BELOW) for anchor in placed(group.tiers)]
    waiting = [proposal for proposal in group.proposals.values() if proposal.waits][:1]
    return {
        "group": [group.letter],
        "hand_in": [group.hand_in],
        "moves": [group.moves_made],
        "move": moves[-1:],
        "place": [OUT, *rings] if rings else [TOP, OUT, *around],
        "proposal": [proposal.id for proposal in waiting] or ["A-p1"],
        "version": [proposal.version for proposal in waiting] or [1],
    }
