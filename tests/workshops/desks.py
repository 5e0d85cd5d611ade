"""What desk tests have in common: a small study, a desk just started, and what comes of a command."""

from __future__ import annotations

import itertools

from workshops.commands import AdmitFacilitator, Command, MakeWorkshop
from workshops.desk import Desk, NotSaved
from workshops.journal import Journal
from workshops.model import Actor, Role
from workshops.study import ConsentBox, Study, StudyNotKept, Theme

STUDY = Study(
    id="two-themes",
    languages=("en", "cy"),
    time_zone="Europe/London",
    phases=("lobby", "themes", "ranking", "closed"),
    themes=(Theme("T1", "S1"), Theme("T2", "S2")),
    consent_boxes=(ConsentBox("read"),),
    retention_days=365,
    link_table_days=30,
    texts={},
)
OPERATOR = Actor(Role.OPERATOR)
FIRST = Actor(Role.FACILITATOR, "F1")
MAKE = MakeWorkshop("Room 1", "hash", ("A", "B"), "join", "projector")


def library(study_hash: str) -> Study:
    if study_hash != "hash":
        raise StudyNotKept(f"{study_hash} is not kept here")
    return STUDY


def admit(number: int) -> AdmitFacilitator:
    return AdmitFacilitator(f"F{number}", "en")


def at_once(journal: Journal) -> Desk:
    return Desk(journal, library, itertools.count(1_000).__next__)


async def seen(desk: Desk) -> list[str]:
    workshop = await desk.workshop("KESTRL")
    assert workshop is not None
    return list(workshop.facilitators)


async def result(desk: Desk, command: Command, cause: str, actor: Actor = OPERATOR) -> str:
    try:
        outcome = await desk.handle("KESTRL", actor, command, cause=cause)
    except NotSaved:
        return "not saved"
    return "repeated" if outcome.repeated else "done" if outcome.events else "nothing"
