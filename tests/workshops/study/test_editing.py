"""What has to change together in all files of a study does, and the study stays sound."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from prompts import STUDIES
from workshops.study import check_study, load_study
from workshops.study.editing import (
    Tables,
    contents_mistakes,
    keep,
    kept_tables,
    put_at,
    value_at,
    with_exemplar,
    with_language,
    with_theme,
    with_theme_at,
    without_empty_exemplars,
    without_language,
    without_theme,
    written,
)

BUILT_IN = STUDIES / "peer-worker-roles"


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    """The built-in study, in its first language alone."""
    contents = {path.name: path.read_bytes() for path in BUILT_IN.glob("*.toml")}
    tables = kept_tables(tmp_path, keep(contents, tmp_path))
    for language in tables["study.toml"]["languages"][1:]:
        tables = without_language(tables, language)
    return tables


def ids(tables: Tables) -> str:
    return " ".join(theme["id"] for theme in tables["study.toml"]["themes"])


def test_a_theme_more_has_ids_of_its_own_and_waits_for_its_words(tables: Tables) -> None:
    more, theme = with_theme(tables)

    assert (theme, ids(more)) == ("T9", "T1 T2 T3 T4 T5 T6 T7 T8 T9")
    assert value_at(more["study.toml"], ("themes", "T9", "statement")) == "S9"
    assert {str(mistake).partition(": should")[0] for mistake in contents_mistakes(written(more))} == {
        "en.toml: themes.T9.title",
        "en.toml: themes.T9.statement",
    }
    assert ids(tables) == "T1 T2 T3 T4 T5 T6 T7 T8"


def test_a_theme_goes_with_its_words(tables: Tables) -> None:
    fewer = without_theme(tables, "T3")

    assert ids(fewer) == "T1 T2 T4 T5 T6 T7 T8"
    assert contents_mistakes(written(fewer)) == ()
    assert with_theme(fewer)[1] == "T3"


@pytest.mark.parametrize(
    ("place", "order"),
    [(1, "T3 T1 T2 T4 T5 T6 T7 T8"), (3, "T1 T2 T3 T4 T5 T6 T7 T8"), (8, "T1 T2 T4 T5 T6 T7 T8 T3")],
)
def test_a_theme_is_put_at_its_place(tables: Tables, place: int, order: str) -> None:
    assert ids(with_theme_at(tables, "T3", place)) == order


def test_room_for_an_exemplar_goes_again_unless_somebody_writes_in_it(tables: Tables) -> None:
    roomy, exemplar = with_exemplar(tables, "T4")
    assert exemplar == "T4c"
    assert without_empty_exemplars(roomy, "T4") == tables

    put_at(roomy["en.toml"], ("themes", "T4", "exemplars", "T4c", "summary"), "Somebody laughed.")

    kept = without_empty_exemplars(roomy, "T4")
    assert [
        str(mistake).partition(":  ")[0].split(": ")[1] for mistake in contents_mistakes(written(kept))
    ] == [
        "themes.T4.exemplars.T4c.source",
        "themes.T4.exemplars.T4c.speaker",
    ]


def test_a_language_begins_with_the_words_of_the_first(tables: Tables, tmp_path: Path) -> None:
    both = with_language(tables, "cy")

    assert both["cy.toml"] == both["en.toml"]
    study = load_study(tmp_path / "studies" / keep(written(both), tmp_path))
    assert study.languages == ("en", "cy")
    assert without_language(both, "cy") == tables


def test_what_is_kept_is_what_was_given(tables: Tables, tmp_path: Path) -> None:
    put_at(tables["study.toml"], ("minutes", "ranking"), 65)
    put_at(tables["study.toml"], ("rule",), None)

    study_hash = keep(written(tables), tmp_path)

    assert check_study(tmp_path / "studies" / study_hash) == ()
    assert kept_tables(tmp_path, study_hash) == tables


def test_what_is_no_language_is_written_nowhere(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(inside))

    for language in ("../escaped", "../../escaped", str(tmp_path / "escaped")):
        wrong = contents_mistakes(written(with_language(tables, language)))
        assert any(mistake.key.startswith("languages") for mistake in wrong)

    assert list(tmp_path.rglob("escaped*")) == []


def test_there_is_room_for_a_twenty_seventh_exemplar(tables: Tables) -> None:
    ids = set()
    for _ in range(27):
        tables, exemplar = with_exemplar(tables, "T1")
        ids.add(exemplar)

    assert len(ids) == 27
