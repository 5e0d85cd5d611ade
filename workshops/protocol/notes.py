"""Notes: why, what we mean, what we disagree on. The group's own, and the room's only when shared."""

from __future__ import annotations

from workshops.commands import EditNote, ShareNote, TagNote, WriteNote
from workshops.events import NoteEdited, NoteShared, NoteTagged, NoteWritten
from workshops.model import Actor, Note, Refused, Role, Workshop
from workshops.protocol.board import group_of, is_muted
from workshops.protocol.rules import FROM_THEMES, NOTHING, Decision, decides, evolves

BY = (Role.PARTICIPANT, Role.FACILITATOR)
NOTE_KINDS = ("reason", "dissent", "meaning", "quote", "paraphrase", "other")
ROOM = ""


@decides(WriteNote, *BY, during=FROM_THEMES)
def write_note(workshop: Workshop, command: WriteNote, actor: Actor, now: int) -> Decision:
    """Members write for their group; facilitators for any group, and for the room."""
    if actor.role is Role.PARTICIPANT and (not command.group or group_of(workshop, actor) != command.group):
        return Refused("other_group")
    if command.group and command.group not in workshop.groups:
        return Refused("group_unknown")
    if command.kind not in NOTE_KINDS:
        return Refused("answer_unknown")
    if not command.words:
        return Refused("words_missing")
    if is_muted(workshop, actor):
        return Refused("muted")
    written = (command.group, command.kind, command.words, actor.id)
    if any((n.group, n.kind, n.words, n.author) == written for n in workshop.notes.values()):
        return NOTHING
    return [NoteWritten(next_note(workshop, command.group), *written)]


@evolves(NoteWritten)
def note_written(workshop: Workshop, event: NoteWritten, at: int) -> None:
    phase = workshop.phase.value
    workshop.notes[event.note] = Note(event.note, event.group, phase, event.kind, event.words, event.by, at)


@decides(EditNote, *BY)
def edit_note(workshop: Workshop, command: EditNote, actor: Actor, now: int) -> Decision:
    """With no words left it is gone."""
    note = _own_note(workshop, actor, command.note)
    if isinstance(note, Refused):
        return note
    if is_muted(workshop, actor):
        return Refused("muted")
    return NOTHING if note.words == command.words else [NoteEdited(note.id, command.words, actor.id)]


@evolves(NoteEdited)
def note_edited(workshop: Workshop, event: NoteEdited, at: int) -> None:
    workshop.notes[event.note].words = event.words


@decides(TagNote, *BY)
def tag_note(workshop: Workshop, command: TagNote, actor: Actor, now: int) -> Decision:
    note = _own_note(workshop, actor, command.note)
    if isinstance(note, Refused):
        return note
    group = workshop.groups.get(note.group)
    known = group.statements(workshop.study.statements) if group else workshop.study.statements
    if command.statement not in known:
        return Refused("statement_unknown")
    if (command.statement in note.statements) == command.on:
        return NOTHING
    return [NoteTagged(note.id, command.statement, command.on)]


@evolves(NoteTagged)
def note_tagged(workshop: Workshop, event: NoteTagged, at: int) -> None:
    statements = workshop.notes[event.note].statements
    statements.append(event.statement) if event.on else statements.remove(event.statement)


@decides(ShareNote, *BY)
def share_note(workshop: Workshop, command: ShareNote, actor: Actor, now: int) -> Decision:
    note = _own_note(workshop, actor, command.note)
    if isinstance(note, Refused):
        return note
    return NOTHING if note.shared == command.on else [NoteShared(note.id, command.on)]


@evolves(NoteShared)
def note_shared(workshop: Workshop, event: NoteShared, at: int) -> None:
    workshop.notes[event.note].shared = event.on


def next_note(workshop: Workshop, group: str) -> str:
    """The id of the group's next note, such as `A-n1`, or of the room's, such as `n1`."""
    number = 1 + sum(1 for note in workshop.notes.values() if note.group == group)
    return f"{group}-n{number}" if group else f"n{number}"


def _own_note(workshop: Workshop, actor: Actor, note: str) -> Note | Refused:
    known = workshop.notes.get(note)
    if known is None or known.author != actor.id:
        return Refused("note_not_yours")
    return known
