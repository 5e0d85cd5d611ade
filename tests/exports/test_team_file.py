"""The team's file: as written empty, filled in and read back, with every mistake named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from exports.team_file import TeamFileMistakes, TeamSaid, guideline_rows, read_team_file
from exports.team_template import team_template
from exports.wording import entries
from tests import given
from tests.exports.injection_corpus import CORPUS
from tests.given import BUILT_IN, Room
from workshops.commands import ChangeTheme, WriteForTeam

WHO = 'by = "AG"\non = 2026-11-21\n'
DAY = "2026-11-21"


def read(tmp_path: Path, text: str, room: Room | None = None) -> TeamSaid:
    file = tmp_path / "team.toml"
    file.write_text(text, encoding="utf-8")
    return read_team_file(file, [(room or given.workshop()).workshop])


def mistakes(tmp_path: Path, text: str, room: Room | None = None) -> list[str]:
    with pytest.raises(TeamFileMistakes) as found:
        read(tmp_path, text, room)
    return [str(mistake).removeprefix(f"{tmp_path}/team.toml: ") for mistake in found.value.mistakes]


def recorded(room: Room, said: TeamSaid) -> Room:
    return room.does("operator", *said.changes, *said.writings)


def test_everything_that_can_be_said_is_read(tmp_path: Path) -> None:
    said = read(
        tmp_path,
        WHO
        + """
reading = "Culture first."
[facilitators]
roles = "Two researchers."
[themes.T1]
became = "split"
titles = ["Words", "Deeds"]
why = "Groups kept them apart."
evidence = "A-n1"
[themes.N1]
became = "added"
titles = ["Money"]
why = "Every group said so."
[themes.T2]
became = ""
[guidelines]
ethics = "Approved."
funding = ""
""",
    )

    assert said == TeamSaid(
        (
            ChangeTheme("T1", "split", ("Words", "Deeds"), (), "Groups kept them apart.", "A-n1", "AG", DAY),
            ChangeTheme("N1", "added", ("Money",), (), "Every group said so.", "", "AG", DAY),
        ),
        (
            WriteForTeam("reading", "Culture first.", "AG", DAY),
            WriteForTeam("roles", "Two researchers.", "AG", DAY),
            WriteForTeam("guideline.ethics", "Approved.", "AG", DAY),
        ),
    )


def test_a_merger_is_written_at_one_theme_and_is_so_of_each(tmp_path: Path) -> None:
    said = read(
        tmp_path,
        WHO + '[themes.T3]\nbecame = "merged"\ntitles = ["All"]\nmerged_with = ["T1", "T2"]\nwhy = "One."\n',
    )

    assert [(each.theme, each.merged_with) for each in said.changes] == [
        ("T3", ("T1", "T2")),
        ("T1", ("T2", "T3")),
        ("T2", ("T1", "T3")),
    ]
    assert len(recorded(given.workshop(), said).workshop.changes) == 3


def test_the_file_as_written_explains_every_entry_and_says_nothing_yet(tmp_path: Path) -> None:
    room = given.workshop()
    text = team_template([room.workshop])

    table = tomllib.loads(text)
    assert list(table["themes"]) == [theme.id for theme in BUILT_IN.themes]
    assert list(table["guidelines"]) == list(guideline_rows())
    for words in BUILT_IN.text("en").themes.values():
        assert f"# {words.title}\n" in text
    assert mistakes(tmp_path, text) == [
        "by: should be visible text of at most 60 characters",
        "on: should be a date such as 2026-11-21",
    ]
    filled = text.replace('by = ""', 'by = "AG"').replace('\non = ""', f'\non = "{DAY}"')
    assert read(tmp_path, filled) == TeamSaid((), ())


def test_what_is_recorded_stands_in_the_file_when_it_is_written_again(tmp_path: Path) -> None:
    said = TeamSaid(
        (ChangeTheme("T1", "renamed", ('A "new" name',), (), "First.\n\nThen \\ that.", "–", "AG", DAY),),
        tuple(
            WriteForTeam(f"guideline.{name}", words, "AG", DAY)
            for name, words in zip(guideline_rows(), CORPUS, strict=False)
            if words.isprintable() and words.strip() == words and words
        ),
    )
    room = recorded(given.workshop(), said)

    assert read(tmp_path, team_template([room.workshop]), room) == said


def test_a_merger_comes_back_as_it_was(tmp_path: Path) -> None:
    text = WHO + '[themes.T1]\nbecame = "merged"\ntitles = ["All"]\nmerged_with = ["T2"]\nwhy = "One."\n'
    room = recorded(given.workshop(), read(tmp_path, text))

    again = read(tmp_path, team_template([room.workshop]), room)

    assert sorted(again.changes, key=lambda each: each.theme) == sorted(
        read(tmp_path, text).changes, key=lambda each: each.theme
    )
    room.changes_nothing("operator", *again.changes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('by = "AG"', ["on: is missing"]),
        (WHO.replace("2026-11-21", '"2026-02-30"'), ['on: "2026-02-30" is no day of the calendar']),
        (WHO + "readng = 'x'", ['readng: is not a key here; did you mean "reading"?']),
        (WHO + "reading = 7", ["reading: should be text of at most 3000 characters"]),
        (
            WHO + "reading = '" + "x" * 3001 + "'",
            ["reading: should be text of at most 3000 characters; it has 3001"],
        ),
        (
            WHO + "reading = 'right\u202eleft'",
            ["reading: should be text of at most 3000 characters"],
        ),
        (
            WHO + "[themes.T1]\nbecame = 'dropped'",
            ['themes.T1.became: should be "" or "kept" or "renamed" or "merged" or "split" or "added"'],
        ),
        (
            WHO + "[themes.T1]\nwhy = 'so'",
            [
                "themes.T1.became: is empty though more is written; it is one of "
                "kept, renamed, merged, split, added"
            ],
        ),
        (
            WHO + "[themes.T1]\nbecame = 'split'\ntitles = ['One']",
            [
                "themes.T1.titles: a theme that was split has two or more; here are 1",
                "themes.T1.why: is missing; say in a sentence why, for those who took part",
            ],
        ),
        (
            WHO + "[themes.T1]\nbecame = 'kept'\ntitles = ['One']\nwhy = 'so'",
            ["themes.T1.titles: a theme that was kept has none; here are 1"],
        ),
        (
            WHO + "[themes.T1]\nbecame = 'merged'\ntitles = ['One']\nwhy = 'so'",
            ["themes.T1.merged_with: name the themes that it has become one with, as became is merged"],
        ),
        (
            WHO + "[themes.T1]\nbecame = 'merged'\ntitles = ['One']\nwhy = 'so'\nmerged_with = ['T99']",
            ["themes.T1.merged_with: T99 is no other theme of the study of workshop KTRWXY"],
        ),
        (
            WHO
            + "[themes.T1]\nbecame = 'merged'\ntitles = ['One']\nwhy = 'so'\nmerged_with = ['T2']\n"
            + "[themes.T2]\nbecame = 'kept'\nwhy = 'so'",
            ["themes.T1.merged_with: theme T2 says otherwise; empty its became, or say the same there"],
        ),
        (
            WHO + "[themes.T1]\nbecame = 'added'\ntitles = ['One']\nwhy = 'so'",
            ["themes.T1: the study of workshop KTRWXY has this theme already; give the added one another id"],
        ),
        (
            WHO + "[themes.T99]\nbecame = 'kept'\nwhy = 'so'",
            [
                "themes.T99: the study of workshop KTRWXY has no such theme "
                "(it has T1, T2, T3, T4, T5, T6, T7, T8); a new one was added"
            ],
        ),
        (
            WHO + "[themes.New-1]\nbecame = 'added'\ntitles = ['One']\nwhy = 'so'",
            ["themes.New-1: is no id: a letter, then at most seven letters or digits"],
        ),
        (
            WHO + "[guidelines]\nethcs = 'x'",
            ['guidelines.ethcs: is no row of the guideline table; did you mean "ethics"?'],
        ),
        (WHO + "reading = 'x", ['is not TOML: Expected "\'"']),
    ],
)
def test_every_mistake_names_its_key_and_reason(tmp_path: Path, text: str, said: list[str]) -> None:
    assert mistakes(tmp_path, text) == said


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(TeamFileMistakes, match=r"nowhere.toml: cannot be read .*; check its name"):
        read_team_file(tmp_path / "nowhere.toml", [given.workshop().workshop])


def test_of_several_workshops_it_has_to_be_so_in_each(tmp_path: Path) -> None:
    fewer = given.workshop(replace(BUILT_IN, themes=BUILT_IN.themes[1:]))
    fewer.workshop.code = "ABCDEF"
    file = tmp_path / "team.toml"
    file.write_text(WHO + "[themes.T1]\nbecame = 'kept'\nwhy = 'so'", encoding="utf-8")

    with pytest.raises(TeamFileMistakes, match=r"themes.T1: the study of workshop ABCDEF has no such theme"):
        read_team_file(file, [given.workshop().workshop, fewer.workshop])


def test_no_row_of_the_guideline_table_has_anothers_name() -> None:
    assert len(guideline_rows()) == len(entries("guideline_item"))
