"""What the team types afterwards: what became of each theme, its own words, when people are told."""

from __future__ import annotations

import pytest

from tests import given
from tests.given import Room
from workshops.commands import ChangeTheme, TellChanges, WriteForTeam
from workshops.events import TeamWrote, ThemeChanged
from workshops.model import Phase
from workshops.team import Became, ThemeChange, Typed, changes_once

DAY = "2026-11-21"


def changed(room: Room, theme: str, became: str, *titles: str, with_: tuple[str, ...] = ()) -> Room:
    command = ChangeTheme(theme, became, titles, with_, "Groups said so.", "A-n1", "AG", DAY)
    return room.does("operator", command)


def became(room: Room) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {theme: (str(change.became), change.titles) for theme, change in room.workshop.changes.items()}


def test_what_became_of_each_theme_is_kept_with_its_reason_and_who_typed_it() -> None:
    room = changed(given.workshop(), "T1", "renamed", "Beyond words")

    assert room.workshop.changes == {
        "T1": ThemeChange(
            theme="T1",
            became=Became.RENAMED,
            titles=("Beyond words",),
            merged_with=(),
            evidence="A-n1",
            why=Typed("Groups said so.", "AG", DAY, room.now),
        )
    }


def test_the_latest_version_counts_and_the_journal_keeps_every_one() -> None:
    room = changed(given.workshop(), "T1", "kept")
    changed(room, "T1", "split", "Words", "Deeds")
    room.does("operator", ChangeTheme("T1", ""))

    assert became(room) == {}
    events = [event for act in room.acts for event in act.events if isinstance(event, ThemeChanged)]
    assert [(event.became, event.titles) for event in events] == [
        ("kept", ()),
        ("split", ("Words", "Deeds")),
        ("", ()),
    ]


def test_the_same_again_changes_nothing_whoever_types_it() -> None:
    room = changed(given.workshop(), "T1", "kept")
    again = ChangeTheme("T1", "kept", (), (), "Groups said so.", "A-n1", "Somebody else", "2027-01-01")

    room.changes_nothing("operator", again, ChangeTheme("T2", ""), WriteForTeam("reading"))


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (ChangeTheme("T1", "kept"), "change_incomplete"),
        (ChangeTheme("T1", "dropped", why="so"), "change_incomplete"),
        (ChangeTheme("T1", "kept", ("A name",), why="so"), "change_unfitting"),
        (ChangeTheme("T99", "kept", why="so"), "change_unfitting"),
        (ChangeTheme("T1", "renamed", why="so"), "change_unfitting"),
        (ChangeTheme("T1", "split", ("One",), why="so"), "change_unfitting"),
        (ChangeTheme("T1", "merged", ("One",), why="so"), "change_unfitting"),
        (ChangeTheme("T1", "merged", ("One",), ("T1",), why="so"), "change_unfitting"),
        (ChangeTheme("T1", "merged", ("One",), ("T99",), why="so"), "change_unfitting"),
        (ChangeTheme("T1", "added", ("One",), why="so"), "change_unfitting"),
        (WriteForTeam("opinion", "so"), "subject_unknown"),
        (WriteForTeam("guideline.", "so"), "subject_unknown"),
    ],
)
def test_what_does_not_fit_together_is_refused(command: ChangeTheme | WriteForTeam, reason: str) -> None:
    given.workshop().refuses("operator", command, reason)


def test_a_theme_of_the_teams_own_is_added_under_a_name_that_is_free() -> None:
    assert became(changed(given.workshop(), "N1", "added", "Money")) == {"N1": ("added", ("Money",))}


def test_themes_that_were_merged_with_one_another_are_told_once() -> None:
    room = changed(given.workshop(), "T2", "merged", "Words and deeds", with_=("T1",))
    changed(room, "T1", "merged", "Words and deeds", with_=("T2",))
    changed(room, "T3", "kept")

    assert [change.theme for change in changes_once(room.workshop.changes.values())] == ["T2", "T3"]


def test_the_teams_words_are_kept_by_subject_and_taken_back() -> None:
    room = given.workshop().does("operator", WriteForTeam("reading", "It is about time.", "AG", DAY))
    room.does("operator", WriteForTeam("guideline.ethics", "Approved.", "AG", DAY))
    assert room.workshop.team["reading"] == Typed("It is about time.", "AG", DAY, room.now - 1_000)

    room.does("operator", WriteForTeam("reading"))

    assert list(room.workshop.team) == ["guideline.ethics"]
    assert sum(isinstance(event, TeamWrote) for act in room.acts for event in act.events) == 3


def test_people_are_told_once_and_only_once_the_workshop_has_closed_and_there_is_something_to_tell() -> None:
    room = changed(given.workshop(), "T1", "kept").refuses("operator", TellChanges(), "wrong_phase")
    room.phase(Phase.CLOSED).does("operator", TellChanges()).changes_nothing("operator", TellChanges())
    assert room.workshop.changes_told_at == room.now - 1_000

    given.workshop().phase(Phase.CLOSED).refuses("operator", TellChanges(), "no_changes")
