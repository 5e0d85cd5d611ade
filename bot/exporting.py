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
from exports.folder import REHEARSAL, RESTRICTED, Progress, write_export
from exports.tables import Recorded, recorded


async def export_codes(folder: Path, codes: Sequence[str], to: Path) -> list[str]:
    """Exports the workshops, pooled, and says what was written.

    Raises `Declined` for a code that no workshop has, and `ExportRefused`; then nothing is written.
    """
    kept = await _kept(folder, codes)
    with _shown() as progress:
        files = write_export(kept, to, progress)
    exported = sorted({one.workshop.code for one in kept})
    about = "workshop" if len(exported) == 1 else "workshops"
    lines = [
        f"Written to {to}: {len(files)} files about {about} {', '.join(exported)}; "
        "codebook.md says what is in each.",
        RESTRICTED,
    ]
    return [*lines, REHEARSAL] if kept[0].workshop.rehearsal else lines


async def _kept(folder: Path, codes: Sequence[str]) -> list[Recorded]:
    studies = library(folder)
    async with reading(folder) as journal:
        found = [await rows_of(journal, code) for code in codes]
    return [recorded(rows[0].workshop, studies, rows) for rows in found]


@contextmanager
def _shown() -> Iterator[Progress]:
    """A progress bar on stderr, where that is a terminal; it goes away when all is written."""
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def progress(file: str, done: int, of: int) -> None:
            bar.update(task, description=file, completed=done, total=of)

        yield progress
