"""The page inside Telegram in a real browser: with Telegram's script, without it, or while it is coming."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

import pytest
from playwright.async_api import Browser, Route, expect

from tests.bot.web.chromium_people import ChromiumPerson
from tests.bot.web.conftest import NOON, Served
from tests.bot.web.telegram_signed import fields_of, signed
from tests.bot.web.test_dragging_in_chromium import drags, library
from tests.bot.web.test_mini_app import ADA, joins_in_telegram

__all__ = ["library"]

pytestmark = pytest.mark.browser

NIGHT = {
    "bg_color": "#17212b",
    "secondary_bg_color": "#232e3c",
    "text_color": "#f5f5f5",
    "hint_color": "#708499",
    "link_color": "#6ab3f3",
    "button_color": "#5288c1",
    "button_text_color": "#ffffff",
}
GREY_ON_GREY = {**NIGHT, "text_color": "#303030"}
SCRIPT = """
  const said = [], ways = [];
  const say = (name) => (given) => { said.push(name); if (typeof given === "function") ways.push(given); };
  window.telegram = { said, back: () => ways.forEach((way) => way()) };
  window.Telegram = { WebApp: {
    initData: "", themeParams: {}, ready: say("ready"), expand: say("expand"), onEvent: say("onEvent"),
    BackButton: { show: say("show"), hide: say("hide"), onClick: say("onClick") },
  } };
"""

Telegram = Callable[[Route], Awaitable[None]]


async def opens(
    room: Served, browser: Browser, telegram: Telegram, theme: dict[str, str] = NIGHT
) -> ChromiumPerson:
    """Someone opens the page from their chat: what Telegram knows stands behind the #."""
    launched = {
        "tgWebAppData": signed(fields_of(ADA, NOON // 1000)),
        "tgWebAppThemeParams": json.dumps(theme),
    }
    context = await browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    await context.route("https://telegram.org/**", telegram)
    person = ChromiumPerson(await context.new_page())
    # A script that never comes holds up the event "load", and must hold up nothing else.
    await person.page.goto(
        f"{room.house.addresses.url}/mini#{urlencode(launched)}", wait_until="domcontentloaded"
    )
    return person


async def comes(route: Route) -> None:
    await route.fulfill(body=SCRIPT, content_type="text/javascript")


async def is_blocked(route: Route) -> None:
    await route.abort()


async def never_answers(route: Route) -> None:
    """As in a venue whose network swallows what it does not let through."""


async def test_someone_takes_part_inside_telegram(room: Served, browser: Browser) -> None:
    await joins_in_telegram(room)
    ada = await opens(room, browser, comes)
    await ada.sees("Here you are P01", "You are at table A")

    await ada.tap("Move to table B")
    await ada.sees("You are at table B")
    await ada.tap("More")
    await ada.sees("Leave quietly")
    assert (await ada.page.evaluate("telegram.said"))[-1] == "show"

    await ada.page.evaluate("telegram.back()")
    await ada.sees("You are at table B")
    await expect(ada.page.get_by_role("heading", name="You are in")).to_be_visible()
    assert (await ada.page.evaluate("telegram.said"))[-1] == "hide"
    assert (await ada.page.evaluate("telegram.said"))[:2] == ["ready", "expand"]

    await ada.page.reload()
    await ada.sees("You are at table B")
    assert ada.troubles == []


async def test_it_is_told_when_the_workshop_moves_on(room: Served, browser: Browser) -> None:
    await joins_in_telegram(room)
    ada = await opens(room, browser, is_blocked)
    await ada.sees("Here you are P01")

    await (await room.facilitator()).tap("Next: Themes")

    await ada.sees("Themes · until about")


async def test_cards_can_be_dragged_there_from_the_first(
    library: None, room: Served, browser: Browser
) -> None:
    await joins_in_telegram(room)
    faith = await room.facilitator()
    await faith.tap("Next: Themes")
    await faith.tap("Next: Group ranking")
    ada = await opens(room, browser, is_blocked)
    await ada.tap("Take the pen")
    await ada.tap("An order")
    await ada.sees("Pick a statement")
    await ada.page.reload()

    await drags(ada, "Supportive culture", "Put it on the board")

    assert (await room.workshop()).groups["A"].tiers == (("S2",),)


async def test_the_handout_is_left_to_the_chat_which_gives_it_as_a_file(
    room: Served, browser: Browser
) -> None:
    await joins_in_telegram(room)
    faith = await room.facilitator()
    for phase in ("Themes", "Group ranking", "Report back", "Whole-room discussion", "Evaluation"):
        await faith.tap(f"Next: {phase}")
    await faith.tap("Close the workshop")
    await faith.tap("Close it now")

    ada = await opens(room, browser, comes)
    await ada.sees("The workshop has closed.")

    await expect(ada.page.locator(".document")).to_have_count(1)
    await expect(ada.page.get_by_role("link", name="Take it with you")).to_be_hidden()


async def test_telegrams_colours_are_taken_as_far_as_they_can_be_read(room: Served, browser: Browser) -> None:
    await joins_in_telegram(room)
    ada = await opens(room, browser, never_answers)
    await ada.sees("Here you are P01")
    sheet = ada.page.locator(".said")
    await expect(sheet).to_have_css("background-color", "rgb(23, 33, 43)")
    assert await ada.looks("30-mini-app") == {}

    unreadable = await opens(room, browser, never_answers, GREY_ON_GREY)
    await unreadable.sees("Here you are P01")
    await expect(unreadable.page.locator(".said")).to_have_css("background-color", "rgb(255, 255, 255)")
    assert await unreadable.looks("31-mini-app-unreadable") == {}


async def test_outside_telegram_it_says_where_it_opens(room: Served, browser: Browser) -> None:
    ada = await ChromiumPerson.comes(browser, f"{room.house.addresses.url}/mini")

    await ada.sees("This page opens from the workshop's chat in Telegram")


async def test_a_chat_in_no_workshop_is_told_what_to_do(room: Served, browser: Browser) -> None:
    ada = await opens(room, browser, never_answers)

    await ada.sees("This chat is not part of a workshop yet")
