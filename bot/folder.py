"""The data folder: private to its owner, and held by one process at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "lock"
JOURNAL = "journal.db"
PRIVATE = 0o700


class FolderRefused(Exception):
    """The folder cannot hold the data; the message names it and says what to do."""


class FolderServed(FolderRefused):
    """Another process holds the folder."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Makes the folder where there is none, and holds it while inside. Raises `FolderRefused`."""
    prepare(folder)
    descriptor = _open(folder / LOCK)
    try:
        _hold(folder, descriptor)
        yield
    finally:
        os.close(descriptor)


def prepare(folder: Path) -> None:
    """Makes the folder, or closes it to everyone else; other people's files are none of our business."""
    try:
        folder.mkdir(PRIVATE, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077 == 0:
            return
        if not _is_ours(folder):
            raise FolderRefused(
                f"{folder} holds other files and is open to others on this machine: "
                "name a new folder with --data, or close this one with `chmod 700`."
            )
        folder.chmod(PRIVATE)
    except OSError as error:
        raise _unusable(folder, error) from error


def _is_ours(folder: Path) -> bool:
    names = {path.name for path in folder.iterdir()}
    return not names or JOURNAL in names or names == {LOCK}


def _open(lock: Path) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _unusable(lock.parent, error) from error


def _hold(folder: Path, descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        process = os.pread(descriptor, 20, 0).decode().strip()
        raise FolderServed(
            f"{folder} is already served (by process {process or 'unknown'}): "
            "stop that one first, or name another folder with --data."
        ) from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)


def _unusable(folder: Path, error: OSError) -> FolderRefused:
    return FolderRefused(
        f"{folder} cannot be used ({error.strerror}): "
        "make it yours to read and write, or name another with --data."
    )
