"""Whatever anybody asks for at any time, the workshop stays in order, and its journal gives it back."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from prompts import prompts_in
from tests import anything, given
from tests.anything import Act, any_act, story
from tests.given import Done, Room
from workshops.arrangement import Form, placed
from workshops.commands import (
    Command,
    Leave,
    MakeWorkshop,
    OfferSupport,
    ReadStudyAgain,
    SayMissing,
    TakePen,
    Withdraw,
    WriteNote,
)
from workshops.events import EVENTS, Event, ParticipantWithdrew, ProposalAccepted, blanked, decode, encode
from workshops.model import Participant, Phase, Refused, Workshop
from workshops.protocol import evolve

REFUSALS = prompts_in("en")
TOKEN = "token"

interruptions = st.lists(any_act, min_size=1, max_size=8)


def room_in(phase: Phase) -> Room:
    """In the lobby people without a table, two of them yet to come; then two tables of four.

    Each has a statement of its own. After the ranking one has handed in.
    """
    if phase is Phase.LOBBY:
        room = amendable(given.workshop(anything.STUDY)).does("operator", ReadStudyAgain("1" * 64))
        return room.joined("P01", "P02", "P03").agreed_beforehand("P05", "P09")
    room = amendable(given.ranking(anything.STUDY)).does("P01", TakePen("A"))
    room.added("P02", "P01", "rest").added("P05", "P06", "tea").does("F1", WriteNote("A", "other", "tired"))
    room.does("F1", OfferSupport(True))
    if phase in (Phase.THEMES, Phase.INDIVIDUAL):
        return room.phase(phase)
    return room if phase is Phase.RANKING else room.handed_in("P01", "S1", "S2").phase(phase)


def amendable(room: Room) -> Room:
    """The study may be changed into another one that is kept."""
    room.amended[anything.AMENDED] = anything.AMENDED_STUDY
    return room


# The ranking comes most often: it has most to go wrong.
phases = st.sampled_from([*Phase, Phase.RANKING, Phase.RANKING, Phase.RANKING])


@settings(max_examples=50, deadline=None)
@generated(act=any_act)
def test_nothing_can_be_asked_of_a_workshop_that_was_never_made_but_to_make_it(act: Act) -> None:
    who, command = act
    decision = Room().tries(who, command)

    if not isinstance(command, MakeWorkshop):
        assert decision == Refused("code_unknown")


@settings(max_examples=150, deadline=None)
@generated(phase=phases, odd=interruptions)
def test_anything_by_anyone_at_any_time_yields_events_nothing_or_a_refusal(
    phase: Phase, odd: list[Act]
) -> None:
    room = room_in(phase)
    for who, command in story(room, odd):
        decision = room.tries(who, command)

        if isinstance(decision, Refused):
            assert f"refused.{decision.reason}" in REFUSALS
        else:
            assert decode(encode(decision)) == decision
        again = room.tries(who, command)
        assert again == [] or isinstance(again, Refused)
        assert_in_order(room.workshop)


@pytest.mark.proof
@settings(max_examples=100, deadline=None)
@generated(phase=phases, odd=interruptions)
def test_the_journal_gives_the_workshop_back_as_it_was_after_every_act(phase: Phase, odd: list[Act]) -> None:
    room = room_in(phase)
    second = room.replayed()
    for who, command in story(room, odd):
        acts = len(room.acts)
        room.tries(who, command)
        for act in room.acts[acts:]:
            for event in decode(encode(act.events)):
                evolve(second, event, act.at)

        assert second == room.workshop


@pytest.mark.proof
@settings(max_examples=150, deadline=None)
@generated(phase=phases, odd=interruptions)
def test_a_removal_leaves_nothing_that_the_person_said_or_chose(phase: Phase, odd: list[Act]) -> None:
    room = room_in(phase)
    for who, command in story(room, odd):
        room.tries(who, signed(command, who))
    decision = room.tries("operator", Withdraw("P01", remove=True))
    if isinstance(decision, Refused):
        assert room.workshop.links_deleted_at
        return

    kept = [removed_from(act) for act in room.acts]
    text = "".join(encode([but_for_the_groups(event) for event in act.events]) for act in kept)
    assert "words of P01" not in text
    assert "words of respondent:token" not in text
    assert said_by(replayed_without_withdrawals(room, kept)) == set()

    live = room.workshop
    for question in live.evaluation.get(TOKEN, {}):
        live.evaluation[TOKEN][question] = ""
    for asked in live.questions.values():
        asked.words = "" if asked.asker == TOKEN else asked.words
    assert room.replayed(kept) == live


@pytest.mark.proof
@settings(max_examples=100, deadline=None)
@generated(phase=phases, odd=interruptions)
def test_a_removal_leaves_what_others_said(phase: Phase, odd: list[Act]) -> None:
    room = room_in(phase)
    for who, command in story(room, odd):
        room.tries(who, signed(command, who))

    for act in room.acts:
        if act.actor.id not in ("P01", TOKEN):
            others = [event for event in act.events if getattr(event, "by", "") != "P01"]
            assert [blanked(event, "P01", TOKEN) for event in others] == others


@pytest.mark.proof
def test_the_stories_are_about_everything_that_can_happen() -> None:
    happened = set()
    for number, phase in enumerate([*Phase] * 100):
        room = room_in(phase)
        for who, command in story(room, [("observer", SayMissing(str(number)))] * 20 + [("P01", Leave())]):
            room.tries(who, command)
        happened |= {type(event) for done in room.acts for event in done.events}

    assert {*EVENTS} - happened == set()


def assert_in_order(workshop: Workshop) -> None:
    """What holds in every workshop at all times."""
    for group in workshop.groups.values():
        on_board = placed(group.tiers)
        assert len(on_board) == len(set(on_board))
        known = group.statements(workshop.study.statements)
        assert set(on_board) <= set(known)
        match group.form:
            case Form.HIERARCHY:
                assert all(group.tiers)
            case Form.CONSTELLATION:
                assert len(group.tiers) == (len(workshop.study.tiers) if on_board else 0)
            case Form.DISCUSSION:
                assert group.tiers == ()
        assert len(group.extras) <= workshop.study.extras
        assert all({link.source, link.target} <= set(known) for link in group.links)
        assert set(group.reasons) <= set(group.unplaced(workshop.study.statements))
        members = [member.number for member in workshop.members(group.letter)]
        assert group.pen in ("", *members, *workshop.facilitators)
    for participant in workshop.participants.values():
        assert participant.group in ("", *workshop.groups)
        ranked = participant.individual.ranked if participant.individual else ()
        assert len(ranked) == len(set(ranked))


def signed(command: Command, who: str) -> Command:
    """The same, with words of which one can tell whose they are."""
    if "words" not in command.__struct_fields__:
        return command
    return msgspec.structs.replace(command, words=f"words of {who}")


def but_for_the_groups(event: Event) -> Event:
    """What a group has accepted is its own from then on."""
    return msgspec.structs.replace(event, wording="") if isinstance(event, ProposalAccepted) else event


def removed_from(act: Done) -> Done:
    return act._replace(events=tuple(blanked(event, "P01", TOKEN) for event in act.events))


def replayed_without_withdrawals(room: Room, acts: list[Done]) -> Workshop:
    """What can still be read of someone whom only the blanked words protect."""
    return room.replayed([act._replace(events=tuple(filter(stays, act.events))) for act in acts])


def stays(event: Event) -> bool:
    return not isinstance(event, ParticipantWithdrew)


def said_by(workshop: Workshop) -> set[str]:
    participant = workshop.participants["P01"]
    asked = {q.words for q in workshop.questions.values() if q.asker in ("P01", TOKEN)}
    noted = {note.words for note in workshop.notes.values() if note.author == "P01"}
    evaluated = set(workshop.evaluation.get(TOKEN, {}).values())
    return (answers(participant) | asked | noted | evaluated) - {""}


def answers(participant: Participant) -> set[str]:
    fits = {answer for fit in participant.fits.values() for answer in (fit.fit, fit.why)}
    confirmed = participant.confirmed
    ranked = participant.individual.ranked if participant.individual else ()
    private = {confirmed.answer, confirmed.why} if confirmed else set()
    return {
        *fits,
        *private,
        *ranked,
        *participant.profile.values(),
        *participant.vote,
        participant.reflects,
        participant.missing,
    }
