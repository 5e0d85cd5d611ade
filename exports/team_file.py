"""What the team types about workshops: a TOML file read back, every mistake named by key and reason."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple

import msgspec
from msgspec import Meta

from exports.wording import entries
from workshops.commands import ChangeTheme, WriteForTeam
from workshops.model import Workshop
from workshops.study.files import Table, Unreadable, parse
from workshops.study.misfits import misfits
from workshops.study.mistakes import Mistake, named, quoted
from workshops.study.shape import Id, Label, Line, Written
from workshops.team import DEVIATIONS, GUIDELINE, READING, REFLECTIONS, ROLES, Became

LONGEST: Final = 3_000
_SHOWN = r"(?s)\A[^\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*\Z"

Words = Annotated[
    str, Meta(pattern=_SHOWN, max_length=LONGEST, description=f"text of at most {LONGEST} characters")
]
Day = Annotated[str, Meta(pattern=r"\A\d{4}-\d\d-\d\d\Z", description="a date such as 2026-11-21")]
Titles = Annotated[tuple[Line, ...], Meta(max_length=9, description="a list of at most 9 names")]
Others = Annotated[tuple[Id, ...], Meta(max_length=19, description="a list of at most 19 themes’ ids")]


class ThemeEntry(Written, frozen=True):
    """What became of one theme; nothing while `became` is empty."""

    became: Literal["", "kept", "renamed", "merged", "split", "added"] = ""
    titles: Titles = ()
    merged_with: Others = ()
    why: Words = ""
    evidence: Words = ""


class FacilitatorsEntry(Written, frozen=True):
    roles: Words = ""
    reflections: Words = ""


class TeamEntries(Written, frozen=True):
    """The file: who typed it and on which day, and what."""

    by: Label
    on: Day
    reading: Words = ""
    deviations: Words = ""
    facilitators: FacilitatorsEntry = FacilitatorsEntry()
    themes: dict[str, ThemeEntry] = msgspec.field(default_factory=dict)
    guidelines: dict[str, Words] = msgspec.field(default_factory=dict)


class TeamSaid(NamedTuple):
    """As it is to stand in each workshop's journal."""

    changes: tuple[ChangeTheme, ...]
    writings: tuple[WriteForTeam, ...]


class TeamFileMistakes(ValueError):
    """The file cannot be taken as it is; `mistakes` are all there are."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


def read_team_file(path: Path, workshops: Sequence[Workshop]) -> TeamSaid:
    """What the file says, if all of it is so for all these workshops. Raises `TeamFileMistakes`."""
    table = _dated(_read(path))
    mistakes = [Mistake(str(path), key, reason) for key, reason in misfits(table, TeamEntries)]
    if mistakes:
        raise TeamFileMistakes(mistakes)
    said = msgspec.convert(table, TeamEntries)
    mistakes = [Mistake(str(path), key, reason) for key, reason in _misfitting(said, workshops)]
    if mistakes:
        raise TeamFileMistakes(mistakes)
    return TeamSaid(tuple(_changes(said)), tuple(_writings(said)))


def guideline_rows() -> Mapping[str, Mapping[str, Any]]:
    """What reporting guidelines ask, by the name under which the team answers."""
    return {str(entry["id"]): entry for entry in entries("guideline_item")}


def _read(path: Path) -> Table:
    try:
        return parse(path.read_bytes())
    except OSError as broken:
        reason = f"cannot be read ({broken.strerror}); check its name"
        raise TeamFileMistakes([Mistake(str(path), "", reason)]) from broken
    except Unreadable as broken:
        raise TeamFileMistakes([Mistake(str(path), broken.place, broken.reason)]) from broken


def _dated(table: Table) -> Table:
    """TOML has dates of its own, which mean the same as the day in quotes."""
    day = table.get("on")
    return {**table, "on": day.isoformat()} if type(day) is datetime.date else table


def _misfitting(said: TeamEntries, workshops: Sequence[Workshop]) -> Iterator[tuple[str, str]]:
    try:
        datetime.date.fromisoformat(said.on)
    except ValueError:
        yield "on", f"{quoted(said.on)} is no day of the calendar"
    for theme, entry in said.themes.items():
        for key, reason in _misfitting_theme(theme, entry, said, workshops):
            yield named("themes", theme, *key), reason
    known = list(guideline_rows())
    for name in said.guidelines:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {quoted(near[0])}?" if near else ""
            yield named("guidelines", name), f"is no row of the guideline table{hint}"


def _misfitting_theme(
    theme: str, entry: ThemeEntry, said: TeamEntries, workshops: Sequence[Workshop]
) -> Iterator[tuple[tuple[str, ...], str]]:
    if not entry.became:
        if entry != ThemeEntry():
            yield ("became",), f"is empty though more is written; it is one of {', '.join(Became)}"
        return
    became = Became(entry.became)
    yield from _misfitting_ids(theme, became, entry, workshops)
    least, most = {Became.KEPT: (0, 0), Became.SPLIT: (2, 9)}.get(became, (1, 1))
    if not least <= len(entry.titles) <= most:
        needed = {0: "none", 1: "exactly one"}.get(least, "two or more")
        yield ("titles",), f"a theme that was {became} has {needed}; here are {len(entry.titles)}"
    if not entry.why.strip():
        yield ("why",), "is missing; say in a sentence why, for those who took part"
    if (became is Became.MERGED) != bool(entry.merged_with):
        only = "name the themes that it has become one with" if became is Became.MERGED else "leave it empty"
        yield ("merged_with",), f"{only}, as became is {became}"
    for other in entry.merged_with:
        if (elsewhere := said.themes.get(other)) and not _agree(theme, entry, other, elsewhere):
            yield ("merged_with",), f"theme {other} says otherwise; empty its became, or say the same there"


def _misfitting_ids(
    theme: str, became: Became, entry: ThemeEntry, workshops: Sequence[Workshop]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for workshop in workshops:
        known = [each.id for each in workshop.study.themes]
        of = f"the study of workshop {workshop.code}"
        if became is Became.ADDED and theme in known:
            yield (), f"{of} has this theme already; give the added one another id"
        elif became is not Became.ADDED and theme not in known:
            yield (), f"{of} has no such theme (it has {', '.join(known)}); a new one was added"
        for other in entry.merged_with:
            if other not in known or other == theme:
                yield ("merged_with",), f"{other} is no other theme of {of}"
    try:
        msgspec.convert(theme, Id)
    except msgspec.ValidationError:
        yield (), "is no id: a letter, then at most seven letters or digits"


def _agree(theme: str, entry: ThemeEntry, other: str, elsewhere: ThemeEntry) -> bool:
    """Whether the other theme of a merger is silent, or says that it is part of the same one."""
    if not elsewhere.became:
        return True
    return (
        elsewhere.became == entry.became
        and elsewhere.titles == entry.titles
        and {other, *elsewhere.merged_with} == {theme, *entry.merged_with}
    )


def _changes(said: TeamEntries) -> Iterator[ChangeTheme]:
    """Themes that have become one say so each, though the file need say it at one of them only."""
    written = {theme: entry for theme, entry in said.themes.items() if entry.became}
    silent = {
        other: (theme, entry)
        for theme, entry in written.items()
        for other in entry.merged_with
        if other not in written
    }
    for theme, entry in written.items():
        yield _change(theme, entry, entry.merged_with, said)
    for other, (theme, entry) in silent.items():
        yield _change(other, entry, tuple(sorted({theme, *entry.merged_with} - {other})), said)


def _change(theme: str, entry: ThemeEntry, merged_with: tuple[str, ...], said: TeamEntries) -> ChangeTheme:
    return ChangeTheme(
        theme=theme,
        became=entry.became,
        titles=entry.titles,
        merged_with=merged_with,
        why=entry.why.strip(),
        evidence=entry.evidence.strip(),
        typed_by=said.by,
        typed_on=said.on,
    )


def _writings(said: TeamEntries) -> Iterator[WriteForTeam]:
    words = {
        READING: said.reading,
        DEVIATIONS: said.deviations,
        ROLES: said.facilitators.roles,
        REFLECTIONS: said.facilitators.reflections,
    }
    words |= {f"{GUIDELINE}{name}": answer for name, answer in said.guidelines.items()}
    for subject, text in words.items():
        if text.strip():
            yield WriteForTeam(subject, text.strip(), said.by, said.on)
