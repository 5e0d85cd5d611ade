"""The order of the statements: under each convention, with what would change it; and what comes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.analysed import Analysed
from exports.pooling import worded_differently
from exports.report.document import Block, Heading, Paragraph, Table
from exports.report.findings import (
    FEWEST_FOR_FINDINGS,
    contested_in_all,
    figures_in_words,
    firsts,
    rule_applied,
)
from exports.report.sources import Sources
from exports.report.team import team_words
from exports.wording import listed, say
from workshops.consensus.analysis import Analysis, Item
from workshops.consensus.forms import by_form, order_of
from workshops.consensus.kemeny import tier_positions
from workshops.consensus.rankings import Unplaced
from workshops.consensus.resampling import Range
from workshops.consensus.units import agreement_within_groups, nearness_to_group
from workshops.team import READING

NONE = "–"


def order(sources: Sources) -> Iterator[Block]:
    yield Heading(1, say("order.heading"), new_page=True)
    found = sources.groups
    if found is None:
        yield Paragraph(say("finding.none"))
    else:
        yield from _order(sources, found)
    yield from _firsts(sources)
    yield from _rule(sources)


def _order(sources: Sources, found: Analysed) -> Iterator[Block]:
    yield Paragraph(_about(sources, found))
    if found.m >= FEWEST_FOR_FINDINGS:
        yield from sources.picture("order")
        yield _statements(sources, found)
    yield from sources.picture("ranks")
    if found.m < FEWEST_FOR_FINDINGS:
        return
    yield from _side_by_side(sources, found)
    yield from sources.picture("pairwise")
    yield from _agreement(found)
    yield from _contested(sources, found)
    yield from _by_workshop(sources, found)
    yield from _by_form(sources, found)


def _about(sources: Sources, found: Analysed) -> str:
    sentences = [say("order.about", n=found.m, statements=len(found.rankings.statements))]
    if found.discussions:
        sentences.append(say("figure.counted.discussions", n=found.discussions))
    if found.m < FEWEST_FOR_FINDINGS:
        sentences.append(say("order.too_few"))
    if found.not_shared:
        sentences.append(say("order.not_shared", statements=listed(found.not_shared)))
    if reworded := worded_differently(sources.recorded):
        sentences.append(say("order.reworded", statements=listed(reworded)))
    return " ".join(sentences)


def _statements(sources: Sources, found: Analysed) -> Table:
    ranked_by = dict(zip(found.rankings.statements, found.rankings.offered.sum(axis=0).tolist(), strict=True))
    rows = tuple(
        _row(sources.named(statement), found.pooled.items[statement], ranked_by[statement])
        for tier in found.pooled.kemeny.tiers
        for statement in tier
    )
    names = ("statement", "place", "placed", "median", "first", "top3", "left_out", "resampled")
    header = tuple(say(f"order.column_{name}") for name in names)
    return Table(header, rows, say("order.caption", convention=say(f"convention.{found.chosen}.short")))


def _row(name: str, item: Item, of: int) -> tuple[str, ...]:
    return (
        name,
        _number(item.position),
        say("count.of", n=item.placed, of=of),
        _number(item.median_rank),
        _expected(item.first, item.first_certain, of),
        _expected(item.top3, item.top3_certain, of),
        _range(item.loo),
        _range(item.range95),
    )


def _side_by_side(sources: Sources, found: Analysed) -> Iterator[Block]:
    yield Heading(2, say("order.side_by_side"))
    yield Paragraph(say("order.conventions"))
    positions = {unplaced: tier_positions(one.kemeny.tiers) for unplaced, one in found.under.items()}
    rows = tuple(
        (sources.named(statement), *(_number(positions[unplaced][statement]) for unplaced in Unplaced))
        for tier in found.pooled.kemeny.tiers
        for statement in tier
    )
    header = (say("order.column_statement"), *(say(f"convention.{unplaced}.short") for unplaced in Unplaced))
    yield Table(header, rows, say("order.side_by_side_caption", n=found.m))


def _agreement(found: Analysed) -> Iterator[Block]:
    yield Heading(2, say("order.agreement"))
    rows = tuple(
        (say(f"convention.{unplaced}.short"), _w(one), _p(one), _tau(one), str(one.kemeny.optima_count))
        for unplaced, one in found.under.items()
    )
    names = ("convention", "w", "p", "tau", "optima")
    header = tuple(say(f"order.column_{name}") for name in names)
    yield Table(header, rows, say("order.agreement_caption", n=found.m))
    yield Paragraph(say("order.agreement_note"), note=True)


def _contested(sources: Sources, found: Analysed) -> Iterator[Block]:
    pairs = contested_in_all(found)
    if not pairs:
        return
    yield Heading(2, say("order.contested"))
    place = {statement: at for at, statement in enumerate(found.pooled.statements)}
    wins = found.pooled.pairwise.wins
    rows = tuple(
        (
            sources.named(one),
            sources.named(other),
            f"{wins[place[one]][place[other]]}–{wins[place[other]][place[one]]}",
        )
        for one, other in pairs
    )
    header = (say("order.column_one"), say("order.column_other"), say("order.column_above"))
    yield Table(header, rows, say("order.contested_caption", n=found.m))


def _by_workshop(sources: Sources, found: Analysed) -> Iterator[Block]:
    if len(found.by_workshop) < 2:
        return
    yield Heading(2, say("order.by_workshop"))
    rows = tuple((code, str(one.m), _tiers(one.kemeny.tiers)) for code, one in found.by_workshop.items())
    header = (say("overview.workshop"), say("order.column_rankings"), say("order.column_order"))
    yield Table(header, rows, say("order.by_workshop_caption"))
    if found.not_shared:
        yield Paragraph(say("order.by_workshop_all"), note=True)


def _by_form(sources: Sources, found: Analysed) -> Iterator[Block]:
    forms = by_form(found.rankings, found.chosen)
    if not forms.centres:
        return
    yield Heading(2, say("order.by_form"))
    rows = [(say("order.all_forms"), _tiers(order_of(found.rankings, found.chosen)))]
    if forms.hierarchies:
        rows.append((say("order.hierarchies_only", n=forms.hierarchies), _tiers(forms.hierarchy_tiers)))
    rows.append((say("order.rings_collapsed"), _tiers(forms.collapsed_tiers)))
    header = (say("order.column_which"), say("order.column_order"))
    yield Table(header, tuple(rows), say("order.by_form_caption"))
    centres = sorted((one for one in forms.centres if one.at_centre), key=lambda one: -one.at_centre)
    parts = [
        say("order.centre", statement=sources.named(one.statement), n=one.at_centre, of=one.constellations)
        for one in centres
    ]
    yield Paragraph(say("order.centres", centres="; ".join(parts)) if parts else say("order.no_centres"))


def _firsts(sources: Sources) -> Iterator[Block]:
    """Not what matters most, but what the rest waits for."""
    yield Heading(2, say("first.heading"))
    named = firsts(sources)
    if not named:
        yield Paragraph(say("first.none", n=len(sources.boards)))
        return
    yield Paragraph(say("first.about"))
    rows = tuple(
        (sources.named(one.statement), say("count.of_groups", n=one.groups, of=one.of_groups))
        for one in named
    )
    yield Table((say("order.column_statement"), say("first.column_groups")), rows, say("first.caption"))


def _rule(sources: Sources) -> Iterator[Block]:
    yield Heading(2, say("rule.heading"))
    rules = {workshop.study.rule for workshop in sources.workshops}
    if len(rules) > 1:
        yield Paragraph(say("rule.differ"))
    elif rules == {""}:
        yield Paragraph(say("rule.none"))
    applied = rule_applied(sources)
    if applied:
        yield Paragraph(say("rule.stated", rule=applied.text))
        rows = tuple(
            (sources.named(one.statement), say(f"rule.{one.outcome.name.lower()}"), figures_in_words(one))
            for one in applied.findings
        )
        header = (say("order.column_statement"), say("rule.column_outcome"), say("rule.column_figures"))
        yield Table(header, rows, say("rule.caption"))
    yield from team_words(sources, READING)


def individuals(sources: Sources) -> Iterator[Block]:
    """Individual rankings beside the groups', never pooled with them; nothing about a single person."""
    alone = sources.individuals
    if alone is None:
        return
    yield Heading(1, say("individuals.heading"), restricted=True)
    groups = len({(ranker.workshop, ranker.group) for ranker in alone.rankings.rankers})
    yield Paragraph(say("individuals.about", n=alone.m, groups=say("count.groups", n=groups)))
    yield _individuals_by_group(sources, alone)
    if alone.m >= FEWEST_FOR_FINDINGS:
        yield _statements(sources, alone)


def _individuals_by_group(sources: Sources, alone: Analysed) -> Table:
    within = agreement_within_groups(alone.rankings, alone.chosen)
    near: dict[tuple[str, str], list[float]] = {}
    if sources.groups:
        for one in nearness_to_group(alone.rankings, sources.groups.rankings, alone.chosen):
            if one.tau_b is not None:
                near.setdefault((one.ranker.workshop, one.ranker.group), []).append(one.tau_b)
    sizes = [(ranker.workshop, ranker.group) for ranker in alone.rankings.rankers]
    rows = tuple(
        (f"{key[0]} {key[1]}", str(sizes.count(key)), _decimal(w.w), _spread(near.get(key, [])))
        for key, w in within.items()
    )
    names = ("group", "people", "w", "tau")
    return Table(tuple(say(f"individuals.column_{name}") for name in names), rows, say("individuals.caption"))


def _spread(values: Sequence[float]) -> str:
    return (
        say("individuals.spread", low=_decimal(min(values)), high=_decimal(max(values))) if values else NONE
    )


def _w(one: Analysis) -> str:
    return _decimal(one.kendall_w.w)


def _p(one: Analysis) -> str:
    return NONE if one.kendall_w.p is None else f"{one.kendall_w.p:.4f}"


def _tau(one: Analysis) -> str:
    return NONE if one.mean_tau_b is None else say("order.tau", tau=_decimal(one.mean_tau_b), n=one.tau_pairs)


def _tiers(tiers: Sequence[Sequence[str]]) -> str:
    return " > ".join(" = ".join(tier) for tier in tiers)


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _decimal(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}"


def _expected(expected: float, certain: int, of: int) -> str:
    if expected == certain:
        return say("count.of", n=certain, of=of)
    return say("order.expected", expected=_number(expected), of=of, certain=certain)


def _range(ends: Range | None) -> str:
    if ends is None:
        return NONE
    low, high = map(_number, ends)
    return low if low == high else say("order.range", low=low, high=high)
