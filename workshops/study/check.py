"""A study's folder checked as a whole, and made into a `Study`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from workshops.study.files import (
    DESIGN,
    StudyFiles,
    Table,
    Unreadable,
    language_file,
    languages,
    parse,
    read_files,
)
from workshops.study.misfits import misfits
from workshops.study.mistakes import Mistake, StudyMistakes
from workshops.study.rules import design_misfits, wording_misfits
from workshops.study.shape import Design, Study, Wording


def check_study(folder: Path) -> tuple[Mistake, ...]:
    """Every mistake in the study, `study.toml` first; nothing when it can be used."""
    return mistakes_in(read_files(folder))


def load_study(folder: Path) -> Study:
    """The study in this folder. Raises `StudyMistakes`."""
    return study_from(sound_files(folder).tables)


def sound_files(folder: Path) -> StudyFiles:
    """The files of a study that can be used. Raises `StudyMistakes`."""
    files = read_files(folder)
    if mistakes := mistakes_in(files):
        raise StudyMistakes(mistakes)
    return files


def mistakes_in(files: StudyFiles) -> tuple[Mistake, ...]:
    found = (*files.mistakes, *_content_mistakes(tuple(files.contents.items())))
    order = {name: place for place, name in enumerate(files.names)}
    return tuple(sorted(dict.fromkeys(found), key=lambda mistake: order.get(mistake.file, len(order))))


def study_from(tables: dict[str, Table]) -> Study:
    """The study that sound files say. Raises `msgspec.ValidationError` for others."""
    design = tables[DESIGN]
    texts = {language: _text(tables[language_file(language)], design) for language in languages(design)}
    return msgspec.convert({**design, "texts": texts}, Study)


@lru_cache(maxsize=8)
def _content_mistakes(contents: tuple[tuple[str, bytes], ...]) -> tuple[Mistake, ...]:
    """Of the files that can be read; a study is looked through once, however often it is used."""
    tables = {}
    for name, content in contents:
        with suppress(Unreadable):
            tables[name] = parse(content)
    return tuple(_table_mistakes(tables))


def _table_mistakes(tables: dict[str, Table]) -> Iterator[Mistake]:
    design = tables.get(DESIGN)
    for name, table in tables.items():
        kind = Design if name == DESIGN else Wording
        for key, reason in misfits(table, kind):
            yield Mistake(name, key, reason)
        if design is not None:
            agreeing = design_misfits(table) if name == DESIGN else wording_misfits(table, design)
            for key, reason in agreeing:
                yield Mistake(name, key, reason)


def _text(wording: Table, design: Table) -> Table:
    """The words, with the days of the design put in where the sheet and the boxes speak of them."""
    days = {f"{{{name}}}": str(design[name]) for name in ("link_table_days", "retention_days")}
    return {
        **wording,
        "information": [_filled(paragraph, days) for paragraph in wording["information"]],
        "consent": {box: _filled(sentence, days) for box, sentence in wording["consent"].items()},
        "theme_of": {theme["statement"]: theme["id"] for theme in design["themes"]},
    }


def _filled(text: Any, days: dict[str, str]) -> str:
    for placeholder, number in days.items():
        text = text.replace(placeholder, number)
    return str(text)
