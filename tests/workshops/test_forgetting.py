"""When their days are over, first nobody is known any more, then nothing is left of the workshop."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.given import BUILT_IN, consent
from tests.workshops.rows import everything_beside
from workshops.chats import Chats, ChatScreen
from workshops.commands import (
    AdmitFacilitator,
    Command,
    DeleteLinks,
    ExplainFit,
    GiveFit,
    MakeWorkshop,
    StartPhase,
    Withdraw,
)
from workshops.desk import Desk
from workshops.journal import Journal
from workshops.model import Actor, Fit, Phase, Refused, Role
from workshops.people import People
from workshops.removal import Removal
from workshops.retention import DAY

CODE, OTHER = "KESTRL", "MARTEN"
OPERATOR, FACILITATOR = Actor(Role.OPERATOR), Actor(Role.FACILITATOR, "F1")
ADA, FAITH = Actor(Role.PARTICIPANT, "P01"), 21
CANARY = "canary"


class House:
    """Two workshops, both closed at the same moment; Ada was in each, Faith runs each."""

    def __init__(self, journal: Journal) -> None:
        self.now = 1_000
        ticking = itertools.count()
        self.journal = journal
        self.people = People(journal)
        self.chats = Chats(journal)
        self.desk = Desk(journal, lambda _: BUILT_IN, lambda: self.now + next(ticking))
        self.removal = Removal(self.desk, journal, self.people)
        self.let_go: list[str] = []
        self.removal.also_when_kept_no_longer(self._lets_go)

    async def _lets_go(self, code: str, number: str) -> None:
        self.let_go.append(f"{code} {number}")

    async def does(self, code: str, actor: Actor, command: Command, cause: str | None = None) -> None:
        outcome = await self.desk.handle(code, actor, command, cause=cause, request_hash=f"of {cause}")
        assert outcome.events, f"{actor}: {command} led to {outcome}"

    async def lives_through(self, code: str, words: str) -> None:
        await self.does(code, OPERATOR, MakeWorkshop(words, "hash", ("A",), f"j{code}", f"p{code}"))
        await self.people.reserve(code, Role.FACILITATOR, at=1, telegram_chat=FAITH, session=f"F {code}")
        await self.does(code, OPERATOR, AdmitFacilitator("F1", "en"))
        await self.people.make_claim(code, words, made_by=words, at=1, expires_at=2)
        await self.people.reserve(code, Role.PARTICIPANT, at=1, telegram_chat=11, session=f"P {code}")
        await self.people.call(code, "P01", words)
        await self.people.keep_words(code, "P01", "organis", words)
        await self.chats.keep(ChatScreen(11, code, 1, words))
        await self.does(code, Actor(Role.NEWCOMER), consent("P01"))
        await self.does(code, FACILITATOR, StartPhase(Phase.THEMES, Phase.LOBBY))
        await self.does(code, ADA, GiveFit("T1", Fit.FITS), f"web:{code}:{words}")
        await self.does(code, ADA, ExplainFit("T1", words))
        await self.does(code, FACILITATOR, StartPhase(Phase.CLOSED, Phase.THEMES))

    async def after(self, days: int) -> None:
        self.now += days * DAY


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[House]:
    journal = await Journal.open(path)
    try:
        yield House(journal)
    finally:
        await journal.close()


@pytest.fixture
async def house(path: Path) -> AsyncIterator[House]:
    async with opened(path) as house:
        await house.lives_through(OTHER, "Ben")
        await house.lives_through(CODE, CANARY)
        yield house


async def test_before_its_day_the_list_stays(house: House) -> None:
    await house.after(BUILT_IN.link_table_days - 1)

    outcome = await house.desk.handle(CODE, FACILITATOR, DeleteLinks(), cause=None)

    assert outcome.refused == Refused("not_due")
    assert (await house.people.words(CODE)) == {("P01", "organis"): CANARY}


async def test_without_the_list_nobody_is_known_but_who_runs_it_and_what_was_said_stays(house: House) -> None:
    await house.after(BUILT_IN.link_table_days)

    await house.does(CODE, FACILITATOR, DeleteLinks())
    await house.removal.delete_links(CODE, ["P01"])

    assert [person.number for person in await house.people.everyone(CODE)] == ["F1"]
    assert await house.people.with_session(f"P {CODE}") is None
    assert await house.people.words(CODE) == {}
    assert await house.chats.screens([CODE]) == []
    assert [row.cause for row in await house.journal.rows(CODE) if row.cause] == []
    assert [person.number for person in await house.people.everyone(OTHER)] == ["F1", "P01"]
    assert house.let_go == [f"{CODE} P01"]
    workshop = await house.desk.workshop(CODE)
    assert workshop is not None
    assert workshop.participants["P01"].fits["T1"].why == CANARY


async def test_without_the_list_nothing_can_be_removed_any_more(house: House) -> None:
    await house.after(BUILT_IN.link_table_days)
    await house.does(CODE, OPERATOR, DeleteLinks())

    refusals = [
        (await house.desk.handle(CODE, who, Withdraw("P01", remove=True), cause=None)).refused
        for who in (OPERATOR, FACILITATOR, ADA)
    ]

    assert refusals == [Refused("links_deleted")] * 3


async def test_a_list_that_a_crash_left_behind_goes_at_start(house: House, path: Path) -> None:
    await house.after(BUILT_IN.link_table_days)
    await house.does(CODE, OPERATOR, DeleteLinks())
    await house.journal.close()

    async with opened(path) as again:
        await again.removal.finish_open()

        assert [person.number for person in await again.people.everyone(CODE)] == ["F1"]
        assert [person.number for person in await again.people.everyone(OTHER)] == ["F1", "P01"]


async def test_once_all_is_deleted_only_the_code_is_in_any_file(house: House, path: Path) -> None:
    assert CANARY.encode() in everything_beside(path)

    await house.removal.delete_everything(CODE, ["P01", "F1"], 7)

    assert CANARY.encode() not in everything_beside(path)
    assert await house.desk.workshop(CODE) is None
    assert await house.desk.codes() == [OTHER]
    assert await house.people.everyone(CODE) == []
    assert list(await house.removal.gone()) == [CODE]
    assert house.let_go == [f"{CODE} P01", f"{CODE} F1"]
    other = await house.desk.workshop(OTHER)
    assert other is not None
    assert other.participants["P01"].fits["T1"].why == "Ben"
    assert b"Ben" in everything_beside(path)
