"""An analysis as plain lines of text, for a terminal. Counts always stand with what they are counted of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from exports.ranking_rows import Level, Selection
from workshops.consensus.agreement import mean_tau_b
from workshops.consensus.analysis import Analysis, Item
from workshops.consensus.findings import Reading, above_in_all
from workshops.consensus.rankings import Unplaced, compared_tiers
from workshops.consensus.resampling import Range

MEANING = {
    Unplaced.REASONS: "below the placed where called less important, otherwise not compared",
    Unplaced.BELOW: "tied below the placed",
    Unplaced.MISSING: "not compared",
}
COLUMNS = (
    "Place",
    "Statement",
    "Placed",
    "Median rank",
    "First",
    "Top 3",
    "Beats",
    "One left out",
    "Resampled",
)
MOST_PAIRS = 12
NO_FIGURE = "–"


def lines_of(
    name: str, selection: Selection, analysis: Analysis, readings: Mapping[Unplaced, Reading]
) -> list[str]:
    """The analysis of `name` for reading, line by line, without colour or markup."""
    sections = (
        _about(name, selection, analysis),
        _order(selection, analysis),
        _agreement(selection, analysis),
        _side_by_side(readings),
    )
    lines: list[str] = []
    for section in sections:
        lines += ["", *section] if lines else section
    return lines


def _about(name: str, selection: Selection, analysis: Analysis) -> Iterator[str]:
    kind = "group" if selection.level is Level.GROUP else "individual"
    yield f"{name}: {_count(analysis.m, f'{kind} ranking')} of {_count(analysis.n, 'statement')}"
    if selection.discussions:
        yield f"Beside them: {_count(selection.discussions, 'discussion')} without a ranking."
    if selection.extras_left_out:
        extras = _count(selection.extras_left_out, "extra statement")
        yield f"Left out: {extras} (--statements all takes them in)."
    if selection.other_level_left_out:
        other = Level.INDIVIDUAL if selection.level is Level.GROUP else Level.GROUP
        left_out = _count(selection.other_level_left_out, f"{other} ranking")
        yield f"Left out: {left_out} (--level {other} analyses them)."
    if selection.not_shared:
        yield (
            f"Left out: {', '.join(selection.not_shared)}, which not every workshop was offered;"
            " what is pooled is over the core statements that all have in common."
        )
    not_to_all = int((selection.rankings.offered.sum(axis=0) < analysis.m).sum())
    if not_to_all:
        yield (
            f"Not offered to all: {_count(not_to_all, 'statement')}, compared only where offered;"
            " read the full list of one group at a time."
        )
    yield f"Unplaced statements ({analysis.unplaced}) are {MEANING[analysis.unplaced]}. Seed {analysis.seed}."


def _order(selection: Selection, analysis: Analysis) -> Iterator[str]:
    orders = analysis.kemeny.optima_count
    close = "one order is closest to all" if orders == 1 else f"{orders} orders are equally close to all"
    yield f"Order: {close} (Kemeny distance {_number(analysis.kemeny.distance)})."
    offered = dict(zip(analysis.statements, selection.rankings.offered.sum(axis=0).tolist(), strict=True))
    rows = [
        _row(statement, analysis.items[statement], offered[statement])
        for tier in analysis.kemeny.tiers
        for statement in tier
    ]
    yield from _table([COLUMNS, *rows])


def _row(statement: str, item: Item, offered: int) -> tuple[str, ...]:
    return (
        _number(item.position),
        statement,
        f"{item.placed} of {offered}",
        _number(item.median_rank),
        _expected(item.first, item.first_certain),
        _expected(item.top3, item.top3_certain),
        _number(item.wins),
        _range(item.loo),
        _range(item.range95),
    )


def _agreement(selection: Selection, analysis: Analysis) -> Iterator[str]:
    w, p = analysis.kendall_w.w, analysis.kendall_w.p
    if w is None:
        yield "Kendall's W: none; it needs two rankings or more, each comparing all statements, not all tied."
    else:
        chance = f", p = {p:.4f} ({analysis.kendall_w.method})" if p is not None else ""
        yield f"Kendall's W: {w:.3f}{chance}."
    taus = mean_tau_b(compared_tiers(selection.rankings, analysis.unplaced))
    left_out = f"; undefined for {taus.undefined} more" if taus.undefined else ""
    yield f"Mean tau-b: {_decimal(taus.mean)} over {_count(taus.pairs, 'pair')} of rankings{left_out}."
    if analysis.items and all(item.range95 for item in analysis.items.values()):
        yield "Resampled: the middle 95 % over rankings drawn again; these rankings were not a random sample."


def _side_by_side(readings: Mapping[Unplaced, Reading]) -> Iterator[str]:
    yield "The order as unplaced statements are read (> above, = same tier):"
    written = [(f"  {unplaced}", _written(reading.order)) for unplaced, reading in readings.items()]
    yield from _table(written)
    orders = [reading.order for reading in readings.values()]
    firm = above_in_all(orders)
    statements = [statement for tier in orders[0] for statement in tier]
    pairs = [(one, other) for i, one in enumerate(statements) for other in statements[i + 1 :]]
    open_pairs = [pair for pair in pairs if pair not in firm and pair[::-1] not in firm]
    yield f"The same under all three: {len(pairs) - len(open_pairs)} of {_count(len(pairs), 'pair')}."
    if open_pairs:
        yield f"Tied or turned round under at least one: {_pairs(open_pairs)}."
    contested = [
        pair for pair in pairs if all(_has(reading.contested, pair) for reading in readings.values())
    ]
    if contested:
        yield f"Contested near the top under all three: {_pairs(contested)}."


def _has(contested: Sequence[tuple[str, str]], pair: tuple[str, str]) -> bool:
    return pair in contested or pair[::-1] in contested


def _written(order: Sequence[Sequence[str]]) -> str:
    return " > ".join(" = ".join(tier) for tier in order)


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    shown = ", ".join(f"{one} and {other}" for one, other in pairs[:MOST_PAIRS])
    more = len(pairs) - MOST_PAIRS
    return f"{shown}, and {more} more" if more > 0 else shown


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _number(value: float | None) -> str:
    """At most two decimals, none that are zero."""
    return NO_FIGURE if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _decimal(value: float | None) -> str:
    return NO_FIGURE if value is None else f"{value:.3f}"


def _expected(expected: float, certain: int) -> str:
    return _number(expected) if expected == certain else f"{_number(expected)} ({certain} certain)"


def _range(ends: Range | None) -> str:
    if ends is None:
        return NO_FIGURE
    low, high = map(_number, ends)
    return low if low == high else f"{low} to {high}"
