"""docs/studies.md names every key that a study can have, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import msgspec
import pytest

from tests.workshops.study.writing import StudyFolder
from workshops.study.shape import Design, Wording

GUIDE = (Path(__file__).parents[3] / "docs" / "studies.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.+?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize(("section", "kind"), [("study.toml", Design), ("A language's file", Wording)])
def test_the_guide_names_every_key(section: str, kind: type[msgspec.Struct]) -> None:
    assert sorted(re.findall(r"^\| `(.+?)` \|", SECTIONS[section], re.MULTILINE)) == sorted(keys(kind))


def test_the_guide_says_which_keys_are_needed() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| (.*?) \|$", SECTIONS["study.toml"], re.MULTILINE)
    needed = {
        field.name for field in msgspec.structs.fields(Design) if field.required and field.name in dict(rows)
    }

    assert {key for key, otherwise in rows if otherwise == "needed"} == needed


def test_the_guide_shows_what_the_check_says(tmp_path: Path) -> None:
    study = StudyFolder(tmp_path).change("study.toml", "break_after_ranking", "break_after_lunch")

    assert study.mistakes()[0] in GUIDE


def keys(kind: Any, path: str = "") -> Iterator[str]:
    """Every key below a type, `[]` for the elements of a list and `ID` for an id."""
    if get_origin(kind) is Annotated:
        kind = kind.__origin__
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            yield from keys(field.type, f"{path}.{field.name}".removeprefix("."))
    elif get_origin(kind) is tuple and _is_struct(get_args(kind)[0]):
        yield from keys(get_args(kind)[0], f"{path}[]")
    elif get_origin(kind) is dict and path != "minutes":
        yield from keys(get_args(kind)[1], f"{path}.ID")
    else:
        yield path


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)
