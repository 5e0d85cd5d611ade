"""The analysis of a file: the published JSON, the export's document, and the lines in a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exports.analysis_report import analyse_file, analyse_rows, json_bytes, report_on_file
from exports.rankings_file import RankingsFileError, read_rankings
from exports.tables.rankings import ranking_rows
from tests.exports.recording import published, recorded, shown

THREE_GROUPS = """workshop,group,participant,level,form,statement,origin,tier,unplaced_reason
W,A,,group,hierarchy,S1,core,1,
W,A,,group,hierarchy,S2,core,2,
W,A,,group,hierarchy,S3,core,,less_important
W,A,,group,hierarchy,A-x1,extra,1,
W,B,,group,constellation,S1,core,1,
W,B,,group,constellation,S2,core,2,
W,B,,group,constellation,S3,core,2,
V,A,,group,hierarchy,S1,core,2,
V,A,,group,hierarchy,S2,core,1,
V,A,,group,hierarchy,S3,core,,no_time
V,B,,group,discussion,S1,core,,
V,B,,group,discussion,S2,core,,
V,B,,group,discussion,S3,core,,
W,A,P01,individual,,S1,core,1,
W,A,P01,individual,,S2,core,2,
W,A,P01,individual,,S3,core,3,
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "rankings.csv"
    path.write_text(THREE_GROUPS, encoding="utf-8")
    return path


def test_the_json_as_published(path: Path) -> None:
    """Worked by hand: S1 above S2 in two of three, S2 above S3 once and tied once, S1 above S3 twice."""
    assert json.loads(json_bytes(analyse_file(path))) == {
        "statements": ["S1", "S2", "S3"],
        "m": 3,
        "n": 3,
        "unplaced": "reasons",
        "seed": 1,
        "pairwise": {
            "wins": [[0, 2, 2], [1, 0, 1], [0, 0, 0]],
            "ties": [[0, 0, 0], [0, 0, 1], [0, 1, 0]],
        },
        "kemeny": {
            "distance": 1.5,
            "optima_count": 1,
            "optima": [["S1", "S2", "S3"]],
            "tiers": [["S1"], ["S2"], ["S3"]],
        },
        "kendall_w": {"w": None, "p": None, "method": None},
        "mean_tau_b": pytest.approx((2 / 6**0.5 - 1 - 1) / 3),
        "tau_pairs": 3,
        "items": {
            "S1": {
                "placed": 3,
                "mean_rank": 4 / 3,
                "median_rank": 1.0,
                "q1": 1.0,
                "q3": 1.5,
                "first": 2.0,
                "first_certain": 2,
                "top3": 3.0,
                "top3_certain": 3,
                "borda": 0.8,
                "wins": 2.0,
                "position": 1.0,
                "loo": [1.0, 2.0],
                "range95": None,
            },
            "S2": {
                "placed": 3,
                "mean_rank": 5.5 / 3,
                "median_rank": 2.0,
                "q1": 1.5,
                "q3": 2.25,
                "first": 1.0,
                "first_certain": 1,
                "top3": 3.0,
                "top3_certain": 3,
                "borda": 0.5,
                "wins": 1.0,
                "position": 2.0,
                "loo": [1.5, 2.0],
                "range95": None,
            },
            "S3": {
                "placed": 1,
                "mean_rank": 8.5 / 3,
                "median_rank": 3.0,
                "q1": 2.75,
                "q3": 3.0,
                "first": 0.0,
                "first_certain": 0,
                "top3": 1.0,
                "top3_certain": 1,
                "borda": 0.125,
                "wins": 0.0,
                "position": 3.0,
                "loo": [2.0, 3.0],
                "range95": None,
            },
        },
        "contested": [["S1", "S2"]],
    }


def test_keys_stand_in_their_published_order(path: Path) -> None:
    document = analyse_file(path)
    assert list(document) == [
        "statements",
        "m",
        "n",
        "unplaced",
        "seed",
        "pairwise",
        "kemeny",
        "kendall_w",
        "mean_tau_b",
        "tau_pairs",
        "items",
        "contested",
    ]
    assert list(document["items"]["S1"]) == [
        "placed",
        "mean_rank",
        "median_rank",
        "q1",
        "q3",
        "first",
        "first_certain",
        "top3",
        "top3_certain",
        "borda",
        "wins",
        "position",
        "loo",
        "range95",
    ]


def test_the_same_file_and_seed_give_the_same_bytes(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join([*lines, *(line.replace("W,A", f"W,{g}") for g in "CDEFGH" for line in lines[1:4])])
    )
    once, again, other = (json_bytes(analyse_file(path, seed=seed)) for seed in (1, 1, 2))
    assert once == again != other


def test_options_choose_level_convention_and_statements(path: Path) -> None:
    individual = analyse_file(path, level="individual")
    below = analyse_file(path, unplaced="below")
    everything = analyse_file(path, statements="all")
    assert (individual["m"], individual["kemeny"]["optima"]) == (1, [["S1", "S2", "S3"]])
    assert (below["unplaced"], below["pairwise"]["wins"]) == ("below", [[0, 2, 3], [1, 0, 2], [0, 0, 0]])
    assert everything["statements"] == ["S1", "S2", "S3", "A-x1"]


def test_the_exports_document_agrees_with_the_file(path: Path) -> None:
    document = analyse_rows(read_rankings(path))
    assert list(document) == ["group", "individual"]
    assert document["group"]["pooled"] == analyse_file(path)
    assert list(document["group"]["workshops"]) == ["W", "V"]
    assert document["group"]["workshops"]["W"]["m"] == 2
    assert document["individual"]["pooled"] == analyse_file(path, level="individual")


def test_the_published_orders_analysed_from_the_workshop_and_from_its_exported_file(path: Path) -> None:
    """Group A left S1 out as less important, so below what it placed; the other four gaps compare nothing."""
    room = published()
    path.write_text(shown("rankings", room), encoding="utf-8")
    document = analyse_rows(list(ranking_rows(recorded(room).workshop)))
    pooled = document["group"]["pooled"]
    assert pooled == analyse_file(path)
    assert pooled["statements"] == ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8"]
    assert pooled["items"]["S7"]["median_rank"] == 2.5
    assert pooled["pairwise"]["wins"][5] == [1, 2, 0, 1, 1, 0, 1, 1]


def test_a_workshop_that_only_talked_has_no_analysis(path: Path) -> None:
    rows = [row for row in read_rankings(path) if (row.workshop, row.group) != ("V", "A")]
    groups_only = [row for row in rows if not row.participant]
    document = analyse_rows(groups_only)
    assert document["group"]["workshops"]["V"] is None
    assert document["individual"] is None


@pytest.mark.parametrize(
    ("kept", "options", "said"),
    [
        ("discussion", {}, " holds no group ranking to analyse: 1 discussed without ranking."),
        ("P01", {"level": "group"}, ": it holds individual rankings (use --level individual)."),
        ("hierarchy", {"level": "individual"}, ": it holds group rankings (use --level group)."),
        ("extra", {}, ": only extra statements are ranked (use --statements all)."),
    ],
)
def test_no_ranking_is_refused_with_what_there_is(
    path: Path, kept: str, options: dict[str, str], said: str
) -> None:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *(line for line in lines if kept in line)]), encoding="utf-8")
    with pytest.raises(RankingsFileError) as refused:
        report_on_file(path, level=options.get("level"))
    assert str(refused.value).startswith(str(path))
    assert str(refused.value).endswith(said)


def test_more_than_twenty_statements_are_refused(path: Path) -> None:
    path.write_text("statement,tier\n" + "".join(f"S{n},{n}\n" for n in range(1, 22)), encoding="utf-8")
    with pytest.raises(RankingsFileError, match="21 statements are too many for an exact order"):
        analyse_file(path)


def test_the_lines_in_a_terminal(path: Path) -> None:
    report = report_on_file(path)
    assert report.lines() == [
        f"{path}: 3 group rankings of 3 statements",
        "Beside them: 1 discussion without a ranking.",
        "Left out: 1 extra statement (--statements all takes them in).",
        "Left out: 1 individual ranking (--level individual analyses them).",
        "Unplaced statements (reasons) are below the placed where called less important, otherwise not"
        " compared. Seed 1.",
        "",
        "Order: one order is closest to all (Kemeny distance 1.5).",
        "Place  Statement  Placed  Median rank  First  Top 3  Beats  One left out  Resampled",
        "1      S1         3 of 3  1            2      3      2      1 to 2        –",
        "2      S2         3 of 3  2            1      3      1      1.5 to 2      –",
        "3      S3         1 of 3  3            0      1      0      2 to 3        –",
        "",
        "Kendall's W: none; it needs two rankings or more, each comparing all statements, not all tied.",
        "Mean tau-b: -0.395 over 3 pairs of rankings.",
        "",
        "The order as unplaced statements are read (> above, = same tier):",
        "  reasons  S1 > S2 > S3",
        "  below    S1 > S2 > S3",
        "  missing  S1 > S2 = S3",
        "The same under all three: 2 of 3 pairs.",
        "Tied or turned round under at least one: S2 and S3.",
        "Contested near the top under all three: S1 and S2.",
    ]


def test_the_lines_warn_where_statements_were_not_offered_to_all(path: Path) -> None:
    said = (
        "Not offered to all: 1 statement, compared only where offered;"
        " read the full list of one group at a time."
    )
    assert said in report_on_file(path, statements="all").lines()
    assert said not in report_on_file(path).lines()
