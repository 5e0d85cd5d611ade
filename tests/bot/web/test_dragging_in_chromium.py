"""Cards that can be taken in hand: with the mouse, with a finger, and nothing missing where they cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.web import assets
from tests.bot.web.chromium_people import ChromiumPerson, chromium
from tests.bot.web.conftest import PEER_WORKER_ROLES, Served, served_workshop
from workshops.model import Workshop

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).parents[3]
FIRST = "Organisational structure"
SECOND = "Supportive culture"
THIRD = "Changing conversations"


@pytest.fixture(scope="session")
def library() -> None:
    """What cards are dragged with, fetched as `make run` fetches it."""
    subprocess.run(["make", "-s", "dragging"], cwd=PROJECT, check=os.environ.get("NO_SKIPS") == "1")
    assets.assets.cache_clear()
    if not assets.sortable():
        pytest.skip("SortableJS could not be fetched from npm")


async def with_the_pen(room: Served, browser: Browser, form: str = "An order") -> ChromiumPerson:
    """Someone at table A who has just chosen how to do it."""
    ada = await ChromiumPerson.comes(browser, f"{room.links.join_url}/A")
    await ada.page.set_viewport_size({"width": 390, "height": 1800})
    await ada.joins()
    faith = await room.facilitator()
    await faith.tap("Next: Themes")
    await faith.tap("Next: Group ranking")
    await ada.tap("Take the pen")
    await ada.tap(form)
    await ada.sees("Pick a statement")
    return ada


def test_without_npm_make_says_so_and_goes_on(tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "make", "cmp"):
        (tools / tool).symlink_to(shutil.which(tool) or tool)
    folder = tmp_path / "from_npm"

    done = subprocess.run(
        ["make", "-s", "dragging", f"FROM_NPM={folder}", "NO_SKIPS=", "SHELL=sh"],
        cwd=PROJECT,
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr == (
        "There is no npm here, so cards cannot be dragged. "
        "The boards are arranged by tap and keyboard, which is complete.\n"
    )
    assert not folder.exists()


def card(page: Page, label: str) -> Locator:
    return page.locator(".hand .card").filter(has=page.get_by_text(label, exact=True))


def spot(page: Page, said: str) -> Locator:
    return page.locator(f'[data-said="{said}"]')


async def takes(page: Page, label: str) -> None:
    """Takes a card up with the mouse, and holds it."""
    await card(page, label).scroll_into_view_if_needed()
    box = await card(page, label).bounding_box()
    assert box
    await page.mouse.move(box["x"] + 60, box["y"] + 20)
    await page.mouse.down()
    await page.mouse.move(box["x"] + 70, box["y"] + 28, steps=3)
    await expect(page.locator(".carrying")).to_have_count(1)


async def puts(page: Page, said: str) -> None:
    """Lets it go there; whatever the card passes over makes room for it, so the eye leads the hand."""
    for _ in range(3):
        box = await spot(page, said).bounding_box()
        assert box
        await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3, steps=8)
        await page.wait_for_timeout(60)  # it looks where the hand is every 50 ms
    await page.mouse.up()


async def drags(person: ChromiumPerson, label: str, said: str) -> None:
    await expect(card(person.page, label)).to_be_visible()
    await expect(spot(person.page, said).and_(person.page.locator(".ready"))).to_have_count(1)
    await takes(person.page, label)
    await puts(person.page, said)
    await expect(person.page.locator(".busy")).to_have_count(0)


async def places(room: Served) -> object:
    """Where everything stands on table A's board."""
    workshop: Workshop = await room.workshop()
    return workshop.groups["A"].tiers


async def test_statements_are_placed_with_the_mouse(library: None, room: Served, browser: Browser) -> None:
    ada = await with_the_pen(room, browser)

    await drags(ada, FIRST, "Put it on the board")
    await expect(ada.page.locator("#announced")).to_have_text(f"{FIRST}: Put it on the board")
    await drags(ada, SECOND, "At the top")
    await drags(ada, THIRD, f"Level with: {FIRST}")
    assert await places(room) == (("S2",), ("S1", "S7"))

    await drags(ada, FIRST, f"Just below: {FIRST}, {THIRD}")
    assert await places(room) == (("S2",), ("S7",), ("S1",))
    await drags(ada, THIRD, "Take it off the board")
    assert await places(room) == (("S2",), ("S1",))
    assert ada.troubles == []


async def test_a_finger_that_rests_takes_a_card_and_one_that_moves_on_scrolls(
    library: None, room: Served, browser: Browser
) -> None:
    ada = await with_the_pen(room, browser)
    await expect(spot(ada.page, "Put it on the board").and_(ada.page.locator(".ready"))).to_have_count(1)
    finger = await ada.page.context.new_cdp_session(ada.page)

    async def touches(kind: str, x: float, y: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        await finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    from_box = await card(ada.page, FIRST).bounding_box()
    assert from_box
    x, y = from_box["x"] + 60, from_box["y"] + 20
    await touches("touchStart", x, y)
    await touches("touchMove", x, y - 40)
    await touches("touchEnd", x, y - 40)
    await expect(ada.page.locator(".carrying")).to_have_count(0)

    await card(ada.page, FIRST).scroll_into_view_if_needed()
    from_box = await card(ada.page, FIRST).bounding_box()
    assert from_box
    x, y = from_box["x"] + 60, from_box["y"] + 20
    await touches("touchStart", x, y)
    await ada.page.wait_for_timeout(350)
    await touches("touchMove", x + 6, y - 6)
    await expect(ada.page.locator(".carrying")).to_have_count(1)
    for _ in range(3):
        box = await spot(ada.page, "Put it on the board").bounding_box()
        assert box
        await touches("touchMove", box["x"] + 80, box["y"] + box["height"] / 3)
        await ada.page.wait_for_timeout(60)
    await touches("touchEnd", 0, 0)

    await ada.sees(f"Undo: {FIRST}")
    assert await places(room) == (("S1",),)
    assert ada.troubles == []


async def test_a_constellation_is_touched_in_its_lists_and_in_its_picture(
    library: None, room: Served, browser: Browser
) -> None:
    ada = await with_the_pen(room, browser, "A centre")

    await drags(ada, FIRST, "At the centre")
    await drags(ada, SECOND, "Around it")
    await drags(ada, FIRST, "Around it")
    assert await places(room) == ((), ("S1", "S2"))

    await ada.page.locator("svg [data-pick]").filter(has_text="Supportive").click()
    await ada.sees("Now in: Around it. Where should it stand?")
    await ada.tap("At the centre")
    await ada.sees("Pick a statement")
    assert await places(room) == (("S2",), ("S1",))
    assert ada.troubles == []


async def test_what_changes_meanwhile_waits_for_the_hand(
    library: None, room: Served, browser: Browser
) -> None:
    ben = await room.participant("A")
    ada = await with_the_pen(room, browser)
    await expect(spot(ada.page, "Put it on the board").and_(ada.page.locator(".ready"))).to_have_count(1)
    await takes(ada.page, FIRST)

    await ben.looks()
    await ben.tap("Take the pen")
    await ada.page.wait_for_timeout(600)
    await expect(ada.page.locator(".hand .card, .in-hand")).to_have_count(9)
    await puts(ada.page, "Put it on the board")

    await ada.sees("Take it first, and say so aloud.", "Nothing on the board yet.")
    await expect(ada.page.locator(".hand, .in-hand")).to_have_count(0)
    assert await places(room) == ()
    assert ada.troubles == []


async def test_without_a_connection_the_card_goes_back_and_is_placed_later(
    library: None, room: Served, browser: Browser
) -> None:
    ada = await with_the_pen(room, browser)
    await drags(ada, SECOND, "Put it on the board")

    await ada.page.context.set_offline(True)
    await takes(ada.page, FIRST)
    await puts(ada.page, "At the top")
    await ada.sees("Not sent yet: 1.")
    await expect(ada.page.locator(".hand > .spot .card")).to_have_count(7)
    await ada.page.context.set_offline(False)

    await expect(ada.page.locator("#unsent")).to_be_hidden()
    await expect(ada.page.locator(".hand > .spot .card")).to_have_count(6)
    assert await places(room) == (("S1",), ("S2",))


async def test_ones_own_order_is_made_by_dragging_too(library: None, tmp_path: Path) -> None:
    study = shutil.copytree(PEER_WORKER_ROLES, tmp_path / "study")
    settings = study / "study.toml"
    settings.write_text(
        settings.read_text().replace('"themes", "ranking"', '"themes", "individual", "ranking"')
    )
    async with served_workshop(tmp_path, study=study) as room, chromium() as browser:
        ada = await ChromiumPerson.comes(browser, f"{room.links.join_url}/A")
        await ada.page.set_viewport_size({"width": 390, "height": 1800})
        await ada.joins()
        faith = await room.facilitator()
        await faith.tap("Next: Themes")
        await faith.tap("Next: Your own ranking")
        await ada.sees("Which matters most to you?")
        await drags(ada, SECOND, "1")
        await drags(ada, FIRST, "2")

        own = (await room.workshop()).participants["P01"].individual
        assert own
        assert own.ranked == ("S2", "S1")


async def test_where_nothing_was_fetched_nothing_is_missing(
    room: Served, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assets, "FROM_NPM", tmp_path / "none")
    assets.assets.cache_clear()
    ada = await with_the_pen(room, browser)
    for statement, place in ((FIRST, "Put it on the board"), (SECOND, "At the top")):
        await ada.tap(statement)
        await ada.tap(place)
        await ada.sees("Pick a statement")
    await ada.tap(f"Move: {FIRST}")
    await ada.tap("Take it off the board")
    await expect(ada.page.locator(".hand > .spot .card")).to_have_count(7)

    assert await places(room) == (("S2",),)
    assert await ada.page.evaluate("typeof window.Sortable") == "undefined"
    assert ada.troubles == []
    assets.assets.cache_clear()
