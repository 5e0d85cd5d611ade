"""preflib/: the rankings of the core statements, each level apart, as PrefLib files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from exports.formats.preflib import Orders, write_preflib
from exports.ranking_rows import Level, RankingCells, select
from workshops.arrangement import Tiers
from workshops.consensus.rankings import Rankings, Unplaced, compared_tiers
from workshops.consensus.rankings import Tiers as TierNumbers

FOLDER: Final = "preflib"


class _File(NamedTuple):
    name: str
    description: str
    origin: str
    other: str
    orders: Orders


def preflib_files(rows: Sequence[RankingCells], title: str, warning: str, last: date) -> dict[str, bytes]:
    """The core statements' rankings by relative path; none for a level at which nobody ranked.

    `.toi` holds what was placed; `.toc` the same with what was not placed tied last, over the statements that
    every ranker was offered. `last` is the day on which the data last changed.
    """
    files = [file for level in Level for file in _files(level, select(rows, level).rankings)]
    return {f"{FOLDER}/{file.name}": _written(file, title, warning, last).encode() for file in files}


def _files(level: Level, rankings: Rankings) -> Iterator[_File]:
    placed, completed = f"{level}.toi", f"{level}.toc"
    orders = _orders(rankings.statements, rankings.tiers)
    if orders.rankings:
        yield _File(placed, _what_was_placed(level, rankings, orders), "original", completed, orders)
    for_all = np.flatnonzero(rankings.offered.all(axis=0))
    if orders.rankings and for_all.size:
        statements = tuple(rankings.statements[column] for column in for_all)
        below = _orders(statements, compared_tiers(rankings, Unplaced.BELOW)[:, for_all])
        described = f"Each {level}'s ranking of what all were offered; what was not placed is tied last."
        yield _File(completed, described, "induced", placed, below)


def _what_was_placed(level: Level, rankings: Rankings, orders: Orders) -> str:
    described = f"What each {level} placed; what was not placed is left out."
    without = len(rankings.rankers) - len(orders.rankings)
    return f"{described} {without} of {len(rankings.rankers)} placed nothing." if without else described


def _orders(statements: tuple[str, ...], rankings: TierNumbers) -> Orders:
    """The rankings that place anything."""
    orders = (_tiers(statements, ranking.tolist()) for ranking in rankings)
    return Orders(statements, tuple(order for order in orders if order))


def _tiers(statements: Sequence[str], numbers: Sequence[int]) -> Tiers:
    return tuple(
        tuple(statement for statement, at in zip(statements, numbers, strict=True) if at == number)
        for number in sorted({number for number in numbers if number})
    )


def _written(file: _File, title: str, warning: str, last: date) -> str:
    header = {
        "FILE NAME": file.name,
        "TITLE": title,
        "DESCRIPTION": f"{warning} {file.description}",
        "DATA TYPE": file.name.rpartition(".")[2],
        "MODIFICATION TYPE": file.origin,
        "RELATES TO": file.other if file.origin == "induced" else "",
        "RELATED FILES": file.other,
        "PUBLICATION DATE": last.isoformat(),
        "MODIFICATION DATE": last.isoformat(),
    }
    return write_preflib(file.orders, header)
