"""Plurals: the form that a number has in the language in which the sentence is said."""

from __future__ import annotations

import pytest

from prompts import prompts_in


@pytest.mark.parametrize(("n", "said"), [(0, "0 people here"), (1, "1 person here"), (2, "2 people here")])
def test_a_number_has_its_form(n: int, said: str) -> None:
    assert prompts_in("en")("room.here", n=n, seated=0).startswith(said)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 6, 11, 100])
def test_what_a_language_lacks_is_said_in_english_with_english_plurals(n: int) -> None:
    """Welsh has six forms, of which English knows two."""
    assert prompts_in("cy")("room.here", n=n, seated=0) == prompts_in("en")("room.here", n=n, seated=0)
