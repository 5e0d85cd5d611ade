"""Notes: a group's own, changed by whoever wrote them, shown to the room only when shared."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import Room
from workshops.commands import (
    EditNote,
    MuteParticipant,
    SeatParticipant,
    ShareNote,
    TagNote,
    Withdraw,
    WriteNote,
)
from workshops.model import Note, Phase
from workshops.protocol.notes import NOTE_KINDS

REST = WriteNote("A", "reason", "they need rest")


@pytest.fixture
def room() -> Room:
    return given.ranking()


def words(room: Room) -> dict[str, str]:
    return {note.id: note.words for note in room.workshop.notes.values()}


@pytest.mark.parametrize("kind", NOTE_KINDS)
def test_a_note_is_of_a_kind_and_kept_with_its_phase_and_author(room: Room, kind: str) -> None:
    room.does("P01", WriteNote("A", kind, "rest"))

    assert room.workshop.notes == {"A-n1": Note("A-n1", "A", "ranking", kind, "rest", "P01", room.now)}


def test_the_same_note_twice_is_one(room: Room) -> None:
    room.does("P01", REST).changes_nothing("P01", REST).does("P02", REST)

    assert [*words(room)] == ["A-n1", "A-n2"]


def test_members_write_for_their_own_group_only(room: Room) -> None:
    room.refuses("P05", REST, "other_group")
    room.refuses("P01", WriteNote("", "reason", "rest"), "other_group")
    room.refuses("P01", WriteNote("Z", "reason", "rest"), "other_group")


def test_facilitators_write_for_any_group_and_for_the_room(room: Room) -> None:
    room.does("F1", REST, WriteNote("B", "other", "tea"), WriteNote("", "other", "all were awake"))

    assert words(room) == {"A-n1": "they need rest", "B-n1": "tea", "n1": "all were awake"}
    room.refuses("F1", WriteNote("Z", "other", "tea"), "group_unknown")


def test_a_note_has_words_and_a_kind_there_is(room: Room) -> None:
    room.refuses("P01", WriteNote("A", "reason"), "words_missing")
    room.refuses("P01", WriteNote("A", "gossip", "rest"), "answer_unknown")


def test_whoever_wrote_it_changes_it_and_nobody_else(room: Room) -> None:
    room.does("P01", REST, EditNote("A-n1", "rest")).changes_nothing("P01", EditNote("A-n1", "rest"))
    for who in ("P02", "P05", "F1"):
        room.refuses(who, EditNote("A-n1", "tea"), "note_not_yours")
        room.refuses(who, TagNote("A-n1", "S1", True), "note_not_yours")
        room.refuses(who, ShareNote("A-n1", True), "note_not_yours")

    assert words(room) == {"A-n1": "rest"}


def test_a_note_without_words_left_is_gone_and_its_number_is_not_used_again(room: Room) -> None:
    room.does("P01", REST, EditNote("A-n1"), WriteNote("A", "reason", "tea"))

    assert words(room) == {"A-n1": "", "A-n2": "tea"}


def test_a_note_is_tagged_with_what_it_is_about(room: Room) -> None:
    room.does("P01", REST, TagNote("A-n1", "S2", True), TagNote("A-n1", "S1", True))
    room.changes_nothing("P01", TagNote("A-n1", "S1", True)).does("P01", TagNote("A-n1", "S2", False))

    assert room.workshop.notes["A-n1"].statements == ["S1"]
    room.refuses("P01", TagNote("A-n1", "A-x1", True), "statement_unknown")
    room.added("P02", "P03", "tea").does("P01", TagNote("A-n1", "A-x1", True))


def test_the_rooms_notes_are_about_the_core(room: Room) -> None:
    room.added("P02", "P03", "tea").does("F1", WriteNote("", "other", "rest"), TagNote("n1", "S1", True))

    room.refuses("F1", TagNote("n1", "A-x1", True), "statement_unknown")


def test_a_note_is_shared_by_its_author_and_taken_back(room: Room) -> None:
    room.does("P01", REST).changes_nothing("P01", ShareNote("A-n1", False))
    room.does("P01", ShareNote("A-n1", True)).changes_nothing("P01", ShareNote("A-n1", True))
    assert room.workshop.notes["A-n1"].shared

    room.does("P01", ShareNote("A-n1", False))


def test_a_note_stays_its_authors_at_another_table(room: Room) -> None:
    room.does("P01", REST).does("F1", SeatParticipant("P01", "B")).does("P01", EditNote("A-n1", "tea"))

    assert room.workshop.notes["A-n1"].group == "A"


def test_notes_are_written_from_the_themes_to_the_end(room: Room) -> None:
    lobby = given.workshop().joined("P01", table="A").refuses("P01", REST, "wrong_phase")
    for phase in (Phase.THEMES, Phase.REPORT_BACK, Phase.PLENARY, Phase.EVALUATION):
        lobby.phase(phase).does("P01", WriteNote("A", "reason", phase.value))

    lobby.phase(Phase.CLOSED).refuses("P01", EditNote("A-n1", "tea"), "closed")


def test_whoever_may_not_write_for_now_writes_no_notes(room: Room) -> None:
    room.does("P01", REST).does("F1", MuteParticipant("P01", True))

    room.refuses("P01", WriteNote("A", "reason", "tea"), "muted").refuses(
        "P01", EditNote("A-n1", "tea"), "muted"
    )
    room.does("P01", ShareNote("A-n1", True))


def test_notes_go_with_who_is_removed_and_stay_of_who_only_leaves(room: Room) -> None:
    room.does("P01", REST).does("P02", WriteNote("A", "reason", "tea"))
    room.does("operator", Withdraw("P01", remove=True), Withdraw("P02", remove=False))

    assert words(room) == {"A-n1": "", "A-n2": "tea"}
    assert room.workshop.notes["A-n1"].author == ""
