"""What an observer sees of a room: counts, tables, times. Nobody is named, nobody's answer is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from bot.addresses import Addresses
from bot.screens.look import Look
from bot.screens.viewer import Channel, Viewer
from prompts import prompts_in
from workshops.arrangement import placed
from workshops.model import Actor, Group, Phase, Role, Workshop
from workshops.progress import RoomProgress, room_progress

MINUTE = 60_000
BEFORE_BOARDS = (Phase.LOBBY, Phase.THEMES, Phase.INDIVIDUAL)


class Stage(Enum):
    """How far a table is."""

    EMPTY = "empty"
    SEATED = "seated"
    TALKING = "talking"
    PLACING = "placing"
    HANDED_IN = "handed in"


@dataclass(frozen=True, slots=True)
class TableSeen:
    """`state` says the stage in words, `form` the chosen form; `confirmed` is None until it is handed in.

    `own` counts the statements that they added, `wants_someone` says that one of them would like someone.
    """

    letter: str
    people: int
    stage: Stage
    state: str
    form: str
    own: int
    links: int
    notes: int
    wants_someone: bool
    confirmed: int | None
    last_change: str


@dataclass(frozen=True, slots=True)
class RoomSeen:
    """`title` says when it is a rehearsal; `sentences` who is here and what the phase waits for."""

    title: str
    code: str
    status: str
    sentences: tuple[str, ...]
    tables: tuple[TableSeen, ...]


def observers_look(workshop: Workshop) -> Look:
    """As on the projector: an observer's, in the study's first language."""
    language = workshop.study.languages[0]
    viewer = Viewer(Actor(Role.OBSERVER), Channel.BROWSER)
    return Look(workshop, viewer, Addresses(), prompts_in(language), workshop.study.text(language))


def room_seen(look: Look, at: int) -> RoomSeen:
    """As it stands `at` (UTC milliseconds)."""
    workshop = look.workshop
    title = workshop.title
    return RoomSeen(
        title=look.say("monitor.rehearsal", title=title) if workshop.rehearsal else title,
        code=workshop.code,
        status=look.status().text,
        sentences=tuple(_sentences(look, room_progress(workshop), at)),
        tables=tuple(_table_seen(look, group) for group in workshop.groups.values()),
    )


def _table_seen(look: Look, group: Group) -> TableSeen:
    members = look.workshop.members(group.letter)
    answers = [person.confirmed for person in members if person.confirmed]
    stage = _stage(look.workshop, group)
    return TableSeen(
        letter=group.letter,
        people=len(members),
        stage=stage,
        state=_state(look, stage, group),
        form=look.say(f"monitor.form.{group.form.value}") if group.form_chosen else "",
        own=len(group.extras),
        links=len(group.links),
        notes=sum(note.group == group.letter and bool(note.words) for note in look.workshop.notes.values()),
        wants_someone=group.letter in _tables_calling(look.workshop),
        confirmed=sum(answer.hand_in == group.hand_in for answer in answers) if group.handed_in else None,
        last_change=look.clock(group.last_active_at) if group.last_active_at else "",
    )


def _stage(workshop: Workshop, group: Group) -> Stage:
    if group.handed_in:
        return Stage.HANDED_IN
    if group.tiers:
        return Stage.PLACING
    if not workshop.members(group.letter):
        return Stage.EMPTY
    return Stage.SEATED if workshop.phase in BEFORE_BOARDS else Stage.TALKING


def _state(look: Look, stage: Stage, group: Group) -> str:
    match stage:
        case Stage.EMPTY:
            return look.say("tile.empty")
        case Stage.SEATED:
            return look.say("tile.ready")
        case Stage.TALKING:
            return look.say("tile.talking")
        case Stage.PLACING:
            of = len(group.statements(look.workshop.study.statements))
            return look.say("tile.placed", placed=len(placed(group.tiers)), of=of)
        case Stage.HANDED_IN:
            return look.say("tile.handed_in", time=look.clock(group.handed_in_at))
        case _:
            assert_never(stage)


def _tables_calling(workshop: Workshop) -> list[str]:
    """The tables of those who would like someone; empty for whoever has none."""
    return [
        workshop.participants[call.participant].group for call in workshop.calls.values() if not call.ended
    ]


def _sentences(look: Look, seen: RoomProgress, at: int) -> Iterator[str]:
    say, workshop = look.say, look.workshop
    yield say("room.here", n=seen.present, seated=seen.seated)
    if workshop.unrecorded:
        yield say("monitor.unrecorded", n=workshop.unrecorded)
    if waiting := len(workshop.waiting()):
        yield say("monitor.waiting", n=waiting)
    if workshop.on_break:
        yield say("steer.on_break", time=look.clock(workshop.on_break.until))
    if workshop.held:
        yield say("steer.held")
    if "" in _tables_calling(workshop):
        yield say("monitor.wanted_elsewhere")
    if asked := [q.at for q in workshop.questions.values() if q.words and not q.answered]:
        yield say("monitor.questions", n=len(asked), minutes=max(0, at - min(asked)) // MINUTE)
    of_phase = _phase_sentence(look, seen)
    if of_phase:
        yield of_phase


def _phase_sentence(look: Look, seen: RoomProgress) -> str:
    say, phase = look.say, look.workshop.phase
    match phase:
        case Phase.LOBBY:
            return ""
        case Phase.THEMES:
            return say("room.fit_answers", n=seen.gave_fit)
        case Phase.INDIVIDUAL:
            return say("room.individual", done=seen.submitted, of=seen.present)
        case Phase.RANKING:
            return _gate(look, seen)
        case Phase.REPORT_BACK:
            shown = look.workshop.reporting
            return say("room.reporting", group=shown) if shown else say("monitor.nobody_reporting")
        case Phase.PLENARY:
            return say("room.plenary", done=seen.reflected, of=seen.present)
        case Phase.EVALUATION:
            return say("room.evaluation", done=seen.evaluated, of=seen.present)
        case Phase.CLOSED:
            return say("room.closed", code=look.workshop.code)
        case _:
            assert_never(phase)


def _gate(look: Look, seen: RoomProgress) -> str:
    late = seen.not_handed_in
    if late:
        return look.say("room.gate", n=len(late), of=seen.groups, groups=look.say.listed(late))
    return look.say("room.all_handed_in", of=seen.groups) if seen.groups else ""
