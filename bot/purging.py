"""Retention: what a study promised to delete, deleted when its days are over. `workshop purge`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from bot.declined import OPERATOR
from bot.house import House
from workshops.commands import DeleteLinks
from workshops.model import Actor, Workshop
from workshops.retention import DAY, Kept, closed_at, keeping


def before_day(written: str, now: int) -> int:
    """UTC milliseconds at which the day begins. Raises `ValueError` with a sentence."""
    try:
        day = date.fromisoformat(written)
    except ValueError as broken:
        raise ValueError(f"{written} is no date: write it as 2026-11-30.") from broken
    begins = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
    if begins > now:
        raise ValueError(
            f"{written} is still to come: until its date, people can ask for their answers to be removed."
        )
    return begins


async def purge_all(house: House, before: int) -> tuple[list[str], list[str], list[str]]:
    """The codes of workshops whose list went, that went as a whole, and that somebody should close."""
    links, everything, left_open = [], [], []
    for code in await house.desk.codes():
        workshop = await house.desk.workshop(code)
        if workshop is None:
            continue
        due = overdue(workshop, before)
        if Kept.EVERYTHING in due:
            await delete_everything(house, workshop)
            everything.append(code)
        elif Kept.LINKS in due:
            await delete_links(house, workshop, OPERATOR)
            links.append(code)
        elif is_left_open(workshop, before):
            left_open.append(code)
    return links, everything, left_open


def purged_lines(links: Sequence[str], everything: Sequence[str], left_open: Sequence[str]) -> list[str]:
    """What was done, in sentences."""
    lines = [f"Workshop {code}: the list that ties numbers to people is deleted." for code in links]
    lines += [f"Workshop {code}: everything is deleted." for code in everything]
    lines += [
        f"Workshop {code} has never been closed, so its days have not begun: close it in the console."
        for code in left_open
    ]
    return lines or ["Nothing is due."]


def overdue(workshop: Workshop, now: int) -> set[Kept]:
    return {each.what for each in keeping(workshop) if each.overdue(now)}


def is_left_open(workshop: Workshop, now: int) -> bool:
    """Nobody has closed it, and nothing has happened in it for as long as the list may be kept."""
    quiet = now - workshop.last_at
    return not closed_at(workshop) and quiet >= workshop.study.link_table_days * DAY


async def delete_links(house: House, workshop: Workshop, actor: Actor) -> str:
    """Why it was refused; empty when nobody can be told by a number any more."""
    outcome = await house.desk.handle(workshop.code, actor, DeleteLinks(), cause=None)
    if outcome.refused:
        return outcome.refused.reason
    await house.removal.delete_links(workshop.code, tuple(workshop.participants))
    return ""


async def delete_everything(house: House, workshop: Workshop) -> None:
    await house.removal.delete_everything(workshop.code, tuple(_everyone(workshop)), house.clock())


def _everyone(workshop: Workshop) -> Iterator[str]:
    yield from workshop.participants
    yield from workshop.facilitators
