"""What happens to everyone: two tabs, the back button, a second press, a link opened twice, a restart."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import msgspec
import pytest

from bot.operations import CLAIM_LASTS
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import Clock, Served, made, served_house
from tests.bot.web.reading import Form
from tests.bot.web.test_joining import closes


async def another_tab(room: Served, person: BrowserPerson) -> BrowserPerson:
    """The same browser once more, with the same page."""
    tab = await room.opens("/")
    await tab.closes()
    tab.http = person.http
    return await tab.opens(person.path)


async def about_to_agree(tab: BrowserPerson) -> BrowserPerson:
    await tab.tap("Go on")
    while unticked := [label for label in tab.buttons() if label.endswith(". Tick")]:
        await tab.tap(unticked[0])
    return tab


# --- addresses that somebody made up ---


@pytest.mark.parametrize(
    "view", ["profile ²", "profile " + "9" * 5000, "theme T1.²", "ask ٣", "ask " + "x" * 60, "evaluate ²"]
)
async def test_an_address_that_somebody_made_up_is_a_screen_like_any(room: Served, view: str) -> None:
    ada = await room.participant(group="A")
    faith = await room.facilitator()
    address = f"/w/{room.code}?{urlencode({'view': view})}"

    await ada.opens(address)
    in_the_lobby = ada.status
    await faith.tap("Next: Themes")
    await ada.opens(address)

    assert (in_the_lobby, ada.status) == (200, 200)
    assert ada.buttons()


# --- two tabs ---


async def test_a_tab_that_is_behind_catches_up_with_its_next_press(room: Served) -> None:
    one = await room.participant(group="A")
    other = await another_tab(room, one)
    await one.tap("Move to table B")

    await other.tap("More")

    other.sees("Here you are P01")
    await other.tap("Back")
    other.sees("You are at table B")


async def test_the_same_done_in_both_tabs_is_done_once(room: Served) -> None:
    one = await room.participant(group="A")
    other = await another_tab(room, one)
    before = await stored(room)

    for tab in (one, other):
        await tab.tap("Move to table B")
        tab.sees("You are at table B")
        assert tab.status == 200

    assert await stored(room) == before + 1


async def test_joining_in_two_tabs_lets_in_one_person(room: Served) -> None:
    one = await about_to_agree(await room.opens(room.links.join_url))
    other = await about_to_agree(await another_tab(room, one))

    await one.tap("I agree and join")
    await other.tap("I agree and join")

    other.sees("Here you are P01")
    assert list((await room.workshop()).participants) == ["P01"]


async def test_words_saved_in_one_tab_are_not_lost_to_a_press_in_the_other(room: Served) -> None:
    one = await room.participant(group="A")
    faith = await room.facilitator()
    await faith.tap("Next: Themes")
    await one.opens(one.path)
    await one.tap("Themes")
    await one.tap("Supportive culture")
    await one.tap("Fits")
    other = await another_tab(room, one)
    await one.tap("Say why, if you like")
    await one.types("It was so in our team.")

    await other.tap("Themes")
    await other.tap("Supportive culture")
    await other.tap("Partly")

    [answer] = (await room.workshop()).participants["P01"].fits.values()
    assert (answer.fit, answer.why) == ("partly", "It was so in our team.")


# --- the back button, and pressing twice ---


async def test_from_a_page_gone_back_to_every_button_still_works(room: Served) -> None:
    ada = await room.participant(group="A")
    page_before = [ada.button(label) for label in ("Move to table B", "More")]
    await ada.sends(page_before[0])

    await ada.sends(page_before[1])

    ada.sees("Leave quietly")
    assert ada.status == 200


async def test_a_double_click_has_one_effect_and_two_calm_answers(room: Served) -> None:
    ada = await room.participant(group="A")
    form, before = ada.button("Move to table B"), await stored(room)

    answers = await asyncio.gather(
        *(ada.http.post(form.address, data=form.fields, headers={"Origin": ada.origin()}) for _ in range(4))
    )

    assert [("You are at table B" in answer.text, answer.status_code) for answer in answers] == [
        (True, 200)
    ] * 4
    assert await stored(room) == before + 1


# --- links ---


async def test_a_join_link_in_a_mail_leads_to_the_same_place_each_time(room: Served) -> None:
    ada = await room.participant()

    for _ in range(2):
        await ada.opens(room.links.join_url)
        ada.sees("Here you are P01")
        ada.does_not_see("This is the code of table")


async def test_a_claim_link_in_a_mail_leads_its_taker_to_the_room_each_time(room: Served) -> None:
    faith = await room.opens(room.links.facilitator_url)
    await faith.tap("I will run it from here")
    room.clock.at += CLAIM_LASTS

    await faith.opens(room.links.facilitator_url)

    assert (faith.path, faith.status) == (f"/f/{room.code}", 200)


async def test_another_tables_code_offers_the_move_in_the_lobby(room: Served) -> None:
    ada = await room.participant(group="A")

    await ada.opens(f"{room.links.join_url}/B")
    ada.sees("This is the code of table B. To sit there, tap “Move to table B” below.", "You are at table A")
    await ada.tap("Move to table B")

    ada.sees("You are at table B")
    ada.does_not_see("This is the code of table")


async def test_a_tables_code_offers_the_first_seat_too(room: Served) -> None:
    ada = await room.participant()

    await ada.opens(f"{room.links.join_url}/b")

    ada.sees("To sit there, tap “Table B” below.")


async def test_ones_own_tables_code_says_nothing(room: Served) -> None:
    ada = await room.participant(group="A")

    await ada.opens(f"{room.links.join_url}/A")

    ada.sees("You are at table A")
    ada.does_not_see("This is the code of table")


async def test_later_another_tables_code_leads_to_a_facilitator(room: Served) -> None:
    ada = await room.participant(group="A")
    await (await room.facilitator()).tap("Next: Themes")

    await ada.opens(f"{room.links.join_url}/B")

    ada.sees("This is the code of table B, and you are somewhere else already.", "Themes · until about")


async def test_word_of_another_table_stays_while_nothing_changes(room: Served) -> None:
    ada = await room.participant(group="A")
    await ada.opens(f"{room.links.join_url}/B")

    answer = await ada.http.get(f"/w/{room.code}/screen", params={"shown": ada.page.fingerprint()})

    assert answer.status_code == 204


async def test_an_address_about_a_table_that_is_not_there_says_nothing(room: Served) -> None:
    ada = await room.participant(group="A")

    for table in ("Z", "<b>", ""):
        await ada.opens(f"/w/{room.code}?table={table}")
        ada.does_not_see("This is the code of table")


# --- a closed workshop ---


async def test_an_old_button_of_a_closed_workshop_thanks(room: Served) -> None:
    ada = await room.participant(group="A")
    old = ada.button("Move to table B")
    await closes(room)

    await ada.sends(old)

    ada.sees("The workshop has closed.")
    assert ada.status == 200


# --- a restart ---


async def test_open_pages_outlive_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with served_house(tmp_path, clock) as house, AsyncExitStack() as stack:
        room = Served(house, clock, await made(house, "A Tuesday in spring"), stack)
        ada = await room.participant(group="A")
        pressed, unpressed = ada.button("Move to table B"), ada.button("More")
        await ada.sends(pressed)
        cookies, rows = dict(ada.http.cookies), await stored(room)

    async with served_house(tmp_path, clock) as house, AsyncExitStack() as stack:
        room = Served(house, clock, room.links, stack)
        ada = await room.opens("/")
        ada.http.cookies.update(cookies)

        await ada.sends(moved(pressed))
        ada.sees("You are at table B")
        await ada.sends(moved(unpressed))
        ada.sees("Leave quietly")
        assert await stored(room) == rows


def moved(form: Form) -> Form:
    """The form as its page has it; in this test the server has another port after the restart."""
    return msgspec.structs.replace(form, address=urlsplit(form.address).path)


async def stored(room: Served) -> int:
    """How many times something was done: what changes nothing is a row without events."""
    return sum(row.events != "[]" for row in await room.house.journal.rows(room.code))
