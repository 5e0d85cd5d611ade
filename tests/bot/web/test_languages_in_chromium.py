"""Changing the language in a real browser: the screen, the page around it, and who reads it aloud."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from prompts import name_of, prompts_in
from prompts.languages import direction_of, tag_of
from tests.bot.web.chromium_people import ChromiumPerson
from tests.bot.web.conftest import Served

pytestmark = pytest.mark.browser


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
