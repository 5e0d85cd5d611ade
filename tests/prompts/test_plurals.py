"""Plurals: the form that a number has in the language in which the sentence is said."""

from __future__ import annotations

import pytest

from prompts import prompts_in


@pytest.mark.parametrize(("n", "said"), [(0, "0 people here"), (1, "1 person here"), (2, "2 people here")])
def test_a_number_has_its_form(n: int, said: str) -> None:
    assert prompts_in("en")("room.here", n=n, seated=0).startswith(said)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 6, 11, 100])
def test_what_a_language_lacks_is_said_in_english_with_english_plurals(n: int) -> None:
    """Irish has five forms, of which English knows two, and no file."""
    assert prompts_in("ga")("room.here", n=n, seated=0) == prompts_in("en")("room.here", n=n, seated=0)


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("cy", 0, "Nid oes neb yma eto"),
        ("cy", 2, "Mae 2 berson yma"),
        ("cy", 3, "Mae 3 pherson yma"),
        ("cy", 7, "Mae 7 o bobl yma"),
        ("pl", 1, "Obecna jest 1 osoba"),
        ("pl", 3, "Obecne są 3 osoby"),
        ("pl", 5, "Obecnych jest 5 osób"),
        ("pl", 12, "Obecnych jest 12 osób"),
        ("pl", 22, "Obecne są 22 osoby"),
    ],
)
def test_each_language_counts_in_its_own_way(language: str, n: int, said: str) -> None:
    assert prompts_in(language)("projector.here", n=n) == said
