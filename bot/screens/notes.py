"""Notes in two taps: what kind, then the words; then tagged and shared, if one likes."""

from __future__ import annotations

from bot.screens.as_picture import REPORTED
from bot.screens.blocks import Block, Button, Heading, Hint, Line, Paragraph, Screen, Statements, Weight
from bot.screens.frame import in_rows, to_table
from bot.screens.look import Look, shortened
from bot.screens.ranking import no_table
from workshops.commands import EditNote, ShareNote, TagNote, WriteNote
from workshops.model import Note, Role
from workshops.protocol.notes import NOTE_KINDS
from workshops.protocol.rules import FROM_THEMES

NOTES = "notes"
WRITE = "write"
NOTE = "note"


def notes(look: Look, argument: str) -> Screen:
    """The own table's notes; for a facilitator who leads none, the room's."""
    if look.viewer.actor.role is Role.PARTICIPANT and look.group is None:
        return no_table(look)
    say, group = look.say, _group_of(look)
    kept = [note for note in look.workshop.notes.values() if note.group == group and note.words]
    own = [note for note in kept if _may_change(look, note)]
    kinds = [look.opens(say(f"note.{kind}"), f"{WRITE} {kind}") for kind in NOTE_KINDS]
    return look.screen(
        Heading(say("notes.title")),
        Statements(tuple(_line(look, note) for note in kept)) if kept else Paragraph(say("notes.empty")),
        *_shared_by_tables(look),
        Paragraph(say("notes.which_kind")) if _may_write(look) else None,
        rows=(
            *(in_rows(kinds, 2) if _may_write(look) else ()),
            *(
                (look.opens(say("notes.change", words=shortened(note.words)), f"{NOTE} {note.id}"),)
                for note in own
            ),
            to_table(look),
        ),
    )


def write(look: Look, kind: str) -> Screen:
    without_table = look.viewer.actor.role is Role.PARTICIPANT and look.group is None
    if kind not in NOTE_KINDS or without_table or not _may_write(look):
        return notes(look, "")
    say, group = look.say, _group_of(look)
    hint = say("notes.who_reads_group" if group else "notes.who_reads_room")
    return look.screen(
        Heading(say(f"note.{kind}")),
        rows=((look.opens(say("back"), NOTES, Weight.QUIET),),),
        typed=look.typed(WriteNote(group, kind), say("notes.write"), hint),
    )


def note(look: Look, name: str) -> Screen:
    """One's own note: which statements it is about, whether the room may see it, its words."""
    written = look.workshop.notes.get(name)
    if written is None or not _may_change(look, written):
        return notes(look, "")
    say = look.say
    group = look.workshop.groups.get(written.group)
    core = look.workshop.study.statements
    tags = [
        look.button(
            look.label(s), TagNote(name, s, s not in written.statements), chosen=s in written.statements
        )
        for s in (group.statements(core) if group else core)
    ]
    share = ShareNote(name, not written.shared)
    return look.screen(
        Heading(say(f"note.{written.kind}")),
        Paragraph(f"“{written.words}”"),
        Hint(say("notes.about")),
        rows=(
            *in_rows(tags, 2),
            (look.button(say("notes.share"), share, chosen=written.shared),),
            (look.opens(say("notes.done"), NOTES, Weight.MAIN),),
        ),
        typed=look.typed(EditNote(name), say("notes.reword"), say("notes.who_reads_group"), written.words),
    )


def notes_row(look: Look) -> tuple[Button, ...]:
    """The way to the own table's notes."""
    return (look.opens(look.say("notes.title"), NOTES),) if look.group else ()


def shared_notes(look: Look, group: str) -> Statements | None:
    """What the group lets the room see."""
    shared = [n for n in look.workshop.notes.values() if n.group == group and n.shared and n.words]
    return Statements(tuple(_line(look, n) for n in shared)) if shared else None


def _shared_by_tables(look: Look) -> tuple[Block, ...]:
    """To a facilitator, once the tables report back: what the others let the room see."""
    if look.viewer.actor.role is not Role.FACILITATOR or look.workshop.phase not in REPORTED:
        return ()
    shared = {
        letter: shared_notes(look, letter) for letter in look.workshop.groups if letter != _group_of(look)
    }
    return tuple(
        block
        for letter, found in shared.items()
        if found
        for block in (Heading(look.say("notes.shared_by", group=letter), 2), found)
    )


def _may_write(look: Look) -> bool:
    return look.workshop.phase in FROM_THEMES


def _may_change(look: Look, written: Note) -> bool:
    return written.author == look.number and bool(written.words) and _may_write(look)


def _group_of(look: Look) -> str:
    return look.group.letter if look.group else ""


def _line(look: Look, written: Note) -> Line:
    about = look.say.listed([look.label(s) for s in written.statements])
    kind = look.say(f"note.{written.kind}")
    return Line(f"{kind} ({about})" if about else kind, written.words)
