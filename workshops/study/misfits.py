"""Every place where what a file says does not fit its type; `msgspec.convert` alone names only the first."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec

from workshops.study.mistakes import named, quoted

Misfit = tuple[str, str]

PLAIN = {str: "text in quotes", int: "a whole number", bool: "true or false"}


def misfits(value: object, kind: Any, *steps: str) -> Iterator[Misfit]:
    """Key and reason of each place in `value`, as TOML gave it, that does not fit `kind`."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield from _in_table(value, kind, *steps)
    elif get_origin(_bare(kind)) is tuple:
        yield from _in_list(value, kind, *steps)
    elif get_origin(kind) is dict:
        yield from _in_texts(value, get_args(kind)[1], *steps)
    elif not _fits(value, kind):
        yield named(*steps), f"should be {_described(kind)}{_counted(value, kind)}"


def element_names(values: list[Any]) -> list[str]:
    """How the elements of a list are called in a key: by their `id`, else by their place, counted from 1."""
    ids = [value.get("id") if isinstance(value, dict) else None for value in values]
    return [
        name if isinstance(name, str) and name and ids.count(name) == 1 else f"[{place}]"
        for place, name in enumerate(ids, start=1)
    ]


def _in_table(value: object, kind: type[msgspec.Struct], *steps: str) -> Iterator[Misfit]:
    if not isinstance(value, dict):
        yield named(*steps), "should be a table of keys"
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in (key for key in value if key not in fields):
        yield named(*steps, key), _unknown(key, list(fields))
    for name, field in fields.items():
        if name in value:
            yield from misfits(value[name], field.type, *steps, name)
        elif field.required:
            yield named(*steps, name), "is missing"


def _in_list(value: object, kind: Any, *steps: str) -> Iterator[Misfit]:
    if not isinstance(value, list):
        yield named(*steps), f"should be {_described(kind)}"
        return
    if not _fits([None] * len(value), _counting(kind)):
        yield named(*steps), f"should be {_described(kind)}; it has {len(value)}"
    for name, element in zip(element_names(value), value, strict=True):
        yield from misfits(element, get_args(_bare(kind))[0], *steps, name)


def _in_texts(value: object, kind: Any, *steps: str) -> Iterator[Misfit]:
    if not isinstance(value, dict):
        yield named(*steps), "should be a table of keys"
        return
    for key, element in value.items():
        yield from misfits(element, kind, *steps, key)


def _fits(value: object, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _unknown(key: str, known: list[str]) -> str:
    near = get_close_matches(key, known, n=1, cutoff=0.75)
    return "is not a key here" + (f"; did you mean {quoted(near[0])}?" if near else "")


def _described(kind: Any) -> str:
    match get_origin(kind):
        case origin if origin is Annotated:
            return str(kind.__metadata__[0].description)
        case origin if origin is Literal:
            return " or ".join(map(quoted, get_args(kind)))
        case origin if origin is tuple:
            return "a list"
    return PLAIN[kind]


def _counted(value: object, kind: Any) -> str:
    most = kind.__metadata__[0].max_length if get_origin(kind) is Annotated else None
    return f"; it has {len(value)}" if isinstance(value, str) and most and len(value) > most else ""


def _bare(kind: Any) -> Any:
    return kind.__origin__ if get_origin(kind) is Annotated else kind


def _counting(kind: Any) -> Any:
    """The list's type with its limits on length, whatever it holds."""
    return (
        Annotated[tuple[Any, ...], *kind.__metadata__] if get_origin(kind) is Annotated else tuple[Any, ...]
    )
