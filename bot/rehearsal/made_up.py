"""The words that simulated people type: a few neutral sentences, each marked as a rehearsal's."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def made_up(kind: str) -> tuple[str, ...]:
    """All there are of one kind. Raises `KeyError`."""
    sentences = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return tuple(sentences[kind])
