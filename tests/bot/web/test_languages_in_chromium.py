"""Changing the language in a real browser: the screen, the page around it, and who reads it aloud."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from prompts import name_of, prompts_in
from prompts.languages import direction_of, tag_of
from tests.bot.web.chromium_people import ChromiumPerson, chromium
from tests.bot.web.conftest import Served, served_workshop

pytestmark = pytest.mark.browser


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Served]:
    async with served_workshop(tmp_path) as served:
        yield served


@pytest.fixture
async def browser(room: Served) -> AsyncIterator[Browser]:
    """Closed before the server, so that no page holds it open."""
    async with chromium() as browser:
        yield browser


async def test_all_of_the_page_changes_and_stays_sound(room: Served, browser: Browser) -> None:
    wrong: dict[str, list[str]] = {}
    ada = await ChromiumPerson.comes(browser, f"{room.links.join_url}/A", width=320, scheme="dark")
    wrong |= await ada.looks("60-languages-at-joining")
    await ada.joins()
    language, before = "en", prompts_in("en")
    await ada.tap(before("footer.more"))
    await ada.tap(before("language.now", language=name_of(language)))
    for language in ((await room.workshop()).study.languages)[1:]:
        say = prompts_in(language)
        await ada.tap(name_of(language))

        await ada.sees(say("language.title"))
        await expect(ada.page.locator("html")).to_have_attribute("lang", tag_of(language))
        await expect(ada.page.locator("html")).to_have_attribute("dir", direction_of(language))
        await expect(ada.page.locator(".page-foot")).to_contain_text(say("web.mydata_link"))
        wrong |= await ada.looks(f"61-language-{language}")

    assert {name: found for name, found in wrong.items() if found} == {}
    assert ada.troubles == []
