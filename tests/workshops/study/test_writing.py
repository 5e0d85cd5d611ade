"""What is written of a study reads as it was, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from prompts import STUDIES
from workshops.study.files import parse, read_files
from workshops.study.writing import to_toml

letters = st.characters(codec="utf-8")
keys = st.text(letters, max_size=6)
words = st.text(letters, max_size=200)
values: SearchStrategy[object] = st.recursive(
    st.booleans() | st.integers(-(2**40), 2**40) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def normal(table: object) -> object:
    """As it is read: text in Unicode's composed form, keys too."""
    return parse(to_toml({"table": table}).encode())["table"]


@pytest.mark.proof
@settings(max_examples=200, deadline=None)
@given(table=st.dictionaries(keys, values, max_size=5))
def test_any_table_is_read_as_it_was_written(table: dict[str, object]) -> None:
    once = parse(to_toml(table).encode())

    assert parse(to_toml(once).encode()) == once
    assert normal(table) == once


@pytest.mark.parametrize("name", ["study.toml", "en.toml"])
def test_the_built_in_study_is_read_as_it_was(name: str) -> None:
    table = read_files(STUDIES / "peer-worker-roles").tables[name]

    assert parse(to_toml(table).encode()) == table


def test_it_is_written_for_people() -> None:
    table = {
        "id": "allotments",
        "minutes": {"ranking": 50},
        "themes": [{"id": "T1", "exemplars": [{"id": "E1", "sensitive": True}]}],
        "texts": {"T1": {"title": 'The "shed"', "covers": ["a" * 60, "b" * 60]}},
    }

    assert to_toml(table) == (
        'id = "allotments"\n'
        "\n[minutes]\nranking = 50\n"
        '\n[[themes]]\nid = "T1"\nexemplars = [{ id = "E1", sensitive = true }]\n'
        '\n[texts.T1]\ntitle = "The \\"shed\\""\n'
        f'covers = [\n    "{"a" * 60}",\n    "{"b" * 60}",\n]\n'
    )
