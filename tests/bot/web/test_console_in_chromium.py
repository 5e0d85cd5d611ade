"""A facilitator at a laptop: the room on one page, and nothing on it lost or left."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.chromium_people import ChromiumPerson
from tests.bot.web.conftest import Served
from tests.bot.web.test_dragging_in_chromium import drags, library

__all__ = ["library"]

pytestmark = pytest.mark.browser

PANELS = ["Who sits where", "Steer the room", "Questions", "Notes", "Send a message"]
ANSWER = "It means who manages whom."


async def console(
    room: Served, browser: Browser, width: int = 1280, *, by_keyboard: bool = False
) -> ChromiumPerson:
    faith = await ChromiumPerson.comes(
        browser, room.links.facilitator_url, width=width, by_keyboard=by_keyboard
    )
    await faith.tap("I will run it from here")
    await faith.sees("Join here")
    return faith


def panel(person: ChromiumPerson, name: str) -> Locator:
    return person.page.locator(f"#panel-{name}")


async def asks(person: BrowserPerson, words: str) -> None:
    await person.looks()
    await person.tap("Themes")
    await person.tap("Organisational structure")
    await person.tap("Ask a question")
    await person.types(words)


async def test_a_phase_is_steered_without_leaving_the_page(room: Served, browser: Browser) -> None:
    ada, ben = await room.participant("A"), await room.participant("B")
    faith = await console(room, browser, by_keyboard=True)
    titles = faith.page.locator(".panel .title")
    await expect(titles).to_have_text(PANELS)
    wall = faith.page.get_by_role("link", name="The projector's page")
    await expect(wall).to_have_attribute(
        "href", room.links.projector_url.removeprefix(room.house.addresses.url)
    )
    wrong = await faith.looks("30-console-lobby")
    pages: list[str] = []
    faith.page.on("framenavigated", lambda frame: pages.append(frame.url))

    await faith.tap("Next: Themes")
    await faith.tap("Organisational structure")
    await asks(ada, "What does structure mean here?")
    await expect(panel(faith, "questions")).to_contain_text("What does structure mean here?")
    await faith.tap("Answer: What does structure mean here?")
    await faith.tap("Write an answer for everyone")
    await faith.types(ANSWER)
    await expect(panel(faith, "questions")).not_to_contain_text("Your answer")
    await faith.tap("Pause the room")
    await expect(faith.page.locator("main")).to_contain_text("The room is paused.")
    await faith.tap("Pause the room")
    await faith.tap("To everyone")
    await faith.types("Tea is at the back.")
    await expect(panel(faith, "message")).to_contain_text("To everyone · ")
    await ben.looks()
    ben.sees("From the facilitator: Tea is at the back.")

    await faith.tap("Next: Group ranking")
    await expect(titles.first).to_have_text("All tables' boards")
    await ada.looks()
    await ada.tap("Take the pen")
    await ada.tap("An order")
    await ada.tap("Supportive culture")
    await ada.tap("Put it on the board")
    await expect(panel(faith, "at_tables")).to_contain_text("Supportive culture")
    wrong |= await faith.looks("31-console-ranking")
    await ada.tap("Hand in")
    await ada.tap("Hand in now")
    await expect(faith.page.locator("main")).to_contain_text("1 of 2 groups has not handed in: B.")

    workshop = await room.workshop()
    assert [question.answer for question in workshop.questions.values()] == [ANSWER]
    assert pages == []
    assert wrong == {}
    assert faith.troubles == []


async def test_a_table_is_led_and_written_for_beside_the_room(room: Served, browser: Browser) -> None:
    await room.participant("A")
    faith = await console(room, browser)
    for phase in ("Themes", "Group ranking"):
        await faith.tap(f"Next: {phase}")
    tables = panel(faith, "at_tables")

    for label in ("Table A", "Lead table A"):
        await tables.get_by_role("button", name=label, exact=True).click()
    await faith.tap("My table (A)")
    for label in ("Take the pen", "An order", "Supportive culture", "Put it on the board"):
        await faith.tap(label)
    await faith.sees("Undo: Supportive culture")

    group = (await room.workshop()).groups["A"]
    assert (group.pen, group.tiers) == ("F1", (("S2",),))
    assert faith.troubles == []


async def test_people_are_seated_by_dragging_them_to_a_table(
    library: None, room: Served, browser: Browser
) -> None:
    await room.participant("A")
    await room.participant("A")
    faith = await console(room, browser)

    await drags(faith, "P02", "Table B")

    await expect(panel(faith, "at_tables")).to_contain_text("Table B (1 here)")
    seated = (await room.workshop()).participants
    assert {number: person.group for number, person in seated.items()} == {"P01": "A", "P02": "B"}
    assert faith.troubles == []


async def test_what_is_typed_in_a_panel_outlives_a_redraw_and_a_reload(
    room: Served, browser: Browser
) -> None:
    ada = await room.participant("A")
    faith = await console(room, browser)
    await faith.tap("Next: Themes")
    await faith.tap("To everyone")
    box = panel(faith, "message").get_by_role("textbox")
    await box.press_sequentially("Tea is")

    await asks(ada, "Is there tea?")
    await expect(panel(faith, "questions")).to_contain_text("Is there tea?")
    await box.press_sequentially(" at the back.")
    await expect(box).to_be_focused()
    await faith.page.reload()
    await expect(box).to_have_value("Tea is at the back.")

    await faith.tap("Save")
    await expect(panel(faith, "message")).to_contain_text("To everyone · ")
    assert [message.words for message in (await room.workshop()).messages] == ["Tea is at the back."]


async def test_a_phone_has_the_room_alone(room: Served, browser: Browser) -> None:
    await room.participant("A")
    faith = await console(room, browser, 390)
    asked: list[str] = []
    faith.page.on("request", lambda request: asked.append(request.url))
    await faith.page.reload()
    await faith.sees("1 person here")

    await expect(faith.page.locator(".panel .title")).to_have_count(0)
    await expect(faith.page.get_by_role("button", name="Questions (0)")).to_be_visible()
    assert [url for url in asked if "panel=at_tables" in url] == []


async def test_the_links_at_the_foot_are_beside_the_room_and_not_under_it(
    room: Served, browser: Browser
) -> None:
    faith = await console(room, browser)
    await faith.tap("Next: Themes")
    await faith.sees("Tap a theme to show it on the wall")
    await faith.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")

    on_top = await faith.page.evaluate(
        """() => [...document.querySelectorAll(".page-foot a")].map((link) => {
            const { left, top, height } = link.getBoundingClientRect();
            return link.contains(document.elementFromPoint(left + 2, top + height / 2));
        })"""
    )

    assert on_top == [True] * 3
