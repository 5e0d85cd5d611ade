"""What the team has typed, beside what was computed: its own words, and what became of each theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.report.document import Block, Heading, Paragraph, Quote, Table
from exports.report.sources import Sources
from exports.wording import listed, say
from workshops.model import Workshop
from workshops.team import Became, ThemeChange, Typed, changes_in_order, changes_once


def team_words(sources: Sources, subject: str) -> Iterator[Block]:
    """What the team has typed on this subject; where it has not, that."""
    yield Heading(2, say(f"team.{subject}.heading"))
    written = typed(sources, subject)
    if not written:
        yield Paragraph(say(f"team.{subject}.missing"), note=True)
    for words, source in written:
        yield Quote(words, source)


def typed(sources: Sources, subject: str) -> list[tuple[str, str]]:
    """The words, and who typed them when; what was typed alike for several workshops is there once."""
    of_each: dict[str, list[tuple[Workshop, Typed]]] = {}
    for workshop in sources.workshops:
        if found := workshop.team.get(subject):
            of_each.setdefault(found.words, []).append((workshop, found))
    return [(words, _source(sources, by)) for words, by in of_each.items()]


def changes(sources: Sources) -> Iterator[Block]:
    yield Heading(2, say("team.changes.heading"))
    of_each: dict[tuple[str, ...], list[tuple[Workshop, Typed]]] = {}
    for workshop in sources.workshops:
        themes = [theme.id for theme in workshop.study.themes]
        for change in changes_once(changes_in_order(workshop.changes, themes)):
            of_each.setdefault(_row(workshop, change), []).append((workshop, change.why))
    if not of_each:
        yield Paragraph(say("team.changes.missing"), note=True)
        return
    found = {row: _source(sources, by) for row, by in of_each.items()}
    alike = len(set(found.values())) == 1
    rows = tuple(row if alike else (*row, source) for row, source in found.items())
    columns = ("theme", "became", "reason", "evidence", *(() if alike else ("typed",)))
    yield Table(tuple(say(f"team.changes.{name}") for name in columns), rows, say("team.changes.caption"))
    if alike:
        yield Paragraph(say("team.changes.by", source=next(iter(found.values()))), note=True)


def _row(workshop: Workshop, change: ThemeChange) -> tuple[str, ...]:
    themes = workshop.study.text(workshop.study.languages[0]).themes
    names = [f"{themes[theme].title} ({theme})" for theme in change.themes if theme in themes]
    became = say(f"team.changes.{change.became}", titles=listed([f"“{title}”" for title in change.titles]))
    theme = say("team.changes.new") if change.became is Became.ADDED else listed(names)
    return theme, became, change.why.words, change.evidence


def _source(sources: Sources, by: Sequence[tuple[Workshop, Typed]]) -> str:
    """Who and when; of which workshops, where they are not all."""
    last = max((each for _, each in by), key=lambda each: each.at)
    if len(by) == len(sources.workshops):
        return say("team.typed", by=last.by, on=last.on)
    codes = listed([workshop.code for workshop, _ in by])
    return say("team.typed_of", by=last.by, on=last.on, workshops=codes)
