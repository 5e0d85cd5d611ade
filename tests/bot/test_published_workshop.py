"""The two hierarchies of the published study's Appendix 8, lived through both channels to the export.

Gillard and others (2014), Health Services and Delivery Research 2(19), doi 10.3310/hsdr02190.
"""

from __future__ import annotations

import asyncio
import csv
from pathlib import Path

from bot.exporting import export_codes
from tests.bot.both_channels import Venue, both_channels
from tests.bot.web.browser_people import BrowserPerson
from tests.exports.recording import GROUP_A, GROUP_B
from tests.fake_telegram.person import Person

LEFT_OUT_OF_A = ("Organisational structure", "‘Peerness’ and diversity")
LEFT_OUT_OF_B = (
    "Organisational structure",
    "‘Peerness’ and diversity",
    "The language of peer support",
    "The essence of the peer worker role",
)


async def test_what_two_published_groups_ranked_is_what_the_export_holds(tmp_path: Path) -> None:
    async with both_channels(tmp_path / "data") as venue:
        facilitator = await venue.facilitator()
        ann, *others_at_a = await table(venue, "A", in_telegram=4)
        bob, *others_at_b = await table(venue, "B", in_telegram=2)

        await facilitator.tap("Next: Themes")
        await facilitator.tap("Next: Group ranking")
        await asyncio.gather(ranks(ann, GROUP_A), ranks(bob, GROUP_B))
        await ann.tap("Less important")
        await bob.tap("Ran out of time")
        await bob.tap("Why left out: Organisational structure")
        await bob.tap("Not for us")
        await ann.tap("Hand in now")
        await bob.tap("Hand in now")

        for other in (*others_at_a, *others_at_b):
            await other.looks()
            await other.tap("I agree")
            other.sees("Your private answer: I agree. Saved.")
        await facilitator.looks()
        facilitator.sees("All groups have handed in: 2 of 2.")
        code = venue.code

    await export_codes(tmp_path / "data", [code], tmp_path / "export")

    assert ranking_of("A", tmp_path) == [
        *((title, "true", str(place), "") for place, title in enumerate(GROUP_A, start=1)),
        *((title, "false", "", "less_important") for title in LEFT_OUT_OF_A),
    ]
    assert ranking_of("B", tmp_path) == [
        *((title, "true", str(place), "") for place, title in enumerate(GROUP_B, start=1)),
        (LEFT_OUT_OF_B[0], "false", "", "not_for_us"),
        *((title, "false", "", "no_time") for title in LEFT_OUT_OF_B[1:]),
    ]


async def table(venue: Venue, group: str, in_telegram: int) -> list[Person | BrowserPerson]:
    """People at one table: so many in Telegram, and two in the browser."""
    people: list[Person | BrowserPerson] = []
    for number in range(in_telegram):
        people.append(await venue.in_telegram(f"{group}{number}", group))
    return [*people, await venue.in_browser(group), await venue.in_browser(group)]


async def ranks(person: Person | BrowserPerson, order: tuple[str, ...]) -> None:
    """Takes the pen and puts the statements below each other, to where the board is handed in."""
    await person.looks()
    await person.tap("Take the pen")
    await person.tap("An order")
    above = ""
    for title in order:
        await person.tap(title)
        await person.tap(f"Just below: {above}" if above else "Put it on the board")
        above = title
    await person.tap("Hand in")


def ranking_of(group: str, folder: Path) -> list[tuple[str, str, str, str]]:
    """Title, placed, tier and reason of each statement, the placed ones from the top."""
    titles = {row["statement"]: row["theme"] for row in rows(folder, "statements")}
    found = [row for row in rows(folder, "rankings") if row["group"] == group and row["level"] == "group"]
    found.sort(key=lambda row: (row["placed"] != "true", row["tier"], row["statement"]))
    return [
        (TITLES[titles[row["statement"]]], row["placed"], row["tier"], row["unplaced_reason"])
        for row in found
    ]


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "export" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TITLES = {
    "T1": "Organisational structure",
    "T2": "Supportive culture",
    "T3": "‘Peerness’ and diversity",
    "T4": "The language of peer support",
    "T5": "The essence of the peer worker role",
    "T6": "Support for the peer worker",
    "T7": "Changing conversations",
    "T8": "Challenging boundaries",
}
