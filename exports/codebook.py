"""The codebook: what every column of every table means. Types, checks and documentation all come from it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from workshops.study import Study

CODEBOOK = Path(__file__).with_name("codebook.toml")

# One entry for as many columns as the studies have profile questions.
PROFILE = "profile_"
ANY_PROFILE = f"{PROFILE}*"

ColumnType = Literal["code", "text", "integer", "number", "boolean", "datetime"]


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`code` is an identifier or one of `values`; `text` is what somebody wrote."""

    type: ColumnType
    meaning: str
    values: dict[str, str] = {}
    pattern: str = ""
    least: int | None = None
    required: bool = False


class Reference(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """These columns name a row of `table` by the columns of the same names there."""

    columns: tuple[str, ...]
    table: str


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`rows` says what one row is; no two rows have the same `key`."""

    rows: str
    columns: dict[str, Column]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    def column(self, name: str) -> Column:
        """The entry of a column. Raises `KeyError` for one that has none."""
        return self.columns[ANY_PROFILE if name.startswith(PROFILE) else name]


@cache
def codebook() -> dict[str, Table]:
    """Every table by its name, in the order in which people should read them."""
    return msgspec.toml.decode(CODEBOOK.read_bytes(), type=dict[str, Table])


def profile_questions(studies: Iterable[Study]) -> tuple[str, ...]:
    """The ids of the studies' profile questions, each once, in the order in which they first come up."""
    return tuple(dict.fromkeys(question.id for study in studies for question in study.profile))
