"""Workshops read from the journal and written as an export folder: `workshop export`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from bot.declined import Declined
from bot.house import library
from bot.reading import reading, rows_of
from exports.contents import Progress
from exports.folder import REHEARSAL, RESTRICTED, SHAREABLE, write_export
from exports.tables import Recorded, recorded
from workshops.consensus.rankings import Unplaced
from workshops.journal import HandledCommand
from workshops.study import Study


async def export_codes(
    folder: Path,
    codes: Sequence[str],
    to: Path,
    *,
    also: Sequence[Path] = (),
    unplaced: str = Unplaced.REASONS,
    shareable: bool = False,
) -> list[str]:
    """Exports the workshops, pooled, and says what was written; `also`: further data folders to look in.

    Raises `Declined` for a code that no workshop has, or one in each of two folders, and `ExportRefused`;
    then nothing is written.
    """
    kept = await recorded_among([folder, *also], codes) if also else await recorded_in(folder, codes)
    with _shown() as progress:
        files = write_export(kept, to, unplaced=Unplaced(unplaced), shareable=shareable, progress=progress)
    start = "README.txt says what is in each." if shareable else "start with report.html."
    lines = [
        f"Written to {to}: {len(files)} files about {_named(kept)}; {start}",
        SHAREABLE if shareable else RESTRICTED,
    ]
    return [*lines, REHEARSAL] if kept[0].workshop.rehearsal else lines


async def recorded_in(folder: Path, codes: Sequence[str]) -> list[Recorded]:
    """What the folder holds of these workshops. Raises `Declined` for a code that no workshop has."""
    async with reading(folder) as journal:
        found = [await rows_of(journal, code) for code in codes]
    studies = library(folder)
    return [_decoded(folder, studies, rows) for rows in found]


async def recorded_among(folders: Sequence[Path], codes: Sequence[str]) -> list[Recorded]:
    """What these folders hold of these workshops, each in one of them. Raises `Declined`."""
    found: dict[str, list[tuple[Path, Sequence[HandledCommand]]]] = {}
    for folder in dict.fromkeys(each.resolve() for each in folders):
        async with reading(folder) as journal:
            for code in (code.strip().upper() for code in codes):
                if rows := await journal.rows(code):
                    found.setdefault(code, []).append((folder, rows))
    only = [_only(code, found.get(code.strip().upper(), []), folders) for code in codes]
    studies = {folder: library(folder) for folder, _ in only}
    return [_decoded(folder, studies[folder], rows) for folder, rows in only]


def _only(
    code: str, found: Sequence[tuple[Path, Sequence[HandledCommand]]], folders: Sequence[Path]
) -> tuple[Path, Sequence[HandledCommand]]:
    if not found:
        raise Declined(f"There is no workshop with the code {code} in {_listed(folders)}.")
    if len(found) > 1:
        raise Declined(
            f"The code {code} stands in {_listed([folder for folder, _ in found])}: one may be a copy of the "
            "other; leave out the folder that you do not mean."
        )
    return found[0]


def _decoded(folder: Path, studies: Callable[[str], Study], rows: Sequence[HandledCommand]) -> Recorded:
    """Raises `Declined` for what only a newer version can read."""
    code = rows[0].workshop
    try:
        return recorded(code, studies, rows)
    except msgspec.ValidationError as unknown:
        raise Declined(
            f"Workshop {code} in {folder} was written by a newer version of this software: "
            "export it with that one."
        ) from unknown


def _listed(folders: Sequence[Path]) -> str:
    return " and ".join(map(str, folders))


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
