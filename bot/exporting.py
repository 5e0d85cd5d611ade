"""Workshops read from the journal and written as an export folder: `workshop export`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from bot.house import library
from bot.reading import reading, rows_of
from exports.contents import Progress
from exports.folder import REHEARSAL, RESTRICTED, SHAREABLE, write_export
from exports.tables import Recorded, recorded
from workshops.consensus.rankings import Unplaced


async def export_codes(
    folder: Path, codes: Sequence[str], to: Path, *, unplaced: str = Unplaced.REASONS, shareable: bool = False
) -> list[str]:
    """Exports the workshops, pooled, and says what was written.

    Raises `Declined` for a code that no workshop has, and `ExportRefused`; then nothing is written.
    """
    kept = await recorded_in(folder, codes)
    with _shown() as progress:
        files = write_export(kept, to, unplaced=Unplaced(unplaced), shareable=shareable, progress=progress)
    read_first = "README.txt" if shareable else "codebook.md"
    lines = [
        f"Written to {to}: {len(files)} files about {_named(kept)}; {read_first} says what is in each.",
        SHAREABLE if shareable else RESTRICTED,
    ]
    return [*lines, REHEARSAL] if kept[0].workshop.rehearsal else lines


async def recorded_in(folder: Path, codes: Sequence[str]) -> list[Recorded]:
    """What the folder holds of these workshops. Raises `Declined` for a code that no workshop has."""
    studies = library(folder)
    async with reading(folder) as journal:
        found = [await rows_of(journal, code) for code in codes]
    return [recorded(rows[0].workshop, studies, rows) for rows in found]


def _named(kept: Sequence[Recorded]) -> str:
    """Each workshop's code once, the oldest first, as in the tables."""
    codes = [code for _, code in sorted({(one.workshop.made_at, one.workshop.code) for one in kept})]
    return f"{'workshop' if len(codes) == 1 else 'workshops'} {', '.join(codes)}"


@contextmanager
def _shown() -> Iterator[Progress]:
    """A progress bar on stderr, where that is a terminal; it goes away when all is written."""
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def progress(file: str, done: int, of: int) -> None:
            bar.update(task, description=file, completed=done, total=of, refresh=True)

        yield progress
