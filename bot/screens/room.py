"""The facilitator's screens: the room at a glance, the next step, who sits where."""

from __future__ import annotations

from bot.actions import Enrol
from bot.screens.blocks import (
    Block,
    Button,
    Heading,
    Hint,
    Joining,
    Paragraph,
    Progress,
    Screen,
    Weight,
)
from bot.screens.frame import AT_TABLE, Rows, in_rows, to_room
from bot.screens.invitation import door_blocks, expected_rows
from bot.screens.languages import not_reviewed
from bot.screens.look import Look
from bot.screens.seats import PERSON, seats
from bot.screens.steering import call_blocks, call_rows, interruption_blocks, interruption_rows
from bot.screens.taking_home import printed_blocks, printed_rows, without_phone
from bot.screens.tiles import BEFORE_BOARDS, tiles
from bot.screens.voting import facilitators_vote_rows
from workshops.commands import FormGroups, PresentGroup, PresentTheme, SeatParticipant, StartPhase
from workshops.model import Participant, Phase
from workshops.progress import RoomProgress, room_progress

SEAT = "seat"
SEATING = "seating"
TABLES = "tables"
TABLE = "table"
BOARDS = "boards"
CLOSE = "close"


def room(look: Look) -> Screen:
    """The phase's own part first, then the groups, then the way on."""
    seen = room_progress(look.workshop)
    return look.screen(
        Heading(look.workshop.title),
        *call_blocks(look),
        *interruption_blocks(look),
        *_asking(look),
        *_unreached(look),
        *_phase_blocks(look, seen),
        tiles(look),
        rows=(
            *call_rows(look),
            *interruption_rows(look),
            *_admitting(look),
            *_phase_rows(look, seen),
            *_way_on(look, seen),
            *_further(look),
        ),
    )


def seating(look: Look, argument: str) -> Screen:
    """Everyone by table; tap a number to seat them elsewhere."""
    people = list(look.workshop.present())
    by_table = sorted(people, key=lambda p: (bool(p.group), len(p.group), p.group))
    return look.screen(
        Heading(look.say("room.seating")),
        Paragraph(look.say("room.seating_how")),
        seats(look),
        rows=(
            (look.button(look.say("paper.enrol"), Enrol(_next_number(look))),),
            *in_rows(
                [look.opens(_place_of(look, person), f"{PERSON} {person.number}") for person in by_table], 2
            ),
            *expected_rows(look),
            (look.opens(look.say("closed.all_boards"), BOARDS),)
            if look.workshop.phase not in BEFORE_BOARDS
            else (),
            to_room(look),
        ),
    )


def seat(look: Look, number: str) -> Screen:
    participant = look.workshop.participants.get(number)
    if participant is None or not participant.present:
        return room(look)
    most = look.workshop.study.group_size.most
    buttons = [
        look.button(
            look.say(
                "room.table_full" if len(look.workshop.members(letter)) >= most else "room.table",
                group=letter,
                people=len(look.workshop.members(letter)),
            ),
            SeatParticipant(number, letter),
            chosen=participant.group == letter,
        )
        for letter in look.workshop.groups
    ]
    return look.screen(
        Heading(look.say("room.seat", number=number)),
        Paragraph(look.say("room.seat_asked", group=participant.asked_for))
        if participant.asked_for
        else None,
        Hint(look.say("room.seventh")),
        rows=(*in_rows(buttons, 2), (look.opens(look.say("back"), SEATING, Weight.QUIET),), to_room(look)),
    )


def tables(look: Look, argument: str) -> Screen:
    """Each table's own link, to show or print."""
    joining = (
        Joining(
            look.say("room.table_link", group=letter),
            look.addresses.join(look.workshop, letter),
            look.workshop.code,
        )
        for letter in look.workshop.groups
    )
    return look.screen(Heading(look.say("room.tables")), *joining, rows=(to_room(look),))


def close(look: Look, argument: str) -> Screen:
    after = look.workshop.phase_after(look.workshop.phase)
    if after is not Phase.CLOSED:
        return room(look)
    return look.screen(
        Heading(look.say("room.close")),
        Paragraph(look.say("room.close_means")),
        rows=(
            (look.button(look.say("room.close_now"), _start(look, Phase.CLOSED), Weight.MAIN),),
            to_room(look),
        ),
    )


def _phase_blocks(look: Look, seen: RoomProgress) -> tuple[Block | None, ...]:
    say, workshop = look.say, look.workshop
    match workshop.phase:
        case Phase.LOBBY:
            here = Paragraph(say("room.here", n=seen.present, seated=seen.seated))
            joining = Joining(say("room.join"), look.addresses.join(workshop), workshop.code)
            return (joining, here, *door_blocks(look), not_reviewed(look))
        case Phase.THEMES:
            said = Paragraph(say("room.fit_answers", n=seen.gave_fit))
            return (said,) if workshop.presented else (said, Paragraph(say("room.pick_theme")))
        case Phase.INDIVIDUAL:
            return (
                Progress(
                    say("room.individual", done=seen.submitted, of=seen.present), seen.submitted, seen.present
                ),
            )
        case Phase.RANKING:
            gate = say(
                "room.gate", n=len(seen.not_handed_in), of=seen.groups, groups=say.listed(seen.not_handed_in)
            )
            clear = say("room.all_handed_in", of=seen.groups)
            return (Paragraph(gate if seen.not_handed_in else clear),)
        case Phase.REPORT_BACK:
            shown = workshop.reporting
            return (Paragraph(say("room.reporting", group=shown) if shown else say("room.pick_group")),)
        case Phase.PLENARY:
            return (
                Progress(
                    say("room.plenary", done=seen.reflected, of=seen.present), seen.reflected, seen.present
                ),
            )
        case Phase.EVALUATION:
            return (
                Progress(
                    say("room.evaluation", done=seen.evaluated, of=seen.present), seen.evaluated, seen.present
                ),
            )
        case Phase.CLOSED:
            handouts = printed_blocks(look, without_phone(workshop))
            return (Paragraph(say("room.closed", code=workshop.code)), *handouts)


def _phase_rows(look: Look, seen: RoomProgress) -> Rows:
    say, workshop = look.say, look.workshop
    match workshop.phase:
        case Phase.LOBBY:
            form = look.button(
                say("room.form_groups", n=seen.present - seen.seated), FormGroups(), Weight.PLAIN
            )
            return (
                (form,) if seen.seated < seen.present else (),
                (look.opens(say("room.seating"), SEATING), look.opens(say("room.tables"), TABLES)),
                (look.opens(say("day.title"), "day"),),
            )
        case Phase.THEMES:
            return tuple(
                (
                    look.button(
                        look.words.themes[t.id].title, PresentTheme(t.id), chosen=workshop.presented == t.id
                    ),
                )
                for t in workshop.study.themes
            )
        case Phase.REPORT_BACK:
            handed_in = [group for group in workshop.groups.values() if group.handed_in]
            return in_rows(
                [
                    look.button(
                        say("room.show", group=g.letter),
                        PresentGroup(g.letter),
                        chosen=workshop.reporting == g.letter,
                    )
                    for g in handed_in
                ],
                3,
            )
        case Phase.RANKING:
            return in_rows(
                [
                    look.opens(say("room.look_at", group=g.letter), f"{TABLE} {g.letter}")
                    for g in workshop.seated_groups()
                ],
                3,
            )
        case Phase.PLENARY:
            return facilitators_vote_rows(look)
        case Phase.CLOSED:
            return printed_rows(look, without_phone(workshop))
        case _:
            return ()


def _asking(look: Look) -> tuple[Block, ...]:
    """Late joiners come first: someone is standing at the door."""
    waiting = _at_the_door(look)
    return (Paragraph(look.say("room.asking", n=len(waiting))),) if waiting else ()


def _unreached(look: Look) -> tuple[Block, ...]:
    """Who may not know what the room is doing, and has to be told in person."""
    people = (look.workshop.participants.get(number) for number in look.viewer.unreached)
    lost = [person.number for person in people if person and person.present]
    return (Paragraph(look.say("room.unreached", n=len(lost), people=look.say.listed(lost))),) if lost else ()


def _at_the_door(look: Look) -> list[Participant]:
    return [] if look.workshop.phase is Phase.CLOSED else look.workshop.waiting()


def _admitting(look: Look) -> Rows:
    return tuple(
        (look.opens(look.say("room.admit", number=person.number), f"{SEAT} {person.number}"),)
        for person in _at_the_door(look)
    )


def _way_on(look: Look, seen: RoomProgress) -> Rows:
    say, phase = look.say, look.workshop.phase
    after, before = look.workshop.phase_after(phase), look.workshop.phase_before(phase)
    rows: list[tuple[Button, ...]] = []
    if after is Phase.CLOSED:
        rows.append((look.opens(say("room.close"), CLOSE, Weight.MAIN),))
    elif after:
        name = say(f"phase.{after.value}")
        rows.append((look.button(say("room.next", phase=name), _start(look, after), Weight.MAIN),))
    quiet = []
    if before and after:
        name = say(f"phase.{before.value}")
        quiet.append(look.button(say("room.back", phase=name), _start(look, before), Weight.QUIET))
    if phase not in (Phase.LOBBY, Phase.CLOSED):
        quiet.append(look.opens(say("room.seating"), SEATING, Weight.QUIET))
    return (*rows, tuple(quiet))


def _further(look: Look) -> Rows:
    """One row for all that is not the next step."""
    say = look.say
    waiting = sum(1 for question in look.workshop.questions.values() if not question.answered)
    leads = look.workshop.facilitators[look.number].leads
    own = (look.opens(say("room.own_table", group=leads), AT_TABLE),) if leads else ()
    return (
        own,
        (
            look.opens(say("room.questions", n=waiting), "questions", Weight.QUIET),
            look.opens(say("room.notes"), "notes", Weight.QUIET),
            look.opens(say("steer.title"), "steer", Weight.QUIET),
        ),
    )


def _start(look: Look, phase: Phase) -> StartPhase:
    return StartPhase(phase.value, look.workshop.phase.value)


def _next_number(look: Look) -> str:
    return f"P{len(look.workshop.participants) + 1:02}"


def _place_of(look: Look, person: Participant) -> str:
    key = "room.sits_at" if person.group else "room.sits_nowhere"
    return look.say(key, number=person.number, group=person.group)
