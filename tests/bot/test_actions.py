"""Buttons: what one carries is read back as it was meant, fits, and never holds what people wrote."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_letters, digits
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bot.actions import (
    FROM_THE_EDGE,
    MOST_BYTES,
    Action,
    Agree,
    Consider,
    NotAButton,
    Open,
    TakePartUnrecorded,
    completed,
    decode,
    encode,
    takes_words,
)
from workshops.commands import (
    AdmitFacilitator,
    AmendStudy,
    ChangeTheme,
    CodeIssue,
    Command,
    ConsentOnPaper,
    CountRedacted,
    DeleteLinks,
    ExplainDissent,
    FormGroups,
    GiveConsent,
    MakeWorkshop,
    Pause,
    PlaceStatement,
    RankStatement,
    ReadStudyAgain,
    RecordExport,
    SayMissing,
    TellChanges,
    WidenCall,
    Withdraw,
    WriteForTeam,
)
from workshops.wishes import Wish

CODE = "KTRWXY"
ON_NO_BUTTON = (
    MakeWorkshop,
    AdmitFacilitator,
    GiveConsent,
    ConsentOnPaper,
    WidenCall,
    CountRedacted,
    CodeIssue,
    ReadStudyAgain,
    RecordExport,
    DeleteLinks,
    ChangeTheme,
    WriteForTeam,
    TellChanges,
    AmendStudy,
)
KINDS: list[type[Action]] = [
    *(kind for kind in Command.__subclasses__() if kind not in ON_NO_BUTTON),
    Open,
    Consider,
    Agree,
    TakePartUnrecorded,
]

ID = "Abcdefg8"
LONGEST: dict[str, Any] = {
    "anonymous": False,
    "answer": "can_live_with_it",
    "call": "C999",
    "choice": ID,
    "count": 999,
    "extras": "+".join(["AN-x9"] * 6),
    "facilitator": "F999",
    "fit": "does_not",
    "form": "constellation",
    "group": "AN",
    "hand_in": 9_999,
    "hand_over": False,
    "into": "AM",
    "item": ID,
    "kind": "must_come_first",
    "language": "cmn-abcdefgh-abcdefgh",
    "leaving": "report_back",
    "merge": "M-99",
    "minutes": 180,
    "move": 9_999,
    "moves": 9_999,
    "note": "AN-n999",
    "number": 99,
    "on": False,
    "part": "directions",
    "participant": "P9999",
    "phase": "report_back",
    "place": f"below {ID}",
    "proposal": "AN-p20",
    "question": f"{ID}.5",
    "rank": 20,
    "ranked": 20,
    "reason": f"inside:{ID}",
    "remove": False,
    "sheet": "0a1b",
    "source": ID,
    "statement": ID,
    "step": "declined",
    "target": ID,
    "theme": ID,
    "ticked": "012345678",
    "to": "parked",
    "until": 4_000_000_000_000,
    "version": 99,
    "view": f"inside_which {ID}",
    "yes": False,
}

arguments: dict[str, SearchStrategy[object]] = {
    "str": st.text(ascii_letters + digits + " :._-", max_size=8),
    "int": st.integers(0, 9_999),
    "bool": st.booleans(),
}


def of_kind(kind: type[Action]) -> SearchStrategy[Action]:
    types = {name: kind.__annotations__[name] for name in carried(kind)}
    return st.builds(kind, **{name: arguments[of_type] for name, of_type in types.items()})


def carried(kind: type[Action]) -> Iterator[str]:
    return (name for name in kind.__struct_fields__ if name not in FROM_THE_EDGE)


any_action: SearchStrategy[Action] = st.sampled_from(KINDS).flatmap(of_kind)


@given(any_action)
def test_a_button_means_what_it_was_made_to_mean(action: Action) -> None:
    assert decode(encode(CODE, action)) == (CODE, action)


@pytest.mark.parametrize("kind", KINDS)
def test_a_button_fits_with_the_longest_ids_a_study_may_have(kind: type[Action]) -> None:
    longest = kind(**{name: LONGEST[name] for name in carried(kind)})
    payload = encode(CODE, longest)

    assert len(payload.encode()) <= MOST_BYTES == 64
    assert decode(payload) == (CODE, longest)


def test_a_payload_is_a_code_a_verb_and_its_arguments() -> None:
    assert encode(CODE, PlaceStatement("A", "S1", "below S2")) == "KTRWXY|place|A|S1|below S2"
    assert encode(CODE, Withdraw("P01", True)) == "KTRWXY|withdraw|P01|true"
    assert encode(CODE, Pause()) == "KTRWXY|pause"
    assert encode(CODE, Open()) == "KTRWXY|open|"


def test_what_does_not_fit_is_on_no_button() -> None:
    with pytest.raises(ValueError, match="longer than 64 bytes"):
        encode(CODE, Open("a" * 64))


def test_words_are_on_no_button() -> None:
    with pytest.raises(ValueError, match="more than codes and ids"):
        encode(CODE, Open("œuvre"))


@pytest.mark.parametrize("kind", KINDS)
def test_neither_words_nor_chance_nor_wishes_are_on_a_button(kind: type[Action]) -> None:
    plain = kind(**{name: LONGEST[name] for name in carried(kind)})
    from_the_edge = {"words": "hello", "seed": 77, "wishes": (Wish("P01", "with", "P02"),)}
    changed = {name: from_the_edge[name] for name in kind.__struct_fields__ if name in from_the_edge}

    assert encode(CODE, msgspec.structs.replace(plain, **changed)) == encode(CODE, plain)


@pytest.mark.parametrize("kind", ON_NO_BUTTON)
def test_what_only_the_house_may_ask_is_on_no_button(kind: type[Command]) -> None:
    fields = "|".join("x" for _ in kind.__struct_fields__)

    with pytest.raises(NotAButton):
        decode(f"{CODE}|{kind.__struct_config__.tag}|{fields}")


def test_the_edge_completes_what_a_button_cannot_carry() -> None:
    assert completed(ExplainDissent(), words="S2 first", seed=7) == ExplainDissent("S2 first")
    assert completed(FormGroups(), words="hello", seed=7) == FormGroups(7)
    assert completed(Pause(), words="hello", seed=7) == Pause()


def test_typed_words_go_with_what_has_room_for_them() -> None:
    assert takes_words(SayMissing())
    assert not takes_words(Pause())
    assert not takes_words(Open())


NO_VERB = ["", "|", "||", CODE, f"{CODE}|", f"{CODE}|fly", "|pause"]
TOO_MANY_OR_FEW = ["pause|", "pause|x", "place|A", "place|A|S1|top|x"]
NO_VALUE = ["rank|S1|first", "rank|S1|", "rank|S1|1.5", "withdraw|P01|maybe"]
NOT_PLAIN = ["open|\ud800", "open|œ", "open|\x00", "open|a\nb", f"open|{'a' * 64}"]


@pytest.mark.parametrize(
    "payload", [*NO_VERB, *(f"{CODE}|{rest}" for rest in (*TOO_MANY_OR_FEW, *NO_VALUE, *NOT_PLAIN))]
)
def test_what_is_no_button_is_said_to_be_none(payload: str) -> None:
    with pytest.raises(NotAButton):
        decode(payload)


verbs = st.sampled_from([str(kind.__struct_config__.tag) for kind in KINDS])
odd = st.sampled_from(["A", "S1", "1", "-1", "9" * 30, "1e9", "true", "top"])
pieces = st.lists(st.text(max_size=6) | odd, max_size=5)
almost_buttons = st.builds(lambda verb, rest: "|".join([CODE, verb, *rest]), verbs, pieces)


@given(st.text(st.characters(), max_size=80) | almost_buttons)
@example("\ud800|pause")
@example(f"{CODE}|rank|S1|{'9' * 40}")
def test_garbage_is_a_button_or_said_to_be_none(payload: str) -> None:
    try:
        code, action = decode(payload)
    except NotAButton:
        return
    assert decode(encode(code, action)) == (code, action)


def test_numbers_are_read_as_numbers() -> None:
    assert decode(f"{CODE}|rank|S1|3") == (CODE, RankStatement("S1", 3))
    assert decode(f"{CODE}|rank|S1|-3") == (CODE, RankStatement("S1", -3))
