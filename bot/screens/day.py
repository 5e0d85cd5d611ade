"""The facilitator's screen of the day: where and when, changed part by part."""

from __future__ import annotations

from bot.screens.blocks import Heading, Hint, Line, Screen, Statements, Weight
from bot.screens.invitation import when
from bot.screens.look import Look
from workshops.commands import SetDay
from workshops.day import as_written
from workshops.protocol.beforehand import PARTS_OF_THE_DAY

DAY = "day"


def day(look: Look, part: str) -> Screen:
    say = look.say
    names = {each: say(f"day.{each}") for each in PARTS_OF_THE_DAY}
    if part in names:
        return look.screen(
            Heading(names[part]),
            rows=((look.opens(say("back"), DAY, Weight.QUIET),),),
            typed=look.typed(SetDay(part), names[part], say(f"day.how_{part}"), written(look, part)),
        )
    changes = (look.opens(say("day.change", part=name), f"{DAY} {each}") for each, name in names.items())
    return look.screen(
        Heading(say("day.title")),
        Statements(tuple(Line(name, _shown(look, each)) for each, name in names.items())),
        Hint(say("day.means")),
        rows=(
            *((change,) for change in changes),
            (look.opens(say("room.to_room"), "", Weight.QUIET),),
        ),
    )


def written(look: Look, part: str) -> str:
    """The part as one would type it; empty for what has not been said."""
    known = look.workshop.day
    match part:
        case "starts":
            return as_written(known.starts, look.workshop.time_zone)
        case "zone":
            return look.workshop.time_zone
        case "invited":
            return "" if known.invited is None else str(known.invited)
        case "place":
            return known.place
        case _:
            return known.directions


def _shown(look: Look, part: str) -> str:
    if part == "starts" and look.workshop.day.starts:
        return when(look)
    return written(look, part) or look.say("day.not_said")
