"""What the operator records of a workshop: what the team has typed about it, and a study that was changed."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bot.declined import OPERATOR, Declined
from bot.house import House
from bot.studies import copied_study
from bot.words import WordsRefused, clean
from workshops.commands import (
    AmendStudy,
    ChangeTheme,
    Command,
    ReadStudyAgain,
    TellChanges,
    WriteForTeam,
)
from workshops.model import Workshop
from workshops.study import brief, differences, frozen_mistakes, kept_study

LONGEST_REASON = 500


class RecordTeam(msgspec.Struct, frozen=True, tag="team"):
    """All that the team has typed about one workshop: what is recorded and not among it is taken back.

    `tell`: participants may see from now on what became of the themes.
    """

    code: str
    changes: tuple[ChangeTheme, ...]
    writings: tuple[WriteForTeam, ...]
    tell: bool = False


class Amend(msgspec.Struct, frozen=True, tag="amend"):
    """`study` is the folder of the study as it is to be from now on."""

    code: str
    study: str
    reason: str


class TeamRecorded(msgspec.Struct, frozen=True, tag=True):
    """`changed` entries were new or different, `gone` ones taken back; `told`: participants see them."""

    code: str
    changed: int
    gone: int
    told: bool


class Amended(msgspec.Struct, frozen=True, tag=True):
    """`changed` names files and keys; it is empty where the workshop had this study already.

    `deviation`: somebody had consented.
    """

    code: str
    study_hash: str
    changed: str
    deviation: bool


async def record_team(house: House, workshop: Workshop, asked: RecordTeam) -> TeamRecorded:
    """Raises `Declined`."""
    wanted: list[Command] = [*asked.changes, *asked.writings]
    gone = _not_among(workshop, asked)
    await _do(house, workshop.code, gone)
    changed = await _do(house, workshop.code, wanted)
    if asked.tell:
        await _do(house, workshop.code, [TellChanges()])
    recorded = await house.desk.workshop(workshop.code)
    told = bool(recorded and recorded.changes_told_at)
    return TeamRecorded(workshop.code, changed, len(gone), told)


async def amend_study(house: House, workshop: Workshop, asked: Amend) -> Amended:
    """Before the first consent it is read in again. Raises `Declined`, naming each thing that has to stay."""
    reason = _reason(asked.reason)
    before, deviation = workshop.study, bool(workshop.participants)
    study_hash = copied_study(asked.study, house.folder)
    after = kept_study(house.folder, study_hash)
    if deviation and (mistakes := frozen_mistakes(before, after)):
        stays = f"Workshop {workshop.code} goes on with its study as it is, for this has to stay:"
        raise Declined("\n".join([stays, *map(str, mistakes)]))
    command = AmendStudy(study_hash, reason) if deviation else ReadStudyAgain(study_hash)
    await _do(house, workshop.code, [command])
    return Amended(workshop.code, study_hash, brief(differences(before, after)), deviation)


def _not_among(workshop: Workshop, asked: RecordTeam) -> list[Command]:
    """What takes back whatever the team no longer says."""
    themes = {each.theme for each in asked.changes}
    subjects = {each.subject for each in asked.writings}
    gone: list[Command] = [ChangeTheme(theme, "") for theme in workshop.changes if theme not in themes]
    return gone + [WriteForTeam(subject) for subject in workshop.team if subject not in subjects]


async def _do(house: House, code: str, commands: Sequence[Command]) -> int:
    """How many events came of it all. Raises `Declined`."""
    happened = 0
    for command in commands:
        outcome = await house.desk.handle(code, OPERATOR, command, cause=None)
        if outcome.refused:
            raise Declined(_sentence(outcome.refused.reason, code, command))
        happened += len(outcome.events)
    return happened


def _sentence(reason: str, code: str, command: Command) -> str:
    match reason:
        case "wrong_phase" if isinstance(command, ReadStudyAgain):
            return (
                f"Workshop {code} is under way though nobody has consented: "
                "take it back to the lobby, and its study is read in again."
            )
        case "wrong_phase":
            return (
                f"Workshop {code} has not closed yet: what the team typed is kept; "
                "once it has closed, tell participants with --tell."
            )
        case "no_changes":
            return (
                "The file says of no theme what became of it, so there is nothing to tell participants; "
                "what else it says is kept."
            )
        case _:
            return f"This cannot be recorded in workshop {code} ({reason}): {command}."


def _reason(words: str) -> str:
    """One line of readable text. Raises `Declined`."""
    try:
        reason = " ".join(clean(words, LONGEST_REASON).split())
    except WordsRefused as refused:
        raise Declined(
            f"The reason cannot be used: give one of at most {LONGEST_REASON} characters with --reason."
        ) from refused
    if not reason:
        raise Declined("A change of the study needs its reason, which is reported with it: give --reason.")
    return reason
