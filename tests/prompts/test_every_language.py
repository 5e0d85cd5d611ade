"""Every language says what English says, with the same things put in, in its own forms."""

from __future__ import annotations

import re

import pytest

from prompts import ENGLISH, name_of, reviewed, sentences, spoken
from prompts.languages import PLURAL_FORMS, direction_of, tag_of
from tests.prompts.catalogue import (
    english_for,
    keys_for,
    name_of_sentence,
    placeholders,
    says_its_number,
    tables,
)

OTHERS = [language for language in spoken() if language != ENGLISH]
COMMANDS = re.compile(r"workshop [a-z]+ [A-Z{][\w}]*(?: --to [A-Z]+)?")


def test_these_are_the_languages() -> None:
    assert {
        language: (name_of(language), tag_of(language), direction_of(language)) for language in spoken()
    } == {
        "en": ("English", "en", "ltr"),
        "cy": ("Cymraeg", "cy", "ltr"),
        "en-easy": ("Plain English", "en", "ltr"),
        "pl": ("Polski", "pl", "ltr"),
        "ur": ("اردو", "ur", "rtl"),
        "zh-hans": ("简体中文", "zh-Hans", "ltr"),
    }


def test_only_english_has_been_reviewed() -> None:
    """Whoever reviews a language takes the line out of its file, and the language out of here."""
    assert [language for language in spoken() if not reviewed(language)] == OTHERS


@pytest.mark.parametrize("language", spoken())
def test_it_says_every_sentence_and_no_other(language: str) -> None:
    said, wanted = set(sentences(language)), keys_for(language)

    assert sorted(wanted - said) == [], "missing"
    assert sorted(said - wanted) == [], "unknown"


@pytest.mark.parametrize("language", spoken())
def test_the_same_things_are_put_in(language: str) -> None:
    """A form that stands for one number only may say that number in words."""
    differing = {}
    for key, sentence in sentences(language).items():
        put_in, wanted = placeholders(sentence), placeholders(english_for(key))
        may_lack = {"n"} if says_its_number(language, key) else set()
        if not wanted - may_lack <= put_in <= wanted:
            differing[key] = sentence

    assert differing == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_was_left_in_english(language: str) -> None:
    """But those without a word in them, and in plain English what was plain already."""
    if language.startswith(ENGLISH):
        return
    left = [key for key, said in sentences(language).items() if said == english_for(key) and _has_words(said)]

    assert left == []


def _has_words(sentence: str) -> bool:
    return re.search(r"[a-z]{2}", re.sub(r"\{\w+\}", "", sentence)) is not None


@pytest.mark.parametrize("language", OTHERS)
def test_what_one_types_is_the_same_everywhere(language: str) -> None:
    for key, said in sentences(language).items():
        assert sorted(COMMANDS.findall(said)) == sorted(COMMANDS.findall(english_for(key))), key


@pytest.mark.parametrize("language", OTHERS)
def test_buttons_that_a_sentence_names_are_called_so(language: str) -> None:
    """Where English names a button in quotation marks, the other language names the same button."""
    buttons = {sentence: key for key, sentence in sentences(ENGLISH).items()}
    own = sentences(language)
    for key, sentence in sentences(ENGLISH).items():
        if name_of_sentence(key) != key:
            continue
        for named in re.findall(r"“(?!workshop |make )([^“”{}]+)”", sentence):
            assert own[buttons[named]] in own[key], (key, named)


def test_the_forms_for_numbers_are_found() -> None:
    """The checks above hang on which sentences have forms at all."""
    assert {"room.here", "lobby.others", "board.not_placed"} <= tables()
    assert tables().isdisjoint({"note", "fit", "link"})
    assert set(PLURAL_FORMS) > {"one", "other"}
