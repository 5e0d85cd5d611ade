"""What must agree across the keys and files of a study.

The rules read what the files say as it stands, misfits included, so that one mistake does not hide another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from workshops.study.files import Table
from workshops.study.misfits import Misfit
from workshops.study.mistakes import named, quoted
from workshops.study.shape import BREAK_AFTER, PHASES

# These name places on a board, and everything that has no reason yet.
RESERVED = ("top", "with", "below", "out", "all", "inside")
REMOVAL_DAYS = "{link_table_days}"
# What may be empty has no pattern of its own; the copies that running workshops keep are not held to this.
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def design_misfits(design: Table) -> Iterator[Misfit]:
    """What does not agree within `study.toml`."""
    yield from _phases(_strings(design.get("phases")))
    yield from _minutes(design.get("minutes"), _strings(design.get("phases")))
    yield from _group_size(design.get("group_size"))
    yield from _time_zone(design.get("time_zone"))
    yield from _boxes(_tables(design.get("consent_boxes")))
    yield from _seen(design, "rule")
    yield from _seen(design, "support", "line")
    yield from _ids(design)
    for part in ("profile", "evaluation"):
        for question in _identified(design.get(part)):
            yield from _question(part, question)


def wording_misfits(wording: Table, design: Table) -> Iterator[Misfit]:
    """Where one language's words do not answer to the design."""
    themes = _identified(design.get("themes"))
    yield from _same_ids(wording, ("consent",), _ids_of(design.get("consent_boxes")))
    yield from _same_ids(wording, ("tiers",), _strings(design.get("tiers", ["centre", "around"])))
    yield from _same_ids(wording, ("themes",), _ids_of(themes))
    for theme in themes:
        yield from _exemplars(wording, theme)
    for part in ("profile", "evaluation"):
        questions = _identified(design.get(part))
        yield from _same_ids(wording, (part,), _ids_of(questions))
        for question in questions:
            steps = (part, question["id"], "choices")
            yield from _same_ids(wording, steps, _strings(question.get("choices")))
    yield from _removal(wording)


def _seen(table: Table, *steps: str) -> Iterator[Misfit]:
    before = _at(table, *steps[:-1])
    words = before.get(steps[-1]) if before else None
    if isinstance(words, str) and _STEERING.search(words):
        yield named(*steps), "has characters that cannot be seen; type it anew"


def _phases(phases: list[str]) -> Iterator[Misfit]:
    for phase in dict.fromkeys(phases):
        if phase not in PHASES:
            yield "phases", f"{quoted(phase)} is not a phase; the phases are {', '.join(PHASES)}"
        elif phases.count(phase) > 1:
            yield "phases", f"{quoted(phase)} is there twice"
    known = [phase for phase in PHASES if phase in phases]
    if known != list(dict.fromkeys(phase for phase in phases if phase in PHASES)):
        yield "phases", f"should be in this order: {', '.join(known)}"
    for phase, place in (("lobby", "first"), ("closed", "last")):
        if phase not in phases:
            yield "phases", f'"{phase}" is missing; it comes {place}'


def _minutes(minutes: object, phases: list[str]) -> Iterator[Misfit]:
    for key in _keys(minutes):
        if key.removeprefix(BREAK_AFTER) not in phases:
            yield (
                named("minutes", key),
                f"is neither one of the phases above nor {BREAK_AFTER} and one of them",
            )


def _group_size(size: object) -> Iterator[Misfit]:
    if isinstance(size, dict):
        least, most = size.get("least", 4), size.get("most", 6)
        if isinstance(least, int) and isinstance(most, int) and least > most:
            yield "group_size", f"least is {least}, which is more than most, {most}"


def _time_zone(zone: object) -> Iterator[Misfit]:
    if not isinstance(zone, str):
        return
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        yield "time_zone", f"{quoted(zone)} is not a time zone; write a name such as Europe/London"


def _boxes(boxes: list[Table]) -> Iterator[Misfit]:
    if boxes and all(box.get("required") is False for box in boxes):
        yield "consent_boxes", "none is required, but without consent nothing may be kept"
    linking = [box for box in boxes if box.get("links_evaluation") is True]
    if len(linking) > 1:
        yield "consent_boxes", "more than one links_evaluation"
    for box in linking:
        if box.get("required", True) is True:
            yield (
                named("consent_boxes", str(box.get("id"))),
                "linking the evaluation cannot be required of anyone",
            )


def _ids(design: Table) -> Iterator[Misfit]:
    themes = _tables(design.get("themes"))
    statements = _strings([theme.get("statement") for theme in themes])
    exemplars = [exemplar for theme in themes for exemplar in _tables(theme.get("exemplars"))]
    yield from _twice("languages", _strings(design.get("languages")))
    yield from _twice("themes", _ids_of(themes))
    yield from _twice("themes", statements, what="statement ")
    yield from _twice("themes", _ids_of(exemplars), what="exemplar ")
    for part in ("consent_boxes", "profile", "evaluation"):
        yield from _twice(part, _ids_of(design.get(part)))
    tiers = _strings(design.get("tiers"))
    yield from _twice("tiers", tiers)
    for part, ids in (("themes", statements), ("tiers", tiers)):
        for taken in (name for name in ids if name in RESERVED):
            yield part, f"{quoted(taken)} already means a place on the board; choose another id"


def _question(part: str, question: Table) -> Iterator[Misfit]:
    here = (part, question["id"])
    choices = _strings(question.get("choices"))
    kind = question.get("kind", "choice" if part == "profile" else "text")
    yield from _twice(named(*here, "choices"), choices)
    if kind == "choice" and len(choices) < 2:
        yield named(*here, "choices"), "a question of the kind choice needs at least two"
    if kind == "text" and choices:
        yield named(*here, "choices"), "a question of the kind text has none"
    if kind == "choice" and question.get("identifying") is True:
        yield named(*here, "identifying"), "only a question of the kind text can be identifying"
    for peers in _strings(question.get("peers")):
        if peers not in choices:
            yield named(*here, "peers"), f"{quoted(peers)} is none of the choices"
    if kind == "choice" and question.get("several", 1) != 1:
        yield named(*here, "several"), "a question of the kind choice has one answer"


def _exemplars(wording: Table, theme: Table) -> Iterator[Misfit]:
    here = ("themes", theme["id"], "exemplars")
    exemplars = _identified(theme.get("exemplars"))
    yield from _same_ids(wording, here, _ids_of(exemplars))
    for exemplar in exemplars:
        steps = (*here, exemplar["id"])
        text = _at(wording, *steps)
        if text is None:
            continue
        if exemplar.get("sensitive") is True and not text.get("sensitive"):
            yield (
                named(*steps, "sensitive"),
                "is missing; say what it touches, since it stays closed",
            )
        yield from _seen(wording, *steps, "sensitive")
        if exemplar.get("sensitive") is not True and text.get("sensitive"):
            yield named(*steps, "sensitive"), "is only for what study.toml marks sensitive"


def _removal(wording: Table) -> Iterator[Misfit]:
    paragraphs = _strings(wording.get("information"))
    if paragraphs and not any(REMOVAL_DAYS in paragraph for paragraph in paragraphs):
        yield (
            "information",
            f"must say until when answers can be removed: write {REMOVAL_DAYS} where the number belongs",
        )


def _same_ids(wording: Table, steps: tuple[str, ...], expected: Iterable[str]) -> Iterator[Misfit]:
    """The words at `steps` are those of the `expected` ids, no more and no fewer."""
    if steps[:-1] and _at(wording, *steps[:-1]) is None:
        return
    found, wanted = _keys(_at(wording, *steps)), dict.fromkeys(expected)
    for name in wanted:
        if name not in found:
            yield named(*steps, name), "is missing; study.toml has this id"
    for name in found:
        if name not in wanted:
            yield named(*steps, name), "is an id that study.toml does not have"


def _twice(key: str, ids: list[str], what: str = "") -> Iterator[Misfit]:
    for name in dict.fromkeys(ids):
        if ids.count(name) > 1:
            yield key, f"{what}{quoted(name)} is there twice"


def _at(table: Table, *steps: str) -> Table | None:
    found: Any = table
    for step in steps:
        found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None


def _tables(value: object) -> list[Table]:
    return [element for element in value if isinstance(element, dict)] if isinstance(value, list) else []


def _identified(value: object) -> list[Table]:
    return [table for table in _tables(value) if isinstance(table.get("id"), str)]


def _strings(value: object) -> list[str]:
    return [element for element in value if isinstance(element, str)] if isinstance(value, list) else []


def _ids_of(value: object) -> list[str]:
    return [table["id"] for table in _identified(value)]


def _keys(value: object) -> list[str]:
    return list(value) if isinstance(value, dict) else []
