"""One page a group: its arrangement in full, how it came about, and what was said. Restricted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exports.boards import Board, reason_in_words
from exports.report.document import Block, Heading, Paragraph, Quote, Table
from exports.report.sources import Sources
from exports.tables.flow import flow_rows
from exports.tables.recorded import Recorded
from exports.wording import listed, say
from workshops.arrangement import Form
from workshops.model import Confirmation, Group, Note, Phase, Workshop


def group_pages(sources: Sources) -> Iterator[Block]:
    for one in sources.recorded:
        minutes = _minutes(one)
        for board in (board for board in sources.boards if board.workshop == one.workshop.code):
            yield from _page(sources, one.workshop, board, minutes.get(board.group))


def _page(sources: Sources, workshop: Workshop, board: Board, minutes: float | None) -> Iterator[Block]:
    group = workshop.groups[board.group]
    title = say("group.heading", group=board.group, workshop=board.workshop)
    yield Heading(1, title, new_page=True, restricted=True)
    yield Paragraph(_about(workshop, board, group, minutes))
    if board.form is Form.DISCUSSION:
        yield Paragraph(say("group.discussed"))
    else:
        yield from sources.picture(f"path-{board.workshop}-{board.group}")
    if any(board.tiers) or board.own:
        yield _arrangement(board)
    if board.links:
        yield _links(board)
    yield from _dissent(workshop, group)
    yield from _notes(workshop, board)


def _about(workshop: Workshop, board: Board, group: Group, minutes: float | None) -> str:
    members = [
        p for p in workshop.participants.values() if p.group == group.letter and p.admitted and not p.removed
    ]
    sentences = [
        say("group.people", n=len(members)),
        say(f"group.form_{board.form}"),
        say(f"group.entry_{group.entry}"),
    ]
    if minutes is not None:
        sentences.append(say("group.minutes", minutes=f"{minutes:.0f}", moves=group.moves_made))
    if group.hand_in > 1:
        sentences.append(say("group.hand_ins", n=group.hand_in))
    if group.agreed_aloud == group.hand_in:
        sentences.append(say("group.agreed_aloud"))
    stands = [
        p.confirmed
        for p in members
        if p.confirmed and p.confirmed.answer and p.confirmed.hand_in == group.hand_in
    ]
    if stands:
        counts = Counter(confirmed.answer for confirmed in stands)
        answers = {answer.value: counts[answer.value] for answer in Confirmation}
        sentences.append(say("group.confirmed", n=len(stands), of=len(members), **answers))
    return " ".join(sentences)


def _arrangement(board: Board) -> Table:
    rows = [
        (_place(board, number), "; ".join(_statement(board, statement) for statement in tier))
        for number, tier in enumerate(board.tiers)
        if tier
    ]
    rows += [
        (say("group.not_placed", reason=reason_in_words(reason)), _statement(board, statement))
        for statement, reason in board.left_out.items()
    ]
    if board.form is Form.DISCUSSION:
        rows += [(say("group.own"), _statement(board, statement)) for statement in sorted(board.own)]
    header = (say("group.place"), say("group.statement"))
    caption = say("group.arrangement_caption", group=board.group, workshop=board.workshop)
    return Table(header, tuple(rows), caption)


def _place(board: Board, number: int) -> str:
    if board.form is Form.CONSTELLATION and number < len(board.rings):
        return board.rings[number]
    return str(number + 1)


def _statement(board: Board, statement: str) -> str:
    words = board.names[statement]
    if statement in board.own:
        return say("group.own_statement", words=words or say("group.words_removed"), statement=statement)
    return f"{words} ({statement})"


def _links(board: Board) -> Paragraph:
    links = [
        " ".join([link.source, link.word if link.kind == "own" else say(f"link.{link.kind}"), link.target])
        for link in board.links
    ]
    return Paragraph(say("group.links", links="; ".join(links)))


def _dissent(workshop: Workshop, group: Group) -> Iterator[Block]:
    whys = [
        (person.confirmed.why, person.confirmed.answer)
        for person in workshop.participants.values()
        if person.group == group.letter and person.confirmed and person.confirmed.why
    ]
    if whys:
        yield Heading(2, say("group.dissent"))
        for why, answer in whys:
            yield Quote(why, say(f"confirmation.{answer}") if answer else "")


def _notes(workshop: Workshop, board: Board) -> Iterator[Block]:
    notes = [note for note in workshop.notes.values() if note.group == board.group and note.words]
    if notes:
        yield Heading(2, say("group.notes"))
        for note in notes:
            yield Quote(note.words, note_source(note, with_group=False))


def note_source(note: Note, *, with_group: bool = True) -> str:
    """What kind of note, whose, on which statements."""
    parts = [say(f"note.{note.kind}")]
    if with_group:
        parts.append(say("figure.group", group=note.group) if note.group else say("note.room"))
    if note.statements:
        parts.append(say("note.on", statements=listed(note.statements)))
    if note.shared:
        parts.append(say("note.shared"))
    return ", ".join(parts)


def _minutes(one: Recorded) -> dict[str, float]:
    """Minutes in ranking, by group."""
    return {
        row.group: row.value
        for row in flow_rows(one)
        if row.phase == Phase.RANKING and row.group and row.measure == "minutes"
    }
