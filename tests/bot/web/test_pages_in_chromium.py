"""The pages in a real browser: a whole workshop, looked at; a phone that loses its connection."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from tests.bot.web.chromium_people import ChromiumPerson
from tests.bot.web.conftest import Served

pytestmark = pytest.mark.browser

FIRST = "Organisational structure"
SECOND = "Supportive culture"
THIRD = "Changing conversations"


async def test_a_workshop_from_lobby_to_closed(room: Served, browser: Browser) -> None:
    wrong: dict[str, list[str]] = {}
    join = room.links.join_url
    faith = await ChromiumPerson.comes(browser, room.links.facilitator_url, width=1280)
    wrong |= await faith.looks("01-facilitators-link")
    await faith.tap("I will run it from here")
    wall = await ChromiumPerson.comes(browser, room.links.projector_url, width=1280, scheme="dark")

    ada = await ChromiumPerson.comes(browser, f"{join}/A", width=320)
    wrong |= await ada.looks("02-sheet")
    await ada.tap("Go on")
    await ada.tap("1. Tick")
    wrong |= await ada.looks("03-consent")
    await ada.page.goto(f"{join}/A")
    phones = [
        ada,
        await ChromiumPerson.comes(browser, f"{join}/A", scheme="dark"),
        await ChromiumPerson.comes(browser, f"{join}/A", width=1280, by_keyboard=True),
        await ChromiumPerson.comes(browser, f"{join}/B", javascript=False),
        await ChromiumPerson.comes(browser, f"{join}/B", width=320, scheme="dark"),
        await ChromiumPerson.comes(browser, f"{join}/B"),
    ]
    for phone in phones:
        await phone.joins()
    _, ben, kim, without_script, eve, _ = phones
    wrong |= await ada.looks("04-lobby")
    await faith.sees("6 people here")
    await wall.sees("6 people are here")
    wrong |= await faith.looks("05-facilitator-lobby")
    wrong |= await wall.looks("06-projector-lobby")

    await faith.tap("Next: Themes")
    for phone in phones:
        if phone is not without_script:
            await phone.sees("Themes · until about")
    await faith.tap(SECOND)
    await wall.sees("Summary, not a quotation")
    wrong |= await wall.looks("07-projector-theme")
    await ada.sees("Now being shown: Supportive culture")
    wrong |= await ada.looks("08-themes")
    await ada.tap("Read this card")
    await ada.tap("Fits")
    await ada.sees("Saved: Fits.")
    wrong |= await ada.looks("09-card")
    await ada.tap("Say why, if you like")
    wrong |= await ada.looks("10-why")
    await ada.types("It was so in our team.")
    await ada.sees("Change what I wrote")
    wrong |= await faith.looks("11-facilitator-themes")

    await faith.tap("Next: Group ranking")
    await kim.sees("Group ranking")
    await kim.tap("Take the pen")
    await kim.tap("An order")
    for statement, place in (
        (FIRST, "Put it on the board"),
        (SECOND, "At the top"),
        (THIRD, f"Level with: {FIRST}"),
    ):
        await kim.tap(statement)
        await kim.tap(place)
        await kim.sees("You have the pen")
    wrong |= await kim.looks("12-pen")
    await kim.tap("The language of peer support")
    wrong |= await kim.looks("13-places")
    await kim.tap(f"Just below: {FIRST}, {THIRD}")
    await ben.page.goto(f"{room.house.addresses.url}/w/{room.code}")
    await ben.sees("Table A's board", "The language of peer support")
    wrong |= await ben.looks("14-board")
    await kim.tap("Hand in")
    wrong |= await kim.looks("15-hand-in")
    await kim.tap("Hand in now")
    await ben.sees("Is this still fine with you?")
    wrong |= await ben.looks("16-confirm")
    await ben.tap("I agree")
    await ben.sees("Your private answer: I agree. Saved.")

    await without_script.page.reload()
    await without_script.tap("Take the pen")
    await without_script.tap("An order")
    await without_script.tap(THIRD)
    await without_script.tap("Put it on the board")
    await eve.sees("Table B's board", THIRD)
    await without_script.tap("Hand in")
    await without_script.tap("Hand in now")
    await faith.sees("All groups have handed in: 2 of 2.")
    wrong |= await faith.looks("17-facilitator-ranking")
    wrong |= await wall.looks("18-projector-ranking")

    await faith.tap("Next: Report back")
    await faith.tap("Show table A")
    await wall.sees("Table A", SECOND)
    wrong |= await wall.looks("19-projector-report-back")
    await faith.tap("Next: Whole-room discussion")
    await ada.page.goto(f"{room.house.addresses.url}/w/{room.code}")
    await ada.sees("Do these themes together reflect the key issues?")
    await ada.tap("Mostly")
    await ada.sees("Saved: Mostly.")
    wrong |= await ada.looks("20-plenary")
    await faith.tap("Next: Evaluation")
    await ada.sees("How was today?")
    await ada.tap("Start")
    wrong |= await ada.looks("21-evaluation")
    await faith.tap("Close the workshop")
    await faith.tap("Close it now")
    await eve.sees("The workshop has closed.")
    wrong |= await eve.looks("22-closed")
    await eve.page.get_by_role("link", name="What is kept about me").click()
    wrong |= await eve.looks("23-my-data")
    await eve.page.goto(room.house.addresses.url)
    wrong |= await eve.looks("24-start")
    await ada.page.goto(f"{room.house.addresses.url}/w/{room.code}")
    await ada.page.get_by_role("link", name="Use another device too").click()
    await ada.tap("Show me a code")
    await ada.sees("It works once, until")
    wrong |= await ada.looks("25-elsewhere")

    assert wrong == {}
    assert [phone.troubles for phone in (*phones, faith, wall)] == [[]] * 8


async def test_without_a_connection_nothing_is_lost_and_nothing_doubled(
    room: Served, browser: Browser
) -> None:
    ada = await ChromiumPerson.comes(browser, f"{room.links.join_url}/A")
    await ada.joins()
    before = await rows(room)

    await ada.page.context.set_offline(True)
    await ada.tap("Move to table B")
    await ada.sees("Not sent yet: 1.")
    await ada.tap("More")
    await ada.sees("Not sent yet: 2.")
    await ada.page.context.set_offline(False)

    await ada.sees("Leave quietly")
    await expect(ada.page.locator("#unsent")).to_be_hidden()
    assert await rows(room) == before + 1
    assert (await room.workshop()).participants["P01"].group == "B"


async def test_what_someone_types_outlives_a_redraw_and_a_reload(room: Served, browser: Browser) -> None:
    ada = await ChromiumPerson.comes(browser, f"{room.links.join_url}/A")
    await ada.joins()
    faith = await room.facilitator()
    await faith.tap("Next: Themes")
    await ada.tap("Themes")
    await ada.tap(SECOND)
    await ada.tap("Fits")
    await ada.tap("Say why, if you like")
    box = ada.page.get_by_role("textbox")
    await box.press_sequentially("It was")

    await faith.tap("Next: Group ranking")
    await ada.sees("Group ranking · until about")
    await box.press_sequentially(" so in our team")
    await expect(box).to_be_focused()
    await ada.page.reload()
    await expect(box).to_have_value("It was so in our team")

    await ada.tap("Save")
    await ada.sees("Change what I wrote")
    fit = (await room.workshop()).participants["P01"].fits
    assert [answer.why for answer in fit.values()] == ["It was so in our team"]


async def test_what_someone_types_is_not_lost_with_the_phase_it_belonged_to(
    room: Served, browser: Browser
) -> None:
    ada = await ChromiumPerson.comes(browser, f"{room.links.join_url}/A")
    await ada.joins()
    faith = await room.facilitator()
    await faith.tap("Next: Themes")
    await faith.tap("Next: Group ranking")
    await ada.tap("Our own statements (0)")
    await ada.page.get_by_role("textbox").press_sequentially("Pay expenses")

    await faith.tap("Next: Report back")

    await ada.sees("you can copy it from here: “Pay expenses”")
    await expect(ada.page.get_by_role("heading", name="Report back")).to_be_visible()
    assert ada.troubles == []


async def rows(room: Served) -> int:
    return len(await room.house.journal.rows(room.code))
