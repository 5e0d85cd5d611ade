"""PrefLib files: read by PrefLib's own tools and by ours, the same rankings as were written."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from preflibtools.instances import OrdinalInstance
from preflibtools.instances.sanity import metadata, orders

from exports.analysis_report import report_on_file
from exports.formats.preflib import Orders, PrefLibError, read_preflib, write_preflib
from exports.formats.preflib_files import preflib_files
from exports.ranking_rows import Level
from exports.rankings_file import FileRow, RankingsFileError, read_rankings
from tests.exports.injection_corpus import CORPUS
from workshops.arrangement import Tiers

LAST = date(2026, 9, 28)
STATEMENTS = ("S1", "S2", "S3", "S4")

GOOD = """\
# FILE NAME: x.toi
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 3
# NUMBER UNIQUE ORDERS: 2
# ALTERNATIVE NAME 1: S1
# ALTERNATIVE NAME 2: S2
# ALTERNATIVE NAME 3: S3
2: 3,{1,2}
1: 2
"""


def rows(group: str, *tiers: str, statements: str = "S1 S2 S3 S4", participant: str = "") -> list[FileRow]:
    """A ranking from the top; what is in no tier was not placed."""
    tier_of = {each: number for number, tier in enumerate(tiers, start=1) for each in tier.split()}
    level = Level.INDIVIDUAL if participant else Level.GROUP
    return [
        FileRow(each, tier_of.get(each), level, workshop="KTRWXY", group=group, participant=participant)
        for each in statements.split()
    ]


def files(*rankings: list[FileRow], title: str = "Tuesday") -> dict[str, str]:
    written = preflib_files([row for ranking in rankings for row in ranking], title, "Restricted.", LAST)
    return {path: content.decode() for path, content in written.items()}


def by_preflibtools(name: str, text: str) -> OrdinalInstance:
    instance = OrdinalInstance()
    instance.parse_str(text, data_type=name.rpartition(".")[2], file_name=name.rpartition("/")[2])
    return instance


def test_a_file_says_where_it_comes_from_and_counts_equal_rankings() -> None:
    written = files(
        rows("A", "S2", "S1 S3"), rows("B", "S4"), rows("C", "S2", "S1 S3"), title="Tuesday\n2: 1"
    )

    assert written["preflib/group.toi"] == (
        "# FILE NAME: group.toi\n"
        "# TITLE: Tuesday 2: 1\n"
        "# DESCRIPTION: Restricted. What each group placed; what was not placed is left out.\n"
        "# DATA TYPE: toi\n"
        "# MODIFICATION TYPE: original\n"
        "# RELATES TO:\n"
        "# RELATED FILES: group.toc\n"
        "# PUBLICATION DATE: 2026-09-28\n"
        "# MODIFICATION DATE: 2026-09-28\n"
        "# NUMBER ALTERNATIVES: 4\n"
        "# NUMBER VOTERS: 3\n"
        "# NUMBER UNIQUE ORDERS: 2\n"
        "# ALTERNATIVE NAME 1: S1\n"
        "# ALTERNATIVE NAME 2: S2\n"
        "# ALTERNATIVE NAME 3: S3\n"
        "# ALTERNATIVE NAME 4: S4\n"
        "2: 2,{1,3}\n"
        "1: 4\n"
    )
    assert written["preflib/group.toc"].splitlines()[-2:] == ["2: 2,{1,3},4", "1: 4,{1,2,3}"]


def test_preflib_s_own_tools_read_it_and_find_nothing_wrong() -> None:
    written = files(rows("A", "S2", "S1 S3"), rows("B", "S4"), rows("A", "S1", participant="P01"))

    assert sorted(written) == [
        "preflib/group.toc",
        "preflib/group.toi",
        "preflib/individual.toc",
        "preflib/individual.toi",
    ]
    read = {path: by_preflibtools(path, text) for path, text in written.items()}
    read.pop("preflib/individual.toi")  # one strict ranking, which the tools would rather have as .soi
    assert [found for one in read.values() for found in (*metadata(one), *orders(one))] == []
    assert read["preflib/group.toi"].full_profile() == [((2,), (1, 3)), ((4,),)]
    assert read["preflib/group.toi"].alternatives_name == dict(enumerate(STATEMENTS, start=1))


def test_levels_are_never_mixed_and_one_that_nobody_ranked_at_has_no_file() -> None:
    assert sorted(files(rows("A", "S1"))) == ["preflib/group.toc", "preflib/group.toi"]
    assert files() == {}


def test_a_group_that_placed_nothing_is_counted_and_has_no_order() -> None:
    written = files(rows("A", "S1 S2"), rows("B"))

    assert "left out. 1 of 2 placed nothing.\n" in written["preflib/group.toi"]
    assert read_preflib(written["preflib/group.toi"]).rankings == ((("S1", "S2"),),)
    assert read_preflib(written["preflib/group.toc"]).rankings == (
        (("S1", "S2", "S3", "S4"),),
        (("S1", "S2"), ("S3", "S4")),
    )


def test_what_was_not_offered_to_all_is_in_no_complete_ranking() -> None:
    written = files(rows("A", "S3", "S1", statements="S1 S2 S3"), rows("B", "S1", statements="S1 S2"))

    assert read_preflib(written["preflib/group.toi"]).statements == ("S1", "S2", "S3")
    assert read_preflib(written["preflib/group.toc"]) == Orders(
        ("S1", "S2"), ((("S1",), ("S2",)), (("S1",), ("S2",)))
    )


@st.composite
def any_tiers(draw: st.DrawFn) -> Tiers:
    chosen = draw(st.permutations(STATEMENTS))[: draw(st.integers(1, 4))]
    cuts = sorted(draw(st.sets(st.integers(1, len(chosen)))) | {len(chosen)})
    tiers = (chosen[start:end] for start, end in zip([0, *cuts], cuts, strict=False))
    return tuple(tuple(sorted(tier)) for tier in tiers)


@given(st.lists(any_tiers(), min_size=1))
def test_whatever_was_ranked_is_read_back(rankings: list[Tiers]) -> None:
    text = write_preflib(Orders(STATEMENTS, tuple(rankings)), {"FILE NAME": "x.toi"})

    read = read_preflib(text)
    by_tools = by_preflibtools("x.toi", text).full_profile()

    assert sorted(read.rankings) == sorted(rankings)
    named = [tuple(tuple(f"S{number}" for number in tier) for tier in order) for order in by_tools]
    assert sorted(named) == sorted(rankings)
    assert read.statements == STATEMENTS


@pytest.mark.parametrize("text", CORPUS)
def test_no_title_breaks_the_file(text: str) -> None:
    written = files(rows("A", "S2", "S1 S3"), rows("B", "S4"), title=text)["preflib/group.toi"]

    read = by_preflibtools("group.toi", written)

    assert read_preflib(written).rankings == ((("S2",), ("S1", "S3")), (("S4",),))
    assert [*metadata(read), *orders(read)] == []
    assert read.title == " ".join(text.split())


@pytest.mark.parametrize(
    ("instead", "of", "sentence"),
    [
        ("2: 3,{1,2", "2: 3,{1,2}", "line 8: “{1,2” cannot be read; check braces and commas."),
        ("2: 3,{1,4}", "2: 3,{1,2}", "line 8: the header names no alternative “4”."),
        ("2: 3,x", "2: 3,{1,2}", "line 8: the header names no alternative “x”."),
        ("2: 3,{1,3}", "2: 3,{1,2}", "line 8: “S3” stands twice in one ranking; keep one."),
        ("2, 3,{1,2}", "2: 3,{1,2}", "line 8: “2, 3,{1,2}” is no ranking such as “2: 1,{3,4}”."),
        ("100000: 3", "2: 3,{1,2}", "line 9: more than 100,000 rankings; give fewer."),
        ("", "1: 2\n", "the header counts 3 voters, the lines under it 2: is it whole?"),
        ("NAME 3: S2", "NAME 3: S3", "the alternatives need names that differ; “S2” is none."),
        ("NAME 2: S3", "NAME 3: S3", "line 7: “ALTERNATIVE NAME 2” stands twice in the header; keep one."),
        ("ALTERNATIVES: 4", "ALTERNATIVES: 3", "the header counts 4 alternatives and names 3."),
        ("# NAME", "# ALTERNATIVE NAME", "the header names no alternative; lines such as"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(instead: str, of: str, sentence: str) -> None:
    broken = GOOD.replace(of, instead)
    assert broken != GOOD

    with pytest.raises(PrefLibError) as refused:
        read_preflib(broken)

    assert str(refused.value).startswith(sentence)


def test_a_file_without_rankings_is_none() -> None:
    header = "".join(line for line in GOOD.splitlines(True) if line[0] == "#" and "VOTERS" not in line)
    with pytest.raises(PrefLibError, match=r"no rankings stand under the header; a line such as"):
        read_preflib(header)


@given(st.text(alphabet=st.sampled_from("#: 123,{}\nNUMBER ALTEIVSAM"), max_size=200) | st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(PrefLibError):
        assert read_preflib(text).rankings


def test_analyse_takes_preflib_files_too(tmp_path: Path) -> None:
    file = tmp_path / "other tool.TOI"
    file.write_text("\ufeff" + GOOD.replace("\n", "\r\n"), encoding="utf-8")

    assert [(row.group, row.statement, row.tier) for row in read_rankings(file)] == [
        ("1", "S1", 2),
        ("1", "S2", 2),
        ("1", "S3", 1),
        ("2", "S1", 2),
        ("2", "S2", 2),
        ("2", "S3", 1),
        ("3", "S1", None),
        ("3", "S2", 1),
        ("3", "S3", None),
    ]
    analysis = report_on_file(file).analysis
    assert (analysis.m, analysis.pairwise.wins) == (3, [[0, 0, 0], [0, 0, 0], [2, 2, 0]])


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "broken.soc"
    file.write_text(GOOD.replace("1: 2\n", "1: 9\n"), encoding="utf-8")

    with pytest.raises(RankingsFileError) as refused:
        read_rankings(file)

    assert str(refused.value) == f"{file}: line 9: the header names no alternative “9”."
