"""Someone without a phone takes part by a numbered slip, which a facilitator enters."""

from __future__ import annotations

import pytest

from tests.bot.web.browser_people import BrowserPerson
from tests.bot.web.conftest import Served, room

__all__ = ["room"]


@pytest.fixture
async def faith(room: Served) -> BrowserPerson:
    """A facilitator who has added someone without a phone."""
    facilitator = await room.facilitator()
    await facilitator.tap("Who sits where")
    await facilitator.tap("Add someone without a phone, who has consented on paper")
    return facilitator


async def test_they_get_the_next_number_and_are_counted(room: Served, faith: BrowserPerson) -> None:
    faith.sees("You are entering what P01 wrote on their slip.")

    workshop = await room.workshop()
    assert workshop.participants["P01"].on_paper
    assert workshop.participants["P01"].consent.where == "paper"
    assert [person.number for person in workshop.present()] == ["P01"]


async def test_what_stands_on_the_slip_is_entered_as_theirs_and_marked(
    room: Served, faith: BrowserPerson
) -> None:
    await faith.tap("Back to the room")
    await faith.tap("Next: Themes")
    await faith.opens(f"{faith.path}?view=for+P01+theme+T2")
    await faith.tap("Partly")

    faith.sees("Saved: Partly.", "You are entering what P01 wrote on their slip.")
    assert (await room.workshop()).participants["P01"].fits["T2"].fit == "partly"
    rows = await room.house.journal.rows(room.code)
    assert rows[-1].actor == "participant:P01 by F1"


async def test_nobody_enters_anything_for_someone_with_a_phone(room: Served, faith: BrowserPerson) -> None:
    ada = await room.participant(group="A")
    await faith.tap("Back to the room")
    await faith.tap("Next: Themes")

    form = faith.button("Supportive culture")
    await faith.sends(form, payload=f"{room.code}|for|P02|fit|T1|fits")

    faith.sees("That button belongs to someone else.")
    assert (await room.workshop()).participants["P02"].fits == {}
    await ada.looks()
    ada.sees("Themes")


async def test_a_participant_enters_nothing_for_anyone(room: Served, faith: BrowserPerson) -> None:
    ada = await room.participant(group="A")

    await ada.sends(ada.button("Move to table B"), payload=f"{room.code}|for|P01|sit|B")

    ada.sees("That button belongs to someone else.")
    assert (await room.workshop()).participants["P01"].group == ""


async def test_the_same_button_again_adds_nobody(room: Served, faith: BrowserPerson) -> None:
    await faith.opens(f"{faith.path}?view=seating")
    form = faith.button("Add someone without a phone, who has consented on paper")
    await faith.sends(form)
    await faith.sends(form, key="another-key-of-the-same-old-page")

    assert list((await room.workshop()).participants) == ["P01", "P02"]


async def test_they_get_a_handout_to_print(room: Served, faith: BrowserPerson) -> None:
    ada = await room.participant(group="A")
    for phase in ("Themes", "Group ranking"):
        await faith.opens(f"/f/{room.code}")
        await faith.tap(f"Next: {phase}")
    await faith.opens(f"/f/{room.code}/handout/P01")
    faith.sees("The handout is ready once the groups have shown their boards.")
    for phase in ("Report back", "Whole-room discussion", "Evaluation"):
        await faith.opens(f"/f/{room.code}")
        await faith.tap(f"Next: {phase}")
    await faith.tap("Close the workshop")
    await faith.tap("Close it now")

    await faith.opens(faith.page.links()["Handout for P01"])

    faith.sees("Nobody is named here", "What happens next")
    for number in ("P02", "P09"):
        await faith.opens(f"/f/{room.code}/handout/{number}")
        assert faith.status == 404
    await ada.opens(f"/f/{room.code}/handout/P01")
    assert ada.status == 403


async def test_a_number_that_is_not_given_out_is_nobodys(room: Served) -> None:
    ada = await room.participant(group="A")

    for number in range(3):
        await ada.http.post(
            ada.path,
            data={"payload": f"{room.code}|enrol|P99", "key": f"key-{number}"},
            headers={"Origin": ada.origin()},
        )

    assert [person.number for person in await room.house.people.everyone(room.code)] == ["P01"]
    await room.participant(group="A")
    assert list((await room.workshop()).participants) == ["P01", "P02"]
