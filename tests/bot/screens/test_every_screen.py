"""Every screen there is: every phase, role, form and view, with the longest words; every button on them."""

from __future__ import annotations

import ast
import copy
import re
from functools import cache
from pathlib import Path

import pytest

import workshops
from bot.actions import Action, Consider, OnBehalf, Open, completed, decode
from bot.screens import newcomer_screen, projector_screen, refusal, screen_for, view_after
from bot.screens.blocks import Screen
from bot.screens.viewer import Channel
from bot.screens.voting import MOST_PICKED
from bot.words import longest
from prompts import prompts_in
from tests import given
from tests.bot.screens.looking import ADDRESSES, TOKENS, pages, screen, view_of, viewer, walk
from tests.given import Room, actor
from workshops.arrangement import Form
from workshops.commands import (
    AdmitFacilitator,
    AnswerEvaluation,
    AnswerProfile,
    AnswerQuestion,
    AskForSomeone,
    AskQuestion,
    BringSupport,
    ChooseForm,
    Command,
    ConfirmArrangement,
    ExplainDissent,
    ExplainFit,
    ExplainUnplaced,
    GiveFit,
    HoldRoom,
    LeadGroup,
    Leave,
    LinkStatements,
    MakeWish,
    MergeExtras,
    OpenVote,
    Pause,
    PlaceStatement,
    PresentGroup,
    PresentTheme,
    ProposeStatement,
    SayMissing,
    SendMessage,
    SetDay,
    ShareNote,
    ShowVote,
    StartBreak,
    TakePen,
    VoteFor,
    Withdraw,
    WriteNote,
)
from workshops.grouping import letters
from workshops.model import Actor, Phase, Refused, Role, Workshop
from workshops.protocol import decide, evolve
from workshops.protocol.notes import NOTE_KINDS

LONGEST_IN_TELEGRAM = 4_096
MOST_BYTES = 64
NOWHERE = ["theme", "place", "link S1 own", "note", "question Q9", "merge Z", "seat P99", "profile 99", "…"]
UNFILLED = re.compile(r"\{[a-z_]+\}")

PARTICIPANTS = ["P01", "P02", "P05", "P09", "P10", "P11", "P12", "P13", "P14", "P16"]
FACILITATORS = ["F1", "F2"]
SITUATIONS = ["plain", "on a break", "held"]

DAY_AS_TYPED = {
    "place": "the hall",
    "zone": "Europe/Paris",
    "starts": "2026-12-03 10:00",
    "directions": "up the stairs",
    "invited": "40",
}

# A button may be refused only for what tapping another one first has changed, or for what it says on it.
SAID_ON_THE_SCREEN = {"votes_spent"}


def long(action: Action) -> str:
    """As many characters as there is room for, some of which are two units in Telegram, or markup."""
    return ("😀<&" * longest(action))[: longest(action)]


def said(command: Command) -> Command:
    return completed(command, words=long(command))


def lived(phase: Phase, form: Form) -> Room:
    """A room in which everything has been said that can be said until then, as long as it may be.

    F2 leads table A; P09 waits, P10 left, P11 and P12 withdrew, P13 pauses, P14 has no table, P15 no phone,
    P16 has agreed beforehand and is yet to come.
    """
    room = given.workshop(given.WITH_INDIVIDUAL_RANKING)
    room.joined("P01", "P02", "P10", "P11", "P12", "P13", table="A").joined("P05", "P06", table="B").joined(
        "P14"
    )
    room.does("P14", AnswerProfile("role", "peer"), BringSupport(True)).does("P01", BringSupport(True))
    room.does("operator", AdmitFacilitator("F2", "en")).does("F2", LeadGroup("A")).agreed_beforehand("P16")
    room.does("F1", said(SetDay("place")), said(SetDay("directions")))
    if phase is Phase.LOBBY:
        return with_people_who_go(room)
    with_people_who_go(room.phase(Phase.THEMES)).joined("P09").does(
        "F1", PresentTheme("T1"), said(SendMessage(""))
    )
    room.does(
        "P01", GiveFit("T1", "fits"), said(ExplainFit("T1")), said(AskQuestion("T1", False)), AskForSomeone()
    )
    room.does("respondent:asker 1", said(AskQuestion("T1", True))).does(
        "F1", said(AnswerQuestion("Q1", "all"))
    )
    if phase in (Phase.THEMES, Phase.INDIVIDUAL):
        return room if phase is Phase.THEMES else room.phase(phase)
    with_a_board(room.phase(Phase.RANKING), form)
    return room if phase is Phase.RANKING else with_all_that_follows(room, phase)


def with_people_who_go(room: Room) -> Room:
    room.does("P10", Leave()).does("P11", Withdraw("P11", remove=False)).does(
        "P12", Withdraw("P12", remove=True)
    )
    return room.does("P13", Pause())


def with_a_board(room: Room, form: Form) -> None:
    room.does("P01", TakePen("A"), ChooseForm("A", form.value))
    for number in (1, 2, 3):
        room.added("P01", "P02", f"{number}{long(ProposeStatement('A'))[1:]}")
    if form is not Form.DISCUSSION:
        places = ("top", "below S1") if form is Form.HIERARCHY else given.BUILT_IN.tiers
        room.does("P01", PlaceStatement("A", "S1", places[0]), PlaceStatement("A", "A-x1", places[1]))
    room.does(
        "P01", ExplainUnplaced("A", "all", "no_time"), LinkStatements("A", "S1", "S2", "must_come_first")
    )
    room.does("P01", said(LinkStatements("A", "A-x1", "A-x2", "own")), said(ProposeStatement("A")))
    room.added("P05", "P06", "a place to rest")
    for kind in NOTE_KINDS:
        room.does("P01", said(WriteNote("A", kind)))
    room.does("P01", ShareNote("A-n1", True)).does("F1", said(WriteNote("", "other")))


def with_all_that_follows(room: Room, phase: Phase) -> Room:
    room.handed_in("P01").handed_in("P05", "S1")
    room.does("P01", ConfirmArrangement("A", 1, "disagree"), said(ExplainDissent()))
    room.does("F1", said(MergeExtras("A-x1+B-x1")))
    if phase is Phase.RANKING:
        return room
    room.phase(Phase.REPORT_BACK).does("F1", PresentGroup("A"))
    if phase is not Phase.REPORT_BACK:
        room.phase(Phase.PLENARY).does("F1", OpenVote(True), ShowVote(True), said(SendMessage("")))
        room.does(
            "P01", VoteFor("S1", True), VoteFor("A-x1", True), VoteFor("A-x2", True), said(SayMissing())
        )
    if phase in (Phase.EVALUATION, Phase.CLOSED):
        room.phase(Phase.EVALUATION).does("respondent:respondent 1", said(AnswerEvaluation("better")))
    return room.phase(phase) if room.workshop.phase is not phase else room


def interrupted(room: Room, situation: str) -> Room:
    if situation == "on a break":
        room.does("F1", StartBreak(1, 15))
    elif situation == "held":
        room.does("F1", HoldRoom(True))
    return room


CASES = [
    pytest.param(phase, form, id=f"{phase.value} {form.value}")
    for phase in Phase
    for form in (Form if phase in (Phase.RANKING, Phase.REPORT_BACK) else (Form.HIERARCHY,))
]


def check(found: Screen) -> None:
    """What holds for every screen."""
    shown = pages(found)
    for text in shown:
        assert len(text.encode("utf-16-le")) // 2 <= LONGEST_IN_TELEGRAM
        assert UNFILLED.search(text) is None
    assert shown != [""]
    buttons = [button for row in found.rows for button in row]
    assert all(row for row in found.rows)
    for button in buttons:
        assert button.label.strip()
        assert UNFILLED.search(button.label) is None
        assert len(button.payload.encode()) <= MOST_BYTES
    payloads = [button.payload for button in buttons]
    assert len(payloads) == len(set(payloads)), "two buttons do the same"
    if found.typed:
        assert len(found.typed.payload.encode()) <= MOST_BYTES
        assert found.typed.label.strip()
        assert found.typed.hint.strip(), "a box that does not say who reads it"


def acts_on(workshop: Workshop, who: str) -> dict[str, tuple[str, Command]]:
    """Every command that a button or a box of a reachable screen carries, by its payload, and whose it is."""
    found: dict[str, tuple[str, Command]] = {}
    for _, seen in walk(workshop, who):
        check(seen)
        payloads = [button.payload for row in seen.rows for button in row]
        for payload in (*payloads, *([seen.typed.payload] if seen.typed else [])):
            match decode(payload)[1]:
                case Command() as command:
                    found[payload] = who, as_sent(command)
                case OnBehalf(participant=number, action=Command() as command):
                    found[payload] = number, as_sent(command)
    return found


def as_sent(command: Command) -> Command:
    """With typed words, for which an identifying answer has a number."""
    if isinstance(command, AnswerProfile) and not command.answer:
        return AnswerProfile(command.question, "1")
    match command:
        case MakeWish(participant=""):
            return completed(command, words="P02" if command.kind != "peers" else "")
        case SetDay(part=part):
            return completed(command, words=DAY_AS_TYPED[part])
        case _:
            return completed(command, words="2, 1", seed=7)


def acting(who: str, command: Command) -> Actor:
    """Who a person is for this command."""
    respondent, asker = TOKENS.get(who, ("", ""))
    match command:
        case AnswerEvaluation():
            return Actor(Role.RESPONDENT, respondent)
        case AskQuestion(anonymous=True):
            return Actor(Role.RESPONDENT, asker)
        case _:
            return actor(who)


def after(room: Room, who: str, command: Command) -> Screen:
    """What they see once they have done it, in a workshop of their own."""
    workshop = copy.deepcopy(room.workshop, {id(room.study): room.study, id(room): room})
    decision = decide(workshop, command, acting(who, command), room.now)
    assert not isinstance(decision, Refused)
    for event in decision:
        evolve(workshop, event, room.now)
    return screen(workshop, who, view_after(workshop, command, actor(who)) or "")


@pytest.mark.parametrize("who", [*PARTICIPANTS, *FACILITATORS])
@pytest.mark.parametrize(("phase", "form"), CASES)
def test_every_screen_is_whole_and_its_buttons_do_what_they_say(who: str, phase: Phase, form: Form) -> None:
    room = lived(phase, form)
    if not known(room, who):
        return
    refused, tried = {}, set()
    for payload, (whose, command) in acts_on(room.workshop, who).items():
        decision = decide(room.workshop, command, acting(whose, command), room.now)
        if isinstance(decision, Refused):
            refused[payload] = decision.reason
        elif (whose, type(command)) not in tried:
            tried.add((whose, type(command)))
            check(after(room, whose, command))

    assert set(refused.values()) <= SAID_ON_THE_SCREEN, refused


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("who", ["P01", "P05", "F1", "F2"])
def test_someone_is_in_reach_whatever_stands_before_the_screen(who: str, situation: str) -> None:
    for phase in Phase:
        room = lived(phase, Form.HIERARCHY)
        if phase is not Phase.CLOSED:
            interrupted(room, situation)
        found = screen(room.workshop, who)
        check(found)
        verbs = {decode(button.payload)[1].__struct_config__.tag for row in found.rows for button in row}
        assert verbs & {"someone", "call_end"} if who.startswith("P") else "open" in verbs


@pytest.mark.parametrize("who", ["P01", "P02", "F1", "F2"])
@pytest.mark.parametrize("form", list(Form))
def test_a_table_that_has_handed_in_has_whole_screens_too(who: str, form: Form) -> None:
    room = with_all_that_follows(lived(Phase.RANKING, form), Phase.RANKING)

    refused = {
        payload: decision.reason
        for payload, (whose, command) in acts_on(room.workshop, who).items()
        if isinstance(decision := decide(room.workshop, command, acting(whose, command), room.now), Refused)
    }
    assert refused == {}


@pytest.mark.parametrize(("phase", "form"), CASES)
def test_any_view_of_any_time_is_a_whole_screen(phase: Phase, form: Form) -> None:
    """An old button opens what is not there any more, or is somebody else's."""
    room = lived(phase, form)
    for who in ("P01", "P14", "P09", "P10", "P11", "F1", "F2"):
        if known(room, who):
            for view in (*views_of_any_time(), *NOWHERE):
                screen_for(room.workshop, viewer(who, view), ADDRESSES)


@cache
def views_of_any_time() -> frozenset[str]:
    rooms = [lived(phase, Form.HIERARCHY) for phase in Phase]
    seats = [(room, who) for room in rooms for who in ("P01", "F1", "F2")]
    return frozenset(view for room, who in seats for view, _ in walk(room.workshop, who))


def known(room: Room, who: str) -> bool:
    return who in room.workshop.participants or who in room.workshop.facilitators


@pytest.mark.parametrize(("phase", "form"), CASES)
def test_the_wall_is_whole_and_has_no_buttons(phase: Phase, form: Form) -> None:
    for situation in SITUATIONS if phase is not Phase.CLOSED else SITUATIONS[:1]:
        found = projector_screen(interrupted(lived(phase, form), situation).workshop, ADDRESSES)
        check(found)
        assert (found.rows, found.typed) == ((), None)


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("phase", list(Phase))
def test_a_newcomers_screens_are_whole(phase: Phase, channel: Channel) -> None:
    workshop = lived(phase, Form.HIERARCHY).workshop
    for step in ("sheet", "boxes", "no", "here", "here themes", "here theme T1", "here boards", "…"):
        for ticked in ("", "0", "0123456"):
            check(newcomer_screen(workshop, Consider("en", "A", ticked, step), channel, ADDRESSES))


def reasons() -> set[str]:
    """Every reason that the protocol refuses for."""
    found = set()
    for path in Path(workshops.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                found |= {leaf.value for leaf in ast.walk(node) if isinstance(leaf, ast.Constant)}
    return {str(reason) for reason in found}


@pytest.mark.parametrize("reason", sorted(reasons()))
def test_every_refusal_has_a_sentence(reason: str) -> None:
    assert f"refused.{reason}" in prompts_in("en")
    assert refusal(reason, "en", count=1, limit=1)


def test_there_are_refusals() -> None:
    assert {"pen_elsewhere", "votes_spent", "closed"} <= reasons()
    assert Open("…").view


def test_bringing_together_stops_at_what_a_button_holds() -> None:
    """Four tables with three statements each are more than fit; tables may have two letters."""
    room = given.workshop(groups=letters(40))
    tables = letters(40)[-4:]
    for number, letter in enumerate(tables, start=1):
        room.joined(f"P{number}1", f"P{number}2", table=letter)
    room.phase(Phase.RANKING)
    for number, _ in enumerate(tables, start=1):
        for words in ("rest", "tea", "time"):
            room.added(f"P{number}1", f"P{number}2", words)
        room.handed_in(f"P{number}1", "S1")

    view, picked = "merging", 0
    while more := [longer for longer in offered(room, view) if len(longer) > len(view)]:
        view, picked = more[0], picked + 1
    assert picked == MOST_PICKED


def offered(room: Room, view: str) -> list[str]:
    seen = screen(room.workshop, "F1", view)
    check(seen)
    return [view_of(decode(button.payload)[1]) or "" for row in seen.rows for button in row]
