"""What can be coded, as a list to fill in, and the filled-in list kept: `workshop code`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from bot.operating import operate
from bot.operations import Coded, CodeItems
from bot.reading import workshops_called
from exports.issues_coding import Coding, coding_csv, codings_of, read_coding

# One operation is one line through the socket, which is no longer than a million bytes.
ITEMS_AT_ONCE = 500


async def list_to_fill_in(folder: Path, codes: Sequence[str]) -> str:
    """CSV with everything that can be coded, and what is coded already. Raises `Declined`."""
    workshops = await workshops_called(folder, codes)
    return coding_csv(workshops, [coding for workshop in workshops for coding in codings_of(workshop)])


async def keep_codings(folder: Path, codes: Sequence[str], file: Path) -> list[str]:
    """Keeps what the list says, once all of it is right, and says how much that changed.

    Raises `CodingMistakes`, `TableFileError`, `Declined`.
    """
    workshops = await workshops_called(folder, codes)
    codings = read_coding(file, workshops)
    lines = []
    for workshop in workshops:
        theirs = [coding for coding in codings if coding.workshop == workshop.code]
        changed = 0
        for part in _parts(theirs):
            done = await operate(folder, CodeItems(workshop.code, part))
            changed += done.changed if isinstance(done, Coded) else 0
        lines.append(f"Workshop {workshop.code}: {len(theirs)} codings read, {changed} changed.")
    return lines


def _parts(codings: Sequence[Coding]) -> list[tuple[tuple[str, str, str, str], ...]]:
    """In parts that each go through the socket; what is about one item stays together."""
    ordered = sorted(codings, key=lambda each: (each.source, each.item))
    parts: list[list[tuple[str, str, str, str]]] = []
    for _, about_one in groupby(ordered, key=lambda each: (each.source, each.item)):
        if not parts or len(parts[-1]) >= ITEMS_AT_ONCE:
            parts.append([])
        parts[-1] += [(each.source, each.item, each.issue, each.relation) for each in about_one]
    return [tuple(part) for part in parts]
