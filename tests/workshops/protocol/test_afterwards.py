"""What the team does before and after the day, and when it may."""

from __future__ import annotations

from tests import given
from workshops.commands import DeleteLinks, LeadGroup, ReadStudyAgain, RecordExport
from workshops.model import Copy, Phase

ANOTHER = "1" * 64
A_MONTH = 30 * 24 * 60


def test_the_study_may_be_read_again_until_somebody_consents() -> None:
    room = given.workshop().does("F1", ReadStudyAgain(ANOTHER))

    assert room.workshop.study_hash == ANOTHER
    room.changes_nothing("F1", ReadStudyAgain(ANOTHER))
    room.joined("P01").refuses("F1", ReadStudyAgain("2" * 64), "study_frozen")
    room.refuses("operator", ReadStudyAgain("2" * 64), "study_frozen")


def test_whoever_leads_a_group_leaves_the_study_alone() -> None:
    room = given.workshop().does("F1", LeadGroup("A"))

    room.refuses("F1", ReadStudyAgain(ANOTHER), "not_yours").does("F1", LeadGroup(""))
    room.does("F1", ReadStudyAgain(ANOTHER))


def test_every_copy_that_leaves_is_recorded_once() -> None:
    room = given.workshop().phase(Phase.CLOSED).does("F1", RecordExport(1, shareable=False))
    room.changes_nothing("F1", RecordExport(1, shareable=False), RecordExport(3, shareable=True))

    room.does("operator", RecordExport(2, shareable=True))

    assert [copy.shareable for copy in room.workshop.exports] == [False, True]
    assert room.workshop.exports[-1] == Copy(room.workshop.last_at, shareable=True)


def test_the_list_is_deleted_when_its_days_are_over_and_once() -> None:
    room = given.workshop().phase(Phase.CLOSED).refuses("F1", DeleteLinks(), "not_due")

    room.waits(minutes=A_MONTH).does("F1", DeleteLinks()).changes_nothing("operator", DeleteLinks())

    assert room.workshop.links_deleted_at == room.workshop.last_at
