"""Finding a sentence on a screen by its key: what it says is looked up, as people would read it."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from prompts import ENGLISH, sentences
from prompts.languages import APART, END, PLURAL_FORMS


def pattern(language: str, key: str, **values: object) -> re.Pattern[str]:
    """The sentence `key` in any of its plural forms; where no value is given, whatever stands there.

    Raises `KeyError` for a key that has no sentence.
    """
    return _pattern(language, key, tuple(sorted((name, str(value)) for name, value in values.items())))


def spoken(language: str, key: str, **values: object) -> str:
    """The sentence as one would quote it, with an ellipsis where no value is given. Raises `KeyError`."""
    sentence = _forms(language, key)[0]
    return "".join(
        words + ("" if name is None else str(values.get(name, "…")))
        for words, name, _, _ in Formatter().parse(sentence)
    )


@cache
def _pattern(language: str, key: str, values: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile("|".join(_escaped(form, dict(values)) for form in _forms(language, key)))


@cache
def _forms(language: str, key: str) -> list[str]:
    said = {**sentences(ENGLISH), **sentences(language)}
    keys = [name for name in (key, *(f"{key}.{form}" for form in PLURAL_FORMS)) if name in said]
    if not keys:
        raise KeyError(key)
    return [said[name] for name in keys]


def _escaped(sentence: str, values: dict[str, str]) -> str:
    parts = []
    for words, name, _, _ in Formatter().parse(sentence):
        parts.append(re.escape(words))
        if name is not None:
            value = re.escape(values[name]) if name in values else "(.+?)"
            parts.append(f"{APART}?{value}{END}?")
    return f"(?:{''.join(parts)})"
