"""Going on on another device by a personal code: once, for ten minutes, and as nobody else."""

from __future__ import annotations

from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import MINUTE, Served


async def asks_for_a_code(person: BrowserPerson) -> str:
    await person.opens(f"{person.path.removesuffix('/elsewhere')}/elsewhere")
    await person.tap("Show me a code")
    return person.page.document.findtext(".//p[@class='code']/span[@class='unseen']", "")


async def types_it(room: Served, code: str) -> BrowserPerson:
    """At the start page of another device."""
    tablet = await room.opens("/")
    await tablet.sends(tablet.button("Go on"), code=code)
    return tablet


async def test_a_person_goes_on_where_they_were(room: Served) -> None:
    phone = await room.participant("A")
    code = await asks_for_a_code(phone)
    phone.sees(
        f"On the other device, open {phone.origin()} and type this code.", "It works once, until 15:23."
    )

    tablet = await types_it(room, code.lower())
    await tablet.tap("Move to table B")

    assert tablet.path == f"/w/{room.code}"
    await phone.opens(f"/w/{room.code}")
    phone.sees("Here you are P01", "You are at table B")
    assert list((await room.workshop()).participants) == ["P01"]


async def test_looking_at_the_page_makes_no_code(room: Served) -> None:
    phone = await room.participant()
    code = await asks_for_a_code(phone)

    await phone.opens(phone.path)

    assert "another code" not in phone.screen()
    (await types_it(room, code)).sees("Here you are P01")


async def test_a_code_works_once(room: Served) -> None:
    code = await asks_for_a_code(await room.participant())
    await types_it(room, code)

    mallory = await types_it(room, code)

    mallory.sees("That personal code is used up or has run out, or a letter is wrong.")
    assert (mallory.status, mallory.button("Go on").fields["code"]) == (404, code)


async def test_the_form_sent_twice_opens_the_same_page_twice(room: Served) -> None:
    code = await asks_for_a_code(await room.participant())
    tablet = await room.opens("/")
    form = tablet.button("Go on")
    await tablet.sends(form, code=code)
    tablet.http.cookies.clear()

    await tablet.sends(form, code=code)

    tablet.sees("Here you are P01")


async def test_a_code_runs_out_after_ten_minutes(room: Served) -> None:
    code = await asks_for_a_code(await room.participant())
    room.clock.at += 10 * MINUTE

    (await types_it(room, code)).sees("used up or has run out")


async def test_a_new_code_makes_the_last_one_worthless(room: Served) -> None:
    phone = await room.participant()
    first = await asks_for_a_code(phone)
    second = await asks_for_a_code(phone)

    assert [(await types_it(room, code)).status for code in (first, second)] == [404, 200]


async def test_guessing_personal_codes_counts_as_guessing_codes(room: Served) -> None:
    code = await asks_for_a_code(await room.participant())
    mallory = await room.opens("/")
    form = mallory.button("Go on")
    for number in range(10):
        await mallory.sends(form, code=f"WRONG{number:03}")

    await mallory.sends(form, code=code)

    mallory.sees("That was many codes at once.")
    assert mallory.status == 429


async def test_a_personal_code_is_taken_only_where_guesses_are_counted(room: Served) -> None:
    code = await asks_for_a_code(await room.participant())

    mallory = await room.opens(f"/back/{code.replace(' ', '')}")
    await mallory.sends(mallory.page.forms()[0])

    assert mallory.status == 410
    (await types_it(room, code)).sees("Here you are P01")


async def test_a_stranger_gets_no_code(room: Served) -> None:
    mallory = await room.opens(f"/w/{room.code}/elsewhere")
    assert mallory.status == 403

    answer = await mallory.http.post(f"/w/{room.code}/elsewhere", headers={"Origin": mallory.origin()})
    assert answer.status_code == 403


async def test_whoever_runs_the_workshop_has_claims_instead(room: Served) -> None:
    faith = await room.facilitator()

    assert "Use another device too" not in faith.page.links()
    assert (await faith.http.get(f"/f/{room.code}/elsewhere")).status_code == 404
