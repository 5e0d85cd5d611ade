"""The corpus is what it says, so that the files it goes into are tested with what can really get there."""

from __future__ import annotations

from bot.words import LONGEST_ANSWER, clean
from tests.exports.injection_corpus import CORPUS


def test_there_are_150_different_texts() -> None:
    assert len(set(CORPUS)) == len(CORPUS) == 150


def test_each_is_left_as_it_is_when_it_is_typed() -> None:
    assert [clean(text, LONGEST_ANSWER) for text in CORPUS] == list(CORPUS)
