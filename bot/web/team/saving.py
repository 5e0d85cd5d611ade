"""A study that was changed in the browser: what is wrong with it, and how it becomes the workshop's."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from bot.recording import LONGEST_REASON
from bot.web.room import Room
from bot.web.team.member import Member
from bot.words import WordsRefused, clean
from workshops.commands import AmendStudy, ReadStudyAgain
from workshops.model import Workshop
from workshops.study import Mistake, frozen_mistakes
from workshops.study.editing import contents_mistakes, keep, study_of


async def mistakes_in_study(workshop: Workshop, contents: Mapping[str, bytes]) -> Sequence[Mistake]:
    """What `workshop check` would name; and once somebody has consented, what has to stay as it was."""
    mistakes = await asyncio.to_thread(contents_mistakes, contents)
    if mistakes or not workshop.participants:
        return mistakes
    return frozen_mistakes(workshop.study, await asyncio.to_thread(study_of, contents))


async def save_study(
    room: Room, member: Member, contents: Mapping[str, bytes], reason: str, base: str | None = None
) -> str:
    """Keeps a sound study by its hash and has the workshop run from it. The sentence's key why not, or empty.

    `base` is the hash of the study that was changed; None for files that come in the place of any.
    """
    async with room.saving_studies:
        workshop = await room.workshop(member.person)
        if base is not None and base != workshop.study_hash:
            return "study.changed_meanwhile"
        study_hash = await asyncio.to_thread(keep, contents, room.house.folder)
        consented = bool(workshop.participants)
        command = AmendStudy(study_hash, reason) if consented else ReadStudyAgain(study_hash)
        outcome = await room.house.desk.handle(workshop.code, member.actor, command, cause=None)
    return f"refused.{outcome.refused.reason}" if outcome.refused else ""


def reason_given(member: Member, typed: str) -> tuple[str, str]:
    """The reason as one line, and what is wrong with it; none is needed before the first consent."""
    if not member.workshop.participants:
        return "", ""
    try:
        reason = " ".join(clean(typed, LONGEST_REASON).split())
    except WordsRefused as refused:
        return "", member.say(f"refused.{refused.reason}", **refused.values)
    return reason, "" if reason else member.say("team.study.reason_missing")
