"""How the day went: who was there in each phase, how long it took, and what went otherwise than planned."""

from __future__ import annotations

from collections.abc import Iterator

from exports.report.document import Block, Bullets, Heading, Paragraph, Table
from exports.report.order import NONE
from exports.report.sources import Sources, date_of
from exports.report.team import changes, team_words
from exports.tables.flow import flow_rows
from exports.tables.recorded import Recorded
from exports.wording import listed, say
from prompts import ENGLISH, prompts_in
from workshops.model import Phase, Workshop
from workshops.study import Difference, brief
from workshops.team import DEVIATIONS, REFLECTIONS, ROLES

_COLUMNS = ("minutes", "planned", "present", "answered", "groups", "withdrew")


def running(sources: Sources) -> Iterator[Block]:
    yield Heading(1, say("running.heading"), new_page=True)
    yield Paragraph(say("running.about"))
    for one in sources.recorded:
        yield _flow(one)
        yield from _table_minutes(one)
    yield Heading(2, say("deviations.heading"))
    yield Bullets(tuple(line for one in sources.recorded for line in deviations(one.workshop)))
    yield from team_words(sources, DEVIATIONS)
    yield Heading(2, say("facilitators.heading"))
    yield Bullets(tuple(_facilitators(one.workshop) for one in sources.recorded))
    yield from team_words(sources, ROLES)
    yield from team_words(sources, REFLECTIONS)
    yield from changes(sources)


def phase_name(phase: Phase) -> str:
    return prompts_in(ENGLISH)(f"phase.{phase.value}")


def deviations(workshop: Workshop) -> list[str]:
    """What the journal shows to have gone otherwise than the study planned."""
    held = [run.phase for run in workshop.runs]
    skipped = [phase_name(phase) for phase in workshop.phases if phase not in held]
    again = [phase_name(phase) for phase in dict.fromkeys(held) if held.count(phase) > 1]
    missing = [group.letter for group in workshop.seated_groups() if not group.handed_in]
    lines = []
    if skipped:
        lines.append(say("deviations.skipped", workshop=workshop.code, phases=listed(skipped)))
    if again:
        lines.append(say("deviations.again", workshop=workshop.code, phases=listed(again)))
    if missing:
        lines.append(
            say("deviations.missing", workshop=workshop.code, n=len(missing), groups=listed(missing))
        )
    for made in workshop.amendments:
        lines.append(
            say(
                "deviations.amended",
                workshop=workshop.code,
                day=date_of(workshop, made.at),
                changed=brief([Difference(*each) for each in made.changed]),
                reason=made.reason,
            )
        )
    return lines or [say("deviations.none", workshop=workshop.code)]


def _flow(one: Recorded) -> Table:
    workshop = one.workshop
    measured: dict[Phase, dict[str, float]] = {}
    for row in flow_rows(one):
        if not row.group:
            measured.setdefault(Phase(row.phase), {})[row.measure] = row.value
    rows = tuple((phase_name(phase), *_cells(workshop, phase, found)) for phase, found in measured.items())
    header = (say("running.column_phase"), *(say(f"running.column_{name}") for name in _COLUMNS))
    return Table(header, rows, say("running.caption", workshop=workshop.code))


def _cells(workshop: Workshop, phase: Phase, found: dict[str, float]) -> tuple[str, ...]:
    planned = workshop.study.minutes.get(phase.value)
    there = int(found.get("present", 0))
    answered = found.get("ranked", found.get("answered"))
    groups = f"{found.get('groups_present', 0):g}"
    if "groups_handed_in" in found:
        groups = say("running.handed_in", n=int(found["groups_handed_in"]), of=groups)
    return (
        f"{found['minutes']:.0f}" if "minutes" in found else NONE,
        str(planned) if planned else NONE,
        str(there),
        NONE if answered is None else say("count.of", n=int(answered), of=there),
        groups,
        f"{found.get('withdrew', 0):g}",
    )


def _table_minutes(one: Recorded) -> Iterator[Block]:
    minutes: dict[str, dict[str, float]] = {}
    for row in flow_rows(one):
        if row.group and row.measure == "minutes":
            minutes.setdefault(row.group, {})[row.phase] = row.value
    if not minutes:
        return
    phases = (Phase.RANKING, Phase.REPORT_BACK)
    rows = tuple(
        (group, *(f"{found[phase]:.0f}" if phase in found else NONE for phase in phases))
        for group, found in sorted(minutes.items())
    )
    header = (say("running.column_group"), *map(phase_name, phases))
    yield Table(header, rows, say("running.groups_caption", workshop=one.workshop.code))


def _facilitators(workshop: Workshop) -> str:
    leading = sorted(person.leads for person in workshop.facilitators.values() if person.leads)
    sentence = say("facilitators.count", workshop=workshop.code, n=len(workshop.facilitators))
    if leading:
        sentence += " " + say("facilitators.leading", groups=listed(leading))
    return sentence
