"""What a press or a typed word does, and what it does when it comes twice, late, altered or unreadable."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager

from bot.folder import JOURNAL
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import Served
from tests.bot.web.reading import Page

HOSTILE = "<script>alert('x')</script> & \"quoted\" {{ 7*7 }} </textarea><img src=x onerror=alert(1)>"


async def test_a_press_is_done_and_shown(room: Served) -> None:
    ada = await room.participant(group="A")

    await ada.tap("Move to table B")

    ada.sees("You are at table B")
    assert ada.response.history[0].status_code == 303


async def test_the_same_form_sent_twice_has_one_effect(room: Served) -> None:
    ada = await room.participant(group="A")
    to_b = ada.button("Move to table B")
    await ada.sends(to_b)
    await ada.sends(ada.button("Move to table A"))

    await ada.sends(to_b)

    ada.sees("You are at table A")


async def test_a_key_that_comes_back_with_something_else_changes_nothing(room: Served) -> None:
    ada = await room.participant(group="A")
    to_b = ada.button("Move to table B")
    await ada.sends(to_b)

    await ada.sends(to_b, payload=f"{room.code}|sit|A")

    assert ada.status == 409
    ada.sees("nothing was changed", "You are at table B")


async def test_an_old_button_redraws_the_screen_with_a_way_on(room: Served) -> None:
    ada = await room.participant(group="A")
    old = ada.button("Move to table B")
    faith = await room.facilitator()
    await faith.tap("Next: Themes")

    await ada.sends(old)

    ada.sees("The workshop has moved on. Here is where it is now.", "Themes · until about")
    assert ada.status == 200


async def test_a_button_of_another_workshop_changes_nothing(room: Served) -> None:
    other = await room.another("A Wednesday")
    ada = await room.participant(group="A")

    await ada.sends(ada.button("Move to table B"), payload=f"{other.code}|sit|B")

    ada.sees("That button belongs to another workshop.", "You are at table A")


async def test_what_is_no_button_is_said_calmly(room: Served) -> None:
    ada = await room.participant(group="A")

    for payload in ("nonsense", "|||", "CODE|fly|high", "x" * 500, "\x00", f"{room.code}|sit"):
        await ada.sends(ada.button("Move to table B"), payload=payload)
        ada.sees("That button is from another time.", "You are at table A")


async def test_a_participant_cannot_move_the_workshop(room: Served) -> None:
    ada = await room.participant(group="A")

    await ada.sends(ada.button("Move to table B"), payload=f"{room.code}|phase|themes|lobby")

    ada.sees("That button belongs to someone else.", "Arriving")


async def test_typed_words_are_saved_and_shown_as_they_were_typed(room: Served) -> None:
    ada = await at_the_why(room)

    await ada.types(HOSTILE)

    ada.sees("Change what I wrote")
    await ada.tap("Change what I wrote")
    assert ada.page.box() == HOSTILE


async def test_words_never_become_markup(room: Served) -> None:
    ada = await at_the_why(room)

    await ada.types(HOSTILE)
    await ada.tap("Change what I wrote")

    assert [script.get("src") is not None for script in ada.page.document.iter("script")] == [True] * 3
    assert list(ada.page.document.iter("img")) == []


async def test_words_that_are_too_long_stay_in_the_box_and_are_counted(room: Served) -> None:
    ada = await at_the_why(room)
    long = "tea and talk " * 200

    await ada.types(long)

    ada.sees("That is 2599 characters; there is room for 2000.")
    assert (ada.status, ada.page.box()) == (422, long)


async def test_words_that_come_too_late_are_given_back(room: Served) -> None:
    ada, faith = await room.participant(group="A"), await room.facilitator()
    bea = await room.participant(group="A")
    await faith.tap("Next: Themes")
    await faith.tap("Next: Group ranking")
    await ada.looks()
    await ada.tap("Our own statements (0)")
    await faith.tap("Next: Report back")

    await ada.types("Pay expenses on the day")

    ada.sees("The workshop has moved on.", "you can copy it from here: “Pay expenses on the day”")
    ada.sees("Report back")
    await bea.looks()
    bea.does_not_see("Pay expenses")


async def test_an_open_card_says_that_the_room_has_gone_on(room: Served) -> None:
    ada, faith = await room.participant(group="A"), await room.facilitator()
    await faith.tap("Next: Themes")
    await ada.looks()
    await ada.tap("Themes")
    has_open = str(ada.response.url)
    await faith.tap("Next: Group ranking")

    await ada.opens(has_open)
    ada.sees("Meanwhile the room has gone on to: Group ranking.", "All themes")
    await ada.tap("Go to: Group ranking")
    ada.sees("Take the pen")


async def test_line_ends_are_kept_as_typed(room: Served) -> None:
    ada = await at_the_why(room)

    await ada.types("one\r\ntwo")
    await ada.tap("Change what I wrote")

    assert ada.page.box() == "one\ntwo"


async def test_what_could_not_be_saved_is_said_and_the_words_stay(room: Served) -> None:
    ada = await at_the_why(room)

    with no_rows_taken(room):
        await ada.types("because of the pay")
    assert (ada.status, ada.page.box()) == (503, "because of the pay")
    ada.sees("That could not be saved. Please wait a moment and do it once more.")

    await ada.types("because of the pay")
    await ada.tap("Change what I wrote")
    assert (ada.status, ada.page.box()) == (200, "because of the pay")


FORM = "application/x-www-form-urlencoded"
NO_FORMS = (
    (b"", FORM),
    (b"payload=x", FORM),
    (b"payload=x&key=%00", FORM),
    (b"payload=%ff&key=k", FORM),
    (b"payload=\xff&key=k", FORM),
    (b"a=1&" * 50, FORM),
    (b'{"payload": "x", "key": "k"}', "application/json"),
    (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
)


async def test_what_is_no_form_is_said_calmly(room: Served) -> None:
    ada = await room.participant()

    answers = [
        await ada.http.post(
            f"/w/{room.code}", content=body, headers={"Origin": ada.origin(), "Content-Type": kind}
        )
        for body, kind in NO_FORMS
    ]

    assert [answer.status_code for answer in answers] == [400] * len(NO_FORMS)
    assert "That did not arrive whole." in Page(answers[0].text, "").text()


async def test_a_form_has_a_size(room: Served) -> None:
    ada = await room.participant(group="A")

    async def without_a_length() -> AsyncIterator[bytes]:
        yield b"payload=x&key=k&words="
        for _ in range(20):
            yield b"x" * 8192

    kind = {"Origin": ada.origin(), "Content-Type": "application/x-www-form-urlencoded"}
    known = await ada.http.post(f"/w/{room.code}", content=b"x" * 100_000, headers=kind)
    unknown = await ada.http.post(f"/w/{room.code}", content=without_a_length(), headers=kind)

    assert [known.status_code, unknown.status_code] == [413, 413]
    assert "That is more than this page takes." in Page(unknown.text, "").text()


async def test_the_script_gets_the_screen_alone(room: Served) -> None:
    ada = await room.participant(group="A")
    form = ada.button("Move to table B")

    answer = await ada.http.post(
        form.address, data=form.fields, headers={"Origin": ada.origin(), "X-Wants": "screen"}
    )

    assert answer.status_code == 200
    assert answer.text.startswith('<div id="screen"')
    assert "You are at table B" in answer.text


async def test_the_script_is_told_when_the_page_shows_it_already(room: Served) -> None:
    ada = await room.participant(group="A")
    shown = ada.page.fingerprint()
    same = await ada.http.get(f"/w/{room.code}/screen", params={"shown": shown})

    await ada.tap("Move to table B")
    other = await ada.http.get(f"/w/{room.code}/screen", params={"shown": shown})

    assert [same.status_code, other.status_code] == [204, 200]


async def test_a_constellation_is_drawn_beside_the_list_that_says_the_same(room: Served) -> None:
    ada, faith = await room.participant(group="A"), await room.facilitator()
    await faith.tap("Next: Themes")
    await faith.tap("Next: Group ranking")
    await ada.opens(f"/w/{room.code}")
    await ada.tap("Take the pen")
    await ada.tap("A centre")
    await ada.tap("Supportive culture")

    await ada.tap("At the centre")

    [picture] = ada.page.document.iter("svg")
    assert picture.get("aria-label") == "Table A's board, as a picture. The list below says the same."
    assert [words.text for words in picture.iter("tspan")] == ["Supportive", "culture"]
    ada.sees("At the centre\nSupportive culture")


async def test_withdrawing_with_removal_says_so_although_the_session_is_gone(room: Served) -> None:
    ada = await room.participant(group="A")
    await ada.tap("More")
    await ada.tap("Withdraw")

    await ada.tap("Withdraw, remove what I said")
    ada.sees("What is removed cannot be brought back.")
    await ada.tap("Remove it now")

    ada.sees("You have withdrawn", "What you said has been removed.")
    assert ada.status == 200


async def test_whoever_withdrew_and_kept_what_they_said_may_have_it_removed_after_all(room: Served) -> None:
    ada = await room.participant(group="A")
    await ada.tap("More")
    await ada.tap("Withdraw")
    await ada.tap("Withdraw, keep what I said")
    ada.sees("You have withdrawn", "What you said until now stays in.")

    await ada.tap("Have what I said removed after all")
    ada.sees("What is removed cannot be brought back.")
    ada.does_not_see("Withdraw, keep what I said")
    await ada.tap("Withdraw, remove what I said")
    ada.sees("What is removed cannot be brought back.")
    await ada.tap("Remove it now")

    ada.sees("What you said has been removed.")
    assert (await room.workshop()).participants["P01"].removed


async def at_the_why(room: Served) -> BrowserPerson:
    """Someone who is about to say why a theme fits."""
    ada = await room.participant(group="A")
    faith = await room.facilitator()
    await faith.tap("Next: Themes")
    await ada.opens(f"/w/{room.code}")
    await ada.tap("Themes")
    await ada.tap("Supportive culture")
    await ada.tap("Fits")
    await ada.tap("Say why, if you like")
    return ada


@contextmanager
def no_rows_taken(room: Served) -> Iterator[None]:
    """Meanwhile the journal's file refuses what it is given."""
    refuse = "CREATE TRIGGER trouble BEFORE INSERT ON handled_command BEGIN SELECT raise(ABORT, 'no'); END"
    with closing(sqlite3.connect(room.house.folder / JOURNAL, isolation_level=None)) as other:
        other.execute(refuse)
        try:
            yield
        finally:
            other.execute("DROP TRIGGER trouble")
