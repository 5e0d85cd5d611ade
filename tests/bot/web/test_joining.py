"""The way in: a link or a code, the sheet, the boxes, and whoever comes back."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from bot.actions import Consider, encode
from bot.operations import Links
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import MINUTE, PEER_WORKER_ROLES, Served, joins, reads
from workshops.commands import ReadStudyAgain, StartPhase
from workshops.model import Actor, Phase, Role
from workshops.study import copy_study


async def test_joining_by_link_without_javascript(room: Served) -> None:
    ada = await room.opens(room.links.join_url)
    ada.sees("A Tuesday in spring", "Before you join")

    await ada.tap("Go on")
    ada.sees("Do you agree?", "Nothing about you is kept until you tap “I agree and join”.")
    assert "I agree and join" not in ada.buttons()

    while unticked := [label for label in ada.buttons() if label.endswith(". Tick")]:
        await ada.tap(unticked[0])
    await ada.tap("I agree and join")
    ada.sees("You are in", "Here you are P01, not your name.")
    assert (ada.status, ada.path) == (200, f"/w/{room.code}")


async def test_nothing_is_kept_of_someone_who_says_no(room: Served) -> None:
    ada = await room.opens(room.links.join_url)

    await ada.tap("No, thank you")

    ada.sees("Nothing about you has been kept.")
    assert await room.house.people.everyone(room.code) == []
    assert list(ada.http.cookies) == []


async def test_a_tables_link_seats_people_there(room: Served) -> None:
    ada = await room.participant(group="B")

    ada.sees("You are at table B")


async def test_whoever_has_joined_comes_back_to_their_page(room: Served) -> None:
    ada = await room.participant()

    await ada.opens(room.links.join_url)

    assert ada.path == f"/w/{room.code}"
    ada.sees("Here you are P01")


async def test_agreeing_twice_with_one_form_lets_in_one_person(room: Served) -> None:
    ada = await room.opens(room.links.join_url)
    await ada.tap("Go on")
    while unticked := [label for label in ada.buttons() if label.endswith(". Tick")]:
        await ada.tap(unticked[0])
    agree = ada.button("I agree and join")

    await ada.sends(agree)
    ada.http.cookies.clear()
    await ada.sends(agree)

    ada.sees("Here you are P01")
    assert list((await room.workshop()).participants) == ["P01"]


async def test_an_incomplete_consent_lets_nobody_in(room: Served) -> None:
    ada = await room.opens(room.links.join_url)
    go_on = ada.button("Go on")

    await ada.sends(go_on, payload=f"{room.code}|agree|en||0|")

    ada.sees("To join, please tick every line that is not marked as up to you.")
    assert (await room.workshop()).participants == {}


async def test_the_spoken_code_leads_to_the_same_place(room: Served) -> None:
    ada = await room.opens("/")

    await ada.sends(ada.button("Go on"), code=f" {room.code[:3].lower()} {room.code[3:].lower()} ")

    ada.sees("Before you join")
    assert ada.path == f"/join/{(await room.workshop()).join_secret}"


async def test_an_unknown_code_is_said_and_stays_in_the_box(room: Served) -> None:
    ada = await room.opens("/")

    await ada.sends(ada.button("Go on"), code="ABCDEF")

    ada.sees("There is no workshop with that code. Please check it and try again.")
    assert (ada.status, ada.button("Go on").fields["code"]) == (404, "ABCDEF")


async def test_guessing_codes_is_throttled_and_forgiven(room: Served) -> None:
    mallory = await room.opens("/")
    form = mallory.button("Go on")
    for number in range(10):
        await mallory.sends(form, code=f"WRONG{number}")
        assert mallory.status == 404

    await mallory.sends(form, code=room.code)
    mallory.sees("That was many codes at once. Please wait a minute, then try again.")
    assert mallory.status == 429

    room.clock.at += MINUTE
    await mallory.sends(form, code=room.code)
    mallory.sees("Before you join")


async def test_a_closed_workshop_thanks_whoever_comes_late(room: Served) -> None:
    await closes(room)

    late = await room.opens(room.links.join_url)

    late.sees("This workshop has closed. Thank you for coming by.")
    assert late.buttons() == []


async def test_someone_who_has_joined_can_still_read_when_it_has_closed(room: Served) -> None:
    ada = await room.participant()

    await closes(room)
    await ada.opens(room.links.join_url)

    ada.sees("Thank you", "The workshop has closed.")


async def test_a_link_that_opens_nothing_says_so(room: Served) -> None:
    ada = await room.opens("/join/not-a-secret")

    ada.sees("This link does not open a workshop.")
    assert ada.status == 404


async def test_an_address_that_makes_no_sense_shows_the_beginning(room: Served) -> None:
    for consider in (Consider("xx"), Consider("en", "Z"), Consider("en", "", "9", "boxes")):
        ada = await room.opens(f"{room.links.join_url}?at={quote(encode(room.code, consider))}")

        ada.sees("Before you join")
        assert ada.status == 200


async def test_a_button_of_another_workshop_lets_nobody_in(room: Served) -> None:
    other = await room.another("A Wednesday")
    ada = await room.opens(room.links.join_url)

    await ada.sends(ada.button("Go on"), payload=f"{other.code}|agree|en||01234|")

    ada.sees("That button is from another time.", "Before you join")
    assert await room.house.people.everyone(other.code) == []


async def test_one_browser_may_be_in_two_workshops(room: Served) -> None:
    other = await room.another("A Wednesday")
    ada = await room.participant()

    await joins(await ada.opens(other.join_url))

    assert [await number_in(ada, links) for links in (room.links, other)] == ["P01", "P01"]
    assert ada.path == f"/w/{other.code}"


async def number_in(person: BrowserPerson, links: Links) -> str:
    await person.opens(f"/w/{links.code}")
    return person.screen().partition("Here you are ")[2][:3]


async def closes(room: Served) -> None:
    facilitator = await room.facilitator()
    facilitator.sees("A Tuesday in spring")
    phases = (await room.workshop()).study.phases
    for leaving, phase in pairwise(phases):
        command = StartPhase(phase, leaving)
        await room.house.desk.handle(room.code, Actor(Role.FACILITATOR, "F1"), command, cause=None)
    assert (await room.workshop()).phase is Phase.CLOSED


async def test_whoever_has_read_another_sheet_reads_the_new_one_before_agreeing(
    room: Served, tmp_path: Path
) -> None:
    ada = await room.opens(room.links.join_url)
    await reads(ada)
    ben = await room.opens(room.links.join_url)
    await ben.tap("Go on")

    await reads_another_sheet(room, tmp_path / "changed")

    await ada.tap("I agree and join")
    ada.sees("The information sheet has changed since you read it.", "We have changed this.")
    assert (await room.workshop()).participants == {}
    await ben.tap("1. Tick")
    ben.sees("The information sheet has changed since you read it.", "We have changed this.")
    for person in (ada, ben):
        await joins(person)
        person.sees("You are in")


async def reads_another_sheet(room: Served, folder: Path) -> None:
    """The team changes the information sheet."""
    shutil.copytree(PEER_WORKER_ROLES, folder)
    english = folder / "en.toml"
    text = english.read_text(encoding="utf-8")
    english.write_text(
        text.replace("information = [", 'information = ["We have changed this.",'), encoding="utf-8"
    )
    study = copy_study(folder, room.house.folder)
    outcome = await room.house.desk.handle(room.code, Actor(Role.OPERATOR), ReadStudyAgain(study), cause=None)
    assert not outcome.refused
