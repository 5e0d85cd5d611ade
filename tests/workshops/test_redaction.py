"""Redaction: which words may tell who or where, what a list of them may say, and what is left of a text."""

from __future__ import annotations

import pytest

from tests.given import BUILT_IN
from workshops.events import (
    EVENTS,
    EvaluationAnswered,
    Event,
    NoteWritten,
    ProfileAnswered,
    QuestionAnswered,
    encode,
)
from workshops.journal import HandledCommand
from workshops.redaction import (
    TYPED,
    Candidate,
    RedactionMistakes,
    Text,
    candidates,
    redacted,
    replacements_in,
    row_redacted,
)

LIST = "Ada\nLeeds = a city\n"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Ada said so. Ask Ada's friend!", "[…] said so. Ask […]'s friend!"),
        ("From Leeds, to Leeds", "From a city, to a city"),
        ("Adam and ada in Leedsby", "Adam and ada in Leedsby"),
        ("Ada\u0301 is somebody else", "Ada\u0301 is somebody else"),
        ("Ada😀", "[…]😀"),
        ("", ""),
    ],
)
def test_whole_words_go_and_no_part_of_another(words: str, left: str) -> None:
    assert redacted(words, replacements_in(LIST, "list"))[0] == left


def test_of_two_that_begin_alike_the_longer_goes_first() -> None:
    list_of_two = replacements_in("Ada\nAda Byron = A.\n", "list")

    assert redacted("Ada Byron, Ada Bowe", list_of_two) == ("A., […] Bowe", 2)


def test_a_list_has_comments_and_empty_lines() -> None:
    assert replacements_in("# names\n\n  Ada  \nLeeds=a city\n", "list") == {"Ada": "[…]", "Leeds": "a city"}


def test_a_list_as_long_as_a_form_can_bring_is_taken_at_once() -> None:
    """Looked for at each letter, these took the best part of a minute."""
    words = [f"w{number:x}" for number in range(12_000)]

    replacements = replacements_in("\n".join(words), "list")

    assert len(replacements) == len(words)
    assert redacted(f"{words[7]} and {words[11_999]} and so on", replacements) == ("[…] and […] and so on", 2)


def test_every_mistake_in_a_list_is_named() -> None:
    with pytest.raises(RedactionMistakes) as mistaken:
        replacements_in("= a city\nAda =\nBen\nBen\nCa\x07t\nLeeds = Ben's city\n", "list")

    assert str(mistaken.value).splitlines() == [
        "list, line 1: no word stands before the =; write word = replacement.",
        "list, line 2: nothing stands after the =; write “Ada” alone to blank it.",
        "list, line 4: “Ben” is there already; keep one.",
        "list, line 5: it has characters that cannot be seen; type it anew.",
        "list: the replacement “Ben's city” holds a word that is to go.",
    ]


def test_a_list_without_words_is_refused() -> None:
    with pytest.raises(RedactionMistakes, match="list names no word: write one on each line"):
        replacements_in("# nothing yet\n", "list")


def test_candidates_are_counted_wherever_they_stand() -> None:
    told = [
        Text("note", "We met Ada in Leeds. Then Ben’s car broke: He left."),
        Text("fit", "Ada writes to ada@example.org or 0113 496 0000, LS1 4AP."),
    ]

    assert candidates(told) == [
        Candidate("Ada", 2, ("fit", "note")),
        Candidate("0113 496 0000", 1, ("fit",)),
        Candidate("Ben", 1, ("note",)),
        Candidate("LS1", 1, ("fit",)),
        Candidate("LS1 4AP", 1, ("fit",)),
        Candidate("Leeds", 1, ("note",)),
        Candidate("ada@example.org", 1, ("fit",)),
    ]


def test_what_was_picked_or_stands_for_words_kept_elsewhere_is_left_alone() -> None:
    chosen = next(question.id for question in BUILT_IN.profile if question.kind == "choice")
    picked, typed = ProfileAnswered("P01", chosen, "peer"), QuestionAnswered("Q1", "all", "peer", "F1")
    events: list[Event] = [picked, typed]
    row = HandledCommand("KESTRL", 1, None, "hash", "operator", 1, encode(events))

    left, places = row_redacted(row, {"peer": "[…]", "Q1": "x", "all": "x", "F1": "x"}, BUILT_IN)

    assert (left.events, places) == (encode([picked, QuestionAnswered("Q1", "all", "[…]", "F1")]), 1)
    assert left.request_hash == ""


def test_a_row_without_such_words_stays_as_it_is() -> None:
    row = HandledCommand("K", 1, None, "hash", "F1", 1, encode([NoteWritten("n1", "", "other", "tea", "F1")]))

    assert row_redacted(row, {"Ada": "[…]"}, BUILT_IN) == (row, 0)


def test_an_answer_to_an_open_question_of_the_evaluation_is_typed() -> None:
    row = HandledCommand("K", 1, None, "", "x", 1, encode([EvaluationAnswered("token", "useful.2", "Ada")]))

    assert row_redacted(row, {"Ada": "[…]"}, BUILT_IN)[1] == 1


def test_every_event_with_typed_words_is_known() -> None:
    """A new event that carries what somebody typed has to be thought of in `TYPED`."""
    fields = {"words", "wording", "answer", "title", "titles", "issue", "why", "reason", "directions"}
    carrying = {kind for kind in EVENTS if fields & set(kind.__struct_fields__)}
    picked = {"ArrangementConfirmed", "ReflectsAnswered"}

    assert {kind for kind in carrying if kind.__name__ not in picked} == TYPED.keys()
