"""A whole day in real browsers: eight phones at two tables, each used in a way of its own, to the export."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.async_api import Browser

from bot.exporting import export_codes
from tests.bot.web.chromium_people import ChromiumPerson
from tests.bot.web.conftest import PEER_WORKER_ROLES, Served
from tests.bot.web.test_mini_app import joins_in_telegram
from tests.bot.web.test_mini_app_in_chromium import comes, opens
from workshops.study import load_study

pytestmark = pytest.mark.browser

STUDY = load_study(PEER_WORKER_ROLES)
ENGLISH, URDU = STUDY.text("en"), STUDY.text("ur")
SHOWN = "T2"
ORDER = ("S2", "S1", "S3")


async def test_every_way_to_use_a_phone_leads_to_the_same_export(
    room: Served, browser: Browser, tmp_path: Path
) -> None:
    wrong: dict[str, list[str]] = {}
    faith = await ChromiumPerson.comes(browser, room.links.facilitator_url)
    await faith.tap("I will run it from here")
    table = {letter: f"{room.links.join_url}/{letter}" for letter in "AB"}

    # Lobby: P01 to P04 at table A, P05 to P08 at table B.
    await joins_in_telegram(room)
    in_telegram = await opens(room, browser, comes)
    by_keyboard = await ChromiumPerson.comes(browser, table["A"], by_keyboard=True)
    in_urdu = await ChromiumPerson.comes(browser, table["A"], width=320)
    await in_urdu.reads_in("ur")
    wrong |= await in_urdu.looks("40-urdu-sheet")
    reloading = await ChromiumPerson.comes(browser, table["A"], reloads=True)
    without_script = await ChromiumPerson.comes(browser, table["B"], javascript=False)
    goes_offline = await ChromiumPerson.comes(browser, table["B"])
    in_the_dark = await ChromiumPerson.comes(browser, table["B"], width=320, scheme="dark")
    at_a_desk = await ChromiumPerson.comes(browser, table["B"], width=1280)
    at_a = [in_telegram, by_keyboard, in_urdu, reloading]
    at_b = [without_script, goes_offline, in_the_dark, at_a_desk]
    for phone in (*at_a[1:], *at_b):
        await phone.joins()
    await faith.sees("8 people here")
    wrong |= await in_urdu.looks("41-urdu-lobby")

    # Themes: one is shown, and one person says why it fits while the connection goes and comes back.
    await faith.tap("Next: Themes")
    await faith.tap(ENGLISH.themes[SHOWN].title)
    await in_urdu.sees(in_urdu.say("themes.on_the_wall", theme=URDU.themes[SHOWN].title))
    await in_urdu.tap(in_urdu.say("themes.read_card"))
    await in_urdu.tap(in_urdu.say("fit.partly"))
    await in_urdu.sees(in_urdu.say("themes.fit_saved", answer=in_urdu.say("fit.partly")))
    wrong |= await in_urdu.looks("42-urdu-card")
    await reloading.tap("Read this card")
    await reloading.tap("Does not fit")
    await reloading.sees("Saved: Does not fit.")
    await goes_offline.tap("Read this card")
    await goes_offline.tap("Fits")
    await goes_offline.tap("Say why, if you like")
    box = goes_offline.page.get_by_role("textbox")
    await box.press_sequentially("It was so")
    await goes_offline.page.context.set_offline(True)
    await box.press_sequentially(" in our team")
    await goes_offline.tap("Save")
    await goes_offline.sees("Not sent yet: 1.")
    await goes_offline.page.context.set_offline(False)
    await goes_offline.sees("Change what I wrote")

    # Group ranking: an order by keyboard, with a statement proposed at a reloading page and accepted in Urdu.
    await faith.tap("Next: Group ranking")
    first, second, third = (ENGLISH.label(statement) for statement in ORDER)
    await by_keyboard.tap("Take the pen")
    await by_keyboard.tap("An order")
    for statement, place in (
        (second, "Put it on the board"),
        (first, "At the top"),
        (third, f"Just below: {second}"),
    ):
        await by_keyboard.tap(statement)
        await by_keyboard.tap(place)
        await by_keyboard.sees("You have the pen")
    await home(room, reloading)
    await reloading.tap("Our own statements (0)")
    await reloading.types("Time to talk")
    await home(room, in_urdu)
    await in_urdu.sees(in_urdu.say("ranking.title"), URDU.label("S1"))
    wrong |= await in_urdu.looks("43-urdu-board")
    await in_urdu.tap(in_urdu.say("extras.waiting", n=1))
    await in_urdu.tap(in_urdu.say("extras.decide", words="Time to talk"))
    wrong |= await in_urdu.looks("44-urdu-proposal")
    await in_urdu.tap(in_urdu.say("extras.accept"))
    await by_keyboard.tap("Time to talk")
    await by_keyboard.tap(f"Level with: {first}")
    await by_keyboard.sees("You have the pen")
    await by_keyboard.tap("Hand in")
    await by_keyboard.tap("Ran out of time")
    await by_keyboard.tap("Hand in now")
    await in_telegram.sees("Is this still fine with you?")
    await in_telegram.tap("I agree")
    await home(room, in_urdu)
    await in_urdu.sees(in_urdu.say("confirm.still_fine"))
    await in_urdu.tap(in_urdu.say("confirm.can_live_with_it"))
    await home(room, reloading)
    await reloading.tap("I agree")
    await reloading.sees("Your private answer: I agree. Saved.")

    # Table B makes a constellation without any script.
    await home(room, without_script)
    await without_script.tap("Take the pen")
    await without_script.tap("A centre")
    await without_script.tap(third)
    await without_script.tap("At the centre")
    await without_script.tap("Hand in")
    await without_script.tap("Hand in now")
    await home(room, goes_offline)
    await goes_offline.sees("Is this still fine with you?")
    await faith.sees("All groups have handed in: 2 of 2.")

    # Report back, the whole room, the evaluation, the end.
    await faith.tap("Next: Report back")
    await faith.tap("Show table A")
    await in_urdu.sees("Time to talk")
    wrong |= await in_urdu.looks("45-urdu-report-back")
    await faith.tap("Next: Whole-room discussion")
    await home(room, in_the_dark)
    await in_the_dark.tap("Mostly")
    await in_the_dark.sees("Saved: Mostly.")
    await faith.tap("Next: Evaluation")
    await in_urdu.tap(in_urdu.say("evaluation.start"))
    wrong |= await in_urdu.looks("46-urdu-evaluation")
    await faith.tap("Close the workshop")
    await faith.tap("Close it now")
    await home(room, in_urdu)
    await in_urdu.sees(in_urdu.say("closed.title"))
    wrong |= await in_urdu.looks("47-urdu-closed")

    await export_codes(tmp_path, [room.code], tmp_path / "export")

    def table_of(name: str, *columns: str, **where: str) -> list[tuple[str, ...]]:
        with (tmp_path / "export" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if where.items() <= row.items()]
        return [tuple(row[column] for column in columns) for row in rows]

    assert table_of("rankings", "group", "form", "statement", "tier", placed="true") == [
        ("A", "hierarchy", "S1", "2"),
        ("A", "hierarchy", "S2", "1"),
        ("A", "hierarchy", "S3", "3"),
        ("A", "hierarchy", "A-x1", "1"),
        ("B", "constellation", "S3", "1"),
    ]
    assert {reason for (reason,) in table_of("rankings", "unplaced_reason", group="A", placed="false")} == {
        "no_time"
    }
    assert table_of("fit", "participant", "theme", "fit", "why") == [
        ("P03", SHOWN, "partly", ""),
        ("P04", SHOWN, "does_not", ""),
        ("P06", SHOWN, "fits", "It was so in our team"),
    ]
    assert table_of("confirmations", "participant", "answer") == [
        ("P01", "agree"),
        ("P03", "can_live_with_it"),
        ("P04", "agree"),
    ]
    assert table_of("participants", "participant", "group") == [
        *((f"P0{number}", "A") for number in range(1, 5)),
        *((f"P0{number}", "B") for number in range(5, 9)),
    ]
    assert wrong == {}
    always_connected = [phone for phone in (*at_a, *at_b, faith) if phone is not goes_offline]
    assert [phone.troubles for phone in always_connected] == [[]] * 8


async def home(room: Served, person: ChromiumPerson) -> None:
    """Their page as it first opens."""
    await person.page.goto(f"{room.house.addresses.url}/w/{room.code}")
