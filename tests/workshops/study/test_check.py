"""Every mistake in a study is named with its file, its key and what to do."""

from __future__ import annotations

import copy
import os
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workshops.study.writing import GOOD, StudyFolder, as_toml
from workshops.study import Mistake, StudyMistakes, check_study, load_study

MISTAKES = tomllib.loads(Path(__file__).with_name("mistakes.toml").read_text(encoding="utf-8"))["mistake"]


@pytest.fixture
def study(tmp_path: Path) -> StudyFolder:
    return StudyFolder(tmp_path / "study")


def test_a_good_study_has_no_mistakes(study: StudyFolder) -> None:
    assert study.mistakes() == []


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["says"][0])
def test_a_mistake_is_named_with_its_file_and_key(study: StudyFolder, case: dict[str, Any]) -> None:
    study.change(case["file"], case["change"], case["to"])

    assert study.mistakes() == case["says"]


def test_one_mistake_does_not_hide_another(study: StudyFolder) -> None:
    study.change("study.toml", "90", '"long"').change("study.toml", ', "closed"', "")
    study.change("en.toml", '"Compost"', "1").change("en.toml", "[themes.T1]", "[themes.T7]")
    study.change("cy.toml", "[tiers]", "[tiers")

    assert study.mistakes() == [
        "study.toml: retention_days: should be a whole number of days from 1 to 36500",
        'study.toml: phases: "closed" is missing; it comes last',
        "en.toml: themes.T1.title: is missing",
        "en.toml: themes.T1.covers: is missing",
        "en.toml: themes.T1.statement: is missing",
        "en.toml: themes.T2.covers[1]: should be visible text of at most 120 characters",
        "en.toml: themes.T7: is an id that study.toml does not have",
        "cy.toml: line 11: is not TOML: Expected ']' at the end of a table declaration",
    ]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"

    assert check_study(folder) == (Mistake(str(folder), "", "is not a folder with a study.toml in it"),)


def test_a_folder_without_a_design(study: StudyFolder) -> None:
    (study.path / "study.toml").unlink()

    assert study.mistakes() == ["study.toml: is missing"]


def test_a_language_without_a_file_and_a_file_without_a_language(study: StudyFolder) -> None:
    (study.path / "cy.toml").rename(study.path / "pl.toml")

    assert study.mistakes() == [
        "cy.toml: is missing",
        "pl.toml: belongs to no language that study.toml names",
    ]


def test_a_link_out_of_the_folder_is_refused_and_one_inside_it_followed(
    study: StudyFolder, tmp_path: Path
) -> None:
    (study.path / "cy.toml").rename(tmp_path / "cy.toml")
    (study.path / "cy.toml").symlink_to(tmp_path / "cy.toml")
    (study.path / "en.toml").rename(study.path / "english")
    (study.path / "en.toml").symlink_to("english")

    assert study.mistakes() == ["cy.toml: is a link that leads out of the folder; put the file itself here"]


def test_what_is_no_file_is_never_opened(study: StudyFolder) -> None:
    (study.path / "cy.toml").unlink()
    os.mkfifo(study.path / "cy.toml")
    (study.path / "en.toml").unlink()
    (study.path / "en.toml").symlink_to("en.toml")

    assert study.mistakes() == ["en.toml: cannot be read (a link to itself)", "cy.toml: is missing"]


def test_a_file_in_another_encoding(study: StudyFolder) -> None:
    (study.path / "cy.toml").write_bytes((study.path / "cy.toml").read_text().encode("iso8859-14"))

    assert study.mistakes() == ["cy.toml: line 16: is not UTF-8; save the file with this encoding"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_as_other_editors_save_them(study: StudyFolder, newline: str) -> None:
    for name, text in GOOD.items():
        (study.path / name).write_text("\ufeff" + text, encoding="utf-8", newline=newline)

    assert study.mistakes() == []


@pytest.mark.parametrize("part", ["a.", '"a" . '])
def test_a_key_of_very_many_parts_is_refused_at_once(study: StudyFolder, part: str) -> None:
    (study.path / "en.toml").write_text(part * 80_000 + "a = 1")

    assert study.mistakes() == ["en.toml: is nested too deeply"]


def test_a_file_too_large_and_one_too_deep(study: StudyFolder) -> None:
    (study.path / "en.toml").write_text("#" * 500_001)
    (study.path / "cy.toml").write_text("x = " + "[" * 50_000)

    assert study.mistakes() == ["en.toml: is larger than 500000 bytes", "cy.toml: is nested too deeply"]


def test_loading_a_study_with_mistakes_raises_them_all(study: StudyFolder) -> None:
    study.change("study.toml", "90", "0").change("en.toml", 'title = "Water"', 'title = ""')

    with pytest.raises(StudyMistakes) as refused:
        study.load()

    assert refused.value.mistakes == check_study(study.path)
    assert str(refused.value).splitlines() == study.mistakes()


@settings(deadline=None)
@given(design=st.binary(max_size=200), words=st.binary(max_size=200))
def test_bytes_of_any_kind_end_in_mistakes(design: bytes, words: bytes) -> None:
    with tempfile.TemporaryDirectory() as made:
        study = StudyFolder(Path(made))
        (study.path / "study.toml").write_bytes(design)
        (study.path / "en.toml").write_bytes(words)

        assert check_study(study.path)


VALUES = st.one_of(
    st.text(max_size=8),
    st.integers(-2, 400),
    st.booleans(),
    st.sampled_from(["nan", "1e400", "07:32:00", "2026-07-01", "2026-07-01T07:32:00Z"]).map(
        lambda raw: Raw(raw)
    ),
    st.sampled_from(
        ["T1", "S1", "en", "lobby", "choice", "text", {}, [], [[]], [{}], {"id": {}}, ["en", "en"]]
    ),
)


class Raw:
    """A TOML value that has no quotes."""

    def __init__(self, written: str) -> None:
        self.written = written

    def __str__(self) -> str:
        return self.written


@settings(deadline=None)
@given(st.data())
def test_a_study_changed_anywhere_either_loads_or_has_mistakes(data: st.DataObject) -> None:
    tables = {name: tomllib.loads(text) for name, text in GOOD.items()}
    for _ in range(data.draw(st.integers(1, 3))):
        spoil(tables[data.draw(st.sampled_from(sorted(tables)))], data)
    with tempfile.TemporaryDirectory() as made:
        study = StudyFolder(Path(made), {name: as_toml(table) for name, table in tables.items()})

        if mistakes := check_study(study.path):
            assert [mistake for mistake in mistakes if "\x1b" in str(mistake) or not mistake.reason] == []
        else:
            assert load_study(study.path).text("en").title


def spoil(table: dict[str, Any], data: st.DataObject) -> None:
    """Replaces, removes, renames or repeats one thing somewhere in the table."""
    holder, key = data.draw(st.sampled_from(list(places(table))))
    match data.draw(st.sampled_from(["replace", "remove", "rename", "repeat"])):
        case "replace":
            # A copy: the next change may be inside it, and these values are drawn again.
            holder[key] = copy.deepcopy(data.draw(VALUES))
        case "remove":
            del holder[key]
        case "rename" if isinstance(holder, dict):
            holder[data.draw(st.text(max_size=8))] = holder.pop(key)
        case "repeat" if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))


def places(holder: Any) -> Iterator[tuple[Any, Any]]:
    """Every key and every index in what TOML can hold, with what holds it."""
    keys = list(holder) if isinstance(holder, dict) else range(len(holder))
    for key in keys:
        yield holder, key
        if isinstance(holder[key], dict | list):
            yield from places(holder[key])
