"""The export folder, for the team or to be shared: written whole or not at all."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from exports.contents import Contents, Progress, write_contents
from exports.pooling import NotPooled, check_poolable
from exports.shareable import LEAST, shareable_files
from exports.tables import Recorded
from workshops.consensus.rankings import Unplaced

RESTRICTED = (
    "Restricted: groups of four to six re-identify easily. Keep this folder within the research team, store "
    "it encrypted, and delete it when the study's retention ends."
)
SHAREABLE = f"Shareable: counts over at least {LEAST} people, and nothing else."
REHEARSAL = "Rehearsal: the people in it are simulated, and nothing in it is data."


class ExportRefused(Exception):
    """Nothing was written; the message is one sentence that says why and what to do."""


def no_progress(file: str, done: int, of: int) -> None:
    """For those who do not watch."""


def write_export(
    recorded: Sequence[Recorded],
    to: Path,
    *,
    unplaced: Unplaced = Unplaced.REASONS,
    shareable: bool = False,
    progress: Progress = no_progress,
) -> tuple[Path, ...]:
    """Writes the workshops' export folder and returns its files; the workshops are pooled, the oldest first.

    `unplaced` is the convention under which the report reads the rankings; `shareable` writes only what may
    leave the team. `progress` is told what is begun, how much is done, and of how much. Raises
    `ExportRefused`; then `to` is as it was.
    """
    pooled = _in_order(recorded)
    try:
        if shareable:
            return _write_whole(to.resolve(), partial(_write_shareable, pooled, progress))
        return _write_whole(to.resolve(), partial(_write_contents, pooled, unplaced, progress))
    except OSError as error:
        raise ExportRefused(_sentence(error, to)) from error


def _in_order(recorded: Sequence[Recorded]) -> list[Recorded]:
    by_code = {one.workshop.code: one for one in recorded}
    pooled = sorted(by_code.values(), key=lambda one: (one.workshop.made_at, one.workshop.code))
    if not pooled:
        raise ExportRefused("Nothing to export: name at least one workshop by its code.")
    try:
        check_poolable(pooled)
    except NotPooled as apart:
        raise ExportRefused(str(apart)) from apart
    return pooled


def _write_whole(to: Path, write: Callable[[Path], Sequence[str]]) -> tuple[Path, ...]:
    """Writes beside the place and moves there, so that half an export never stands."""
    if to.exists() and not to.is_dir():
        raise ExportRefused(f"{to} is a file: name a folder that is empty or not there yet.")
    if to.is_dir() and any(to.iterdir()):
        raise ExportRefused(f"{to} is not empty: name a folder that is empty or not there yet.")
    nearest = next(folder for folder in to.parents if folder.exists())
    beside = Path(tempfile.mkdtemp(prefix=".exporting-", dir=nearest))  # for its owner only, as it will stay
    try:
        files = write(beside)
        to.parent.mkdir(parents=True, exist_ok=True)
        beside.rename(to)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return tuple(to / file for file in files)


def _write_contents(
    pooled: Sequence[Recorded], unplaced: Unplaced, progress: Progress, folder: Path
) -> Sequence[str]:
    export = Contents(pooled, folder, _title(pooled), _warning(pooled), unplaced, progress)
    write_contents(export)
    return export.files


def _write_shareable(pooled: Sequence[Recorded], progress: Progress, folder: Path) -> Sequence[str]:
    files = shareable_files(pooled, _title(pooled))
    for done, (name, content) in enumerate(files.items()):
        progress(name, done, len(files))
        (folder / name).write_bytes(content)
    progress("", len(files), len(files))
    return list(files)


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
