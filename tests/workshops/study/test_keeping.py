"""A workshop runs from its own copy of the study, which nothing done to the folder afterwards can change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.workshops.study.writing import GOOD, StudyFolder
from workshops.study import StudyMistakes, StudyNotKept, consent_hash, copy_study, kept_study
from workshops.study.files import read_files
from workshops.study.keeping import hash_of_tables


@pytest.fixture
def study(tmp_path: Path) -> StudyFolder:
    return StudyFolder(tmp_path / "study")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_copy_holds_the_study_in_every_language_and_nothing_else(study: StudyFolder, data: Path) -> None:
    (study.path / "draft.odt").write_text("not ours")

    study_hash = copy_study(study.path, data)

    assert files_below(data) == {f"studies/{study_hash}/{name}": text.encode() for name, text in GOOD.items()}
    assert kept_study(data, study_hash) == study.load()


def test_only_the_owner_can_read_the_copy(study: StudyFolder, data: Path) -> None:
    copy_study(study.path, data)

    modes = {path.stat().st_mode & 0o777 for path in [data, *data.rglob("*")] if path.is_dir()}
    assert modes == {0o700}
    assert {path.stat().st_mode & 0o777 for path in data.rglob("*.toml")} == {0o600}


def test_the_copy_outlives_its_folder(study: StudyFolder, data: Path) -> None:
    before = study.load()
    study_hash = copy_study(study.path, data)

    shutil.rmtree(study.path)

    assert kept_study(data, study_hash) == before


def test_copying_twice_is_copying_once(study: StudyFolder, data: Path) -> None:
    first = copy_study(study.path, data)
    before = files_below(data)

    assert copy_study(study.path, data) == first
    assert files_below(data) == before


def test_comments_layout_and_order_of_keys_are_the_same_study(study: StudyFolder, data: Path) -> None:
    first = copy_study(study.path, data)

    study.change(
        "study.toml",
        "retention_days = 90\nlink_table_days = 14",
        "link_table_days=14\n# All agreed.\nretention_days=90",
    )

    assert copy_study(study.path, data) == first


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("study.toml", "90", "91"), ("cy.toml", "Pridd", "Daear"), ("study.toml", '"en", "cy"', '"cy", "en"')],
)
def test_another_word_is_another_study(study: StudyFolder, data: Path, name: str, old: str, new: str) -> None:
    first = copy_study(study.path, data)
    before = kept_study(data, first)

    second = copy_study(study.change(name, old, new).path, data)

    assert second != first
    assert (kept_study(data, first), kept_study(data, second)) == (before, study.load())


def test_a_study_with_mistakes_is_not_copied(study: StudyFolder, data: Path) -> None:
    study.change("study.toml", "90", "0")

    with pytest.raises(StudyMistakes):
        copy_study(study.path, data)
    assert not data.exists()


def test_a_damaged_copy_is_refused_and_can_be_made_again(study: StudyFolder, data: Path) -> None:
    study_hash = copy_study(study.path, data)
    copy = data / "studies" / study_hash
    StudyFolder(copy, {}).change("en.toml", "Lay a tap", "Lay a trap")

    with pytest.raises(StudyNotKept) as refused:
        kept_study(data, study_hash)
    assert str(refused.value) == f"{copy} is missing or has been changed; bring it back from a backup."

    assert copy_study(study.path, data) == study_hash
    assert kept_study(data, study_hash) == study.load()
    assert len(files_below(data)) == len(GOOD)


def test_a_copy_that_is_gone(study: StudyFolder, data: Path) -> None:
    study_hash = copy_study(study.path, data)
    shutil.rmtree(data / "studies" / study_hash)

    with pytest.raises(StudyNotKept):
        kept_study(data, study_hash)


def test_what_is_no_hash_is_never_looked_for(data: Path) -> None:
    with pytest.raises(StudyNotKept) as refused:
        kept_study(data, "../../study")
    assert str(refused.value) == "'../../study' is not the hash of a study."


def test_a_copy_of_a_newer_version_says_so(study: StudyFolder, data: Path) -> None:
    study_hash = copy_study(study.path, data)
    StudyFolder(data / "studies" / study_hash, {}).change("study.toml", "[minutes]", "colour = 1\n[minutes]")
    newer = moved_to_its_hash(data / "studies" / study_hash, data)

    with pytest.raises(StudyNotKept) as refused:
        kept_study(data, newer)
    assert str(refused.value) == (
        f"{data / 'studies' / newer} was made by a newer version of this software "
        "(Object contains unknown field `colour`)."
    )


def moved_to_its_hash(copy: Path, data: Path) -> str:
    """Puts the copy where its changed content belongs, as the version that knows its keys would."""
    newer = hash_of_tables(read_files(copy).tables)
    copy.rename(data / "studies" / newer)
    return newer


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("en.toml", "We ask what", "We would like to know what"),
        ("en.toml", 'consent_version = "1"', 'consent_version = "2"'),
        ("en.toml", "You may keep", "You must keep"),
        ("study.toml", "link_table_days = 14", "link_table_days = 15"),
    ],
)
def test_what_is_consented_to_has_another_hash_when_it_changes(
    study: StudyFolder, name: str, old: str, new: str
) -> None:
    before = consent_hash(study.load(), "en")

    assert consent_hash(study.change(name, old, new).load(), "en") != before


def test_another_box_is_another_consent(study: StudyFolder) -> None:
    before = consent_hash(study.load(), "en")

    study.change("study.toml", "[[profile]]", '[[consent_boxes]]\nid = "more"\nrequired = false\n[[profile]]')
    for file in ("en.toml", "cy.toml"):
        study.change(file, "[consent]", '[consent]\nmore = "Anything else?"')

    assert consent_hash(study.load(), "en") != before


def test_what_is_not_consented_to_leaves_the_hash_alone(study: StudyFolder) -> None:
    before = consent_hash(study.load(), "en")

    study.change("en.toml", "Lay a tap", "Lay two taps").change("cy.toml", "You may keep", "Cewch gadw")

    assert consent_hash(study.load(), "en") == before
    assert consent_hash(study.load(), "cy") != before
