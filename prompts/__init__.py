"""Every sentence people see, one file a language. `Prompts(language)` looks them up; renderers escape."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time

FOLDER = Path(__file__).parent
STUDIES = FOLDER / "studies"
ENGLISH = "en"


class Prompts:
    """The sentences of one language; a sentence it lacks is said in English.

    >>> Prompts("en")("phase.themes")
    'Themes'
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._sentences = {**sentences(ENGLISH), **sentences(language)}
        self._locale = _locale(language)

    def __call__(self, key: str, /, **values: Any) -> str:
        """The sentence called `key` with `values` put in; where it has plural forms, `n` chooses.

        Raises `KeyError`.
        """
        sentence = self._sentences.get(key)
        if sentence is None:
            sentence = self._plural(key, values["n"])
        return sentence.format(**values) if values else sentence

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def _plural(self, key: str, n: int) -> str:
        """The form that `n` has in this language, or in English where the sentence is said in English."""
        own, form = sentences(self.language), self._locale.plural_form(n)
        for spoken in (f"{key}.{form}", f"{key}.other"):
            if spoken in own:
                return own[spoken]
        return sentences(ENGLISH)[f"{key}.{_locale(ENGLISH).plural_form(n)}"]

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self._locale.text_direction)

    def name_of(self, language: str) -> str:
        """A language's name in that language, such as `Cymraeg`."""
        own = _locale(language)
        return str(own.get_language_name(own) or language).capitalize()

    def clock(self, at: int, zone: str) -> str:
        """The time of day, such as 14:20, of `at` in UTC milliseconds, where the workshop is."""
        return str(format_time(_moment(at, zone), format="HH:mm", locale=self._locale))

    def day(self, at: int, zone: str) -> str:
        """The date, written out, of `at` in UTC milliseconds, where the workshop is."""
        return str(format_date(_moment(at, zone), format="long", locale=self._locale))

    def listed(self, items: Sequence[str]) -> str:
        """Short names in a row: `C, E, F`."""
        return self("list.separator").join(items)


@cache
def prompts_in(language: str) -> Prompts:
    return Prompts(language)


@cache
def sentences(language: str) -> dict[str, str]:
    """Every sentence of a language by its dotted key; empty for a language that has no file."""
    path = FOLDER / f"{language}.toml"
    if path.parent != FOLDER or not path.is_file():
        return {}
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))


def _flat(table: dict[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def _locale(language: str) -> Locale:
    if language.partition("-")[0] == ENGLISH:
        return Locale("en", "GB")
    try:
        return Locale.parse(language.partition("-")[0])
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def _moment(at: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone))
