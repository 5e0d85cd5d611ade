"""A facilitator's link: looked at as often as one likes, taken once."""

from __future__ import annotations

from bot.operations import CLAIM_LASTS
from tests.bot.web.conftest import Served


async def test_taking_the_link_opens_the_room(room: Served) -> None:
    faith = await room.opens(room.links.facilitator_url)
    assert faith.buttons() == ["I will run it from here"]

    await faith.tap("I will run it from here")

    faith.sees("A Tuesday in spring", "Join here")
    assert faith.path == f"/f/{room.code}"


async def test_a_preview_of_the_link_does_not_use_it_up(room: Served) -> None:
    for _ in range(3):
        await room.opens(room.links.facilitator_url)

    faith = await room.opens(room.links.facilitator_url)
    await faith.tap("I will run it from here")

    faith.sees("Join here")


async def test_a_link_that_was_taken_opens_nothing_for_anyone_else(room: Served) -> None:
    mallory = await room.opens(room.links.facilitator_url)
    faith = await room.opens(room.links.facilitator_url)
    await faith.tap("I will run it from here")

    await mallory.tap("I will run it from here")

    mallory.sees("This link has been used already.")
    assert mallory.status == 410
    assert (await room.opens(room.links.facilitator_url)).status == 410
    assert list((await room.workshop()).facilitators) == ["F1"]


async def test_pressing_twice_makes_one_facilitator(room: Served) -> None:
    faith = await room.opens(room.links.facilitator_url)
    take = faith.button("I will run it from here")
    await faith.sends(take)
    faith.http.cookies.clear()

    await faith.sends(take)

    faith.sees("Join here")
    assert list((await room.workshop()).facilitators) == ["F1"]


async def test_whoever_runs_the_workshop_already_goes_straight_there(room: Served) -> None:
    faith = await room.opens(room.links.facilitator_url)
    await faith.tap("I will run it from here")

    await faith.opens(room.links.facilitator_url)

    assert (faith.path, faith.status) == (f"/f/{room.code}", 200)


async def test_a_link_that_has_run_out(room: Served) -> None:
    faith = await room.opens(room.links.facilitator_url)
    room.clock.at += CLAIM_LASTS

    await faith.tap("I will run it from here")

    faith.sees("This link has run out.")
    assert (await room.opens(room.links.facilitator_url)).status == 410


async def test_a_link_that_never_was(room: Served) -> None:
    mallory = await room.opens("/claim/AAAAAAAAAAAAAAAAAAAAAA")

    mallory.sees("This link does not open a workshop.")
    assert mallory.status == 410
