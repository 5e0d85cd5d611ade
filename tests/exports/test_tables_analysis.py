"""The tables of the analysis: what was found, by convention, groups and individuals each for themselves."""

from __future__ import annotations

import msgspec
import pandas as pd

from exports.analysed import analysed
from exports.ranking_rows import Level
from exports.tables.analysis import analysis_tables, common_rule
from tests.exports.recording import published, recorded
from tests.exports.whole_day import whole_day
from tests.given import BUILT_IN, WITH_INDIVIDUAL_RANKING, Room, workshop
from workshops.commands import RankStatement, SubmitIndividualRanking
from workshops.consensus.rankings import Unplaced
from workshops.model import Phase

RULED = msgspec.structs.replace(BUILT_IN, rule="top3 >= 0.7 and median_rank <= 3")


def found(*rooms: Room, chosen: Unplaced = Unplaced.REASONS) -> dict[str, pd.DataFrame]:
    kept = [recorded(room, code) for room, code in zip(rooms, ("KTRWXY", "ZZZZZZ"), strict=False)]
    groups, individuals = (analysed(kept, level, chosen) for level in Level)
    return dict(analysis_tables(groups, individuals, common_rule(one.workshop for one in kept)))


def ranked_twice() -> Room:
    """Three people rank privately, then their group ranks as the first of them did."""
    room = workshop(WITH_INDIVIDUAL_RANKING).joined("P01", "P02", "P03", table="A").phase(Phase.INDIVIDUAL)
    for number, order in {"P01": ("S6", "S2", "S3"), "P02": ("S6", "S2"), "P03": ("S3", "S2", "S6")}.items():
        for rank, statement in enumerate(order, start=1):
            room.does(number, RankStatement(statement, rank))
        room.does(number, SubmitIndividualRanking(len(order)))
    return room.phase(Phase.RANKING).handed_in("P01", "S6", "S2", "S3")


def test_each_analysis_has_all_three_conventions_all_workshops_together_first() -> None:
    agreement = found(published(), whole_day(), chosen=Unplaced.MISSING)["agreement"]

    read = agreement[["level", "workshop", "unplaced", "chosen", "rankings"]].fillna("").to_numpy().tolist()
    assert read == [
        ["group", workshop, unplaced, unplaced == "missing", rankings]
        for workshop, rankings in (("", 5), ("KTRWXY", 2), ("ZZZZZZ", 3))
        for unplaced in ("reasons", "below", "missing")
    ]


def test_a_workshop_alone_is_as_all_together() -> None:
    consensus = found(published())["consensus"].drop(columns="workshop")

    half = len(consensus) // 2
    assert consensus[:half].equals(consensus[half:].reset_index(drop=True))
    assert half == 3 * 8


def test_the_published_orders_statement_by_statement() -> None:
    """S8 is last of those that the one group placed and first with the other, so it holds six together."""
    consensus = found(published())["consensus"]
    below = consensus[consensus["workshop"].isna() & (consensus["unplaced"] == "below")]

    columns = ["statement", "position", "placed", "rankings", "median_rank", "first", "top3", "top3_certain"]
    assert below[columns].to_numpy().tolist() == [
        ["S1", 7.5, 0, 2, 7, 0, 0, 0],
        ["S2", 3.5, 2, 2, 3, 0, 1, 1],
        ["S3", 7.5, 0, 2, 7, 0, 0, 0],
        ["S4", 3.5, 1, 2, 5.25, 0, 0, 0],
        ["S5", 3.5, 1, 2, 5.75, 0, 0, 0],
        ["S6", 3.5, 2, 2, 2, 1, 2, 2],
        ["S7", 3.5, 2, 2, 2.5, 0, 2, 2],
        ["S8", 3.5, 2, 2, 3.5, 1, 1, 1],
    ]


def test_constellations_count_by_their_centres() -> None:
    consensus = found(whole_day())["consensus"]

    centres = consensus[consensus["workshop"].isna() & (consensus["unplaced"] == "reasons")]
    read = centres[["statement", "at_centre", "constellations"]].to_numpy().tolist()
    assert read == [[f"S{number}", 1 if number == 2 else 0, 1] for number in range(1, 9)]


def test_pairs_stand_once_each_way_round_said() -> None:
    pairwise = found(published())["pairwise"]
    together = pairwise[pairwise["workshop"].isna() & (pairwise["unplaced"] == "missing")]

    read = together.set_index(["statement", "other"])[["wins", "losses", "ties"]].to_dict("index")
    assert len(together) == 8 * 7 // 2
    assert read["S2", "S6"] == {"wins": 0, "losses": 2, "ties": 0}
    assert read["S6", "S8"] == {"wins": 1, "losses": 1, "ties": 0}
    assert read["S2", "S7"] == {"wins": 1, "losses": 1, "ties": 0}
    assert read["S1", "S2"] == {"wins": 0, "losses": 0, "ties": 0}


def test_the_rule_is_applied_where_all_the_studies_state_it() -> None:
    ruled = found(published(RULED))["consensus"]
    differing = found(published(RULED), published())["consensus"]

    outcomes = dict(zip(ruled["statement"], ruled["rule"], strict=True))
    assert set(outcomes.values()) <= {"met", "not met", "undecided"}
    assert outcomes["S1"] == "not met"
    assert differing["rule"].isna().all()


def test_individuals_stand_apart_from_groups() -> None:
    tables = found(ranked_twice())

    assert tables["agreement"].groupby("level")["rankings"].max().to_dict() == {"group": 1, "individual": 3}
    within = tables["within_groups"].set_index("unplaced")
    assert within["rankings"].tolist() == [3, 3, 3]
    assert within["kendall_w"].notna().to_dict() == {"reasons": False, "below": True, "missing": False}


def test_how_near_each_is_to_what_the_group_made_of_it() -> None:
    nearness = found(ranked_twice())["nearness"]

    placed_only = nearness[nearness["unplaced"] == "missing"]
    assert placed_only[["group", "participant", "tau_b"]].to_numpy().tolist() == [
        ["A", "P01", 1.0],
        ["A", "P02", 1.0],
        ["A", "P03", -1.0],
    ]


def test_nothing_is_found_where_nobody_ranked() -> None:
    assert found(workshop()) == {}
