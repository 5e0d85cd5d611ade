"""What the room raised beyond the themes: own statements, the vote, dissent, notes theme by theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exports.issues_coding import codings_of
from exports.report.document import Block, Heading, Paragraph, Quote, Table
from exports.report.groups import note_source
from exports.report.sources import Sources
from exports.tables import Recorded
from exports.tables.issues import issue_rows
from exports.wording import listed, say
from workshops.model import Note, Workshop


def raised(sources: Sources) -> Iterator[Block]:
    yield Heading(1, say("raised.heading"))
    yield Paragraph(say("raised.about"))
    yield from _own_statements(sources)
    yield from _vote(sources)
    yield from _room_notes(sources)
    yield from _coded_issues(sources)


def dissent(sources: Sources) -> Iterator[Block]:
    """Where groups and people said otherwise."""
    yield Heading(1, say("dissent.heading"))
    quotes = [
        Quote(note.words, _source(workshop, note))
        for workshop in sources.workshops
        for note in workshop.notes.values()
        if note.kind == "dissent" and note.words
    ]
    private = [
        Quote(person.confirmed.why, say("dissent.private", group=person.group, workshop=workshop.code))
        for workshop in sources.workshops
        for person in workshop.participants.values()
        if person.confirmed and person.confirmed.why and not person.removed
    ]
    if not quotes and not private:
        yield Paragraph(say("dissent.none"))
    yield from quotes
    yield from private


def notes_by_theme(sources: Sources) -> Iterator[Block]:
    """Each note under every theme whose statement it is about; then those about none."""
    notes = [
        (w, note)
        for w in sources.workshops
        for note in w.notes.values()
        if note.words and note.kind != "dissent"
    ]
    yield Heading(1, say("notes.heading"))
    if not notes:
        yield Paragraph(say("notes.none"))
        return
    yield Paragraph(say("notes.about", n=len(notes)))
    for statement in sources.names:
        about = [(workshop, note) for workshop, note in notes if statement in note.statements]
        if about:
            yield Heading(2, sources.named(statement))
            yield from (Quote(note.words, _source(workshop, note)) for workshop, note in about)
    others = [(workshop, note) for workshop, note in notes if not set(note.statements) & set(sources.names)]
    if others:
        yield Heading(2, say("notes.others"))
        yield from (Quote(note.words, _source(workshop, note)) for workshop, note in others)


def _own_statements(sources: Sources) -> Iterator[Block]:
    rows = []
    for board in sources.boards:
        for statement in board.names:
            if statement in board.own:
                words = board.names[statement] or say("group.words_removed")
                rows.append(
                    (f"{board.workshop} {board.group}", statement, words, _stands(board.tiers, statement))
                )
    yield Heading(2, say("raised.own"))
    if not rows:
        yield Paragraph(say("raised.own_none"))
        return
    yield Paragraph(say("raised.own_about"))
    header = tuple(say(f"raised.column_{name}") for name in ("group", "statement", "words", "place"))
    yield Table(header, tuple(rows), say("raised.own_caption"))


def _coded_issues(sources: Sources) -> Iterator[Block]:
    """The issues as issues.csv has them, once the team has coded any; until then, that it has not."""
    coded = any(True for workshop in sources.workshops for _ in codings_of(workshop))
    yield Heading(2, say("issues.heading"))
    if not coded:
        yield Paragraph(say("issues.missing"), note=True)
    else:
        header = tuple(say(f"raised.issue_{name}") for name in ("words", "relation", "groups", "raised_by"))
        issues = issue_rows([Recorded(workshop, ()) for workshop in sources.workshops])
        rows = tuple((row.issue, row.relation, str(row.groups), row.raised_by) for row in issues)
        yield Table(header, rows, say("raised.issues_caption"))


def _stands(tiers: tuple[tuple[str, ...], ...], statement: str) -> str:
    filled = [tier for tier in tiers if tier]
    for number, tier in enumerate(filled, start=1):
        if statement in tier:
            return say("raised.place", place=number, of=len(filled))
    return say("raised.not_placed")


def _vote(sources: Sources) -> Iterator[Block]:
    """The room's vote after the discussion: people, so it stands apart from the groups."""
    for workshop in sources.workshops:
        votes = [
            person.vote for person in workshop.participants.values() if person.vote and not person.removed
        ]
        if not votes:
            continue
        yield Heading(2, say("vote.heading", workshop=workshop.code))
        counts = Counter(item for vote in votes for item in vote)
        names = _vote_names(sources, workshop)
        yield Paragraph(say("vote.about", n=len(votes)))
        rows = tuple(
            (names.get(item, item), say("count.of", n=n, of=len(votes))) for item, n in counts.most_common()
        )
        yield Table((say("vote.column_item"), say("vote.column_people")), rows, say("vote.caption"))


def _vote_names(sources: Sources, workshop: Workshop) -> dict[str, str]:
    own = {
        extra.id: f"{extra.words} ({extra.id})"
        for g in workshop.groups.values()
        for extra in g.extras.values()
    }
    merged = {
        merge.id: say("vote.merged", words=merge.words, statements=listed(merge.extras))
        for merge in workshop.merges.values()
    }
    return {statement: sources.named(statement) for statement in workshop.study.statements} | own | merged


def _room_notes(sources: Sources) -> Iterator[Block]:
    notes = [
        (w, note) for w in sources.workshops for note in w.notes.values() if not note.group and note.words
    ]
    if notes:
        yield Heading(2, say("raised.room"))
        yield from (Quote(note.words, _source(workshop, note)) for workshop, note in notes)


def _source(workshop: Workshop, note: Note) -> str:
    return say("note.source", about=note_source(note), workshop=workshop.code)
