"""A constellation drawn: every statement once, none over another, and only for a constellation."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, fragment_fromstring

from bot.screens.blocks import Board, Line, Tier
from bot.web.board_picture import board_picture, wrapped

RINGS = ("Centre", "Around", "Further out")
CENTRE = ("Supportive culture", "Organisational structure")
AROUND = ("Changing conversations", "The language of peer support", "Support", "‘Peerness’ and diversity")


def board(*tiers: tuple[str, ...], rings: tuple[str, ...] = RINGS) -> Board:
    """A constellation with these labels in its rings."""
    shown = tuple(
        Tier(name, tuple(Line(label) for label in labels))
        for name, labels in zip(RINGS, tiers, strict=False)
        if labels
    )
    return Board("Table A's board", shown, "Nothing yet.", rings=rings)


def drawn(picture: Board) -> HtmlElement:
    return fragment_fromstring(board_picture(picture, "Table A's board as a picture"))


def texts(svg: HtmlElement) -> list[str]:
    """Each card's words, as they are broken into lines."""
    return [" ".join(line.text or "" for line in text) for text in svg.iter("text")]


def boxes(svg: HtmlElement) -> list[tuple[float, ...]]:
    return [
        tuple(float(card.get(name, "")) for name in ("x", "y", "width", "height"))
        for card in svg.iter("rect")
    ]


def test_every_statement_stands_there_once_from_the_centre_out() -> None:
    assert texts(drawn(board(CENTRE, AROUND))) == [*CENTRE, *AROUND]


def test_it_says_what_it_is_to_whoever_does_not_see_it() -> None:
    svg = drawn(board(CENTRE, AROUND))

    assert (svg.get("role"), svg.get("aria-label")) == ("img", "Table A's board as a picture")


def test_what_stands_in_the_centre_is_inside_it_and_the_rest_is_not() -> None:
    svg = drawn(board(CENTRE, AROUND))
    *_, centre = svg.iter("ellipse")
    across, down = float(centre.get("rx", "")), float(centre.get("ry", ""))

    inside = [
        ((x + width / 2) / across) ** 2 + ((y + height / 2) / down) ** 2 < 1
        for x, y, width, height in boxes(svg)
    ]

    assert inside == [True, True, False, False, False, False]
    assert centre.get("class") == "centre"


def test_with_nothing_in_the_centre_the_centre_is_empty() -> None:
    svg = drawn(board((), AROUND))

    assert len(list(svg.iter("ellipse"))) == 2
    assert texts(svg) == list(AROUND)


@pytest.mark.parametrize("other", [board(CENTRE, rings=()), board(), board(rings=())])
def test_any_other_form_and_an_empty_board_have_no_picture(other: Board) -> None:
    assert board_picture(other, "label") == ""


LABELS = st.lists(st.text(st.characters(categories=("L", "Nd", "Zs")), min_size=1, max_size=48), max_size=12)


@pytest.mark.proof
@settings(max_examples=100, deadline=None)
@given(LABELS, LABELS, LABELS)
def test_no_card_covers_another_and_all_are_in_the_picture(
    centre: list[str], around: list[str], further: list[str]
) -> None:
    picture = board(tuple(centre), tuple(around), tuple(further))
    if not picture.tiers:
        return
    svg = drawn(picture)
    left, top, width, height = map(float, (svg.get("viewbox") or "").split())

    cards = boxes(svg)

    assert len(cards) == len(centre) + len(around) + len(further)
    for one, other in combinations(cards, 2):
        assert apart(one, other)
    for x, y, wide, high in cards:
        assert left <= x <= x + wide <= left + width
        assert top <= y <= y + high <= top + height


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    beside = one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
    return beside or one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1]


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Support", ("Support",)),
        ("The language of peer support", ("The language", "of peer", "support")),
        ("支持性文化支持性文化", ("支持性文化支持", "性文化")),
        ("a" * 20, ("a" * 14, "a" * 6)),
        (
            "one two three four " * 6,
            ("one two three", "four one two", "three four one", "two three four", "one two three…"),
        ),
        ("", ()),
    ],
)
def test_labels_are_broken_between_words_and_end_in_time(label: str, lines: tuple[str, ...]) -> None:
    assert wrapped(label) == lines


def test_what_people_wrote_never_becomes_markup() -> None:
    svg = drawn(board(("<b>&\"'",)))

    assert texts(svg) == ["<b>&\"'"]
    assert list(svg.iter("b")) == []
