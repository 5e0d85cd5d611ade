"""The report: one content and order, as a printable HTML page and as a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exports.analysed import Analysed
from exports.formats.docx import as_docx
from exports.methods import methods
from exports.pictures import Picture
from exports.report.document import Document, numbered
from exports.report.groups import group_pages
from exports.report.html import as_html
from exports.report.order import individuals as individuals_beside
from exports.report.order import order
from exports.report.overview import overview, results
from exports.report.raised import dissent, notes_by_theme, raised
from exports.report.running import running
from exports.report.sources import Sources, day
from exports.report.themes import evaluation, questions, themes
from exports.tables.recorded import Recorded
from exports.wording import listed, say

__all__ = ["report_docx", "report_html", "report_of"]

CHAPTERS = (
    overview,
    results,
    themes,
    order,
    individuals_beside,
    raised,
    dissent,
    notes_by_theme,
    questions,
    evaluation,
    running,
    group_pages,
    methods,
)


def report_of(
    recorded: Sequence[Recorded],
    groups: Analysed | None,
    pictures: Iterable[Picture],
    individuals: Analysed | None = None,
) -> Document:
    """The whole report of these workshops, pictures and words first, methods last."""
    by_name = {picture.name: picture for picture in pictures}
    sources = Sources(recorded, groups, individuals, by_name)
    rehearsal = any(one.workshop.rehearsal for one in recorded)
    return Document(
        opening=say("report.opening") + (f" {say('report.rehearsal')}" if rehearsal else ""),
        title=_title(recorded),
        subtitle=_subtitle(recorded),
        at=max(one.workshop.last_at for one in recorded),
        blocks=numbered(block for chapter in CHAPTERS for block in chapter(sources)),
    )


def report_html(document: Document) -> bytes:
    """The report as one HTML file that holds all it needs."""
    return as_html(document)


def report_docx(document: Document) -> bytes:
    """The report for Word."""
    return as_docx(document)


def _title(recorded: Sequence[Recorded]) -> str:
    studies = dict.fromkeys(
        one.workshop.study.text(one.workshop.study.languages[0]).title for one in recorded
    )
    return say("report.title", study=listed(list(studies)))


def _subtitle(recorded: Sequence[Recorded]) -> str:
    held = [
        say("report.held", title=one.workshop.title, code=one.workshop.code, day=day(one.workshop))
        for one in recorded
    ]
    return say("report.subtitle", n=len(recorded), workshops="; ".join(held))
