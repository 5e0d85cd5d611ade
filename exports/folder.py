"""The export folder: every table, the codebook and the data package, written whole or not at all."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from exports.codebook import codebook
from exports.formats.codebook_page import codebook_page
from exports.formats.csv_files import write_csv
from exports.formats.datapackage import Written, data_package
from exports.tables import TABLES, Recorded, table

RESTRICTED = (
    "Restricted: groups of four to six re-identify easily. Keep this folder within the research team, store "
    "it encrypted, and delete it when the study's retention ends."
)
REHEARSAL = "Rehearsal: the people in it are simulated, and nothing in it is data."

Progress = Callable[[str, int, int], None]


class ExportRefused(Exception):
    """Nothing was written; the message is one sentence that says why and what to do."""


def no_progress(file: str, done: int, of: int) -> None:
    """For those who do not watch."""


def write_export(
    recorded: Sequence[Recorded], to: Path, progress: Progress = no_progress
) -> tuple[Path, ...]:
    """Writes the workshops' export folder and returns its files; the workshops are pooled, the oldest first.

    `progress` is told each file's name as it is begun, how many are done, and of how many. Raises
    `ExportRefused`; then `to` is as it was.
    """
    pooled = _in_order(recorded)
    try:
        return _write_whole(pooled, to.resolve(), progress)
    except OSError as error:
        raise ExportRefused(_sentence(error, to)) from error


def _in_order(recorded: Sequence[Recorded]) -> list[Recorded]:
    by_code = {one.workshop.code: one for one in recorded}
    pooled = sorted(by_code.values(), key=lambda one: (one.workshop.made_at, one.workshop.code))
    if not pooled:
        raise ExportRefused("Nothing to export: name at least one workshop by its code.")
    rehearsals = [one.workshop.code for one in pooled if one.workshop.rehearsal]
    real = [one.workshop.code for one in pooled if not one.workshop.rehearsal]
    if rehearsals and real:
        raise ExportRefused(
            f"A rehearsal is never pooled with a real workshop: {', '.join(rehearsals)} "
            f"{'is a rehearsal' if len(rehearsals) == 1 else 'are rehearsals'}, {', '.join(real)} not; "
            "export them apart."
        )
    return pooled


def _write_whole(pooled: Sequence[Recorded], to: Path, progress: Progress) -> tuple[Path, ...]:
    """Writes beside the place and moves there, so that half an export never stands."""
    if to.exists() and not to.is_dir():
        raise ExportRefused(f"{to} is a file: name a folder that is empty or not there yet.")
    if to.is_dir() and any(to.iterdir()):
        raise ExportRefused(f"{to} is not empty: name a folder that is empty or not there yet.")
    nearest = next(folder for folder in to.parents if folder.exists())
    beside = Path(tempfile.mkdtemp(prefix=".exporting-", dir=nearest))  # for its owner only, as it will stay
    try:
        files = _write_files(pooled, beside, progress)
        to.parent.mkdir(parents=True, exist_ok=True)
        beside.rename(to)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return tuple(to / file for file in files)


def _write_files(pooled: Sequence[Recorded], folder: Path, progress: Progress) -> list[str]:
    written: dict[str, Written] = {}
    steps: dict[str, Callable[[Path], None]] = {
        f"{name}.csv": partial(_write_table, name, pooled, written) for name in TABLES
    }
    steps["codebook.md"] = lambda file: _write(file, _codebook(pooled, written))
    steps["datapackage.json"] = lambda file: _write(file, _data_package(pooled, written))
    steps["README.txt"] = lambda file: _write(file, _read_me(pooled, list(steps)))
    for done, (name, write) in enumerate(steps.items()):
        progress(name, done, len(steps))
        write(folder / name)
    progress("", len(steps), len(steps))
    return list(steps)


def _write_table(name: str, pooled: Sequence[Recorded], written: dict[str, Written], file: Path) -> None:
    entry, frame = codebook()[name], table(name, pooled)
    write_csv(file, frame, entry)
    written[name] = Written(entry, tuple(frame.columns), file)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _codebook(pooled: Sequence[Recorded], written: Mapping[str, Written]) -> str:
    studies = {one.workshop.study_hash: one.workshop.study for one in pooled}
    tables = {name: (one.table, one.columns) for name, one in written.items()}
    return codebook_page(_warning(pooled), tables, studies)


def _data_package(pooled: Sequence[Recorded], written: Mapping[str, Written]) -> str:
    last = datetime.fromtimestamp(max(one.workshop.last_at for one in pooled) / 1000, UTC)
    created = last.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return data_package(_title(pooled), _warning(pooled), created, written)


def _read_me(pooled: Sequence[Recorded], files: Sequence[str]) -> str:
    what = f"{_title(pooled)}. codebook.md says what every file and column means."
    return "\n\n".join([_warning(pooled), what, "\n".join(files)]) + "\n"


def _title(pooled: Sequence[Recorded]) -> str:
    codes = ", ".join(one.workshop.code for one in pooled)
    return f"Feedback workshop{'' if len(pooled) == 1 else 's'} {codes}"


def _warning(pooled: Sequence[Recorded]) -> str:
    return f"{RESTRICTED} {REHEARSAL}" if pooled[0].workshop.rehearsal else RESTRICTED


def _sentence(error: OSError, to: Path) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"The disk is full, so {to} was not written: free some space, or name another disk."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"{to} may not be written to: name a folder in a place of your own."
        case _:
            return f"{to} could not be written ({error.strerror}): name another folder."
