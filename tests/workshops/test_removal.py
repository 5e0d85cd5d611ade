"""Whoever asks for removal is in no file any more, whatever crashes on the way; the others stay."""

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
    AnswerEvaluation,
    Command,
    ExplainFit,
    GiveFit,
    MakeWorkshop,
    StartPhase,
    Withdraw,
)
from workshops.desk import Desk
from workshops.journal import Journal
from workshops.model import Actor, Fit, Phase, Role
from workshops.people import People
from workshops.removal import Removal, without

CODE = "KESTRL"
OPERATOR = Actor(Role.OPERATOR)
FACILITATOR = Actor(Role.FACILITATOR, "F1")
CANARY = "canary"
CHATS = {"P01": 11, "P02": 12}


class House:
    """All that a workshop lives in, on a real file."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.people = People(journal)
        self.chats = Chats(journal)
        self.desk = Desk(journal, lambda _: BUILT_IN, itertools.count(1_000).__next__)
        self.removal = Removal(self.desk, journal, self.people)

    async def does(self, actor: Actor, command: Command, cause: str | None = None) -> None:
        outcome = await self.desk.handle(CODE, actor, command, cause=cause, request_hash=f"hash of {cause}")
        assert outcome.events, f"{actor}: {command} led to {outcome}"

    async def joins(self, number: str, words: str) -> None:
        chat = CHATS[number]
        await self.people.reserve(CODE, Role.PARTICIPANT, at=1_000, telegram_chat=chat, session=words)
        await self.people.call(CODE, number, words)
        await self.people.keep_words(CODE, number, "organis", words)
        await self.chats.keep(ChatScreen(chat, CODE, 1, words))
        await self.does(Actor(Role.NEWCOMER), consent(number))

    async def speaks(self, number: str, words: str) -> None:
        person, respondent = Actor(Role.PARTICIPANT, number), await self.respondent(number)
        await self.does(person, GiveFit("T1", Fit.FITS), cause=f"web:{number}:{words}")
        await self.does(person, ExplainFit("T1", words), cause=f"web:{number}:{words} again")
        await self.does(
            respondent, AnswerEvaluation("useful", words=words), cause=f"web:{number}:last {words}"
        )

    async def respondent(self, number: str) -> Actor:
        token = await self.people.respondent(CODE, number, f"token of {number}")
        return Actor(Role.RESPONDENT, token or "")


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[House]:
    journal = await Journal.open(path)
    try:
        yield House(journal)
    finally:
        await journal.close()


async def removed_up_to(house: House, step: str) -> None:
    """Ada and Ben have spoken, Ada asked to be removed, and the machine stopped after `step`."""
    await house.does(OPERATOR, MakeWorkshop("Room", "hash", ("A",), "join", "projector"))
    await house.does(OPERATOR, AdmitFacilitator("F1", "en"))
    await house.joins("P01", CANARY)
    await house.joins("P02", "Ben")
    await house.does(FACILITATOR, StartPhase(Phase.EVALUATION, Phase.LOBBY))
    await house.speaks("P01", CANARY)
    await house.speaks("P02", "Ben")
    respondent = await house.respondent("P01")
    await house.does(Actor(Role.PARTICIPANT, "P01"), Withdraw("P01", remove=True), cause=f"web:P01:{CANARY}3")
    if step in ("words blanked", "person forgotten"):
        await house.journal.replace(CODE, lambda row: without(row, "P01", respondent.id))
    if step == "person forgotten":
        await house.people.forget(CODE, "P01")


async def check_gone(house: House, path: Path) -> None:
    workshop = await house.desk.workshop(CODE)
    assert workshop is not None
    assert CANARY.encode() not in everything_beside(path)
    assert workshop.participants["P01"].fits == {}
    assert {token: set(answers.values()) for token, answers in workshop.evaluation.items()} == {
        "token of P01": {""},
        "token of P02": {"Ben"},
    }
    assert await house.people.person(CODE, "P01") is None
    actors = [row.actor for row in await house.journal.rows(CODE)]
    assert (actors.count("participant:P01"), actors.count("participant:P02")) == (0, 2)


async def test_once_removed_nothing_of_them_is_in_any_file_or_in_memory(path: Path) -> None:
    async with opened(path) as house:
        await removed_up_to(house, "tombstone")
        assert CANARY.encode() in everything_beside(path)

        await house.removal.remove(CODE, "P01")

        await check_gone(house, path)
        rows = [row.events for row in await house.journal.rows(CODE)]
    async with opened(path) as house:
        await house.removal.finish_open()
        assert [row.events for row in await house.journal.rows(CODE)] == rows


@pytest.mark.parametrize("step", ["tombstone", "words blanked", "person forgotten"])
async def test_a_removal_that_a_crash_interrupted_is_finished_at_start(path: Path, step: str) -> None:
    async with opened(path) as house:
        await removed_up_to(house, step)

    async with opened(path) as house:
        await house.removal.finish_open()

        await check_gone(house, path)


async def test_the_others_stay_as_they_were(path: Path) -> None:
    async with opened(path) as house:
        await removed_up_to(house, "tombstone")
        ben = await house.people.person(CODE, "P02")

        await house.removal.remove(CODE, "P01")

        workshop = await house.desk.workshop(CODE)
        assert workshop is not None
        assert workshop.participants["P02"].fits["T1"].why == "Ben"
        assert await house.people.person(CODE, "P02") == ben
        assert await house.people.words(CODE) == {("P02", "organis"): "Ben"}
        assert await house.chats.screens([CODE]) == [ChatScreen(12, CODE, 1, "Ben")]
        assert [row.seq for row in await house.journal.rows(CODE)] == list(range(1, 13))


async def test_who_left_and_kept_their_words_is_not_taken_out_at_start(path: Path) -> None:
    async with opened(path) as house:
        await house.does(OPERATOR, MakeWorkshop("Room", "hash", ("A",), "join", "projector"))
        await house.joins("P01", CANARY)
        await house.does(Actor(Role.PARTICIPANT, "P01"), Withdraw("P01", remove=False))

        await house.removal.finish_open()

        assert await house.people.words(CODE) == {("P01", "organis"): CANARY}
