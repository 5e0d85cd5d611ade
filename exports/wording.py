"""The sentences of reports and figures, in English, kept in report.toml where a researcher can edit them.

A picture for participants says what it says in their language, with `said_as`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

_NOTHING: Mapping[str, str] = MappingProxyType({})
_said_as: ContextVar[Mapping[str, str]] = ContextVar("_said_as", default=_NOTHING)

FILE = Path(__file__).with_name("report.toml")


def say(key: str, /, **values: object) -> str:
    """The sentence called `key` with `values` put in; where it has two forms, `n` chooses. Raises KeyError.

    >>> say("count.groups", n=1), say("count.groups", n=7)
    ('1 group', '7 groups')
    """
    sentences = _sentences()
    sentence = _said_as.get().get(key) or sentences.get(key)
    if sentence is None:
        sentence = sentences[f"{key}.{'one' if values['n'] == 1 else 'other'}"]
    return sentence.format(**values) if values else sentence


@contextmanager
def said_as(sentences: Mapping[str, str]) -> Iterator[None]:
    """Within it these sentences stand in for those of the same name."""
    before = _said_as.set(sentences)
    try:
        yield
    finally:
        _said_as.reset(before)


def said(key: str) -> bool:
    """Whether there is a sentence of this name."""
    return key in _sentences()


def entries(table: str) -> list[Mapping[str, Any]]:
    """A list of tables in report.toml, such as the rows of the protocol, as they stand there."""
    rows: list[Mapping[str, Any]] = _file()[table]
    return rows


def listed(parts: Sequence[str]) -> str:
    """Parts of a sentence in a row.

    >>> listed(["A", "B", "C"]), listed(["A"])
    ('A, B and C', 'A')
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _sentences() -> dict[str, str]:
    return dict(_flat(_file()))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            yield f"{prefix}{key}", value
