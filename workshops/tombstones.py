"""What is gone and has to stay gone, in a small file beside the journal, so that no backup brings it back."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

TOMBSTONES = "tombstones.json"


class Tombstone(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """A participant who withdrew, with what they said or without; or else the list of who people were.

    `everything`: the whole workshop.
    """

    workshop: str
    participant: str = ""
    removed: bool = False
    everything: bool = False


_read = msgspec.json.Decoder(tuple[Tombstone, ...]).decode


def tombstones_in(folder: Path) -> frozenset[Tombstone]:
    """None where there is no such file yet. Raises `ValueError` with a sentence for one that is spoilt."""
    path = folder / TOMBSTONES
    try:
        return frozenset(_read(path.read_bytes()))
    except FileNotFoundError:
        return frozenset()
    except (OSError, msgspec.MsgspecError) as broken:
        raise ValueError(f"{path} cannot be read ({broken}): bring it back from a backup.") from broken


def keep_tombstones(folder: Path, stones: Iterable[Tombstone]) -> None:
    """Adds to those that the folder has, on the disk once this returns. Raises `OSError`, `ValueError`."""
    there = tombstones_in(folder)
    together = there | frozenset(stones)
    if together == there:
        return
    descriptor, beside = tempfile.mkstemp(dir=folder, prefix=TOMBSTONES)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(_lines(together))
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(folder / TOMBSTONES)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Has the disk know which files the folder holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lines(stones: Collection[Tombstone]) -> bytes:
    """One to a line, so that a person can read them too."""
    return b"[\n" + b",\n".join(msgspec.json.encode(stone) for stone in sorted(stones)) + b"\n]\n"
