"""Who opened the Mini App: Telegram's word is taken as it was signed, for an hour, and in no other form."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.web.init_data import opened_by, signing_key
from tests.bot.web.telegram_signed import BOT, fields_of, signed

ADA = 1001
NOW = 1_790_000_000
HOUR = 60 * 60
KEY = signing_key(BOT)
GENUINE = signed(fields_of(ADA, NOW))
PAIRS = parse_qsl(GENUINE)


def test_what_telegram_signed_is_believed() -> None:
    assert opened_by(GENUINE, KEY, NOW) == ADA


@pytest.mark.parametrize(
    ("age", "believed"), [(0, ADA), (HOUR, ADA), (HOUR + 1, None), (-60, ADA), (-61, None), (10**9, None)]
)
def test_it_lasts_an_hour_and_begins_at_most_a_minute_from_now(age: int, believed: int | None) -> None:
    assert opened_by(signed(fields_of(ADA, NOW - age)), KEY, NOW) == believed


def test_another_bots_word_is_not_believed() -> None:
    assert opened_by(signed(fields_of(ADA, NOW), token="110201543:another"), KEY, NOW) is None


@pytest.mark.parametrize("name", sorted(dict(PAIRS)))
def test_a_name_that_comes_twice_is_refused_even_with_the_same_value(name: str) -> None:
    assert opened_by(f"{GENUINE}&{urlencode({name: dict(PAIRS)[name]})}", KEY, NOW) is None
    assert opened_by(f"{name}=&{GENUINE}", KEY, NOW) is None


@pytest.mark.parametrize("name", sorted(dict(PAIRS)))
def test_nothing_may_be_missing_or_other(name: str) -> None:
    without = [pair for pair in PAIRS if pair[0] != name]

    assert opened_by(urlencode(without), KEY, NOW) is None
    assert opened_by(urlencode([*without, (name, "")]), KEY, NOW) is None
    assert opened_by(urlencode([*without, (name, dict(PAIRS)[name] + "0")]), KEY, NOW) is None


def test_two_fields_in_the_guise_of_one_are_refused() -> None:
    fields = dict(PAIRS)
    disguised = {name: value for name, value in fields.items() if name != "signature"}
    disguised["query_id"] = f"{fields['query_id']}\nsignature={fields['signature']}"

    assert opened_by(urlencode(disguised), KEY, NOW) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"user": "{}"},
        {"user": '{"id": "1001"}'},
        {"user": '{"id": -1}'},
        {"user": '{"id": 1e400}'},
        {"user": f'{{"id": {2**64}}}'},
        {"user": "null"},
        {"user": "["},
        {"auth_date": "now"},
        {"auth_date": "9" * 5000},
    ],
)
def test_what_is_signed_and_makes_no_sense_is_refused(changed: dict[str, str]) -> None:
    assert opened_by(signed(fields_of(ADA, NOW) | changed), KEY, NOW) is None


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Genuine words with a few characters changed, taken out or put in: raw, or within the decoded fields."""
    text = GENUINE
    for _ in range(draw(st.integers(1, 3))):
        at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 3))
        piece = draw(
            st.one_of(st.text(max_size=3), st.sampled_from(["&", "=", "%", "%0A", "+", "hash=", "%FF"]))
        )
        written = quote(piece) if draw(st.booleans()) else piece
        text = text[:at] + written + text[at + length :]
    return text


@pytest.mark.proof
@settings(max_examples=400, deadline=None)
@given(mutated())
def test_no_mutation_is_believed(init_data: str) -> None:
    assume(not says_the_same(init_data))

    assert opened_by(init_data, KEY, NOW) is None


@settings(max_examples=200, deadline=None)
@given(st.text() | st.dictionaries(st.text(), st.text()).map(urlencode))
def test_nothing_that_anyone_makes_up_is_believed(init_data: str) -> None:
    assert opened_by(init_data, KEY, NOW) is None


def says_the_same(init_data: str) -> bool:
    """Another spelling of the genuine fields: `%2d` for `-`, or their order."""
    return sorted(parse_qsl(init_data, keep_blank_values=True)) == sorted(PAIRS)
