"""Whose screens change: whoever is not told of a change has nothing on their screen that it changed."""

from __future__ import annotations

import pytest

from bot.screens import concerned
from bot.screens.blocks import Screen
from tests import anything, given
from tests.anything import story
from tests.bot.screens.looking import screen
from tests.given import Room
from workshops.commands import AskForSomeone, SayMissing, TakePen
from workshops.model import Phase, Workshop

VIEWS = ("", "notes", "extras", "links", "questions", "board", "boards", "seating", "steer", "groups")


@pytest.mark.proof
def test_everyone_whose_screen_an_act_changes_is_told_of_it() -> None:
    for number, phase in enumerate([*Phase, Phase.RANKING, Phase.RANKING, Phase.PLENARY]):
        room = room_in(phase)
        for who, command in story(room, [("observer", SayMissing(str(number)))] * 5):
            before, acts = screens(room.workshop), len(room.acts)
            room.tries(who, command)
            changed = {
                seer
                for (seer, view), seen in screens(room.workshop).items()
                if before.get((seer, view)) != seen
            }
            told = concerned(room.workshop, [event for act in room.acts[acts:] for event in act.events])

            assert told.everyone or changed <= {*told.people, who}, command


def test_what_is_one_tables_business_redraws_no_other_table() -> None:
    room = given.ranking().does("P01", TakePen("A"))

    assert concerned(room.workshop, room.acts[-1].events).people == {"F1", "P01", "P02", "P03", "P04"}
    room.does("P05", AskForSomeone())
    assert concerned(room.workshop, room.acts[-1].events).people == {"F1", "P05"}


def screens(workshop: Workshop) -> dict[tuple[str, str], Screen]:
    people = (*workshop.participants, *workshop.facilitators)
    return {(who, view): screen(workshop, who, view) for who in people for view in VIEWS}


def room_in(phase: Phase) -> Room:
    if phase is Phase.LOBBY:
        return given.workshop(anything.STUDY).joined("P01", "P02", "P03", "P05")
    room = given.ranking(anything.STUDY).added("P02", "P01", "rest").added("P05", "P06", "tea")
    if phase in (Phase.THEMES, Phase.INDIVIDUAL):
        return room.phase(phase)
    return room if phase is Phase.RANKING else room.handed_in("P01", "S1", "S2").phase(phase)
