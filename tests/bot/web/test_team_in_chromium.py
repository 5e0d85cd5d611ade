"""The team's pages in a real browser: looked at, checked as one types, without JavaScript, by keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.operations import Links, MakeClaim, perform
from tests.bot.web.after_the_day import EXTRA, Over, over
from tests.bot.web.chromium_people import ChromiumPerson, chromium
from tests.bot.web.conftest import served_workshop
from tests.given import BUILT_IN
from workshops.retention import DAY

pytestmark = pytest.mark.browser


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Over]:
    async with over(tmp_path) as room:
        yield room


@pytest.fixture
async def browser(room: Over) -> AsyncIterator[Browser]:
    """Closed before the server, so that no page holds it open."""
    async with chromium() as browser:
        yield browser


async def runs_it(
    room: Over, browser: Browser, *, javascript: bool = True, by_keyboard: bool = False
) -> ChromiumPerson:
    claim = await perform(room.house, MakeClaim(room.code))
    assert isinstance(claim, Links)
    person = await ChromiumPerson.comes(
        browser, claim.facilitator_url, javascript=javascript, by_keyboard=by_keyboard
    )
    await person.tap("I will run it from here")
    await person.page.wait_for_url(f"**/f/{room.code}*")
    return person


async def opens(room: Over, person: ChromiumPerson, page: str = "") -> None:
    await person.page.goto(f"{room.house.addresses.url}/f/{room.code}/team{page}")


async def test_every_page_after_the_day_is_looked_at(room: Over, browser: Browser) -> None:
    faith = await runs_it(room, browser)
    wrong = await faith.looks("30-room-after")
    pages = (
        *("", "/print", "/withdrawal", "/withdrawal/P01", "/withdrawal/P01?sure=remove"),
        *("/coding", "/redaction", "/words", "/words/theme/T1"),
    )
    for number, page in enumerate(pages, start=31):
        await opens(room, faith, page)
        wrong |= await faith.looks(f"{number}-team{page.replace('/', '-').partition('?')[0]}")
    await opens(room, faith, "/coding")
    await faith.page.get_by_label("The issue").fill("Unpaid hours")
    await faith.tap("Code it")
    await faith.sees("Coded.", "Likely: Unpaid hours")
    wrong |= await faith.looks("43-team-coded")
    await opens(room, faith, "/redaction")
    await faith.page.get_by_label("Leeds").first.check()
    await faith.tap("Show what would change")
    wrong |= await faith.looks("44-team-redaction-plan")
    await opens(room, faith, "/export")
    wrong |= await faith.looks("45-team-export")
    room.clock.at += BUILT_IN.retention_days * DAY
    await opens(room, faith)
    await faith.sees("Overdue")
    wrong |= await faith.looks("46-team-overdue")
    await opens(room, faith, "/everything")
    wrong |= await faith.looks("47-team-everything")

    assert wrong == {}
    assert faith.troubles == []


async def test_an_export_is_followed_without_pressing_anything_and_then_downloaded(
    room: Over, browser: Browser
) -> None:
    faith = await runs_it(room, browser)
    await opens(room, faith, "/export")
    await faith.tap("Make the shareable export")

    # What makes it is a process of its own, which has to begin first.
    await expect(faith.page.locator("body")).to_contain_text("Ready: ", timeout=30_000)
    async with faith.page.expect_download() as download:
        await faith.tap("Download To share")

    assert (await download.value).suggested_filename == f"shareable-{room.code}.zip"
    assert faith.troubles == []


@pytest.mark.parametrize("how", ["without JavaScript", "by keyboard"])
async def test_an_item_is_coded_and_taken_back(room: Over, browser: Browser, how: str) -> None:
    faith = await runs_it(
        room, browser, javascript=how != "without JavaScript", by_keyboard=how == "by keyboard"
    )
    await opens(room, faith, "/coding")
    await faith.page.get_by_label("The issue").fill("Unpaid hours")
    await faith.page.get_by_label("How it stands").select_option("part of T2")
    await faith.tap("Code it")
    await faith.sees("Coded.", "Raised by 1 group, in 1 of the items.", EXTRA)
    assert (await room.workshop()).coded["statement", "A-x1"] == {"Unpaid hours": "part of T2"}

    await faith.tap("Take back Unpaid hours: Extra statement · Group A")

    await faith.sees("Taken back.")
    assert (await room.workshop()).coded["statement", "A-x1"] == {}


async def test_the_studys_pages_are_looked_at_and_say_what_is_wrong_as_one_types(tmp_path: Path) -> None:
    async with served_workshop(tmp_path) as served, chromium() as browser:
        room = Over(served.house, served.clock, served.links, served._stack)
        faith = await runs_it(room, browser)
        wrong: dict[str, list[str]] = {}
        for number, page in enumerate(("", "/part/running", "/part/words-en", "/files"), start=50):
            await opens(room, faith, f"/study{page}")
            wrong |= await faith.looks(f"{number}-study{page.replace('/', '-')}")
        await faith.page.goto(f"{room.house.addresses.url}/new")
        wrong |= await faith.looks("54-new")
        await opens(room, faith, "/study/part/theme-T2")
        title = faith.page.get_by_label("Title").first

        await title.fill("x" * 61)
        await faith.sees("visible text of at most 60 characters; it has 61")
        await expect(title).to_have_attribute("aria-invalid", "true")
        wrong |= await faith.looks("55-study-wrong")
        await title.fill("A supportive place")
        await expect(faith.page.locator(".mistake")).to_have_count(0)
        await faith.tap("Save")

        await faith.sees("Saved. The workshop runs from this version now.", "A supportive place")
        assert wrong == {}
        assert faith.troubles == []
