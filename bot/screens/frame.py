"""What is always in reach: the themes, a break, leaving, one's own data, another language."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screens.blocks import Button, Heading, Hint, Paragraph, Saved, Screen, Weight
from bot.screens.languages import to_languages
from bot.screens.look import Look
from workshops.commands import AskForSomeone, EndCall, Leave, Pause, Return, Withdraw
from workshops.model import Phase, Role
from workshops.protocol.someone import open_call_of

AT_TABLE = "at_table"
REMOVE = "remove"

Rows = tuple[tuple[Button, ...], ...]


def footer(look: Look) -> Rows:
    """Nothing here is in the way; for a facilitator at a table it leads back to the room."""
    say, quiet = look.say, Weight.QUIET
    if look.viewer.actor.role is Role.FACILITATOR:
        return (to_room(look),)
    row = (
        [look.button(say("footer.pause"), Pause(), quiet)] if look.workshop.phase is not Phase.CLOSED else []
    )
    if look.me.admitted and look.workshop.phase not in (Phase.LOBBY, Phase.CLOSED):
        row.insert(0, look.opens(say("footer.themes"), "themes", quiet))
    return (tuple(row), (someone(look), look.opens(say("footer.more"), "more", quiet)))


def in_rows(buttons: Sequence[Button], width: int) -> Rows:
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))


def home(look: Look) -> tuple[Button, ...]:
    return (look.opens(look.say("back"), "", Weight.QUIET),)


def to_room(look: Look) -> tuple[Button, ...]:
    """A facilitator's way back."""
    return (look.opens(look.say("room.to_room"), "", Weight.QUIET),)


def to_table(look: Look) -> tuple[Button, ...]:
    """Back to the table's screen; for a facilitator who leads none, to the room."""
    leads = look.viewer.actor.role is Role.FACILITATOR and look.group
    return (look.opens(look.say("back"), AT_TABLE if leads else "", Weight.QUIET),)


def left(look: Look) -> Screen:
    return look.screen(
        Heading(look.say("left.title")),
        Paragraph(look.say("left.kept")),
        look.support(),
        rows=(
            (look.button(look.say("left.come_back"), Return()),),
            (look.opens(look.say("more.withdraw"), "withdraw", Weight.QUIET),),
        ),
    )


def withdrawn(look: Look) -> Screen:
    say, removed = look.say, look.me.removed
    return look.screen(
        Heading(say("withdraw.done")),
        Paragraph(say("withdraw.removed" if removed else "withdraw.kept")),
        look.support(),
        rows=() if removed else ((look.opens(say("withdraw.after_all"), "withdraw", Weight.QUIET),),),
    )


def more(look: Look, argument: str) -> Screen:
    say = look.say
    return look.screen(
        Heading(say("footer.more")),
        Saved(say("lobby.number", number=look.me.number)),
        look.support(),
        rows=(
            (look.opens(say("questions.mine"), "questions"),) if look.questions() else (),
            (look.opens(say("more.my_data"), "mydata"),),
            to_languages(look),
            (look.opens(say("more.leave"), "leave"),),
            (look.opens(say("more.withdraw"), "withdraw"),),
            home(look),
        ),
    )


def leave(look: Look, argument: str) -> Screen:
    return look.screen(
        Heading(look.say("more.leave")),
        Paragraph(look.say("left.will_keep")),
        rows=((look.button(look.say("left.leave_now"), Leave(), Weight.MAIN),), home(look)),
    )


def withdraw(look: Look, argument: str) -> Screen:
    """To leave and keep what one said, or have it removed: that is asked once more."""
    say, number, withdrew = look.say, look.me.number, look.me.withdrew_at
    if argument == REMOVE:
        return look.screen(
            Heading(say("withdraw.remove")),
            Paragraph(say("withdraw.what_goes")),
            Paragraph(say("withdraw.cannot_undo")),
            rows=((look.button(say("withdraw.remove_now"), Withdraw(number, remove=True)),), home(look)),
        )
    return look.screen(
        Heading(say("withdraw.after_all" if withdrew else "more.withdraw")),
        Paragraph(say("withdraw.what_goes")),
        Paragraph(say("withdraw.what_stays")),
        Hint(say("withdraw.cannot_undo")),
        rows=(
            () if withdrew else (look.button(say("withdraw.keep"), Withdraw(number, remove=False)),),
            (look.opens(say("withdraw.remove"), f"withdraw {REMOVE}"),),
            home(look),
        ),
    )


def someone(look: Look) -> Button:
    call = open_call_of(look.workshop, look.number)
    if call is None:
        return look.button(look.say("footer.someone"), AskForSomeone(), Weight.QUIET)
    return look.button(look.say("someone.fine_now"), EndCall(call.id), Weight.QUIET)
