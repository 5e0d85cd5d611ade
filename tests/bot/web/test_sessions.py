"""Who a browser is, and who it is not."""

from __future__ import annotations

from pathlib import Path

from bot.addresses import Addresses
from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import Served, joins


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(room: Served) -> None:
    ada = await room.opens(room.links.join_url)
    await joins(ada)

    [joined] = [answer for answer in ada.response.history if "set-cookie" in answer.headers]
    name, _, rest = joined.headers["set-cookie"].partition("=")
    token, *marks = rest.split("; ")
    assert name == f"w-{room.code}"
    assert len(token) >= 22
    assert sorted(marks) == ["HttpOnly", "Max-Age=15724800", "Path=/", "SameSite=lax"]


async def test_behind_https_the_cookie_never_travels_without(room: Served) -> None:
    here = room.house.addresses.url
    room.house.addresses = Addresses("https://workshop.example")
    ada = await room.opens(room.links.join_url.replace("https://workshop.example", here))
    await ada.tap("Go on")
    while unticked := [label for label in ada.buttons() if label.endswith(". Tick")]:
        await ada.tap(unticked[0])

    agreed = await ada.http.post(
        ada.button("I agree and join").address,
        data=ada.button("I agree and join").fields,
        headers={"Origin": here},
        follow_redirects=False,
    )

    assert "; Secure" in agreed.headers["set-cookie"]


async def test_only_a_hash_of_the_token_is_stored(room: Served) -> None:
    ada = await room.participant()
    token = ada.http.cookies[f"w-{room.code}"]

    stored = b"".join(path.read_bytes() for path in room.house.folder.rglob("*") if Path(path).is_file())

    assert b"P01" in stored
    assert token.encode() not in stored


async def test_a_stranger_gets_the_start_page_and_a_calm_sentence(room: Served) -> None:
    mallory = await room.opens(f"/w/{room.code}")

    mallory.sees("This browser is not part of a workshop here yet, or no longer.", "The workshop's code")
    assert mallory.status == 403


async def test_a_stranger_does_not_learn_which_workshops_there_are(room: Served) -> None:
    there = await room.opens(f"/w/{room.code}")
    nowhere = await room.opens("/w/ABCDEF")

    assert (there.status, without_keys(there)) == (nowhere.status, without_keys(nowhere))


def without_keys(person: BrowserPerson) -> str:
    """The page; each form's key is new every time."""
    key = person.button("Go on").fields["key"]
    return person.page.html.replace(key, "")


async def test_a_cookie_of_another_workshop_opens_nothing(room: Served) -> None:
    other = await room.another("A Wednesday")
    ada = await room.participant()
    ada.http.cookies.set(f"w-{other.code}", ada.http.cookies[f"w-{room.code}"])

    await ada.opens(f"/w/{other.code}")

    assert ada.status == 403
    ada.does_not_see("A Wednesday")


async def test_a_participants_cookie_makes_nobody_a_facilitator(room: Served) -> None:
    ada = await room.participant()
    ada.http.cookies.set(f"f-{room.code}", ada.http.cookies[f"w-{room.code}"])

    await ada.opens(f"/f/{room.code}")

    ada.sees("This browser does not run a workshop here yet, or no longer.")
    assert ada.status == 403


async def test_a_facilitator_may_try_it_as_a_participant_in_the_same_browser(room: Served) -> None:
    faith = await room.facilitator()
    await faith.opens(room.links.join_url)
    await faith.tap("Go on")
    while unticked := [label for label in faith.buttons() if label.endswith(". Tick")]:
        await faith.tap(unticked[0])
    await faith.tap("I agree and join")
    faith.sees("Here you are P01")

    await faith.opens(f"/f/{room.code}")

    faith.sees("Join here", "1 person here")
