"""Changes to a study's tables: one value at a time, and what has to change together in all its files."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from workshops.study.check import check_study, load_study
from workshops.study.files import DESIGN, Table, language_file, languages, read_files
from workshops.study.keeping import STUDIES, copy_study
from workshops.study.mistakes import Mistake
from workshops.study.shape import Study
from workshops.study.writing import to_toml

Tables = dict[str, Table]
Steps = tuple[str, ...]

MOST_IDS = 1_000
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")
# What a language's file says for each theme and exemplar, empty until somebody writes it.
NEW_WORDS: Mapping[str, Any] = {"title": "", "covers": [], "statement": ""}


def kept_tables(data: Path, study_hash: str) -> Tables:
    """The tables of a workshop's own copy, by the names of their files, to be changed."""
    tables = read_files(data / STUDIES / study_hash).tables
    # One by one: files that say the same are one table, which a copy of all would keep as one.
    return {name: deepcopy(table) for name, table in tables.items()}


def kept_contents(data: Path, study_hash: str) -> dict[str, bytes]:
    """The files of a workshop's own copy, as they were written."""
    return dict(read_files(data / STUDIES / study_hash).contents)


def written(tables: Tables) -> dict[str, bytes]:
    return {name: to_toml(table).encode() for name, table in tables.items()}


def contents_mistakes(contents: Mapping[str, bytes]) -> tuple[Mistake, ...]:
    """Every mistake in these files, as `workshop check` would name them."""
    with tempfile.TemporaryDirectory() as place:
        _put_all(contents, Path(place))
        return check_study(Path(place))


def study_of(contents: Mapping[str, bytes]) -> Study:
    """The study that these files say. Raises `StudyMistakes`."""
    with tempfile.TemporaryDirectory() as place:
        _put_all(contents, Path(place))
        return load_study(Path(place))


def keep(contents: Mapping[str, bytes], data: Path) -> str:
    """The hash under which the study of these files is kept. Raises `StudyMistakes`, `OSError`."""
    with tempfile.TemporaryDirectory() as place:
        _put_all(contents, Path(place))
        return copy_study(Path(place), data)


def value_at(table: Any, steps: Steps) -> Any:
    """What stands there; None where nothing does. An element of a list of tables is called by its id."""
    found: Any = table
    for step in steps:
        if isinstance(found, list):
            found = next((each for each in found if isinstance(each, dict) and each.get("id") == step), None)
        else:
            found = found.get(step) if isinstance(found, dict) else None
    return found


def put_at(table: Table, steps: Steps, value: Any) -> None:
    """Writes `value` there, or takes the key away for None."""
    *before, last = steps
    inner: Any = table
    for step in before:
        found = value_at(inner, (step,))
        if not isinstance(found, dict | list):
            if value is None:
                return
            found = inner[step] = {}
        inner = found
    if value is None:
        inner.pop(last, None)
    else:
        inner[last] = value


def with_theme(tables: Tables) -> tuple[Tables, str]:
    """One more theme at the end, without words yet; and its id."""
    tables = deepcopy(tables)
    design = tables[DESIGN]
    theme = _free("T", [each["id"] for each in design["themes"]])
    statement = _free("S", [each["statement"] for each in design["themes"]])
    design["themes"].append({"id": theme, "statement": statement})
    for words in _wordings(tables):
        words["themes"][theme] = deepcopy(dict(NEW_WORDS))
    return tables, theme


def without_theme(tables: Tables, theme: str) -> Tables:
    tables = deepcopy(tables)
    design = tables[DESIGN]
    design["themes"] = [each for each in design["themes"] if each["id"] != theme]
    for words in _wordings(tables):
        words["themes"].pop(theme, None)
    return tables


def with_theme_at(tables: Tables, theme: str, place: int) -> Tables:
    """The theme at this place, counted from 1, the others in their order."""
    tables = deepcopy(tables)
    themes = tables[DESIGN]["themes"]
    moved = [each for each in themes if each["id"] == theme]
    others = [each for each in themes if each["id"] != theme]
    tables[DESIGN]["themes"] = [*others[: place - 1], *moved, *others[place - 1 :]]
    return tables


def with_exemplar(tables: Tables, theme: str) -> tuple[Tables, str]:
    """Room for one more exemplar of the theme; and its id."""
    tables = deepcopy(tables)
    known = [each["id"] for one in tables[DESIGN]["themes"] for each in one.get("exemplars", [])]
    letters = (f"{theme[:6]}{letter}" for letter in ascii_lowercase)
    exemplar = next((name for name in letters if name not in known), "") or _free("E", known)
    found = value_at(tables[DESIGN], ("themes", theme))
    found.setdefault("exemplars", []).append({"id": exemplar, "source": ""})
    for words in _wordings(tables):
        words["themes"][theme].setdefault("exemplars", {})[exemplar] = {"summary": "", "speaker": ""}
    return tables, exemplar


def without_empty_exemplars(tables: Tables, theme: str) -> Tables:
    """Without the exemplars of which nobody has written anything in any language."""
    tables = deepcopy(tables)
    found = value_at(tables[DESIGN], ("themes", theme))
    empty = {
        each["id"]
        for each in found.get("exemplars", [])
        if not each.get("source")
        and not any(
            any((value_at(words, ("themes", theme, "exemplars", each["id"])) or {}).values())
            for words in _wordings(tables)
        )
    }
    kept = [each for each in found.get("exemplars", []) if each["id"] not in empty]
    put_at(found, ("exemplars",), kept or None)
    for words in _wordings(tables):
        texts = value_at(words, ("themes", theme))
        left = {name: text for name, text in texts.get("exemplars", {}).items() if name not in empty}
        put_at(texts, ("exemplars",), left or None)
    return tables


def with_language(tables: Tables, language: str) -> Tables:
    """One more language; until they are translated, its words are those of the first."""
    tables = deepcopy(tables)
    first = languages(tables[DESIGN])[0]
    tables[DESIGN]["languages"].append(language)
    tables[language_file(language)] = deepcopy(tables[language_file(first)])
    return tables


def without_language(tables: Tables, language: str) -> Tables:
    tables = deepcopy(tables)
    tables[DESIGN]["languages"] = [each for each in tables[DESIGN]["languages"] if each != language]
    tables.pop(language_file(language), None)
    return tables


def _wordings(tables: Tables) -> list[Table]:
    return [tables[language_file(language)] for language in languages(tables[DESIGN])]


def _free(letter: str, taken: list[str]) -> str:
    return next(name for n in range(1, MOST_IDS) if (name := f"{letter}{n}") not in taken)


def _put_all(contents: Mapping[str, bytes], place: Path) -> None:
    """What is no plain name was typed as a language; the check names it, and nothing is written for it."""
    for name, content in contents.items():
        if _PLAIN_NAME.fullmatch(name):
            (place / name).write_bytes(content)
