"""The files of a study's folder: read once, decoded, and what is wrong with them as files."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from workshops.study.mistakes import Mistake
from workshops.study.shape import Language

DESIGN = "study.toml"
MOST_BYTES = 500_000
# A key of very many parts takes `tomllib` the square of their number in time: minutes, in a file this large.
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_KEY_OF_MANY_PARTS = re.compile(rf"(?<![A-Za-z0-9_-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{60}}")

Table = dict[str, Any]


class Unreadable(Exception):
    """Why a file cannot be read, and at which line (empty for the file as a whole)."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place


class StudyFiles(msgspec.Struct, frozen=True):
    """All `names`, `contents` as on the disk and `tables` as they read; what cannot be read is left out."""

    names: tuple[str, ...]
    contents: dict[str, bytes]
    tables: dict[str, Table]
    mistakes: tuple[Mistake, ...]


def read_files(folder: Path) -> StudyFiles:
    """Reads `study.toml`, and one file for each language that it names."""
    if not folder.is_dir():
        return StudyFiles((), {}, {}, (Mistake(str(folder), "", f"is not a folder with a {DESIGN} in it"),))
    contents: dict[str, bytes] = {}
    tables: dict[str, Table] = {}
    mistakes: list[Mistake] = []
    wanted = [DESIGN]
    for name in wanted:
        try:
            contents[name] = _read(folder, name)
            tables[name] = parse(contents[name])
        except Unreadable as broken:
            mistakes.append(Mistake(name, broken.place, broken.reason))
        if name == DESIGN:
            wanted.extend(language_file(language) for language in languages(tables.get(DESIGN, {})))
    if DESIGN in tables:
        mistakes.extend(_strays(folder, wanted))
    return StudyFiles(tuple(wanted), contents, tables, tuple(mistakes))


@lru_cache(maxsize=16)
def parse(content: bytes) -> Table:
    """What a TOML file says, its text in Unicode's composed form. Raises `Unreadable`.

    The same content gives the same table: whoever changes it takes a copy first.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        raise Unreadable("is not UTF-8; save the file with this encoding", f"line {line}") from broken
    if _KEY_OF_MANY_PARTS.search(text):
        raise Unreadable("is nested too deeply")
    try:
        return tomllib.loads(unicodedata.normalize("NFC", text))
    except RecursionError as broken:
        raise Unreadable("is nested too deeply") from broken
    except ValueError as broken:
        raise _not_toml(str(broken)) from broken


def languages(design: Table) -> list[str]:
    """The languages that a design names, each once; what is no language code is left out."""
    found = design.get("languages")
    return list(dict.fromkeys(filter(_is_language, found))) if isinstance(found, list) else []


def language_file(language: str) -> str:
    return f"{language}.toml"


def _read(folder: Path, name: str) -> bytes:
    file = folder / name
    try:
        if not file.resolve().is_relative_to(folder.resolve()):
            raise Unreadable("is a link that leads out of the folder; put the file itself here")
        if not file.is_file():
            raise Unreadable("is missing")
        if file.stat().st_size > MOST_BYTES:
            raise Unreadable(f"is larger than {MOST_BYTES} bytes")
        return file.read_bytes()
    except (OSError, RuntimeError) as broken:  # a RuntimeError is a link that leads to itself
        raise Unreadable(
            f"cannot be read ({getattr(broken, 'strerror', None) or 'a link to itself'})"
        ) from broken


def _not_toml(said: str) -> Unreadable:
    place = re.search(r" \(at (line \d+).*\)\Z", said)
    reason = said[: place.start()] if place else said.removesuffix(" (at end of document)")
    return Unreadable(f"is not TOML: {reason}", place[1] if place else "")


def _strays(folder: Path, wanted: list[str]) -> Iterator[Mistake]:
    for file in sorted(folder.glob("*.toml")):
        if file.name not in wanted:
            reason = f"belongs to no language that {DESIGN} names"
            yield Mistake(file.name, "", reason)


def _is_language(value: object) -> bool:
    try:
        msgspec.convert(value, Language)
    except msgspec.ValidationError:
        return False
    return True
