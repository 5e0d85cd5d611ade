"""What people type, before it goes anywhere: readable text, not too long, nothing cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from bot.actions import Action
from workshops.commands import (
    AnswerProfile,
    EnterArrangement,
    LinkStatements,
    MakeWish,
    MergeExtras,
    ProposeStatement,
    RewordProposal,
    SendMessage,
    SetDay,
)

LONGEST_ANSWER = 2_000
LONGEST_STATEMENT = 300
LONGEST_LINK = 60
LONGEST_PROFILE_ANSWER = 100
LONGEST_DIRECTIONS = 1_000
LONGEST_NUMBER = 10
MOST_MARKS = 3

_BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT_CONTROLS = frozenset("\n\t")


class WordsRefused(Exception):
    """`reason` is the prompt's key, `values` what its sentence tells."""

    def __init__(self, reason: str, **values: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def longest(action: Action) -> int:
    """How many characters may be typed for `action`."""
    match action:
        case SetDay(part="directions"):
            return LONGEST_DIRECTIONS
        case AnswerProfile() | SetDay():
            return LONGEST_PROFILE_ANSWER
        case MakeWish():
            return LONGEST_NUMBER
        case LinkStatements():
            return LONGEST_LINK
        case ProposeStatement() | RewordProposal() | MergeExtras() | EnterArrangement() | SendMessage():
            return LONGEST_STATEMENT
        case _:
            return LONGEST_ANSWER


def clean(text: str, limit: int) -> str:
    """The text in NFC, without what would break a page or a file.

    Control characters and bidirectional overrides go, and a letter keeps three combining marks at most;
    joiners and variation selectors stay.

    Raises `WordsRefused` for what is no text, or longer than `limit` characters.

    >>> clean("  tea\\u202e and\\x00 talk ", 40)
    'tea and talk'
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise WordsRefused("not_text")
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(_few_marks(character for character in plain if _readable(character))).strip()
    if len(kept) > limit:
        raise WordsRefused("too_long", count=len(kept), limit=limit)
    return kept


def _readable(character: str) -> bool:
    if character in _BIDI_OVERRIDES:
        return False
    return unicodedata.category(character) != "Cc" or character in _KEPT_CONTROLS


def _few_marks(characters: Iterable[str]) -> Iterator[str]:
    marks = 0
    for character in characters:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            yield character
