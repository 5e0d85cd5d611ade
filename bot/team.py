"""What the team types about workshops, as a file to fill in and read back; and a study that was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.operating import operate
from bot.operations import Declined, Result
from bot.reading import workshops_called
from bot.recording import Amended, RecordTeam, TeamRecorded
from exports.team_file import read_team_file
from exports.team_template import team_template


async def write_template(folder: Path, codes: Sequence[str], to: Path) -> list[str]:
    """Writes the file to fill in, with what is recorded already. Raises `Declined`."""
    workshops = await workshops_called(folder, codes)
    _write(to, team_template(workshops))
    named = " ".join(workshop.code for workshop in workshops)
    return [f"Written to {to}. Fill it in, then: workshop team {named} --file {to}"]


async def record(folder: Path, codes: Sequence[str], file: Path, *, tell: bool) -> list[str]:
    """Records what the file says in each workshop's journal, once all of it is right.

    Raises `TeamFileMistakes` and `Declined`.
    """
    workshops = await workshops_called(folder, codes)
    said = read_team_file(file, workshops)
    lines: list[str] = []
    for workshop in workshops:
        done = await operate(folder, RecordTeam(workshop.code, said.changes, said.writings, tell))
        lines += _recorded(done, len(said.changes) + len(said.writings))
    return lines


def amended_lines(done: Result) -> list[str]:
    """What became of a changed study, for a terminal."""
    if not isinstance(done, Amended):
        return []
    if not done.changed:
        return [f"Workshop {done.code} has this study already; nothing was changed."]
    kind = (
        "Changed after the first consent, and listed as a deviation"
        if done.deviation
        else "Read in again before the first consent"
    )
    return [f"Workshop {done.code}: {kind}. Different: {done.changed}."]


def _write(to: Path, text: str) -> None:
    """Never over a file that somebody may have filled in. Raises `Declined`."""
    try:
        with to.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as there:
        raise Declined(
            f"{to} is there already: name a file that is not, or read that one back with --file."
        ) from there
    except OSError as broken:
        raise Declined(f"{to} cannot be written ({broken.strerror}): name another file.") from broken


def _recorded(done: Result, entries: int) -> Iterator[str]:
    if isinstance(done, TeamRecorded):
        yield (
            f"Workshop {done.code}: {entries} entries read, {done.changed} new or different, "
            f"{done.gone} taken back."
        )
        if done.told:
            yield "Participants see in their handout what became of the themes."
