"""What journal tests have in common: rows, what becomes of them, and the bytes on the disk."""

from __future__ import annotations

from pathlib import Path

from workshops.journal import HandledCommand, Journal, NotSaved


def row(seq: int, workshop: str = "KESTRL", cause: str | None = None, events: str = "[]") -> HandledCommand:
    return HandledCommand(workshop, seq, cause, "hash", "participant:P01", 1_000 + seq, events)


async def outcome(journal: Journal, appended: HandledCommand) -> str:
    try:
        await journal.append(appended)
    except NotSaved:
        return "not saved"
    return "saved"


def log_size(path: Path) -> int:
    return path.with_name("journal.db-wal").stat().st_size


def everything_beside(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir())
