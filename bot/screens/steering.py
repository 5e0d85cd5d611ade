"""The facilitator's further screens: time, breaks, messages, people and calls."""

from __future__ import annotations

from bot.screens.blocks import (
    Block,
    Button,
    Heading,
    Hint,
    Line,
    Paragraph,
    Saved,
    Screen,
    Statements,
    Weight,
)
from bot.screens.facilitators import FACILITATORS
from bot.screens.frame import Rows, in_rows, to_room
from bot.screens.languages import to_languages
from bot.screens.look import Look
from bot.screens.on_paper import view_of
from bot.screens.tables import GROUPS
from bot.screens.taking_home import printed_blocks, printed_rows, without_phone
from bot.screens.voting import MERGING, extras_handed_in
from workshops.commands import (
    AnswerCall,
    CountUnrecorded,
    EndBreak,
    EndCall,
    HoldRoom,
    MovePhaseEnd,
    MuteParticipant,
    Nudge,
    OfferSupport,
    SendMessage,
    SendOut,
    StartBreak,
)
from workshops.model import Call, Phase

STEER = "steer"
MESSAGE = "message"
BREAKS = (10, 15, 20, 30)
MORE_MINUTES = (5, 10)
MINUTE = 60_000


def calls_for(look: Look) -> list[Call]:
    """The open calls that this facilitator is told of."""
    me = look.workshop.facilitators[look.number]
    calls = (call for call in look.workshop.calls.values() if not call.ended)
    return [call for call in calls if call.for_all or me.support or call.answered_by == look.number]


def call_blocks(look: Look) -> tuple[Block, ...]:
    return tuple(Paragraph(_call_words(look, call)) for call in calls_for(look))


def call_rows(look: Look) -> Rows:
    say = look.say
    return tuple(
        (look.button(say("call.done", number=call.participant), EndCall(call.id)),)
        if call.answered_by
        else (look.button(say("call.coming", number=call.participant), AnswerCall(call.id), Weight.MAIN),)
        for call in calls_for(look)
    )


def interruption_blocks(look: Look) -> tuple[Block, ...]:
    """What keeps everyone from the phase's own screen: a break, or the room paused."""
    say, taken = look.say, look.workshop.on_break
    on_break: tuple[Block, ...] = ()
    if taken:
        until = Saved(say("steer.on_break", time=look.clock(taken.until)))
        on_break = (until, Hint(say("steer.phase_ends_break")))
    return (*on_break, Saved(say("steer.held"))) if look.workshop.held else on_break


def interruption_rows(look: Look) -> Rows:
    taken = look.workshop.on_break
    end = (look.button(look.say("steer.end_break"), EndBreak(taken.number), Weight.MAIN),) if taken else ()
    return (end, (_hold(look),) if look.workshop.held else ())


def steer(look: Look, argument: str) -> Screen:
    """Everything that is not the next step."""
    say, workshop = look.say, look.workshop
    me = workshop.facilitators[look.number]
    support = (look.button(say("steer.support"), OfferSupport(not me.support), chosen=me.support),)
    if workshop.phase is Phase.CLOSED:
        return look.screen(
            Heading(say("steer.title")),
            rows=(support, _to_facilitators(look), to_languages(look), to_room(look)),
        )
    return look.screen(
        Heading(say("steer.title")),
        *interruption_blocks(look),
        Hint(say("steer.unrecorded", n=workshop.unrecorded)),
        rows=(
            *_break_rows(look),
            _time_row(look),
            (_hold(look), *_nudge(look)),
            (look.opens(say("steer.message"), MESSAGE), look.opens(say("steer.groups"), GROUPS)),
            support,
            _to_facilitators(look),
            *_unrecorded_rows(look),
            (look.opens(say("steer.extras"), MERGING),) if extras_handed_in(look) else (),
            to_languages(look),
            to_room(look),
        ),
    )


def message(look: Look, argument: str) -> Screen:
    """To one group, or to all."""
    say = look.say
    if argument in look.workshop.groups or argument == "all":
        group = "" if argument == "all" else argument
        to = say("message.to_group", group=group) if group else say("message.to_all")
        return look.screen(
            Heading(to),
            rows=((look.opens(say("back"), MESSAGE, Weight.QUIET),),),
            typed=look.typed(SendMessage(group), say("message.write"), say("message.who_reads")),
        )
    tables = [
        look.opens(say("tile.name", group=letter), f"{MESSAGE} {letter}") for letter in look.workshop.groups
    ]
    everyone = (look.opens(say("message.to_all"), f"{MESSAGE} all"),)
    return look.screen(
        Heading(say("steer.message")), _sent(look), rows=(everyone, *in_rows(tables, 3), to_room(look))
    )


def _sent(look: Look) -> Statements | None:
    """What has been sent, the latest first."""
    lines = tuple(
        Line(
            look.say(
                "message.sent_group" if sent.group else "message.sent_all",
                group=sent.group,
                time=look.clock(sent.at),
            ),
            sent.words,
        )
        for sent in reversed(look.workshop.messages)
        if sent.words
    )
    return Statements(lines) if lines else None


def person(look: Look, number: str) -> Screen:
    """One participant: where they sit, whether they may write, whether they may stay."""
    participant = look.workshop.participants.get(number)
    if participant is None or not participant.present:
        return steer(look, "")
    say = look.say
    handout = [each for each in without_phone(look.workshop) if each is participant]
    mute = MuteParticipant(number, not participant.muted)
    return look.screen(
        Heading(
            say(
                "room.sits_at" if participant.group else "room.sits_nowhere",
                number=number,
                group=participant.group,
            )
        ),
        Hint(say("person.means")),
        *printed_blocks(look, handout),
        rows=(
            (look.opens(say("paper.slip"), view_of(number), Weight.MAIN),) if participant.on_paper else (),
            *printed_rows(look, handout),
            (look.opens(say("person.seat"), f"seat {number}"),),
            (look.button(say("person.mute"), mute, chosen=participant.muted),),
            (look.button(say("person.send_out"), SendOut(number)),),
            to_room(look),
        ),
    )


def _to_facilitators(look: Look) -> tuple[Button, ...]:
    here = len(look.workshop.facilitating())
    return (look.opens(look.say("facilitators.to", n=here), FACILITATORS),)


def _unrecorded_rows(look: Look) -> Rows:
    """Newcomers count themselves with a tap; by hand whoever has no phone, and whoever was counted twice."""
    say, counted = look.say, look.workshop.unrecorded
    more = look.button(say("steer.count_unrecorded"), CountUnrecorded(counted + 1))
    fewer = look.button(say("steer.count_fewer"), CountUnrecorded(counted - 1), Weight.QUIET)
    return ((more,), (fewer,) if counted else ())


def _break_rows(look: Look) -> Rows:
    say, workshop = look.say, look.workshop
    if workshop.on_break:
        return interruption_rows(look)[:1]
    number = len(workshop.breaks) + 1
    return (
        tuple(look.button(say("steer.break", n=minutes), StartBreak(number, minutes)) for minutes in BREAKS),
    )


def _time_row(look: Look) -> tuple[Button, ...]:
    run = look.workshop.run
    if not run.until:
        return ()
    return tuple(
        look.button(
            look.say("steer.more_time", n=minutes),
            MovePhaseEnd(run.phase.value, run.until + minutes * MINUTE),
        )
        for minutes in MORE_MINUTES
    )


def _hold(look: Look) -> Button:
    return look.button(look.say("steer.hold"), HoldRoom(not look.workshop.held), chosen=look.workshop.held)


def _nudge(look: Look) -> tuple[Button, ...]:
    phase = look.workshop.phase
    if phase is not Phase.RANKING or phase in look.workshop.nudged:
        return ()
    return (look.button(look.say("steer.nudge"), Nudge(phase.value)),)


def _call_words(look: Look, call: Call) -> str:
    table = look.workshop.participants[call.participant].group
    key = "call.answered" if call.answered_by else "call.asked"
    return look.say(key, number=call.participant, group=table or "–", by=call.answered_by)
