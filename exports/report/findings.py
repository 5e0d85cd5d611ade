"""Findings in plain words: only what the rankings support however unplaced statements are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exports.analysed import Analysed
from exports.report.sources import Sources
from exports.wording import listed, say
from workshops.consensus.findings import Finding, Outcome, above_in_all, apply_rule, readings
from workshops.consensus.first import Prerequisite, must_come_first
from workshops.consensus.forms import Order
from workshops.consensus.rule import SHARES, parse_rule

FEWEST_FOR_FINDINGS = 3


@dataclass(frozen=True, slots=True)
class RuleApplied:
    """The rule that the study stated, and each statement's outcome under it."""

    text: str
    findings: list[Finding]

    def those(self, outcome: Outcome) -> list[Finding]:
        return [finding for finding in self.findings if finding.outcome is outcome]


def findings(sources: Sources) -> list[str]:
    """Sentences, the strongest first; hardly any when two groups ranked."""
    found = sources.groups
    if found is None:
        return [say("finding.none")]
    if found.m == 1:
        return [say("finding.one")]
    if found.m < FEWEST_FOR_FINDINGS:
        return list(_of_two(found, sources))
    return [
        *_of_counts(found, sources),
        *_of_the_top(found, sources),
        *_of_pairs(found, sources),
        *_of_the_rule(sources),
        *_of_firsts(sources),
    ]


def rule_applied(sources: Sources) -> RuleApplied | None:
    """The outcome of the rule; None where the studies state none, or not all the same one."""
    rules = {workshop.study.rule for workshop in sources.workshops}
    if sources.groups is None or len(rules) != 1 or "" in rules:
        return None
    found = sources.groups
    others = [analysis for unplaced, analysis in found.under.items() if unplaced is not found.chosen]
    [text] = rules
    return RuleApplied(text, apply_rule(parse_rule(text), found.rankings, [found.pooled, *others]))


def figures_in_words(finding: Finding) -> str:
    """The figures that the rule names, shares as counts of the rankings."""
    parts = []
    for name, figure in finding.figures.items():
        if figure is None:
            parts.append(say("finding.figure_missing", figure=name))
        elif name in SHARES:
            count = figure.value * finding.rankings
            parts.append(say("finding.figure_share", figure=name, n=f"{count:.3g}", of=finding.rankings))
        else:
            parts.append(f"{name} {figure.value:.3g}")
    return ", ".join(parts)


def firsts(sources: Sources) -> list[Prerequisite]:
    """What must come before the rest, by the links of all groups that handed in."""
    drawn = [
        ((board.workshop, board.group), link.source)
        for board in sources.boards
        for link in board.links
        if link.kind == "must_come_first" and link.source in sources.names
    ]
    return must_come_first(drawn, len(sources.boards))


def common_pairs(found: Analysed) -> tuple[int, int]:
    """How many pairs of statements stand the same way round under every convention, and of how many."""
    orders = [analysis.kemeny.tiers for analysis in found.under.values()]
    count = len(found.rankings.statements)
    return len(above_in_all(orders)), count * (count - 1) // 2


def contested_in_all(found: Analysed) -> list[tuple[str, str]]:
    """The pairs near the top that are contested under every convention."""
    under = [{frozenset(pair) for pair in reading.contested} for reading in readings(found.rankings).values()]
    shared = frozenset.intersection(*map(frozenset, under))
    return [pair for pair in found.pooled.contested if frozenset(pair) in shared]


def _of_two(found: Analysed, sources: Sources) -> Iterator[str]:
    """What both did, and nothing beyond the two."""
    yield say("finding.two")
    tiers = found.rankings.tiers
    both_on_top = [
        s for s, column in zip(found.rankings.statements, tiers.T, strict=True) if (column == 1).all()
    ]
    if both_on_top:
        yield say("finding.two_on_top", statements=listed([sources.named(s) for s in both_on_top]))


def _of_counts(found: Analysed, sources: Sources) -> Iterator[str]:
    """What most groups did is so however the unplaced are read."""
    for statement, item in found.pooled.items.items():
        if 2 * item.first_certain > found.m:
            yield say("finding.most", statement=sources.named(statement), n=item.first_certain, of=found.m)


def _of_the_top(found: Analysed, sources: Sources) -> Iterator[str]:
    orders: list[Order] = [analysis.kemeny.tiers for analysis in found.under.values()]
    if all(len(order) == 1 for order in orders):
        yield say("finding.no_order", n=found.m)
        return
    tops = [set(order[0]) for order in orders]
    if any(top != tops[0] for top in tops) or any(len(order) == 1 for order in orders):
        yield say("finding.top_depends")
    elif len(tops[0]) > 1:
        names = listed([sources.named(statement) for statement in orders[0][0]])
        yield say("finding.top_shared", statements=names, n=found.m)
    else:
        yield _alone_on_top(found, sources, orders[0][0][0])
    ends = [set(order[-1]) for order in orders]
    if all(end == ends[0] for end in ends) and len(ends[0]) == 1 and ends[0] != tops[0]:
        yield say("finding.bottom", statement=sources.named(orders[0][-1][0]))


def _alone_on_top(found: Analysed, sources: Sources, statement: str) -> str:
    ranges = [analysis.items[statement].loo for analysis in found.under.values()]
    name = sources.named(statement)
    if any(ends is None for ends in ranges):
        return say("finding.top", statement=name, n=found.m)
    lowest = max(ends[1] for ends in ranges if ends)
    if lowest == 1:
        return say("finding.top_stays", statement=name, n=found.m)
    return say("finding.top_moves", statement=name, n=found.m, lowest=f"{lowest:g}")


def _of_pairs(found: Analysed, sources: Sources) -> Iterator[str]:
    same, of = common_pairs(found)
    yield say("finding.pairs", same=same, of=of)
    split = contested_in_all(found)
    if split:
        pairs = "; ".join(listed([sources.named(one), sources.named(other)]) for one, other in split[:4])
        yield say("finding.contested", pairs=pairs, more=max(0, len(split) - 4), n=len(split))


def _of_the_rule(sources: Sources) -> Iterator[str]:
    """The word is used here only, and only for what meets the rule."""
    applied = rule_applied(sources)
    if applied is None:
        return
    met = applied.those(Outcome.MET)
    if met:
        names = [f"{sources.named(each.statement)}: {figures_in_words(each)}" for each in met]
        yield say("finding.rule_met", rule=applied.text, statements="; ".join(names))
    else:
        yield say("finding.rule_not_met", rule=applied.text)
    open_ones = applied.those(Outcome.UNDECIDED)
    if open_ones:
        yield say(
            "finding.rule_open", statements=listed([sources.named(each.statement) for each in open_ones])
        )


def _of_firsts(sources: Sources) -> Iterator[str]:
    named = firsts(sources)
    if named:
        counts = [
            say(
                "finding.first_count",
                statement=sources.named(each.statement),
                n=each.groups,
                of=each.of_groups,
            )
            for each in named[:3]
        ]
        yield say("finding.first", counts="; ".join(counts))
