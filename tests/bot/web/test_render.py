"""A screen as HTML: every block has its own element, and every text comes back as it was."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.screens.blocks import (
    Board,
    Button,
    Heading,
    Hint,
    Joining,
    Line,
    Paragraph,
    Progress,
    Quote,
    Saved,
    Screen,
    Statements,
    Status,
    Tier,
    Tile,
    Tiles,
    Typed,
    Weight,
)
from bot.web.render import Frame, fingerprint, fragment
from tests.bot.web.reading import Page

FRAME = Frame("en", "/w/CODE", "view 1", "key")
# What HTML carries unchanged: text without controls, which `clean` has taken out.
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1)


def test_every_block_is_drawn() -> None:
    page = drawn(
        Status("Themes · until about 14:40"),
        Heading("Themes"),
        Heading("What it covers", 2),
        Paragraph("one\ntwo"),
        Hint("Only the team reads this."),
        Saved("Saved."),
        Statements((Line("Supportive culture", "Build it.", done=True),), numbered=True),
        Quote("A peer worker described it.", "Summary, not a quotation"),
        Board(
            "Table A's board",
            (Tier("1st", (Line("Support"),)),),
            "Empty",
            "Not on it: 1",
            (Line("Structure"),),
        ),
        Progress("3 of 7 groups have handed in", 3, 7),
        Tiles((Tile("Table A", "Talking", ("4 people",)),)),
        Joining("Join here", "http://127.0.0.1:8080/join/x", "K7PQ2X"),
    )

    assert page.text().splitlines() == [
        "Themes · until about 14:40",
        "Themes",
        "What it covers",
        "onetwo",
        "Only the team reads this.",
        "Saved.",
        "Supportive culture done Build it.",
        "Summary, not a quotation",
        "A peer worker described it.",
        "Table A's board",
        "1st",
        "Support",
        "Not on it: 1",
        "Structure",
        "3 of 7 groups have handed in",
        "Table A",
        "Talking",
        "4 people",
        "Join here",
        "K 7 P Q 2 X",
        "http://127.0.0.1:8080/join/x",
    ]


def test_what_may_be_hard_to_read_stays_closed_under_its_warning() -> None:
    page = drawn(Quote("It was hard.", "Summary", "About being unwell"), Quote("It was good.", "Summary"))

    closed, opened = page.document.iter("details")
    assert (closed.get("open"), closed.findtext("summary")) == (None, "About being unwell")
    assert (opened.get("open"), opened.findtext("summary")) == ("", "Summary")


def test_an_empty_board_says_so() -> None:
    assert "Nothing on the board yet." in drawn(Board("Board", (), "Nothing on the board yet.")).text()


def test_quiet_buttons_stand_at_the_foot_below_the_box() -> None:
    screen = Screen(
        (),
        (
            (Button("More", "C|open|more", Weight.QUIET),),
            (Button("Fits", "C|fit|t1|fits", chosen=True), Button("Partly", "C|fit|t1|partly")),
        ),
        Typed("C|fitwhy|t1", "Why?", "The team reads this.", 2000, "because", "Save"),
    )

    forms = Page(fragment(screen, FRAME), "http://here").forms()

    assert [(form.label, form.pressed) for form in forms] == [
        ("Fits", True),
        ("Partly", False),
        ("Save", False),
        ("More", False),
    ]
    assert forms[2].fields == {
        "key": "key.words",
        "view": "view 1",
        "words": "because",
        "payload": "C|fitwhy|t1",
    }


def test_every_button_has_a_key_of_its_own() -> None:
    rows = tuple((Button(str(n), f"C|open|{n}", weight),) for n, weight in enumerate(Weight))

    forms = Page(fragment(Screen((), rows), FRAME), "http://here").forms()

    assert len({form.fields["key"] for form in forms}) == len(rows)


def test_the_fingerprint_tells_what_is_shown_and_not_which_keys_it_has() -> None:
    screen = Screen((Heading("Themes"),))

    assert fingerprint(screen, FRAME) == fingerprint(screen, Frame("en", "/w/CODE", "view 1", "other"))
    assert fingerprint(screen, FRAME) != fingerprint(Screen((Heading("Closed"),)), FRAME)


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    screen = Screen((Paragraph(text),), ((Button(text, "C|open|"),),), Typed("C|x|", text, text, 1, text))

    page = Page(fragment(screen, Frame("en", key="k", notice=text)), "http://here")

    assert page.text().splitlines()[:2] == [text, text]
    assert (page.forms()[0].label, page.box()) == (text, text)


def drawn(*blocks: object) -> Page:
    return Page(fragment(Screen(blocks), FRAME), "http://here")  # type: ignore[arg-type]
