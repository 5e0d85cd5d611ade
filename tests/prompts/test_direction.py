"""Words that run against the sentence they are put into keep their order, and the sentence keeps its own."""

from __future__ import annotations

import pytest

from prompts import prompts_in
from prompts.languages import set_apart

APART, FROM_THE_LEFT, END = "\u2068", "\u2066", "\u2069"


@pytest.mark.parametrize(
    ("words", "direction", "said"),
    [
        ("P07", "ltr", "P07"),
        ("P07", "rtl", f"{APART}P07{END}"),
        ("14:20", "rtl", "14:20"),
        ("0113 496 0000", "rtl", f"{FROM_THE_LEFT}0113 496 0000{END}"),
        ("0113 496 0000", "ltr", "0113 496 0000"),
        ("آرام کی جگہ", "rtl", "آرام کی جگہ"),
        ("آرام کی جگہ", "ltr", f"{APART}آرام کی جگہ{END}"),
        ("支持", "ltr", "支持"),
    ],
)
def test_only_what_runs_against_the_sentence_is_set_apart(words: str, direction: str, said: str) -> None:
    assert set_apart(words, direction) == said


def test_an_english_number_stands_apart_in_an_urdu_sentence() -> None:
    urdu, english = prompts_in("ur"), prompts_in("en")

    assert f"{APART}P07{END}" in urdu("room.admit", number="P07")
    assert english("room.admit", number="P07") == "Admit P07"
    assert english("notes.change", words="آرام") == f"Change: {APART}آرام{END}"
