"""What people see: pure functions of the workshop and who looks, the same for both channels."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from bot.actions import FOR, Consider
from bot.addresses import Addresses
from bot.screens import (
    afterwards,
    console,
    day,
    evaluation,
    extras,
    facilitators,
    frame,
    hand,
    handing_in,
    individual,
    invitation,
    languages,
    lobby,
    mydata,
    notes,
    on_paper,
    pauses,
    questions,
    ranking,
    room,
    seats,
    steering,
    tables,
    themes,
    voting,
    wishes,
)
from bot.screens.after import view_after
from bot.screens.blocks import Screen
from bot.screens.concerned import Concerned, concerned
from bot.screens.look import Look
from bot.screens.meanwhile import opened, split_since, with_what_came
from bot.screens.newcomer import newcomer
from bot.screens.projector import projector
from bot.screens.viewer import Channel, Viewer
from prompts import prompts_in
from workshops.model import Actor, Phase, Role, Workshop
from workshops.protocol.rules import facilitates

__all__ = [
    "Concerned",
    "concerned",
    "newcomer_screen",
    "opened",
    "panel_screen",
    "projector_screen",
    "refusal",
    "screen_for",
    "view_after",
]

View = Callable[[Look, str], Screen]

HOMES: dict[Phase, Callable[[Look], Screen]] = {
    Phase.LOBBY: lobby.lobby,
    Phase.THEMES: themes.themes,
    Phase.INDIVIDUAL: individual.individual,
    Phase.RANKING: handing_in.ranking,
    Phase.REPORT_BACK: afterwards.report_back,
    Phase.PLENARY: afterwards.plenary,
    Phase.EVALUATION: evaluation.evaluation,
    Phase.CLOSED: afterwards.closed,
}

ANY_TIME: dict[str, View] = {
    "themes": themes.all_themes,
    themes.THEME: themes.card,
    themes.WHY: themes.why,
    "more": frame.more,
    languages.LANGUAGE: languages.language,
    mydata.MY_DATA: mydata.my_data,
    "leave": frame.leave,
    "withdraw": frame.withdraw,
    afterwards.BOARDS: afterwards.boards,
    afterwards.PLENARY: afterwards.plenary_again,
    handing_in.OWN_BOARD: handing_in.own_board,
    handing_in.DISSENT: handing_in.dissent,
    notes.NOTES: notes.notes,
    notes.WRITE: notes.write,
    notes.NOTE: notes.note,
    questions.ASK: questions.ask,
    questions.QUESTIONS: questions.my_questions,
}

IN_PHASE: dict[tuple[Phase, str], View] = {
    (Phase.LOBBY, lobby.PROFILE): lobby.profile,
    (Phase.LOBBY, wishes.WISHES): wishes.wishes,
    (Phase.THEMES, wishes.WISHES): wishes.wishes,
    (Phase.INDIVIDUAL, individual.CHECK): individual.check,
    (Phase.RANKING, hand.PLACE): ranking.places,
    (Phase.RANKING, ranking.FORM): ranking.choose_form,
    (Phase.RANKING, extras.EXTRAS): extras.extras,
    (Phase.RANKING, extras.PROPOSAL): extras.proposal,
    (Phase.RANKING, extras.LINKS): extras.links,
    (Phase.RANKING, extras.LINK): extras.link,
    (Phase.RANKING, handing_in.HAND_IN): handing_in.check_hand_in,
    (Phase.RANKING, handing_in.LEFT_OUT): handing_in.left_out,
    (Phase.RANKING, handing_in.INSIDE_WHICH): handing_in.inside_which,
    (Phase.PLENARY, afterwards.MISSING): afterwards.missing,
    (Phase.EVALUATION, afterwards.MISSING): afterwards.missing,
    (Phase.EVALUATION, evaluation.EVALUATE): evaluation.question,
    (Phase.CLOSED, evaluation.EVALUATE): afterwards.late_question,
}

EXPECTED: dict[str, View] = {invitation.ARRIVE: invitation.expected, invitation.AHEAD: invitation.ahead}

WAITING: dict[str, View] = {
    lobby.PROFILE: lobby.profile,
    wishes.WISHES: wishes.wishes,
    "more": frame.more,
    languages.LANGUAGE: languages.language,
    mydata.MY_DATA: mydata.my_data,
    "leave": frame.leave,
    "withdraw": frame.withdraw,
}

GONE: dict[str, View] = {"withdraw": frame.withdraw}

ROOM: dict[str, View] = {
    room.SEATING: room.seating,
    room.SEAT: room.seat,
    room.TABLES: room.tables,
    room.TABLE: console.table,
    room.CLOSE: room.close,
    room.BOARDS: console.boards,
    frame.AT_TABLE: handing_in.at_table,
    hand.PLACE: ranking.places,
    ranking.FORM: ranking.choose_form,
    handing_in.HAND_IN: handing_in.check_hand_in,
    handing_in.LEFT_OUT: handing_in.left_out,
    handing_in.INSIDE_WHICH: handing_in.inside_which,
    extras.EXTRAS: extras.extras,
    extras.PROPOSAL: extras.proposal,
    extras.LINKS: extras.links,
    extras.LINK: extras.link,
    notes.NOTES: notes.notes,
    notes.WRITE: notes.write,
    notes.NOTE: notes.note,
    questions.QUESTIONS: questions.queue,
    questions.QUESTION: questions.question,
    languages.LANGUAGE: languages.language,
    steering.STEER: steering.steer,
    steering.MESSAGE: steering.message,
    tables.GROUPS: tables.groups,
    tables.MERGE_INTO: tables.merge_into,
    tables.SPLIT: tables.split,
    tables.PAPER: tables.paper,
    seats.PERSON: steering.person,
    facilitators.FACILITATORS: facilitators.facilitators,
    facilitators.FACILITATOR: facilitators.facilitator,
    facilitators.LINK_FOR_TABLE: facilitators.link_for_table,
    voting.MERGING: voting.merging,
    day.DAY: day.day,
}


def screen_for(workshop: Workshop, viewer: Viewer, addresses: Addresses) -> Screen:
    """What `viewer` sees now. A view that this phase does not have shows the phase's own screen."""
    view, since = split_since(viewer.view)
    name, _, argument = view.partition(" ")
    if viewer.actor.role is Role.FACILITATOR:
        look = _look(workshop, viewer, addresses, workshop.facilitators[viewer.actor.id].language)
        if not facilitates(workshop, viewer.actor.id):
            return facilitators.stopped(look)
        if name == FOR:
            return _slip(look, argument)
        return ROOM[name](look, argument) if name in ROOM else room.room(look)
    return _own_screen(workshop, viewer, addresses, name, argument, since)


def panel_screen(workshop: Workshop, viewer: Viewer, addresses: Addresses, panel: str) -> Screen:
    """What a facilitator sees in one of the console's panels, which begins with a view of its own."""
    view = console.view_in(workshop, panel, viewer.view)
    found = screen_for(workshop, msgspec.structs.replace(viewer, view=view), addresses)
    say = prompts_in(workshop.facilitators[viewer.actor.id].language)
    return console.beside(workshop, found, viewer.view, say("back"))


def _own_screen(
    workshop: Workshop, viewer: Viewer, addresses: Addresses, name: str, argument: str, since: int = 0
) -> Screen:
    participant = workshop.participants[viewer.actor.id]
    look = _look(workshop, viewer, addresses, participant.language)
    if participant.withdrew_at:
        may_remove = name in GONE and not participant.removed
        return GONE[name](look, argument) if may_remove else frame.withdrawn(look)
    if participant.left_at:
        return GONE[name](look, argument) if name in GONE else frame.left(look)
    if participant.expected and name in EXPECTED:
        return EXPECTED[name](look, argument)
    if not participant.admitted:
        return WAITING[name](look, argument) if name in WAITING else lobby.home_before_the_themes(look)
    view = IN_PHASE.get((workshop.phase, name)) or ANY_TIME.get(name)
    if view is None:
        return _interruption(look) or HOMES[workshop.phase](look)
    found = view(look, argument)
    arrived = 0 < since < len(workshop.runs) and found == HOMES[workshop.phase](look)
    return found if arrived else with_what_came(look, found, since)


def _slip(look: Look, argument: str) -> Screen:
    """The screen of someone without a phone, for a facilitator who enters their slip."""
    number, _, view = argument.partition(" ")
    participant = look.workshop.participants.get(number)
    if participant is None or not participant.on_paper:
        return room.room(look)
    name, _, further = view.partition(" ")
    viewer = Viewer(Actor(Role.PARTICIPANT, number), look.viewer.channel, view)
    own = _own_screen(look.workshop, viewer, look.addresses, name, further)
    return on_paper.on_behalf(look, number, own)


def _interruption(look: Look) -> Screen | None:
    """What stands before the phase's own screen: one's own break, the room's, or the room held."""
    if look.me.paused:
        return pauses.paused(look)
    if look.workshop.on_break:
        return pauses.on_break(look)
    return pauses.held(look) if look.workshop.held else None


def newcomer_screen(workshop: Workshop, consider: Consider, channel: Channel, addresses: Addresses) -> Screen:
    """What someone sees before they have consented: `consider` is all that is known of them."""
    viewer = Viewer(Actor(Role.NEWCOMER), channel)
    return newcomer(_look(workshop, viewer, addresses, consider.language), consider)


def projector_screen(workshop: Workshop, addresses: Addresses) -> Screen:
    viewer = Viewer(Actor(Role.OBSERVER), Channel.BROWSER)
    return projector(_look(workshop, viewer, addresses, workshop.study.languages[0]))


def refusal(reason: str, language: str, **values: int) -> str:
    """The sentence for why nothing was done, with a way on."""
    return prompts_in(language)(f"refused.{reason}", **values)


def _look(workshop: Workshop, viewer: Viewer, addresses: Addresses, language: str) -> Look:
    return Look(workshop, viewer, addresses, prompts_in(language), workshop.study.text(language))
