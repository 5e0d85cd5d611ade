"""Every sentence people see, one file a language. `Prompts(language)` looks them up; renderers escape."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_name

from prompts.languages import ENGLISH, direction_of, locale_of, set_apart, tag_of, usual_name

__all__ = [
    "ENGLISH",
    "FOLDER",
    "STUDIES",
    "Prompts",
    "name_of",
    "prompts_in",
    "reviewed",
    "sentences",
    "spoken",
]

FOLDER = Path(__file__).parent
STUDIES = FOLDER / "studies"
HEAD = ("name", "reviewed")


class Prompts:
    """The sentences of one language; a sentence it lacks is said in English.

    >>> Prompts("en")("phase.themes")
    'Themes'
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._sentences = {**sentences(ENGLISH), **sentences(language)}
        self._locale = locale_of(language)
        self._direction = direction_of(language)

    def __call__(self, key: str, /, **values: Any) -> str:
        """The sentence called `key` with `values` put in; where it has plural forms, `n` chooses.

        Raises `KeyError`.
        """
        sentence = self._sentences.get(key)
        if sentence is None:
            sentence = self._plural(key, values["n"])
        return sentence.format(**self._set_apart(values)) if values else sentence

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def _plural(self, key: str, n: int) -> str:
        """The form that `n` has in this language, or in English where the sentence is said in English."""
        own, form = sentences(self.language), self._locale.plural_form(n)
        for spoken_form in (f"{key}.{form}", f"{key}.other"):
            if spoken_form in own:
                return own[spoken_form]
        return sentences(ENGLISH)[f"{key}.{locale_of(ENGLISH).plural_form(n)}"]

    def _set_apart(self, values: dict[str, Any]) -> dict[str, Any]:
        return {
            name: set_apart(value, self._direction) if isinstance(value, str) else value
            for name, value in values.items()
        }

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self._direction

    @property
    def tag(self) -> str:
        """The language as a page names it, such as `zh-Hans`."""
        return tag_of(self.language)

    def clock(self, at: int, zone: str) -> str:
        """The time of day, such as 14:20, of `at` in UTC milliseconds, where the workshop is."""
        return str(format_time(_moment(at, zone), format="HH:mm", locale=self._locale))

    def day(self, at: int, zone: str) -> str:
        """The date, written out, of `at` in UTC milliseconds, where the workshop is."""
        return str(format_date(_moment(at, zone), format="long", locale=self._locale))

    def full_day(self, at: int, zone: str) -> str:
        """The date with the day of the week."""
        return str(format_date(_moment(at, zone), format="full", locale=self._locale))

    def zone(self, at: int, zone: str) -> str:
        """What the clock that is shown is called, such as Greenwich Mean Time."""
        return str(get_timezone_name(_moment(at, zone), locale=self._locale))

    def listed(self, items: Sequence[str]) -> str:
        """Short names in a row: `C, E, F`."""
        return self("list.separator").join(items)


@cache
def prompts_in(language: str) -> Prompts:
    return Prompts(language)


@cache
def spoken() -> tuple[str, ...]:
    """Every language that has a file of sentences, English first."""
    others = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != ENGLISH)
    return (ENGLISH, *others)


def name_of(language: str) -> str:
    """A language's name in that language, such as `Cymraeg`; its file may give another than the usual.

    >>> name_of("cy"), name_of("pl")
    ('Cymraeg', 'Polski')
    """
    name = str(_file(language).get("name") or usual_name(language))
    return name[:1].upper() + name[1:]


def reviewed(language: str) -> bool:
    """Whether someone who speaks the language has read its sentences; its file says where nobody has."""
    return _file(language).get("reviewed", True) is True


@cache
def sentences(language: str) -> dict[str, str]:
    """Every sentence of a language by its dotted key; empty for a language that has no file."""
    return dict(_flat({key: value for key, value in _file(language).items() if key not in HEAD}))


@cache
def _file(language: str) -> dict[str, Any]:
    path = FOLDER / f"{language}.toml"
    if path.parent != FOLDER or not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def _moment(at: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone))
