"""The pages of before the day in a real browser: by keyboard, at every width, light and dark."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from bot.day_setting import ChangeDay
from bot.operations import perform
from tests.bot.web.chromium_people import ChromiumPerson
from tests.bot.web.conftest import Served, served_workshop

pytestmark = pytest.mark.browser

DAY = {
    "place": "Friends' Meeting House, 22 School Hill",
    "starts": "2026-12-03 10:00",
    "directions": "Ten minutes on foot from the station.\nStep-free by the side door.",
}


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Served]:
    async with served_workshop(tmp_path) as served:
        await perform(served.house, ChangeDay(served.code, DAY))
        yield served


async def test_from_the_invitation_to_being_expected(room: Served, browser: Browser) -> None:
    wrong: dict[str, list[str]] = {}
    await room.participant()
    ada = await ChromiumPerson.comes(browser, room.links.join_url, width=320, by_keyboard=True)
    await ada.sees("Thursday, 3 December 2026, 10:00 to about 13:25 (Greenwich Mean Time)")
    wrong |= await ada.looks("before-1-invitation")
    await ada.tap("Read the themes ahead")
    wrong |= await ada.looks("before-2-themes")
    await ada.page.goto(room.links.join_url)
    await ada.tap("Go on")
    for number in range(1, 6):
        await ada.tap(f"{number}. Tick")
        await ada.sees(f"{number}. Ticked")
    await ada.tap("I agree and join")
    await ada.sees("You are expected")
    wrong |= await ada.looks("before-3-expected")

    await ada.tap("Who sits with me")
    await ada.sees("Who sits with you")
    await ada.tap("Please not with …")
    await ada.sees("Their number")
    wrong |= await ada.looks("before-4-whom")
    await ada.tap("P01")
    await ada.sees("Not with P01.")
    wrong |= await ada.looks("before-5-wishes")

    await ada.page.goto(f"{room.house.addresses.url}/w/{room.code}/elsewhere")
    await ada.tap("Make a link for the phone I bring")
    await ada.sees("/back/")
    wrong |= await ada.looks("before-6-own-link")
    phone = await ChromiumPerson.comes(browser, await ada.page.locator(".own-link").inner_text(), width=320)
    wrong |= await phone.looks("before-7-back")
    await phone.tap("Open my page")
    await phone.sees("On the day you are P02 here")
    assert wrong == {}
    assert [ada.troubles, phone.troubles] == [[], []]


async def test_a_facilitator_sets_the_place_and_the_time(room: Served, browser: Browser) -> None:
    wrong: dict[str, list[str]] = {}
    faith = await ChromiumPerson.comes(browser, room.links.facilitator_url, width=390)
    await faith.tap("I will run it from here")
    await faith.tap("Place and time")
    await faith.sees("Number invited")
    wrong |= await faith.looks("before-8-day")
    await faith.tap("Change: Start")
    await faith.types("soon")
    await faith.sees("That is not a time.")
    wrong |= await faith.looks("before-9-start")
    await faith.types("2026-12-04 09:30")
    await faith.sees("Friday, 4 December 2026, 09:30")
    assert wrong == {}
