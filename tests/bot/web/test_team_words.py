"""What the team makes of the workshop: what became of each theme, its own words, and telling participants."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.web.after_the_day import FAITH, Over, over
from workshops.commands import ChangeTheme
from workshops.events import TeamWrote, ThemeChanged, decode
from workshops.team import Became


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Over]:
    async with over(tmp_path) as room:
        yield room


async def says(room: Over, theme: str, **fields: str) -> None:
    """What the form of this theme says, typed by AG."""
    await room.looks_at(f"/words/theme/{theme}")
    await room.faith.sends(room.faith.button("Save"), **{"by": "AG", **fields})


async def became(room: Over) -> dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]:
    changes = (await room.workshop()).changes
    return {theme: (change.became, change.titles, change.merged_with) for theme, change in changes.items()}


async def test_a_theme_is_renamed_and_says_who_typed_it_and_when(room: Over) -> None:
    await says(
        room, "T1", became="renamed", titles=" Contracts ", why="Groups spoke of pay.", evidence="A-x1"
    )

    room.faith.sees(
        "Saved, with your initials and the day.", "Organisational structure is now called Contracts."
    )
    change = (await room.workshop()).changes["T1"]
    assert (change.became, change.titles, change.evidence) == (Became.RENAMED, ("Contracts",), "A-x1")
    assert (change.why.words, change.why.by, change.why.on) == ("Groups spoke of pay.", "AG", "2026-09-21")


async def test_themes_that_have_become_one_say_so_each_and_stop_together(room: Over) -> None:
    merged = {"became": "merged", "titles": "Team", "why": "They are one."}
    await says(room, "T1", **merged, **{"with.T2": "yes", "with.T3": "yes"})
    assert await became(room) == {
        "T1": ("merged", ("Team",), ("T2", "T3")),
        "T2": ("merged", ("Team",), ("T1", "T3")),
        "T3": ("merged", ("Team",), ("T1", "T2")),
    }

    await room.looks_at("/words/theme/T1")
    form = room.faith.button("Save")
    without = {name: value for name, value in form.fields.items() if name != "with.T3"}
    await room.faith.sends(type(form)(form.label, form.address, without), by="AG")
    assert await became(room) == {"T1": ("merged", ("Team",), ("T2",)), "T2": ("merged", ("Team",), ("T1",))}

    await says(room, "T1", became="")
    assert await became(room) == {}


async def test_a_theme_that_the_study_did_not_have_is_added(room: Over) -> None:
    await says(room, "new", became="added", titles="Money", why="Every table raised it.")
    room.faith.sees("A theme that was added", "New: Money.")

    await says(room, "N1", became="added", titles="Pay", why="Every table raised it.")

    assert await became(room) == {"N1": ("added", ("Pay",), ())}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"became": "renamed", "titles": "", "why": "So"}, "does not fit together"),
        ({"became": "kept", "why": ""}, "Something is missing"),
        ({"became": "kept", "why": "So", "by": " "}, "Who types this is missing."),
        ({"became": "kept", "why": "x" * 3001}, "3001 characters"),
        ({"became": "added", "titles": "T", "why": "So"}, "does not fit together"),
    ],
)
async def test_what_does_not_fit_is_said_and_nothing_is_lost(
    room: Over, fields: dict[str, str], told: str
) -> None:
    await says(room, "T1", **fields)

    assert room.faith.status == 422
    room.faith.sees(told)
    assert room.faith.button("Save").fields["why"] == fields["why"]
    assert await became(room) == {}


async def test_the_teams_own_words_are_kept_changed_and_taken_back(room: Over) -> None:
    faith = await room.looks_at("/words")
    await faith.sends(faith.button("Save"), by="AG", reading="They agreed on pay.", roles="One taught them.")
    faith.sees("They agreed on pay.", "Saved, with your initials and the day.")
    assert faith.button("Save").fields["by"] == "AG"

    await faith.sends(faith.button("Save"), roles="")

    rows = await room.house.journal.rows(room.code)
    wrote = [event for row in rows for event in decode(row.events) if isinstance(event, TeamWrote)]
    assert [(event.subject, event.words) for event in wrote] == [
        ("reading", "They agreed on pay."),
        ("roles", "One taught them."),
        ("roles", ""),
    ]


async def test_participants_are_told_once_there_is_something_to_tell(room: Over) -> None:
    faith = await room.looks_at("/words")
    assert "Tell those who took part" not in faith.buttons()
    await says(room, "T1", became="kept", why="Groups ranked it first.")

    await faith.tap("Tell those who took part")

    faith.sees("Those who took part see this in their handout.")
    assert "Tell those who took part" not in faith.buttons()
    await room.ada.opens(f"/w/{room.code}/handout")
    assert "Groups ranked it first." in room.ada.response.text


async def test_a_change_saved_twice_is_one_event(room: Over) -> None:
    for _ in range(2):
        await says(room, "T1", became="kept", why="It fits.")

    rows = await room.house.journal.rows(room.code)
    assert [event for row in rows for event in decode(row.events) if isinstance(event, ThemeChanged)] == [
        ThemeChanged("T1", "kept", (), (), "It fits.", "", "AG", "2026-09-21")
    ]


async def test_there_is_an_end_to_the_themes_that_can_be_added(room: Over) -> None:
    added = [
        ChangeTheme(f"N{number}", "added", (f"T{number}",), why="So", typed_by="AG")
        for number in range(1, 100)
    ]
    await room.does(FAITH, *added)

    await room.looks_at("/words/theme/new")

    assert room.faith.status == 422
    room.faith.sees("There are 99 themes that were added")
