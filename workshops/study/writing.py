"""A study's tables as TOML files again, in a form that a person can go on editing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from workshops.study.files import Table

LONGEST_LINE = 100
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_UNWRITABLE = re.compile("[\x7f-\x9f]")


def to_toml(table: Table) -> str:
    """TOML that reads as this table: keys first, then a heading for each table, two brackets for a list's."""
    return "\n".join(_lines(table, ())).strip("\n") + "\n"


def _lines(table: Table, steps: tuple[str, ...]) -> Iterator[str]:
    for key, value in table.items():
        if not (_is_table(value) or _is_list_of_tables(value)):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in table.items():
        inner = (*steps, key)
        if _is_table(value):
            if not value or not all(map(_is_table, value.values())):
                yield f"\n[{_heading(inner)}]"
            yield from _lines(value, inner)
        elif _is_list_of_tables(value):
            for element in value:
                yield f"\n[[{_heading(inner)}]]"
                yield from (f"{_key(name)} = {_value(part)}" for name, part in element.items())


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case list():
            return _list([_value(element) for element in value])
        case Mapping():
            inside = ", ".join(f"{_key(key)} = {_value(part)}" for key, part in value.items())
            return f"{{ {inside} }}" if inside else "{}"
        case _:
            return str(value)


def _list(elements: list[str]) -> str:
    on_one_line = f"[{', '.join(elements)}]"
    if len(on_one_line) <= LONGEST_LINE:
        return on_one_line
    return "\n".join(("[", *(f"    {element}," for element in elements), "]"))


def _text(words: str) -> str:
    """In quotes; the controls that TOML does not take as they are, as JSON leaves some, are written out."""
    quoted = json.dumps(words, ensure_ascii=False)
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _heading(steps: tuple[str, ...]) -> str:
    return ".".join(map(_key, steps))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_list_of_tables(value: Any) -> bool:
    """Tables inside such a list are written in one line each, so that a list holds them as they are."""
    return isinstance(value, list) and bool(value) and all(map(_is_table, value))
