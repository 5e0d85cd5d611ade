"""Before the day: where and when, what to read ahead, and those who agreed and are yet to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.actions import Consider
from bot.screens.blocks import (
    Block,
    Button,
    Document,
    Heading,
    Hint,
    Line,
    Paragraph,
    Saved,
    Screen,
    Statements,
    Weight,
)
from bot.screens.frame import Rows, in_rows
from bot.screens.look import FIVE_MINUTES, Look
from bot.screens.themes import card_blocks
from bot.screens.wishes import company_button
from workshops.commands import Arrive, Leave
from workshops.day import MINUTE
from workshops.model import Phase

ARRIVE = "arrive"
AHEAD = "ahead"
READ = "read"

Card = Callable[[str], Button]


def invitation_blocks(look: Look) -> Iterator[Block]:
    """Where and when, as far as it has been said; nothing once the workshop is under way."""
    say, day = look.say, look.workshop.day
    if look.workshop.phase is not Phase.LOBBY or not (day.starts or day.place):
        return
    lines = [
        Line(say("invitation.when"), when(look)) if day.starts else None,
        Line(say("invitation.place"), day.place) if day.place else None,
        Line(say("invitation.directions"), day.directions) if day.directions else None,
    ]
    yield Statements(tuple(line for line in lines if line))
    if day.starts and look.in_telegram:
        yield Hint(say("invitation.calendar_at", url=look.addresses.calendar(look.workshop)))
    elif day.starts:
        yield Document(say("invitation.calendar"), look.addresses.calendar_path(look.workshop))


def when(look: Look) -> str:
    """The day, the time and until about when, in the clock of the place, which is named."""
    say, day, zone = look.say, look.workshop.day, look.workshop.time_zone
    ends = day.starts + sum(look.workshop.study.minutes.values()) * MINUTE
    about = round(ends / FIVE_MINUTES) * FIVE_MINUTES
    times = {"date": say.full_day(day.starts, zone), "time": look.clock(day.starts)}
    if ends == day.starts:
        return say("invitation.at", **times, zone=say.zone(day.starts, zone))
    return say("invitation.from_to", **times, until=look.clock(about), zone=say.zone(day.starts, zone))


def expected(look: Look, argument: str = "") -> Screen:
    """Of someone who agreed beforehand; `argument` is the table whose code they have scanned, if any."""
    say, study = look.say, look.workshop.study
    if look.workshop.phase is Phase.CLOSED:
        return _missed(look)
    late = look.workshop.phase is not Phase.LOBBY
    table = argument if argument in look.workshop.groups else ""
    here = say("expected.here_at", group=table) if table else say("expected.here")
    about_you = say("lobby.about_you", answered=len(look.me.profile), questions=len(study.profile))
    return look.screen(
        Heading(say("expected.title")),
        Saved(say("expected.agreed", number=look.me.number)),
        *invitation_blocks(look),
        Paragraph(say("newcomer.late")) if late else Hint(say("expected.on_the_day")),
        rows=(
            (look.button(here, Arrive(table), Weight.MAIN),),
            (look.opens(say("invitation.read_ahead"), AHEAD),) if may_read_ahead(look) else (),
            (look.opens(about_you, "profile 1"),) if study.profile else (),
            (company_button(look),),
            (look.button(say("expected.cannot_come"), Leave(), Weight.QUIET),),
            (look.opens(say("footer.more"), "more", Weight.QUIET),),
        ),
    )


def _missed(look: Look) -> Screen:
    return look.screen(
        Heading(look.say("closed.title")),
        Paragraph(look.say("expected.missed")),
        rows=((look.opens(look.say("footer.more"), "more", Weight.QUIET),),),
    )


def ahead(look: Look, theme: str) -> Screen:
    """The themes to read ahead, or one of them, for someone who has agreed."""
    if not may_read_ahead(look):
        return expected(look)
    back = (look.opens(look.say("back"), AHEAD if theme else "", Weight.QUIET),)
    return _reading(look, theme, lambda other: look.opens(_title(look, other), f"{AHEAD} {other}"), back)


def read_ahead(look: Look, consider: Consider) -> Screen:
    """The same for someone who has not agreed to anything."""
    theme = consider.step.partition(" ")[2]

    def at(step: str) -> Consider:
        return Consider(consider.language, consider.group, consider.ticked, step)

    back = look.button(look.say("back"), at(READ if theme in look.words.themes else "sheet"), Weight.QUIET)
    return _reading(
        look, theme, lambda other: look.button(_title(look, other), at(f"{READ} {other}")), (back,)
    )


def may_read_ahead(look: Look) -> bool:
    """Where the study lets people, and there is a day to be ahead of."""
    workshop = look.workshop
    return workshop.study.themes_ahead and bool(workshop.day.starts) and workshop.phase is Phase.LOBBY


def door_blocks(look: Look) -> Iterator[Block]:
    """For facilitators in the lobby, in numbers: yet to come, there in support, wishes that were not met."""
    say, workshop = look.say, look.workshop
    if waited_for := len(workshop.expected()):
        yield Paragraph(say("room.expected", n=waited_for))
    if supported := sum(person.supported for person in workshop.present()):
        yield Paragraph(say("room.support_people", n=supported))
    if unmet := workshop.wishes - workshop.wishes_met:
        yield Paragraph(say("room.wishes_unmet", n=unmet))


def expected_rows(look: Look) -> Rows:
    """Those yet to come: someone whose phone stays away can be seated by their number."""
    people = look.workshop.expected()
    return in_rows(
        [look.opens(look.say("room.not_here_yet", number=p.number), f"seat {p.number}") for p in people], 2
    )


def _reading(look: Look, theme: str, card: Card, back: tuple[Button, ...]) -> Screen:
    themes = look.workshop.study.themes
    if theme in look.words.themes:
        return look.screen(*card_blocks(look, theme), look.support(), rows=(back,))
    return look.screen(
        Heading(look.say("themes.all")),
        Paragraph(look.say("invitation.nothing_to_prepare")),
        rows=(*((card(each.id),) for each in themes), back),
    )


def _title(look: Look, theme: str) -> str:
    return look.words.themes[theme].title
