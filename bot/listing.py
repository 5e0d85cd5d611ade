"""The workshops that a data folder holds: `workshop list`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.house import library
from bot.reading import reading
from prompts import ENGLISH, prompts_in
from workshops.model import Phase, Workshop
from workshops.progress import room_progress
from workshops.replay import replay

NARROWEST_FOR_ALL_COLUMNS = 72


class Listed(msgspec.Struct, frozen=True):
    """A workshop as `list` shows it. `participants` counts those present, `groups` the tables there are."""

    code: str
    title: str
    study: str
    made_at: datetime
    time_zone: str
    phase: Phase
    participants: int
    groups: int
    handed_in: int
    rehearsal: bool


async def listed(folder: Path) -> list[Listed]:
    """Every workshop, the newest last. Raises `Declined`, and `StudyNotKept` for a copy that is gone."""
    studies = library(folder)
    async with reading(folder) as journal:
        codes = await journal.workshops()
        return [_listed((await replay(journal, code, studies))[0]) for code in codes]


def table(workshops: Sequence[Listed], console: Console | None = None) -> None:
    """Prints them for reading, one row a workshop; dates are those where the workshop is held."""
    console = console or Console()
    if not workshops:
        console.print("There are no workshops yet: make one with `workshop new`.", markup=False)
        return
    rows = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    rows.add_column("Code", no_wrap=True)
    rows.add_column("Made", no_wrap=True)
    rows.add_column("Title", overflow="fold")
    if console.width >= NARROWEST_FOR_ALL_COLUMNS:
        rows.add_column("Phase")
        for heading in ("People", "Groups", "Handed in"):
            rows.add_column(heading, justify="right")
    for workshop in workshops:
        rows.add_row(*(Text(cell) for cell in _cells(workshop)[: len(rows.columns)]))
    console.print(rows)


def _listed(workshop: Workshop) -> Listed:
    return Listed(
        code=workshop.code,
        title=workshop.title,
        study=workshop.study.id,
        made_at=datetime.fromtimestamp(workshop.made_at // 1000, UTC),
        time_zone=workshop.time_zone,
        phase=workshop.phase,
        participants=room_progress(workshop).present,
        groups=len(workshop.groups),
        handed_in=sum(group.handed_in for group in workshop.groups.values()),
        rehearsal=workshop.rehearsal,
    )


def _cells(workshop: Listed) -> tuple[str, ...]:
    return (
        workshop.code,
        workshop.made_at.astimezone(ZoneInfo(workshop.time_zone)).date().isoformat(),
        f"{workshop.title} (rehearsal)" if workshop.rehearsal else workshop.title,
        prompts_in(ENGLISH)(f"phase.{workshop.phase.value}"),
        str(workshop.participants),
        str(workshop.groups),
        str(workshop.handed_in),
    )
