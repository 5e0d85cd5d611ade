"""What goes into project.qdpx: a text for each group and for the room, with themes and issues as codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from exports.formats.refi_qda import Code, qdpx
from exports.issues_coding import Coding
from exports.qda_texts import DISSENT, issue_code, kind_code, sources, theme_code
from exports.tables.recorded import Recorded
from workshops.codable import FIT, PLENARY, QUESTION, STATEMENT
from workshops.model import Workshop
from workshops.protocol.notes import NOTE_KINDS

_KINDS: Final = {
    STATEMENT: "A group's own statement",
    **{kind: f"Note: {kind}" for kind in NOTE_KINDS},
    DISSENT: "Dissent",
    FIT: "Why a theme fits or does not",
    QUESTION: "Question",
    PLENARY: "Remark in the room",
}
_READING: Final = (
    "One text for each group, and one for the room. What people wrote is coded by what kind it is of, by the "
    "themes that it is about, and by the issues that the team has coded it as."
)


def project_qdpx(pooled: Sequence[Recorded], codings: Sequence[Coding], title: str, warning: str) -> bytes:
    """The workshops as one REFI-QDA project; `warning` opens its description, `codings` are the team's."""
    texts = [source for one in pooled for source in sources(one, codings)]
    created = max(one.workshop.last_at for one in pooled)
    codes = _codes([one.workshop for one in pooled], codings)
    return qdpx(title, f"{warning} {_READING}", created, codes, texts)


def _codes(workshops: Sequence[Workshop], codings: Sequence[Coding]) -> list[Code]:
    themes = {code.key: code for workshop in workshops for code in _themes(workshop)}
    exported = {workshop.code for workshop in workshops}
    raised = sorted({coding.issue for coding in codings if coding.workshop in exported})
    issues = [Code(issue_code(issue), issue) for issue in raised]
    kinds = [Code(kind_code(kind), name) for kind, name in _KINDS.items()]
    return [
        Code("themes", "Themes", under=tuple(themes.values())),
        *([Code("issues", "Issues", under=tuple(issues))] if issues else []),
        Code("kinds", "Kinds", under=tuple(kinds)),
    ]


def _themes(workshop: Workshop) -> Iterable[Code]:
    """A study's themes are the same codes in all its workshops."""
    text = workshop.study.text(workshop.study.languages[0])
    for theme in workshop.study.themes:
        described = f"{theme.statement}: {text.statement(theme.statement)}"
        yield Code(theme_code(workshop, theme.id), text.themes[theme.id].title, described)
