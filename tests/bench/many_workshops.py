"""Whole workshops by the hundred: people at seven tables do all that a day asks, no two days the same."""

from __future__ import annotations

import asyncio
from itertools import count
from pathlib import Path
from random import Random

from bot.folder import JOURNAL
from bot.studies import study_folder
from tests.given import BUILT_IN, CODE, Room, workshop
from workshops.commands import (
    AcceptProposal,
    AnswerEvaluation,
    AnswerReflects,
    AskQuestion,
    ChooseForm,
    ConfirmArrangement,
    ExplainFit,
    ExplainUnplaced,
    GiveFit,
    LinkStatements,
    PlaceStatement,
    PresentGroup,
    ProposeStatement,
    SayMissing,
    TakePen,
    WriteNote,
)
from workshops.events import Event, WorkshopMade, encode
from workshops.journal import HandledCommand, Journal
from workshops.model import Fit, Phase
from workshops.study import copy_study

TABLES, AT_A_TABLE = "ABCDEFG", 5
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
WEEK = 7 * 86_400_000
WORDS = "What we need is time together before the first week, and somebody to ask who has done it before."


async def fill(folder: Path, workshops: int, tables: str = TABLES) -> list[str]:
    """So many workshops in a new data folder, a week apart; their codes."""
    study = copy_study(study_folder(BUILT_IN.id), folder)
    journal = await Journal.open(folder / JOURNAL)
    codes = [code(number) for number in range(workshops)]
    for number, one in enumerate(codes):
        acts = lived_through(tables, Random(number)).acts
        rows = (
            HandledCommand(
                one, seq, None, "", str(act.actor), act.at + number * WEEK, stored(act.events, study)
            )
            for seq, act in enumerate(acts, start=1)
        )
        await asyncio.gather(*map(journal.append, rows))
    await journal.close()
    return codes


def code(number: int) -> str:
    """Another one for each number.

    >>> code(0), code(25)
    ('KTRAAA', 'KTRABC')
    """
    base = len(LETTERS)
    return CODE[:3] + "".join(LETTERS[number // place % base] for place in (base * base, base, 1))


def stored(events: tuple[Event, ...], study: str) -> str:
    return encode(
        [
            WorkshopMade(event.title, study, event.groups, event.join_secret, event.projector_secret)
            if isinstance(event, WorkshopMade)
            else event
            for event in events
        ]
    )


def lived_through(tables: str, chance: Random) -> Room:
    room = workshop(BUILT_IN, tuple(tables))
    numbers = count(1)
    for table in tables:
        room.joined(*(f"P{next(numbers):02}" for _ in range(AT_A_TABLE)), table=table)
    _themes(room, chance)
    room.waits(40).phase(Phase.RANKING)
    for table in tables:
        _ranking(room, table, chance)
    _afterwards(room, chance)
    return room


def _themes(room: Room, chance: Random) -> None:
    room.phase(Phase.THEMES)
    for number in list(room.workshop.participants):
        for theme in BUILT_IN.themes:
            fit = chance.choice(list(Fit))
            room.does(number, GiveFit(theme.id, fit))
            if fit is Fit.DOES_NOT:
                room.does(number, ExplainFit(theme.id, WORDS))
        room.tries(number, AskQuestion(chance.choice(BUILT_IN.themes).id, False, WORDS))


def _ranking(room: Room, table: str, chance: Random) -> None:
    """Four tables of five rank; the fifth makes a constellation."""
    first, second, *others = room.members(table).split()
    chosen = chance.sample(list(BUILT_IN.statements), 6)
    if chance.random() < 0.2:
        room.does(first, TakePen(table), ChooseForm(table, "constellation"))
        room.does(first, PlaceStatement(table, chosen[0], "centre"))
        room.does(first, *(PlaceStatement(table, statement, "around") for statement in chosen[1:]))
        room.does(first, *(LinkStatements(table, one, chosen[0], "supports") for one in chosen[1:4]))
    else:
        room.placed(first, *chosen).does(second, ProposeStatement(table, WORDS))
        room.does(first, AcceptProposal(table, f"{table}-p1", 1))
        room.does(first, PlaceStatement(table, f"{table}-x1", f"with {chosen[2]}"))
        room.does(first, ExplainUnplaced(table, "all", "less_important"))
    for number in (first, second, *others):
        room.does(number, WriteNote(table, "reason", WORDS))
    room.hands_in(first, table)
    for number in others:
        room.does(number, ConfirmArrangement(table, room.group(table).hand_in, "agree"))


def _afterwards(room: Room, chance: Random) -> None:
    room.waits(30).phase(Phase.REPORT_BACK)
    for table in room.workshop.groups:
        room.does("F1", PresentGroup(table)).waits(4)
    room.does("F1", WriteNote("", "paraphrase", WORDS)).phase(Phase.PLENARY)
    people = list(room.workshop.participants)
    for number in people:
        room.does(number, AnswerReflects(chance.choice(("yes", "mostly", "no"))))
    room.does(people[0], SayMissing(WORDS)).waits(20).phase(Phase.EVALUATION)
    for number in people:
        room.does(f"respondent:{number}", AnswerEvaluation("amount", choice="right"))
        room.does(f"respondent:{number}", AnswerEvaluation("better", words=WORDS))
    room.waits(5).phase(Phase.CLOSED)
