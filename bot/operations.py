"""What the operator may change from the command line, the same whether `serve` runs or not."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bot.backing_up import BackedUp, BackUp, back_up
from bot.day_setting import ChangeDay, DayShown, as_it_can_be_kept, change_day, check_start, set_day
from bot.declined import OPERATOR
from bot.declined import UNSAVED as UNSAVED
from bot.declined import Declined as Declined
from bot.house import House, backups
from bot.purging import purge_all
from bot.recording import Amend, Amended, RecordTeam, TeamRecorded, amend_study, record_team
from bot.studies import copied_study
from bot.words import WordsRefused, clean
from workshops.commands import CodeIssue, CountRedacted, MakeWorkshop, Withdraw
from workshops.grouping import letters
from workshops.model import Actor, Workshop
from workshops.protocol.lobby import MOST_GROUPS
from workshops.study import kept_study

CLAIM_LASTS = 14 * 24 * 60 * 60 * 1000
LONGEST_TITLE = 120
QUOTED_BY_THE_TEAM = (
    "what the team has typed stays: if it quotes this person, take that out with `workshop team` and "
    "`workshop redact`."
)


class MakeNew(msgspec.Struct, frozen=True, tag="new"):
    """`study` is the folder of the study. `url` overrides the address that links begin with.

    `day`: its parts, such as `place`, as they were typed.
    """

    study: str
    title: str
    groups: int = 0
    telegram: bool = True
    rehearsal: bool = False
    url: str = ""
    day: dict[str, str] = {}


class MakeClaim(msgspec.Struct, frozen=True, tag="claim"):
    code: str
    url: str = ""


class WithdrawSomeone(msgspec.Struct, frozen=True, tag="withdraw"):
    code: str
    participant: str
    remove: bool = False


class Redact(msgspec.Struct, frozen=True, tag="redact"):
    """`replacements`: each word that is to go, and what comes in its place."""

    code: str
    replacements: dict[str, str]


class CodeItems(msgspec.Struct, frozen=True, tag="code"):
    """How the team reads items of one workshop: `codings` are (source, item, issue, relation).

    They are all there is to each of these items: another issue that one was coded as before is taken back.
    """

    code: str
    codings: tuple[tuple[str, str, str, str], ...]


class Purge(msgspec.Struct, frozen=True, tag="purge"):
    """Deletes what the studies said would be deleted `before` then (UTC milliseconds), or by now."""

    before: int = 0


Operation = (
    MakeNew
    | ChangeDay
    | MakeClaim
    | WithdrawSomeone
    | Redact
    | CodeItems
    | Purge
    | RecordTeam
    | Amend
    | BackUp
)


class Links(msgspec.Struct, frozen=True, tag=True):
    """What `new` and `claim` print; Telegram's are null until a token has been seen."""

    code: str
    facilitator_url: str
    telegram_facilitator_url: str | None
    join_url: str
    projector_url: str
    telegram_join_url: str | None


class Withdrawn(msgspec.Struct, frozen=True, tag=True):
    """`backups` still hold what was removed from here, `team` is what only people can see to; else null."""

    code: str
    participant: str
    removed: bool
    backups: str | None = None
    team: str | None = None


class Redacted(msgspec.Struct, frozen=True, tag=True):
    code: str
    places: int


class Coded(msgspec.Struct, frozen=True, tag=True):
    """`changed` counts the codings that were new, different or taken back."""

    code: str
    changed: int


class Purged(msgspec.Struct, frozen=True, tag=True):
    """The codes of workshops of which the list of people went, or everything; `left_open` were never closed,

    though nothing has happened in them for long.
    """

    links: tuple[str, ...]
    everything: tuple[str, ...]
    left_open: tuple[str, ...]


Result = Links | DayShown | Withdrawn | Redacted | Coded | Purged | TeamRecorded | Amended | BackedUp


async def perform(house: House, operation: Operation) -> Result:
    """Does what the operator asks. Raises `Declined`, and `NotSaved` when the disk does not take it."""
    match operation:
        case MakeNew():
            return await _make_new(house, operation)
        case ChangeDay():
            return await change_day(house, await workshop_called(house, operation.code), operation)
        case MakeClaim(code=code, url=url):
            return await _links(house, await workshop_called(house, code), url)
        case WithdrawSomeone():
            return await _withdraw(house, operation)
        case Redact():
            return await _redact(house, operation)
        case CodeItems():
            return await _code(house, operation)
        case Purge(before=before):
            links, everything, left_open = await purge_all(house, before or house.clock())
            return Purged(tuple(links), tuple(everything), tuple(left_open))
        case RecordTeam():
            return await record_team(house, await workshop_called(house, operation.code), operation)
        case BackUp():
            return await back_up(house, operation)
        case Amend():
            return await amend_study(house, await workshop_called(house, operation.code), operation)


async def workshop_called(house: House, code: str) -> Workshop:
    """The workshop, whichever way its code's letters are written. Raises `Declined`."""
    workshop = await house.desk.workshop(code.strip().upper())
    if workshop is None:
        raise Declined(
            f"There is no workshop with the code {code}: run `workshop list` to see what there is."
        )
    return workshop


async def _make_new(house: House, new: MakeNew) -> Links:
    title, day = _title(new.title), as_it_can_be_kept(new.day)
    if not 0 <= new.groups <= MOST_GROUPS:
        raise Declined(f"A workshop has from 0 to {MOST_GROUPS} groups: {new.groups} will not do.")
    study_hash = copied_study(new.study, house.folder)
    check_start(day, kept_study(house.folder, study_hash).time_zone)
    code = await _unused_code(house)
    command = MakeWorkshop(
        title=title,
        study=study_hash,
        groups=letters(new.groups),
        join_secret=house.chance.token(),
        projector_secret=house.chance.token(),
        telegram=new.telegram,
        rehearsal=new.rehearsal,
    )
    await house.desk.handle(code, OPERATOR, command, cause=None)
    await set_day(house, code, day)
    return await _links(house, await workshop_called(house, code), new.url)


def _title(words: str) -> str:
    """One line of readable text. Raises `Declined`."""
    try:
        title = " ".join(clean(words, LONGEST_TITLE).split())
    except WordsRefused as refused:
        raise Declined(
            f"The title cannot be used: give one of at most {LONGEST_TITLE} characters with --title."
        ) from refused
    if not title:
        raise Declined("A workshop needs a title: give one with --title.")
    return title


async def _unused_code(house: House) -> str:
    taken = {*await house.desk.codes(), *await house.removal.gone()}
    while (code := house.chance.code()) in taken:
        pass
    return code


async def _links(house: House, workshop: Workshop, url: str) -> Links:
    token = await house.acting.claims.offer(workshop)
    addresses = msgspec.structs.replace(house.addresses, url=url) if url else house.addresses
    return Links(
        code=workshop.code,
        facilitator_url=addresses.facilitator(token),
        telegram_facilitator_url=addresses.telegram_facilitator(workshop, token) or None,
        join_url=addresses.join(workshop),
        projector_url=addresses.projector(workshop),
        telegram_join_url=addresses.telegram_join(workshop) or None,
    )


async def _withdraw(house: House, asked: WithdrawSomeone) -> Withdrawn:
    workshop = await workshop_called(house, asked.code)
    number = asked.participant.strip().upper()
    command = Withdraw(number, asked.remove)
    outcome = await house.desk.handle(workshop.code, OPERATOR, command, cause=None)
    if outcome.refused and outcome.refused.reason == "links_deleted":
        raise Declined(
            f"Workshop {workshop.code} no longer knows whose answers are whose: its list was deleted when "
            "its days were over, so nothing can be removed any more."
        )
    if outcome.refused:
        raise Declined(f"There is no participant {asked.participant} in workshop {workshop.code}.")
    await house.removal.withdrew(workshop.code, number, remove=asked.remove)
    copies = await backups(house.journal) if asked.remove else []
    still_there = ", ".join(str(copy) for copy in copies if copy.is_dir())
    quoted = QUOTED_BY_THE_TEAM if asked.remove and (workshop.team or workshop.changes) else None
    return Withdrawn(workshop.code, number, asked.remove, still_there or None, quoted)


async def _redact(house: House, asked: Redact) -> Redacted:
    workshop = await workshop_called(house, asked.code)
    _, places = await redact(house, workshop, asked.replacements, OPERATOR)
    return Redacted(workshop.code, places)


async def redact(
    house: House, workshop: Workshop, replacements: Mapping[str, str], actor: Actor
) -> tuple[str, int]:
    """Why it was refused, empty when it was not; and in how many places words were replaced."""
    code, number = workshop.code, workshop.redactions + 1
    # Nothing is counted yet: this asks whether the actor may.
    allowed = await house.desk.handle(code, actor, CountRedacted(number, 0), cause=None)
    if allowed.refused:
        return allowed.refused.reason, 0
    places = await house.removal.redact(code, workshop.study, replacements)
    await house.desk.handle(code, actor, CountRedacted(number, places), cause=None)
    return "", places


async def _code(house: House, asked: CodeItems) -> Coded:
    workshop = await workshop_called(house, asked.code)
    wanted = [CodeIssue(*coding) for coding in asked.codings]
    kept = {(each.source, each.item, each.issue) for each in wanted}
    gone = [
        CodeIssue(source, item, issue, "")
        for source, item in dict.fromkeys((each.source, each.item) for each in wanted)
        for issue in workshop.coded.get((source, item), {})
        if (source, item, issue) not in kept
    ]
    changed = 0
    for command in (*gone, *wanted):
        outcome = await house.desk.handle(workshop.code, OPERATOR, command, cause=None)
        if outcome.refused:
            raise Declined(f"{command.source} {command.item} of workshop {workshop.code} cannot be coded so.")
        changed += len(outcome.events)
    return Coded(workshop.code, changed)
