"""The place, the start and the rest of a workshop's day, as the operator types them: `new` and `day`."""

from __future__ import annotations

import msgspec

from bot.declined import OPERATOR, Declined
from bot.house import House
from bot.words import WordsRefused, clean, longest
from workshops.commands import SetDay
from workshops.day import as_written, is_zone, moment
from workshops.model import Workshop
from workshops.protocol.beforehand import MOST_INVITED, PARTS_OF_THE_DAY, is_count

MEANT = {
    "starts": 'a date and time such as "2026-12-03 10:00", one that the clock there shows',
    "zone": "a time zone such as Europe/London",
    "invited": f"a number of people up to {MOST_INVITED}",
}


class ChangeDay(msgspec.Struct, frozen=True, tag="day"):
    """`day`: the parts to change, such as `place`, as they were typed; an empty one is taken back."""

    code: str
    day: dict[str, str]


class DayShown(msgspec.Struct, frozen=True, tag=True):
    """`starts` on the clock of `zone`; null for what nobody has said."""

    code: str
    place: str | None
    starts: str | None
    zone: str
    directions: str | None
    invited: int | None


async def change_day(house: House, workshop: Workshop, asked: ChangeDay) -> DayShown:
    """Changes the parts that are given. Raises `Declined`, and then nothing has changed."""
    day = as_it_can_be_kept(asked.day)
    check_start(day, day.get("zone", workshop.day.zone) or workshop.study.time_zone)
    await set_day(house, workshop.code, day)
    changed = await house.desk.workshop(workshop.code) or workshop
    return DayShown(
        code=changed.code,
        place=changed.day.place or None,
        starts=as_written(changed.day.starts, changed.time_zone) or None,
        zone=changed.time_zone,
        directions=changed.day.directions or None,
        invited=changed.day.invited,
    )


async def set_day(house: House, code: str, day: dict[str, str]) -> None:
    """The zone before the time, which is read on its clock."""
    for part in (part for part in PARTS_OF_THE_DAY if part in day):
        outcome = await house.desk.handle(code, OPERATOR, SetDay(part, day[part]), cause=None)
        if outcome.refused:
            raise _not_understood(part, day[part])


def as_it_can_be_kept(typed: dict[str, str]) -> dict[str, str]:
    """The parts as they are kept. Raises `Declined` for one that cannot be."""
    day = {}
    for part, words in typed.items():
        limit = longest(SetDay(part))
        try:
            day[part] = clean(words, limit)
        except WordsRefused as refused:
            raise Declined(
                f"What --{part} says cannot be used: give a text of at most {limit} characters."
            ) from refused
    if day.get("zone") and not is_zone(day["zone"]):
        raise _not_understood("zone", day["zone"])
    if day.get("invited") and not is_count(day["invited"]):
        raise _not_understood("invited", day["invited"])
    return day


def check_start(day: dict[str, str], zone: str) -> None:
    """Raises `Declined` for a start that is no time on that clock; before anything is done."""
    zone = day.get("zone") or zone
    if day.get("starts") and moment(day["starts"], zone) is None:
        raise _not_understood("starts", day["starts"])


def _not_understood(part: str, words: str) -> Declined:
    return Declined(f"--{part} {words!r} is not {MEANT.get(part, 'understood')}.")
