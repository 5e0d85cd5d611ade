"""The beginning: which workshops, what can be said, and what the groups made."""

from __future__ import annotations

from collections.abc import Iterator

from exports.report.document import Block, Bullets, Heading, Paragraph, Table
from exports.report.findings import findings
from exports.report.sources import Sources, day
from exports.wording import listed, say
from workshops.arrangement import Form
from workshops.model import Workshop


def overview(sources: Sources) -> Iterator[Block]:
    """Pictures and words first: the findings, then each group's result as the room saw it."""
    yield Heading(1, say("overview.heading"))
    yield Table(
        (
            say("overview.workshop"),
            say("overview.date"),
            say("overview.people"),
            say("overview.groups"),
            say("overview.results"),
        ),
        tuple(_row(workshop) for workshop in sources.workshops),
        say("overview.caption"),
    )
    yield Heading(2, say("overview.findings"))
    yield Bullets(tuple(findings(sources)))
    yield Paragraph(say("overview.careful"), note=True)
    yield _statements(sources)


def results(sources: Sources) -> Iterator[Block]:
    yield Heading(1, say("results.heading"))
    yield Paragraph(say("results.about"))
    for one in sources.recorded:
        code = one.workshop.code
        mine = [board for board in sources.boards if board.workshop == code]
        yield from sources.picture(f"hierarchies-{code}")
        for board in mine:
            yield from sources.picture(f"constellation-{code}-{board.group}")
        talked = [board.group for board in mine if board.form is Form.DISCUSSION]
        if talked:
            yield Paragraph(say("results.discussed", n=len(talked), groups=listed(talked), workshop=code))
        missing = [g.letter for g in one.workshop.seated_groups() if not g.handed_in]
        if missing:
            yield Paragraph(say("results.missing", n=len(missing), groups=listed(missing), workshop=code))


def _statements(sources: Sources) -> Table:
    wordings: dict[str, tuple[str, str, str]] = {}
    for workshop in sources.workshops:
        text = workshop.study.text(workshop.study.languages[0])
        for statement in workshop.study.statements:
            wordings.setdefault(statement, (statement, text.label(statement), text.statement(statement)))
    header = (say("overview.id"), say("overview.theme"), say("overview.statement"))
    return Table(header, tuple(wordings.values()), say("overview.statements_caption"))


def _row(workshop: Workshop) -> tuple[str, ...]:
    handed_in = [group for group in workshop.groups.values() if group.handed_in]
    forms = [
        say(f"form.{form}.count", n=count)
        for form in Form
        if (count := sum(group.handed_in_form is form for group in handed_in))
    ]
    people = sum(1 for person in workshop.participants.values() if person.admitted)
    recorded = str(people)
    if workshop.unrecorded:
        recorded = say("overview.unrecorded", n=people, unrecorded=workshop.unrecorded)
    return (
        f"{workshop.title} ({workshop.code})",
        day(workshop),
        recorded,
        str(len(workshop.seated_groups())),
        ", ".join(forms) or say("overview.no_result"),
    )
