"""What is contested, what comes first, what forms say, and what the team's rule makes of it."""

from __future__ import annotations

import pytest

from workshops.consensus.analysis import analyse
from workshops.consensus.contested import contested
from workshops.consensus.findings import Outcome, above_in_all, apply_rule, readings
from workshops.consensus.first import must_come_first
from workshops.consensus.forms import by_form, centres, outer_rings_collapsed
from workshops.consensus.rankings import Ballot, Ranker, Rankings, Unplaced, rankings_of
from workshops.consensus.rule import Figure, NotARule, Rule, figures_named, holds, parse_rule
from workshops.consensus.units import agreement_within_groups, cluster_numbers, nearness_to_group

NAMES = ("S1", "S2", "S3")


def ordered(*orders: str, workshops: str = "") -> Rankings:
    """Groups that rank statements 1, 2 and 3 strictly, each written from the top, each in its workshop."""
    ballots: list[Ballot] = [{f"S{digit}": tier for tier, digit in enumerate(o, start=1)} for o in orders]
    rankers = [Ranker(workshop=w, group=str(n)) for n, w in enumerate(workshops or "V" * len(orders))]
    return rankings_of(NAMES, ballots, rankers)


def test_a_pair_is_contested_up_to_a_margin_of_one_in_five() -> None:
    """Ten rankings: 6 to 4 is a margin of 2 = 0.2 · 10, 7 to 3 is not close."""
    close = ordered(*["123"] * 6, *["213"] * 4)
    clear = ordered(*["123"] * 7, *["213"] * 3)
    order = [["S1"], ["S2"], ["S3"]]
    assert contested(close, close.tiers, order) == [("S1", "S2")]
    assert contested(clear, clear.tiers, order) == []


def test_a_margin_of_one_is_always_close_but_not_for_one_ranking() -> None:
    three, one = ordered("123", "123", "213"), ordered("123")
    assert contested(three, three.tiers, [["S1"], ["S2"], ["S3"]]) == [("S1", "S2")]
    assert contested(one, one.tiers, [["S1", "S2", "S3"]]) == []


def test_only_the_first_two_tiers_are_looked_at() -> None:
    rankings = ordered("123", "132")
    assert contested(rankings, rankings.tiers, [["S1"], ["S2"], ["S3"]]) == []
    assert contested(rankings, rankings.tiers, [["S1"], ["S2", "S3"]]) == [("S2", "S3")]


def test_two_workshops_with_opposite_majorities() -> None:
    opposite = ordered(*["123"] * 9, *["213"] * 3, workshops="V" * 9 + "W" * 3)
    same = ordered(*["123"] * 9, *["213"] * 3, workshops="V" * 6 + "W" * 3 + "V" * 3)
    order = [["S1"], ["S2"], ["S3"]]
    assert contested(opposite, opposite.tiers, order) == [("S1", "S2")]
    assert contested(same, same.tiers, order) == []


def test_what_must_come_first_counts_groups_not_links() -> None:
    links = [(("V", "A"), "S2"), (("V", "A"), "S2"), (("W", "A"), "S2"), (("W", "B"), "S1")]
    found = [(each.statement, each.groups, each.of_groups) for each in must_come_first(links, 7)]
    assert found == [("S2", 2, 7), ("S1", 1, 7)]


def test_constellations_say_what_is_at_the_centre() -> None:
    rankings = rankings_of(
        NAMES,
        [{"S1": 1, "S2": 1, "S3": 2}, {"S1": 2, "S2": 1}, {"S1": 2, "S2": 2, "S3": 3}, {"S1": 1, "S2": 2}],
        [Ranker(group=g, form=f) for g, f in zip("ABCD", ["constellation"] * 3 + ["hierarchy"], strict=True)],
    )
    assert [(c.statement, c.at_centre, c.constellations) for c in centres(rankings)] == [
        ("S1", 1, 3),
        ("S2", 2, 3),
        ("S3", 0, 2),
    ]


def test_outer_rings_are_taken_as_one_in_constellations_only() -> None:
    ballot = {"S1": 1, "S2": 2, "S3": 3}
    forms = [Ranker(group="A", form="constellation"), Ranker(group="B", form="hierarchy")]
    rankings = rankings_of(NAMES, [ballot, ballot], forms)
    assert outer_rings_collapsed(rankings).tiers.tolist() == [[1, 2, 2], [1, 2, 3]]
    assert rankings.tiers.tolist() == [[1, 2, 3], [1, 2, 3]]


def test_without_hierarchies_they_have_no_order() -> None:
    found = by_form(rankings_of(["S1"], [{"S1": 1}], [Ranker(form="constellation")]))
    assert (found.hierarchies, found.hierarchy_tiers) == (0, ())


def test_a_rule_binds_not_then_and_then_or() -> None:
    rule = parse_rule("not top3 < 0.7 and median_rank <= 3 or first > 0.5")
    assert rule == parse_rule("((not (top3 < 0.7)) and (median_rank <= 3)) or (first > 0.5)")
    assert rule != parse_rule("not (top3 < 0.7 and median_rank <= 3) or first > 0.5")
    assert figures_named(rule) == ("top3", "median_rank", "first")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "needs one of placed, first, top3"),
        ("top3", "after “top3”, and ends there"),
        ("top3 >= 0.7 and", "after “top3 >= 0.7 and”, and ends there"),
        ("best >= 1", "not “best”"),
        ("top3 == 0.7", "not “=”"),
        ("top3 >= 70", "a share of the rankings, from 0 to 1"),
        ("(top3 >= 0.7", "needs a closing parenthesis"),
        ("top3 >= 0.7 median_rank <= 3", "cannot go on with “median_rank”"),
        ("__import__('os')", "not “__import__”"),
        ("first > 0.1 and " * 100, "300 is the most"),
    ],
)
def test_what_is_no_rule_is_refused_with_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(NotARule) as refused:
        parse_rule(text)
    assert complaint in str(refused.value)
    assert str(refused.value).endswith(".")


YES, NO, OPEN = Figure(1, 1, 1), Figure(0, 0, 0), None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wins > 0.5 and position > 0.5", None),
        ("borda > 0.5 and position > 0.5", False),
        ("wins > 0.5 or position > 0.5", True),
        ("borda > 0.5 or position > 0.5", None),
        ("not position > 0.5", None),
        ("not borda > 0.5", True),
    ],
)
def test_a_missing_figure_leaves_open_only_what_depends_on_it(text: str, expected: bool | None) -> None:
    assert holds(parse_rule(text), {"wins": YES, "borda": NO, "position": OPEN}) is expected


def outcomes(rule: str, rankings: Rankings) -> list[Outcome]:
    analyses = [analyse(rankings, unplaced) for unplaced in Unplaced]
    return [finding.outcome for finding in apply_rule(parse_rule(rule), rankings, analyses)]


def test_a_rule_is_met_not_met_or_undecided() -> None:
    rankings = ordered(*["123"] * 7, *["213"] * 3)
    assert outcomes("first >= 0.7", rankings) == [Outcome.MET, Outcome.NOT_MET, Outcome.NOT_MET]


def test_a_tie_that_could_be_broken_either_way_leaves_it_undecided() -> None:
    rankings = rankings_of(NAMES, [{"S1": 1, "S2": 1, "S3": 2}])
    assert outcomes("first >= 0.5", rankings) == [Outcome.UNDECIDED, Outcome.UNDECIDED, Outcome.NOT_MET]


def test_a_rule_that_holds_under_one_convention_only_is_undecided() -> None:
    rankings = rankings_of(NAMES, [{"S1": 1, "S2": "no_time", "S3": 2}])
    assert outcomes("borda >= 0.9", rankings) == [Outcome.MET, Outcome.UNDECIDED, Outcome.NOT_MET]


def test_shares_are_of_the_rankings_that_were_offered_the_statement() -> None:
    rankings = rankings_of(NAMES, [{"S1": 1, "S2": 2}, {"S1": None, "S2": 1, "S3": 2}])
    rule: Rule = parse_rule("placed >= 0.6")
    found = apply_rule(rule, rankings, [analyse(rankings)])
    assert [(f.statement, f.outcome, f.figures["placed"], f.rankings) for f in found] == [
        ("S1", Outcome.NOT_MET, Figure(0.5, 0.5, 0.5), 2),
        ("S2", Outcome.MET, Figure(1.0, 1.0, 1.0), 2),
        ("S3", Outcome.MET, Figure(1.0, 1.0, 1.0), 1),
    ]


def test_the_three_conventions_side_by_side() -> None:
    found = readings(rankings_of(NAMES, [{"S1": 1, "S2": "less_important", "S3": "no_time"}]))
    assert {unplaced: reading.order for unplaced, reading in found.items()} == {
        Unplaced.REASONS: (("S1", "S2", "S3"),),
        Unplaced.BELOW: (("S1",), ("S2", "S3")),
        Unplaced.MISSING: (("S1", "S2", "S3"),),
    }
    assert above_in_all([reading.order for reading in found.values()]) == set()


def test_what_stands_above_in_all_orders() -> None:
    order = (("S2",), ("S1", "S3"))
    assert above_in_all([order, (("S2",), ("S3",), ("S1",))]) == {("S2", "S1"), ("S2", "S3")}


def individuals(*orders: str, groups: str) -> Rankings:
    rankings = ordered(*orders)
    rankers = [Ranker("V", group, f"P{number}") for number, group in enumerate(groups)]
    return Rankings(
        rankings.statements, tuple(rankers), rankings.tiers, rankings.offered, rankings.less_important
    )


def test_agreement_within_groups_and_nearness_to_the_groups_arrangement() -> None:
    people = individuals("123", "123", "123", "321", "213", groups="AABBC")
    groups = rankings_of(
        ("S3", "S2", "S1"),
        [{"S1": 1, "S2": 2, "S3": 3}, {"S1": 1, "S2": 3, "S3": 2}],
        [Ranker("V", "A"), Ranker("V", "B")],
    )
    within = agreement_within_groups(people, Unplaced.REASONS)
    assert {group: found.w for group, found in within.items()} == {
        ("V", "A"): 1.0,
        ("V", "B"): 0.0,
        ("V", "C"): None,
    }
    near = nearness_to_group(people, groups, Unplaced.REASONS)
    assert [(each.ranker.participant, each.tau_b) for each in near] == [
        ("P0", 1.0),
        ("P1", 1.0),
        ("P2", pytest.approx(1 / 3)),
        ("P3", pytest.approx(-1 / 3)),
    ]


def test_people_without_groups_stand_alone() -> None:
    assert cluster_numbers((Ranker(participant="P1"), Ranker(participant="P2"))) == [0, 1]
