"""Place and time from the command line: `workshop new` with them, `workshop day` to change them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.command_line import workshop

TEN = "2026-12-03 10:00"


def made(folder: Path, *options: str) -> str:
    """The code of a new workshop."""
    ended = workshop("new", "--title", "Tuesday", "--data", folder, "--json", *options)
    assert (ended.code, ended.err) == (0, "")
    return str(json.loads(ended.out)["code"])


def test_a_workshop_is_made_with_its_day_and_the_day_is_changed(tmp_path: Path) -> None:
    day = ("--place", "The hall", "--starts", TEN, "--zone", "Europe/Paris", "--directions", "Up.")
    code = made(tmp_path, *day)

    changed = workshop(
        "day", code.lower(), "--place", "The other hall", "--invited", "40", "--data", tmp_path, "--json"
    )

    assert json.loads(changed.out) == {
        "code": code,
        "place": "The other hall",
        "starts": TEN,
        "zone": "Europe/Paris",
        "directions": "Up.",
        "invited": 40,
    }


def test_a_day_is_shown_and_what_nobody_said_is_left_out(tmp_path: Path) -> None:
    code = made(tmp_path, "--starts", TEN)

    assert workshop("day", code, "--data", tmp_path).out == (
        f"code: {code}\nstarts: {TEN}\nzone: Europe/London\n"
    )
    taken_back = workshop("day", code, "--starts", "", "--data", tmp_path)
    assert taken_back.out == f"code: {code}\nzone: Europe/London\n"


@pytest.mark.parametrize(
    ("option", "words", "sentence"),
    [
        (
            "--starts",
            "tomorrow",
            "--starts 'tomorrow' is not a date and time such as \"2026-12-03 10:00\", "
            "one that the clock there shows.",
        ),
        ("--zone", "London", "--zone 'London' is not a time zone such as Europe/London."),
        ("--invited", "10001", "--invited '10001' is not a number of people up to 10000."),
        ("--place", "x" * 101, "What --place says cannot be used: give a text of at most 100 characters."),
    ],
)
def test_what_cannot_be_read_makes_and_changes_nothing(
    option: str, words: str, sentence: str, tmp_path: Path
) -> None:
    code = made(tmp_path, "--starts", TEN)

    new = workshop("new", "--title", "Wednesday", option, words, "--data", tmp_path)
    changed = workshop("day", code, "--directions", "Up.", option, words, "--data", tmp_path)

    assert (new.code, new.err) == (changed.code, changed.err) == (1, f"{sentence}\n")
    assert [one["title"] for one in json.loads(workshop("list", "--data", tmp_path, "--json").out)] == [
        "Tuesday"
    ]
    assert workshop("day", code, "--data", tmp_path).out == (
        f"code: {code}\nstarts: {TEN}\nzone: Europe/London\n"
    )


def test_a_day_of_no_workshop_is_refused(tmp_path: Path) -> None:
    made(tmp_path)

    ended = workshop("day", "ABCDEF", "--place", "The hall", "--data", tmp_path)

    assert (ended.code, ended.err) == (
        1,
        "There is no workshop with the code ABCDEF: run `workshop list` to see what there is.\n",
    )
