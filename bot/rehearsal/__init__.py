"""Rehearsals: simulated people live through whole workshops, in both channels, against the real thing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.exporting import export_codes
from bot.operations import Declined
from bot.rehearsal.leanings import of_the_room
from bot.rehearsal.phones import RehearsalStopped
from bot.rehearsal.stage import open_stage
from bot.rehearsal.staging import Rehearsal, Rehearsed
from prompts import ENGLISH, prompts_in
from workshops.model import Phase
from workshops.study import load_study

PREFIX = "workshop-rehearsal-"

Told = Callable[[int, Phase], None]


async def rehearse(
    study: Path, workshops: int, participants: int, seed: int, to: Path | None, data: Path | None
) -> list[str]:
    """Has `participants` people in all live through `workshops`, exports that to `to`, and says how it went.

    Without `data` it is stored in a folder of its own, which goes again once there is an export. Raises
    `Declined`, `RehearsalStopped`, `StudyMistakes`, `FolderRefused`, `JournalRefused` and `ExportRefused`.
    """
    if participants < workshops:
        raise Declined(f"{workshops} workshops need at least {workshops} participants: give --participants.")
    _must_be_free(to)
    phases = len(load_study(study).phases)
    folder = data or Path(tempfile.mkdtemp(prefix=PREFIX))
    with _shown(workshops * phases) as told:
        rehearsed = await live_through(study, workshops, participants, seed, folder, told)
    lines = [_summary(rehearsed), *_taps(rehearsed)]
    if to is None:
        return [*lines, *_where(folder, rehearsed)]
    lines += await export_codes(folder, [one.code for one in rehearsed], to)
    if data is None:
        shutil.rmtree(folder)
    return lines


async def live_through(
    study: Path, workshops: int, participants: int, seed: int, folder: Path, told: Told
) -> list[Rehearsed]:
    """The workshops one after the other, the people shared out among them. Raises `RehearsalStopped`."""
    rehearsed = []
    async with open_stage(folder, seed) as stage:
        leanings = of_the_room(load_study(study).statements, stage.chance)
        for week in range(workshops):
            people = participants // workshops + (week < participants % workshops)
            rehearsal = Rehearsal(stage, study, week, people, leanings)
            try:
                rehearsed.append(await rehearsal.runs(partial(told, week)))
            except RehearsalStopped as stopped:
                kept = f"What had happened until then is stored in {folder}."
                raise RehearsalStopped(f"{stopped} {kept}") from stopped
    return rehearsed


def _must_be_free(to: Path | None) -> None:
    """Said at once, not when everything has been lived through."""
    if to and to.is_dir() and any(to.iterdir()):
        raise Declined(f"{to} is not empty: name a folder that is empty or not there yet.")


def _summary(rehearsed: list[Rehearsed]) -> str:
    in_browser = sum(one.in_browser for one in rehearsed)
    in_telegram = sum(one.in_telegram for one in rehearsed)
    acts = sum(one.acts for one in rehearsed)
    without_phone = sum(one.without_phone for one in rehearsed)
    codes = ", ".join(one.code for one in rehearsed)
    return (
        f"Rehearsed, from arriving to the end: {codes}. Simulated people: {in_browser} in the browser, "
        f"{in_telegram} in Telegram, {without_phone} without a phone; acts: {acts}."
    )


def _taps(rehearsed: list[Rehearsed]) -> Iterator[str]:
    """Typing not counted."""
    taps = [taps for one in rehearsed for taps in one.taps]
    fewest = [taps for one in rehearsed for taps in one.fewest]
    if taps:
        yield f"Taps by someone who never held the pen: {median(taps):g} in the median, {max(taps)} at most."
    if fewest:
        yield f"Taps by someone who did no more than the day asks: {max(fewest)} at most."


def _where(folder: Path, rehearsed: list[Rehearsed]) -> list[str]:
    codes = [one.code for one in rehearsed]
    return [
        f"It is stored in {folder}. To look at it:",
        f"  workshop monitor {codes[0]} --once --data {folder}",
        f"  workshop export {' '.join(codes)} --to FOLDER --data {folder}",
    ]


@contextmanager
def _shown(phases: int) -> Iterator[Told]:
    """A progress bar on stderr, where that is a terminal; it goes away at the end."""
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=phases)

        def told(week: int, phase: Phase) -> None:
            name = prompts_in(ENGLISH)(f"phase.{phase.value}")
            bar.update(task, description=f"Rehearsal {week + 1}: {name}", advance=1)

        yield told
