"""A study changed while its workshop stands: what is different, and what may not be any more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final, NamedTuple

import msgspec

from workshops.study.files import DESIGN, language_file
from workshops.study.misfits import element_names
from workshops.study.mistakes import Mistake, named
from workshops.study.shape import Study

# What people were promised, what answers and rankings refer to, and what was stated beforehand.
_FROZEN: Final = ("id", "phases", "tiers", "rule", "retention_days", "link_table_days", "consent_boxes")
_STAYS = "has stood fast since the first consent; bring it back as it was"
_KEEPS_ITS_ID = "statements and themes keep their ids, their order and each other; bring it back as it was"
_ANSWERED = "people may have answered it already; bring it back, or add a question beside it"
_CONSENT_VERSION = (
    "is the same although the information or the consent boxes read differently; give it another"
)


class Difference(NamedTuple):
    """`key` is the way to what is different in `file`, such as `themes.T3.statement`."""

    file: str
    key: str


def differences(before: Study, after: Study) -> list[Difference]:
    """Everything that the one says differently from the other, `study.toml` first."""
    one, other = _by_file(before), _by_file(after)
    return [
        Difference(file, named(*steps))
        for file in dict.fromkeys([*one, *other])
        for steps in _different(one.get(file, {}), other.get(file, {}))
    ]


def frozen_mistakes(before: Study, after: Study) -> list[Mistake]:
    """What in `after` may not be so once somebody has consented to `before`."""
    mistakes = [
        Mistake(file, key, reason)
        for file, key in differences(before, after)
        if file == DESIGN and (reason := _frozen(key, before, after))
    ]
    mistakes += [
        Mistake(DESIGN, "languages", f"people may be reading in {language}; keep it, with its file")
        for language in before.languages
        if language not in after.languages
    ]
    if before.languages[0] != after.languages[0]:
        mistakes.append(Mistake(DESIGN, "languages", f"the first stays {before.languages[0]}"))
    return mistakes + [
        Mistake(language_file(language), "consent_version", _CONSENT_VERSION)
        for language in before.languages
        if language in after.languages and _sheet_differs(before, after, language)
    ]


def brief(changed: list[Difference] | tuple[Difference, ...]) -> str:
    """The keys by their files: `en.toml: themes.T1.title, title`."""
    parts = groupby(changed, key=lambda each: each.file)
    return "; ".join(f"{file}: {', '.join(key for _, key in each)}" for file, each in parts)


def _frozen(key: str, before: Study, after: Study) -> str:
    """Why this key of the design stays; empty where it may change."""
    first, _, rest = key.partition(".")
    if first in _FROZEN:
        return _STAYS
    if first == "themes":
        return "" if rest.partition(".")[2].startswith("exemplars") else _KEEPS_ITS_ID
    if first in ("profile", "evaluation"):
        return "" if _only_more(first, rest, before, after) else _ANSWERED
    return ""


def _only_more(table: str, rest: str, before: Study, after: Study) -> bool:
    """Whether every question and choice that there was is there as it was, and others only follow."""
    asked = {question.id: question for question in getattr(before, table)}
    asks = {question.id: question for question in getattr(after, table)}
    if list(asked) != list(asks)[: len(asked)]:
        return False
    question = rest.partition(".")[0]
    if question not in asked:
        return True
    old, new = asked[question], asks[question]
    but_for_choices = msgspec.structs.replace(new, choices=old.choices)
    return bool(new.choices[: len(old.choices)] == old.choices and but_for_choices == old)


def _sheet_differs(before: Study, after: Study, language: str) -> bool:
    old, new = before.texts[language], after.texts[language]
    reads_differently = (old.information, old.consent) != (new.information, new.consent)
    return reads_differently and old.consent_version == new.consent_version


def _by_file(study: Study) -> dict[str, Any]:
    design: dict[str, Any] = msgspec.to_builtins(study)
    texts = design.pop("texts")
    for words in texts.values():
        del words["theme_of"]
    return {DESIGN: design} | {language_file(language): texts[language] for language in study.languages}


def _different(one: Any, other: Any, *steps: str) -> Iterator[tuple[str, ...]]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys([*one, *other]):
            yield from _different(one.get(key), other.get(key), *steps, key)
    elif _have_ids(one) and _have_ids(other):
        mine, theirs = element_names(list(one)), element_names(list(other))
        both = [name for name in mine if name in theirs]
        if both != [name for name in theirs if name in mine]:
            yield steps
        by_name = dict(zip(theirs, other, strict=True))
        for name, element in zip(mine, one, strict=True):
            yield from _different(element, by_name.pop(name, None), *steps, name)
        yield from ((*steps, name) for name in by_name)
    elif one != other:
        yield steps


def _have_ids(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(each, dict) for each in value)
