"""What is known of a language by its name, such as `en-easy` or `zh-hans`: locale, tag, direction."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from babel import Locale, UnknownLocaleError

ENGLISH = "en"
PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")

_BRITISH = Locale("en", "GB")
APART, FROM_THE_LEFT, END = "\u2068", "\u2066", "\u2069"
_TO_THE_RIGHT, _TO_THE_LEFT = frozenset({"L"}), frozenset({"R", "AL"})


@cache
def locale_of(language: str) -> Locale:
    """Whose plurals, dates and direction a language has; British English for one that nobody knows.

    >>> locale_of("zh-hans"), locale_of("en-easy")
    (Locale('zh', script='Hans'), Locale('en', territory='GB'))
    """
    first, _, rest = language.lower().partition("-")
    for name in (f"{first}_{rest.title()}", first):
        if first == ENGLISH:
            break
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return _BRITISH


def tag_of(language: str) -> str:
    """What a page says it is written in, so that it is read aloud in the right voice.

    >>> tag_of("zh-hans"), tag_of("en-easy"), tag_of("cy")
    ('zh-Hans', 'en', 'cy')
    """
    locale = locale_of(language)
    return f"{locale.language}-{locale.script}" if locale.script else str(locale.language)


def usual_name(language: str) -> str:
    """A language's name in that language; where nobody knows it, as it is written.

    >>> usual_name("en"), usual_name("ur"), usual_name("zh-hans"), usual_name("xx-yy")
    ('English', 'اردو', '中文 (简体)', 'xx-yy')
    """
    own = locale_of(language)
    if own.language != language.lower().partition("-")[0]:
        return language
    return str((own.get_display_name(own) if own.script else own.get_language_name(own)) or language)


def direction_of(language: str) -> str:
    """`ltr` or `rtl`."""
    return str(locale_of(language).text_direction)


def plural_forms_of(language: str) -> tuple[str, ...]:
    """The forms that a sentence with a number needs.

    >>> plural_forms_of("pl"), plural_forms_of("zh-hans")
    (('one', 'few', 'many', 'other'), ('other',))
    """
    known = {*locale_of(language).plural_form.tags, "other"}
    return tuple(form for form in PLURAL_FORMS if form in known)


def closest(wishes: Iterable[str], offered: Sequence[str]) -> str | None:
    """The offered language for the first wish that can be met: the same one, or another of its kind.

    >>> closest(["de", "zh-CN"], ["en", "zh-hans"]), closest(["en-US"], ["cy", "en", "en-easy"])
    ('zh-hans', 'en')
    """
    for wish in wishes:
        first = wish.lower().partition("-")[0]
        same = [language for language in offered if language.lower() == wish.lower()]
        kind = [language for language in offered if language.lower().partition("-")[0] == first]
        if same or kind:
            return (*same, *kind)[0]
    return None


def set_apart(text: str, direction: str) -> str:
    """Text that may run against the sentence it is put into keeps its own order, and the sentence its own."""
    if text.isascii() and direction == "ltr":
        return text
    kinds = {unicodedata.bidirectional(letter) for letter in text}
    if kinds & (_TO_THE_RIGHT if direction == "rtl" else _TO_THE_LEFT):
        return f"{APART}{text}{END}"
    # Groups of digits with nothing else, such as a telephone's, would change places.
    grouped = direction == "rtl" and {"EN", "WS"} <= kinds and not kinds & _TO_THE_LEFT
    return f"{FROM_THE_LEFT}{text}{END}" if grouped else text
