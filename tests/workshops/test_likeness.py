"""Likeness: whether a group's own statement says what a core statement says already."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.likeness import most_alike

CORE = {"S1": "A supportive culture in the team", "S6": "Training and supervision for the role"}


@pytest.mark.parametrize(
    ("words", "alike"),
    [
        ("Give supervision and training", "S6"),
        ("SUPERVISION, training!", "S6"),
        ("A culture that is supportive", "S1"),
        ("A place to rest", ""),
        ("tea", ""),
        ("in the for a", ""),
        ("", ""),
    ],
)
def test_what_shares_half_of_its_telling_words_is_alike(words: str, alike: str) -> None:
    assert most_alike(words, CORE) == alike


def test_the_one_that_shares_most_is_named() -> None:
    assert most_alike("supervision and training, supportive", CORE) == "S6"


@given(st.text(), st.dictionaries(st.text(max_size=3), st.text(), max_size=4))
def test_any_words_are_like_one_of_them_or_like_none(words: str, wordings: dict[str, str]) -> None:
    assert most_alike(words, wordings) in {*wordings, ""}
