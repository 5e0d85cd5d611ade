"""What times bring: an unanswered call goes to everyone after two minutes, a link to run the room is over."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.actions import Agree
from bot.admitting import Admitting
from bot.house import House, open_house
from bot.operations import Links, MakeClaim, MakeNew, perform
from bot.timekeeper import Timekeeper, keeping_time
from prompts import STUDIES
from workshops.commands import AnswerCall, AskForSomeone, OfferFacilitation, OfferSupport
from workshops.people import Person
from workshops.protocol.facilitating import LASTS
from workshops.protocol.someone import WIDENS_AFTER

NOON = 1_790_000_000_000


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> int:
        return self.at


async def test_after_two_minutes_everybody_is_told(tmp_path: Path) -> None:
    clock = Clock()
    async with open_house(folder(tmp_path), clock=clock) as house:
        code, ada, faith = await room(house)
        await house.acting.act(faith, OfferSupport(on=True), cause=None)
        await house.acting.act(ada, AskForSomeone(), cause=None)
        assert not await is_for_all(house, code)

        changed = asyncio.Event()
        house.desk.watch(lambda workshop, events: changed.set())
        clock.at += WIDENS_AFTER
        async with keeping_time(house.desk, clock), asyncio.timeout(5):
            await changed.wait()

        assert await is_for_all(house, code)


async def test_an_answered_call_stays_with_whoever_answered(tmp_path: Path) -> None:
    clock = Clock()
    async with open_house(folder(tmp_path), clock=clock) as house:
        timekeeper = Timekeeper(house.desk, clock)
        code, ada, faith = await room(house)
        await house.acting.act(faith, OfferSupport(on=True), cause=None)
        await house.acting.act(ada, AskForSomeone(), cause=None)
        await house.acting.act(faith, AnswerCall("C1"), cause=None)

        clock.at += WIDENS_AFTER
        await timekeeper.act()
        assert not await is_for_all(house, code)


async def test_it_waits_for_no_longer_than_until_the_call_is_due(tmp_path: Path) -> None:
    clock = Clock()
    async with open_house(folder(tmp_path), clock=clock) as house:
        timekeeper = Timekeeper(house.desk, clock)
        _, ada, faith = await room(house)
        await house.acting.act(faith, OfferSupport(on=True), cause=None)
        await house.acting.act(ada, AskForSomeone(), cause=None)
        clock.at += 30_000

        assert await timekeeper.act() == 90.0


async def test_a_link_that_nobody_took_is_over_when_its_time_is(tmp_path: Path) -> None:
    clock = Clock()
    async with open_house(folder(tmp_path), clock=clock) as house:
        timekeeper = Timekeeper(house.desk, clock)
        code, _, faith = await room(house)
        await house.acting.act(faith, OfferFacilitation(3), cause=None)

        clock.at += LASTS - 1_000
        assert await timekeeper.act() == 1.0
        clock.at += 1_000
        await timekeeper.act()

        workshop = await house.desk.workshop(code)
        assert workshop is not None
        assert [offer.number for offer in workshop.open_offers()] == [1]


def folder(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    return tmp_path


async def room(house: House) -> tuple[str, Person, Person]:
    links = await perform(house, MakeNew(str(STUDIES / "peer-worker-roles"), "A Tuesday in spring"))
    assert isinstance(links, Links)
    claim = await perform(house, MakeClaim(links.code))
    assert isinstance(claim, Links)
    faith = await house.admitting.claim(claim.facilitator_url.rpartition("/")[2], session="faith")
    ada = await consents(house.admitting, links.code)
    return links.code, ada, faith


async def consents(admitting: Admitting, code: str) -> Person:
    return await admitting.agree(code, Agree("en", ticked="01234"), cause=None, session="ada")


async def is_for_all(house: House, code: str) -> bool:
    workshop = await house.desk.workshop(code)
    assert workshop is not None
    return workshop.calls["C1"].for_all
