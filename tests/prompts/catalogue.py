"""What a language's file is made of: sentences, some of which have a form for each kind of number."""

from __future__ import annotations

from functools import cache
from string import Formatter

from prompts import ENGLISH, sentences
from prompts.languages import PLURAL_FORMS, locale_of, plural_forms_of

ZERO = "zero"


@cache
def tables() -> frozenset[str]:
    """The names of the sentences that have plural forms: those which have nothing else."""
    parts: dict[str, set[str]] = {}
    for key in sentences(ENGLISH):
        name, _, form = key.rpartition(".")
        parts.setdefault(name, set()).add(form)
    return frozenset(name for name, forms in parts.items() if "other" in forms <= set(PLURAL_FORMS))


def names_of(language: str) -> list[str]:
    """Each sentence once, whatever its forms."""
    found = sentences(language)
    return sorted({name_of_sentence(key) for key in found})


def name_of_sentence(key: str) -> str:
    name = key.rpartition(".")[0]
    return name if name in tables() else key


def keys_for(language: str) -> set[str]:
    """What a language's file has to hold: English's sentences, in the forms that this language has.

    A form for zero that is asked for by name belongs to every language.
    """
    forms = plural_forms_of(language)
    wanted = {key for key in sentences(ENGLISH) if name_of_sentence(key) == key or key.endswith(f".{ZERO}")}
    return wanted | {f"{name}.{form}" for name in tables() for form in forms}


def english_for(key: str) -> str:
    """The English sentence that this one says; for a plural form, the one for many."""
    name = name_of_sentence(key)
    return sentences(ENGLISH)[key if name == key else f"{name}.other"]


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def says_its_number(language: str, key: str) -> bool:
    """Whether this is a form that no two numbers share."""
    name, _, form = key.rpartition(".")
    if name not in tables():
        return False
    counts = [n for n in range(1_000) if locale_of(language).plural_form(n) == form]
    return len(counts) == 1 or form == ZERO
