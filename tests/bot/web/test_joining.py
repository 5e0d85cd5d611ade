"""The way in: a link or a code, the sheet, the boxes, and a session."""

from __future__ import annotations

from tests.bot.web.conftest import Served


async def test_joining_by_link_without_javascript(room: Served) -> None:
    ada = await room.opens(room.links.join_url)
    ada.sees("A Tuesday in spring", "Before you join")

    await ada.tap("Go on")
    ada.sees("Do you agree?")
    for number in range(1, 5):
        if f"{number}. Tick" in ada.buttons():
            await ada.tap(f"{number}. Tick")
    await ada.tap("I agree and join")

    ada.sees("You are in", "Here you are P01, not your name.")
    assert (ada.status, ada.path) == (200, f"/w/{room.code}")
