"""Printed before the day: invitation, cards, table codes, run sheet, slips for whoever has no phone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.addresses import Addresses
from bot.house import known_addresses, library
from bot.reading import reading, rows_of
from bot.screens.invitation import when
from bot.screens.look import Look
from bot.screens.viewer import Channel, Viewer
from prompts import prompts_in
from workshops.day import MINUTE
from workshops.model import Actor, Role, Workshop
from workshops.replay import replay
from workshops.study import BREAK_AFTER

SLIPS = 12
ONLY_HERE = (
    "The links and QR codes on these pages begin with {url}, which only this machine opens. Before you give "
    "them out, start `workshop serve` with the --public-url that people will use, or `make run PHONES=1` "
    "for this Wi-Fi; then print again, into another folder."
)


class PrintRefused(Exception):
    """Nothing was written; the message names the folder and says what to do."""


class Stretch(NamedTuple):
    """One line of the run sheet: `start` and `minutes` are counted from the beginning of the day."""

    name: str
    start: int
    minutes: int


async def printed(folder: Path, code: str, to: Path) -> tuple[tuple[Path, ...], str]:
    """The pages of the workshop that this data folder holds, and what to know before they are given out.

    Raises `Declined` and `PrintRefused`.
    """
    async with reading(folder) as journal:
        known = (await rows_of(journal, code))[0].workshop
        workshop, _ = await replay(journal, known, library(folder))
        addresses = await known_addresses(journal)
        return print_workshop(workshop, addresses, to), reach_of(addresses)


def reach_of(addresses: Addresses) -> str:
    """A sentence where the printed links would open on nobody's phone."""
    return ONLY_HERE.format(url=addresses.url) if addresses.only_here else ""


def print_workshop(workshop: Workshop, addresses: Addresses, to: Path) -> tuple[Path, ...]:
    """Writes the printable pages into a folder that is empty or not there yet. Raises `PrintRefused`."""
    try:
        to.mkdir(parents=True, exist_ok=True)
        if any(to.iterdir()):
            raise PrintRefused(f"{to} is not empty: name a folder that is empty or not there yet.")
        return tuple(_written(to / name, page) for name, page in pages_to_print(workshop, addresses))
    except OSError as broken:
        raise PrintRefused(f"{to} cannot be written ({broken.strerror}): name another folder.") from broken


def run_sheet(workshop: Workshop) -> Iterator[Stretch]:
    """The study's suggested minutes, one after the other, breaks where they belong."""
    say = prompts_in(workshop.study.languages[0])
    minutes, start = workshop.study.minutes, 0
    for phase in workshop.study.phases:
        for key, name in ((phase, say(f"phase.{phase}")), (f"{BREAK_AFTER}{phase}", say("print.break"))):
            if minutes.get(key):
                yield Stretch(name, start, minutes[key])
                start += minutes[key]


def pages_to_print(workshop: Workshop, addresses: Addresses) -> Iterator[tuple[str, str]]:
    """Each printable page with the name of its file."""
    first, *others = workshop.study.languages
    for name in ("invitation", "cards", "tables", "run-sheet", "slips"):
        yield f"{name}.html", _page(workshop, addresses, name, first)
    for language in others:
        yield f"invitation-{language}.html", _page(workshop, addresses, "invitation", language)


def _page(workshop: Workshop, addresses: Addresses, name: str, language: str) -> str:
    say, words = prompts_in(language), workshop.study.text(language)
    look = Look(workshop, Viewer(Actor(Role.OBSERVER), Channel.BROWSER), addresses, say, words)
    return (
        _environment()
        .get_template(f"{name}.html")
        .render(
            look=look,
            say=say,
            language=language,
            workshop=workshop,
            day=workshop.day,
            when=when(look) if workshop.day.starts else "",
            telegram=addresses.telegram_join(workshop),
            qr=_qr,
            slips=SLIPS,
            stretches=run_sheet(workshop),
            at=partial(_at, look),
        )
    )


def _at(look: Look, minutes: int) -> str:
    """By the clock where it is known when the day starts, else counted from its beginning."""
    if look.workshop.day.starts:
        return look.clock(look.workshop.day.starts + minutes * MINUTE)
    return f"{minutes // 60}:{minutes % 60:02}"


def _qr(url: str) -> str:
    """The address as an inline picture."""
    return segno.make(url, error="m").svg_inline(scale=6, border=2)


def _written(path: Path, page: str) -> Path:
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
