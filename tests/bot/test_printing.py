"""What is printed before the day."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from lxml.html import document_fromstring

from bot.addresses import Addresses
from bot.printing import PrintRefused, print_workshop, reach_of, run_sheet
from tests import given
from tests.given import Room
from workshops.commands import SetDay

ADDRESSES = Addresses("https://workshops.example")


def text_of(page: Path) -> str:
    [body] = document_fromstring(page.read_text(encoding="utf-8")).iter("body")
    return " ".join(" ".join(map(str, body.itertext())).split())


def printed(room: Room, name: str, folder: Path) -> Path:
    print_workshop(room.workshop, ADDRESSES, folder / "print")
    return folder / "print" / f"{name}.html"


def test_invitation_cards_tables_run_sheet_and_slips_are_written(tmp_path: Path) -> None:
    room = given.workshop(groups="AB")

    pages = print_workshop(room.workshop, ADDRESSES, tmp_path / "print")

    names = ["invitation.html", "cards.html", "tables.html", "run-sheet.html", "slips.html"]
    others = [f"invitation-{language}.html" for language in room.study.languages[1:]]
    assert [page.name for page in pages] == names + others


def test_there_is_an_invitation_in_every_language(tmp_path: Path) -> None:
    words = given.BUILT_IN.text("en")
    welsh = msgspec.structs.replace(words, title="Beth sydd angen ei wneud")
    study = msgspec.structs.replace(given.BUILT_IN, languages=("en", "cy"), texts={"en": words, "cy": welsh})

    *_, invitation = print_workshop(given.workshop(study).workshop, ADDRESSES, tmp_path / "print")

    assert invitation.name == "invitation-cy.html"
    assert "Beth sydd angen ei wneud" in text_of(invitation)


def test_the_invitation_says_where_and_when_and_what_it_is_about(tmp_path: Path) -> None:
    room = given.workshop().does("F1", SetDay("starts", "2026-12-03 10:00"), SetDay("place", "The hall"))
    room.does("F1", SetDay("directions", "Up the stairs."), SetDay("invited", "777"))

    invitation = printed(room, "invitation", tmp_path)

    text = text_of(invitation)
    words = room.study.text("en")
    assert "When Thursday, 3 December 2026, 10:00 to about 13:25 (Greenwich Mean Time)" in text
    assert "Where The hall" in text
    assert "How to get there Up the stairs." in text
    assert f"https://workshops.example/join/{room.workshop.join_secret}" in text
    assert all(paragraph in text for paragraph in words.information)
    assert all(words.themes[theme.id].statement in text for theme in room.study.themes)
    assert "777" not in text


def test_where_the_start_is_known_the_run_sheet_goes_by_the_clock(tmp_path: Path) -> None:
    room = given.workshop().does("F1", SetDay("starts", "2026-12-03 10:00"), SetDay("place", "The hall"))

    sheet = printed(room, "run-sheet", tmp_path)

    text = text_of(sheet)
    assert "Thursday, 3 December 2026, 10:00 to about 13:25 (Greenwich Mean Time) The hall" in text
    assert "10:00 Arriving 20 10:20 Themes 40 11:00 Break 10 11:10 Group ranking 50" in text


def test_a_card_has_the_number_under_which_a_result_on_paper_is_entered(tmp_path: Path) -> None:
    room = given.workshop(groups="AB")
    words = room.study.text("en")

    cards = printed(room, "cards", tmp_path)

    for number, statement in enumerate(room.study.statements, start=1):
        assert f"{number} {words.label(statement)} {words.statement(statement)}" in text_of(cards)


def test_each_table_has_its_own_link(tmp_path: Path) -> None:
    room = given.workshop(groups="AB")
    secret = room.workshop.join_secret

    tables = printed(room, "tables", tmp_path)

    for letter in "AB":
        assert f"https://workshops.example/join/{secret}/{letter}" in text_of(tables)
    assert tables.read_text(encoding="utf-8").count("<svg") == 2


def test_the_run_sheet_adds_the_studys_minutes_up_breaks_included() -> None:
    room = given.workshop(groups="AB")

    assert [(stretch.name, stretch.start, stretch.minutes) for stretch in run_sheet(room.workshop)] == [
        ("Arriving", 0, 20),
        ("Themes", 20, 40),
        ("Break", 60, 10),
        ("Group ranking", 70, 50),
        ("Break", 120, 15),
        ("Report back", 135, 35),
        ("Whole-room discussion", 170, 25),
        ("Evaluation", 195, 10),
    ]


def test_a_title_is_text_and_never_markup(tmp_path: Path) -> None:
    room = given.workshop(groups="AB")
    room.workshop.title = "<script>alert(1)</script>"

    tables = printed(room, "tables", tmp_path)
    sheet = tables.with_name("run-sheet.html")

    assert "<script" not in tables.read_text(encoding="utf-8")
    assert "<script>alert(1)</script>" in text_of(sheet)


def test_a_table_code_says_where_its_letters_can_be_typed(tmp_path: Path) -> None:
    room = given.workshop(groups="A")

    tables = printed(room, "tables", tmp_path)

    typed = f"type the letters on the start page. https://workshops.example {room.workshop.code}"
    assert typed in text_of(tables)


def test_no_box_to_tick_is_torn_from_its_word(tmp_path: Path) -> None:
    slips = printed(given.workshop(), "slips", tmp_path).read_text(encoding="utf-8")

    assert slips.count("☐") == slips.count('<span class="tick">☐')


def test_whoever_prints_links_that_only_this_machine_opens_is_told() -> None:
    assert "begin with http://127.0.0.1:8080, which only this machine opens" in reach_of(Addresses())
    assert reach_of(ADDRESSES) == ""


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(PrintRefused, match="is not empty: name a folder"):
        print_workshop(given.workshop(groups="AB").workshop, ADDRESSES, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
