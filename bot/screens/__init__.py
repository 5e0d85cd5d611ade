"""What people see: pure functions of the workshop and who looks, the same for both channels."""

from __future__ import annotations

from collections.abc import Callable

from bot.actions import Action, Consider
from bot.addresses import Addresses
from bot.screens import afterwards, evaluation, frame, individual, lobby, mydata, ranking, room, themes
from bot.screens.blocks import Screen
from bot.screens.concerned import Concerned, concerned
from bot.screens.look import Look
from bot.screens.newcomer import newcomer
from bot.screens.projector import projector
from bot.screens.viewer import Channel, Viewer
from prompts import prompts_in
from workshops import commands
from workshops.model import Actor, Phase, Role, Workshop

__all__ = [
    "Concerned",
    "concerned",
    "newcomer_screen",
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
    Phase.RANKING: ranking.ranking,
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
    mydata.MY_DATA: mydata.my_data,
    "leave": frame.leave,
    "withdraw": frame.withdraw,
    afterwards.BOARDS: afterwards.boards,
    ranking.OWN_BOARD: ranking.own_board,
    ranking.DISSENT: ranking.dissent,
}

IN_PHASE: dict[tuple[Phase, str], View] = {
    (Phase.LOBBY, lobby.PROFILE): lobby.profile,
    (Phase.INDIVIDUAL, individual.CHECK): individual.check,
    (Phase.RANKING, ranking.PLACE): ranking.places,
    (Phase.RANKING, ranking.HAND_IN): ranking.check_hand_in,
    (Phase.RANKING, ranking.LEFT_OUT): ranking.left_out,
    (Phase.RANKING, ranking.INSIDE_WHICH): ranking.inside_which,
    (Phase.PLENARY, afterwards.MISSING): afterwards.missing,
    (Phase.EVALUATION, evaluation.EVALUATE): evaluation.question,
    (Phase.CLOSED, evaluation.EVALUATE): afterwards.late_question,
}

WAITING: dict[str, View] = {
    lobby.PROFILE: lobby.profile,
    "more": frame.more,
    mydata.MY_DATA: mydata.my_data,
    "leave": frame.leave,
    "withdraw": frame.withdraw,
}

GONE: dict[str, View] = {"withdraw": frame.withdraw}

ROOM: dict[str, View] = {
    room.SEATING: room.seating,
    room.SEAT: room.seat,
    room.TABLES: room.tables,
    room.TABLE: room.table,
    room.CLOSE: room.close,
}


def screen_for(workshop: Workshop, viewer: Viewer, addresses: Addresses) -> Screen:
    """What `viewer` sees now. A view that this phase does not have shows the phase's own screen."""
    name, _, argument = viewer.view.partition(" ")
    if viewer.actor.role is Role.FACILITATOR:
        look = _look(workshop, viewer, addresses, workshop.facilitators[viewer.actor.id].language)
        return ROOM[name](look, argument) if name in ROOM else room.room(look)
    participant = workshop.participants[viewer.actor.id]
    look = _look(workshop, viewer, addresses, participant.language)
    if participant.withdrew_at:
        return frame.withdrawn(look)
    if participant.left_at:
        return GONE[name](look, argument) if name in GONE else frame.left(look)
    if not participant.admitted:
        return WAITING[name](look, argument) if name in WAITING else lobby.waiting(look)
    if participant.paused and not name:
        return frame.paused(look)
    view = IN_PHASE.get((workshop.phase, name)) or ANY_TIME.get(name)
    return view(look, argument) if view else HOMES[workshop.phase](look)


def newcomer_screen(workshop: Workshop, consider: Consider, channel: Channel, addresses: Addresses) -> Screen:
    """What someone sees before they have consented: `consider` is all that is known of them."""
    viewer = Viewer(Actor(Role.NEWCOMER), channel)
    return newcomer(_look(workshop, viewer, addresses, consider.language), consider)


def projector_screen(workshop: Workshop, addresses: Addresses) -> Screen:
    viewer = Viewer(Actor(Role.OBSERVER), Channel.BROWSER)
    return projector(_look(workshop, viewer, addresses, workshop.study.languages[0]))


def view_after(workshop: Workshop, action: Action) -> str:
    """The view a person sees once they have acted; empty for the phase's own screen."""
    match action:
        case commands.GiveFit(theme=theme) | commands.ExplainFit(theme=theme):
            return f"{themes.THEME} {theme}"
        case commands.AnswerProfile(question=question):
            asked = [known.id for known in workshop.study.profile]
            if question not in asked:
                return ""
            return lobby.question_after(workshop.study, asked.index(question) + 1)
        case commands.AnswerEvaluation(question=question):
            asked = [slot for slot, _ in evaluation.slots(workshop.study)]
            return f"{evaluation.EVALUATE} {asked.index(question) + 2}" if question in asked else ""
        case commands.ExplainUnplaced():
            return ranking.HAND_IN
        case commands.ConfirmArrangement(answer="disagree"):
            return ranking.DISSENT
        case _:
            return ""


def refusal(reason: str, language: str, **values: int) -> str:
    """The sentence for why nothing was done, with a way on."""
    return prompts_in(language)(f"refused.{reason}", **values)


def _look(workshop: Workshop, viewer: Viewer, addresses: Addresses, language: str) -> Look:
    return Look(workshop, viewer, addresses, prompts_in(language), workshop.study.text(language))
