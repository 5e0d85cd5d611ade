"""Whatever anybody may ask for: every verb, with arguments that fit, that fitted once, or that never did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

import msgspec
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests import given
from tests.given import Room
from workshops.arrangement import BELOW, INSIDE, OUT, PLAIN_REASONS, TOP, WITH, placed
from workshops.commands import (
    AnswerProfile,
    AnswerReflects,
    Command,
    ConfirmArrangement,
    Leave,
    PlaceStatement,
    Withdraw,
)
from workshops.model import Confirmation, Fit, Phase, Reflects, Role
from workshops.protocol.rules import RULES
from workshops.study import consent_hash

Act = tuple[str, Command]
Arguments = Mapping[str, Sequence[object]]

STUDY = msgspec.structs.replace(
    given.WITH_INDIVIDUAL_RANKING,
    languages=("en", "cy"),
    texts={"en": given.BUILT_IN.text("en"), "cy": given.BUILT_IN.text("en")},
)
PEOPLE = ["P01", "P02", "P03", "P05", "P09"]
STATEMENTS = ["S1", "S2", "S3", "S4"]

_profile = [choice for question in STUDY.profile for choice in question.choices]
_evaluation = [choice for question in STUDY.evaluation for choice in question.choices]

FITTING: Arguments = {
    "answer": [*Confirmation, *Reflects, *_profile],
    "boxes": [given.REQUIRED_BOXES],
    "choice": _evaluation,
    "facilitator": ["F1", "F2"],
    "fit": [*Fit],
    "group": ["A", "B"],
    "groups": [("A", "B")],
    "hand_in": range(4),
    "join_secret": ["join"],
    "language": ["en", "cy"],
    "leaving": [*Phase],
    "move": range(7),
    "moves": range(7),
    "participant": PEOPLE,
    "phase": [*Phase],
    "place": [TOP, OUT, *(f"{verb} {anchor}" for verb in (WITH, BELOW) for anchor in STATEMENTS)],
    "projector_secret": ["projector"],
    "question": [*(question.id for question in STUDY.evaluation), "useful.2", "role", "sector", "organis"],
    "rank": range(1, 5),
    "ranked": range(1, 5),
    "reason": [*PLAIN_REASONS, *(f"{INSIDE}:{other}" for other in STATEMENTS)],
    "rehearsal": [False, True],
    "remove": [False, True],
    "seed": range(100),
    "sheet": [consent_hash(STUDY, "en")],
    "statement": [*STATEMENTS, "all"],
    "study": ["0" * 64],
    "telegram": [False, True],
    "theme": ["T1", "T2"],
    "title": ["Tuesday"],
    "where": ["here", "paper"],
    "words": ["", "some words", "other words"],
}

_ANSWERS: Mapping[type[Command], Iterable[str]] = {
    AnswerProfile: [*_profile, "7"],
    AnswerReflects: Reflects,
    ConfirmArrangement: Confirmation,
}

_OF_ROLE: Mapping[Role, Sequence[str]] = {
    Role.PARTICIPANT: PEOPLE,
    Role.FACILITATOR: ["F1"],
    Role.RESPONDENT: ["respondent:token"],
    Role.NEWCOMER: ["newcomer"],
    Role.OPERATOR: ["operator"],
}
# Those who go end most stories; they do so in interruptions.
_GOING = (Leave, Withdraw)
_STRANGERS = ["P99", "F9", "respondent:", "observer"]
_ANYONE = [*_STRANGERS, *(who for people in _OF_ROLE.values() for who in people)]

_odd = ["", " ", "all", "P", "…", "with", "with S1 S2", "inside:", "\x00", "S1 ", "0", "-1"]
_NEVER_FITTING: Mapping[str, SearchStrategy[object]] = {
    "str": st.sampled_from(_odd) | st.text(max_size=8),
    "int": st.integers(-3, 10**20),
    "bool": st.booleans(),
    "tuple[str, ...]": st.tuples(st.text(max_size=2)) | st.just(()),
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
            yield _fitting_act(room, chance)
        yield interruption


def _fitting_act(room: Room, chance: Random) -> Act:
    kind = _fitting_kind(room, chance)
    pens = [group.pen for group in room.workshop.groups.values() if group.pen]
    people = {**_OF_ROLE, Role.PARTICIPANT: [*PEOPLE, *pens * 5]}
    who = chance.choice(people[chance.choice(sorted(RULES[kind].roles))])
    arguments = {**FITTING, **_seen_in(room, who), "answer": [*_ANSWERS.get(kind, ("",))]}
    return who, kind(**{name: chance.choice(arguments[name]) for name in kind.__struct_fields__})


def _fitting_kind(room: Room, chance: Random) -> type[Command]:
    """Mostly what the phase is for, and then placing most of all."""
    now = [kind for kind, rule in RULES.items() if room.workshop.phase in rule.phases]
    of_phase = [kind for kind in now if len(RULES[kind].phases) <= 4]
    if of_phase and chance.random() < 0.8:
        return PlaceStatement if PlaceStatement in now and chance.random() < 0.3 else chance.choice(of_phase)
    return chance.choice([kind for kind in now if kind not in _GOING])


def _seen_in(room: Room, who: str) -> Arguments:
    """What the buttons would name that this person has before them."""
    seen: dict[str, Sequence[object]] = {"leaving": [room.workshop.phase]}
    participant = room.workshop.participants.get(who)
    if participant and participant.individual:
        ranked = len(participant.individual.ranked)
        seen |= {"rank": [ranked, ranked + 1], "ranked": [ranked]}
    if participant and participant.group:
        group = room.group(participant.group)
        moves = [move.number for move in group.undoable] or [0]
        anchors = placed(group.tiers)
        seen |= {
            "group": [group.letter],
            "hand_in": [group.hand_in],
            "moves": [group.moves_made],
            "move": moves[-1:],
            "place": [TOP, OUT, *(f"{verb} {anchor}" for verb in (WITH, BELOW) for anchor in anchors)],
        }
    return seen
