"""Redaction: names and places taken out of what people typed, before it is exported."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from workshops import events
from workshops.events import Event, Happened, decode, encode
from workshops.journal import HandledCommand
from workshops.study import Study

BLANK = "[…]"

# Where an event keeps what was typed, with spaces between, and what kind of text that is to a reader.
TYPED: Mapping[type[Happened], tuple[str, str]] = {
    events.WorkshopMade: ("title", "title"),
    events.DaySet: ("place directions", "place"),
    events.ProfileAnswered: ("answer", "about themselves"),
    events.FitExplained: ("words", "fit"),
    events.StatementsLinked: ("words", "link"),
    events.StatementProposed: ("words", "statement"),
    events.ProposalReworded: ("words", "statement"),
    events.ProposalAccepted: ("wording", "statement"),
    events.ExtrasMerged: ("words", "statement"),
    events.DissentExplained: ("words", "dissent"),
    events.NoteWritten: ("words", "note"),
    events.NoteEdited: ("words", "note"),
    events.QuestionAsked: ("words", "question"),
    events.QuestionAnswered: ("answer", "answer"),
    events.MessageSent: ("words", "message"),
    events.MissingSaid: ("words", "plenary"),
    events.EvaluationAnswered: ("words", "evaluation"),
    events.IssueCoded: ("issue", "issue"),
    events.ThemeChanged: ("titles why evidence typed_by", "team"),
    events.StudyAmended: ("reason", "deviation"),
    events.TeamWrote: ("words typed_by", "team"),
}

_E_MAIL = re.compile(r"[^\s@<>(),;:]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w+])\+?\(?\d(?:[ ()./-]{0,2}\d){6,}(?!\w)")
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4} ?[A-Z]{2}|\d{5}(?:-\d{4})?)\b"
)
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
_POSSESSIVE = re.compile(r"[’']s$")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?…:\n])[\s\"'“”‘’«»()\[\]–—-]*$")


class Text(NamedTuple):
    kind: str
    words: str


class Candidate(NamedTuple):
    """What may tell who or where, how often it stands as whole words, and in which kinds of text."""

    words: str
    times: int
    kinds: tuple[str, ...]


class RedactionMistakes(ValueError):
    """The list of words cannot be taken as it is; the message has a line for each mistake."""


def replacements_in(text: str, file: str) -> dict[str, str]:
    """What is to go and what comes in its place, from lines such as `Ada` or `Leeds = a city`.

    Raises `RedactionMistakes`, which calls the list `file`.
    """
    found: dict[str, str] = {}
    mistakes: list[str] = []
    for number, line in enumerate(unicodedata.normalize("NFC", text).splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        word, given, instead = (part.strip() for part in line.partition("="))
        if wrong := _wrong(word, given, instead, found):
            mistakes.append(f"{file}, line {number}: {wrong}")
        found[word] = instead or BLANK
    mistakes += [
        f"{file}: the replacement “{left}” holds a word that is to go." for left in _left_over(found)
    ]
    if not found:
        mistakes.append(f"{file} names no word: write one on each line, or word = replacement.")
    if mistakes:
        raise RedactionMistakes("\n".join(mistakes))
    return found


def redacted(words: str, replacements: Mapping[str, str]) -> tuple[str, int]:
    """The words with each whole word replaced, the longest first, and in how many places."""
    pieces, at, done = [], 0, 0
    # Of a long list few words stand in any one text, and only those are looked for at each letter of it.
    ordered = sorted((word for word in replacements if word in words), key=len, reverse=True)
    if not ordered:
        return words, 0
    while at < len(words):
        if found := next((word for word in ordered if _stands_at(words, at, word)), None):
            pieces.append(replacements[found])
            at, done = at + len(found), done + 1
        else:
            pieces.append(words[at])
            at += 1
    return "".join(pieces), done


def row_redacted(
    row: HandledCommand, replacements: Mapping[str, str], study: Study
) -> tuple[HandledCommand, int]:
    """The row without these words, and in how many places they stood; the row itself where there are none."""
    left, places = [], 0
    for event in decode(row.events):
        for field in _typed_fields(event, study):
            words, done = _redacted_field(getattr(event, field), replacements)
            event, places = (replace(event, **{field: words}), places + done) if done else (event, places)
        left.append(event)
    # The hash of the request was made of the words, too.
    return (replace(row, events=encode(left), request_hash=""), places) if places else (row, 0)


def texts(rows: Iterable[HandledCommand], study: Study) -> Iterator[Text]:
    """Everything that was typed, in every wording it has had."""
    for row in rows:
        for event in decode(row.events):
            for field in _typed_fields(event, study):
                value = getattr(event, field)
                for words in filter(None, value if isinstance(value, tuple) else (value,)):
                    yield Text(TYPED[type(event)][1], words)


def candidates(typed: Iterable[Text]) -> list[Candidate]:
    """Capitalised words inside sentences, e-mail addresses, telephone numbers, postcodes; most often first.

    A person decides which of them tell who or where: nothing here can.
    """
    told = list(typed)
    noticed = {words: BLANK for text in told for words in _noticed(text.words)}
    times: Counter[str] = Counter()
    kinds: dict[str, set[str]] = defaultdict(set)
    for text in told:
        for words in noticed:
            if count := sum(_stands_at(text.words, at, words) for at in _places(text.words, words)):
                times[words] += count
                kinds[words].add(text.kind)
    ordered = sorted(times, key=lambda words: (-times[words], words))
    return [Candidate(words, times[words], tuple(sorted(kinds[words]))) for words in ordered]


def _redacted_field(
    value: str | tuple[str, ...], replacements: Mapping[str, str]
) -> tuple[str | tuple[str, ...], int]:
    if isinstance(value, str):
        return redacted(value, replacements)
    done = [redacted(words, replacements) for words in value]
    return tuple(words for words, _ in done), sum(places for _, places in done)


def _typed_fields(event: Event, study: Study) -> list[str]:
    """The fields with what somebody typed; none where the event has none, or a choice was picked."""
    match event:
        case events.EvaluationAnswered():
            asked, questions = event.question.partition(".")[0], study.evaluation
            chosen = any(each.id == asked and each.kind == "choice" for each in questions)
        case events.ProfileAnswered():
            chosen = any(
                each.id == event.question and (each.kind == "choice" or each.identifying)
                for each in study.profile
            )
        case _:
            chosen = False
    return [] if chosen else TYPED.get(type(event), ("", ""))[0].split()


def _wrong(word: str, given: str, instead: str, earlier: Mapping[str, str]) -> str:
    if not word:
        return "no word stands before the =; write word = replacement."
    if given and not instead:
        return f"nothing stands after the =; write “{word}” alone to blank it."
    if not (word + instead).isprintable():
        return "it has characters that cannot be seen; type it anew."
    return f"“{word}” is there already; keep one." if word in earlier else ""


def _left_over(replacements: Mapping[str, str]) -> list[str]:
    return [instead for instead in dict.fromkeys(replacements.values()) if redacted(instead, replacements)[1]]


def _noticed(words: str) -> Iterator[str]:
    for pattern in (_E_MAIL, _PHONE, _POSTCODE):
        yield from (found[0] for found in pattern.finditer(words))
    for found in _WORD.finditer(words):
        name = _POSSESSIVE.sub("", found[0])
        if len(name) > 1 and name[0].isupper() and not _SENTENCE_BEGINS.search(words[: found.start()]):
            yield name


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _stands_at(text: str, at: int, word: str) -> bool:
    """Whether the word begins there and is whole: no letter, digit or combining mark goes on with it."""
    end = at + len(word)
    return text.startswith(word, at) and not (_goes_on(text[at - 1 : at]) or _goes_on(text[end : end + 1]))


def _goes_on(character: str) -> bool:
    return bool(character) and (character.isalnum() or unicodedata.category(character)[0] == "M")
