"""Figures: what each says in words, the same bytes every time, and nobody's words as anything but words."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import pytest

from exports.analysed import Analysed, analysed
from exports.figures import NamedFigure, drawn, figures_of, write_figures
from exports.figures.constellation import arranged, covering, crowding, free_point, short_lines
from exports.figures.lettering import drawable, name_of
from exports.figures.paths import steps
from exports.figures.ranks import MOST_COLUMNS, ranks
from exports.pictures import Picture
from exports.ranking_rows import Level
from tests.exports.recording import published, recorded
from tests.exports.whole_day import whole_day
from tests.given import Room, ranking
from workshops.commands import ChooseForm, PlaceStatement, TakePen, UndoPlacement
from workshops.consensus.analysis import analyse
from workshops.consensus.rankings import Ranker, Unplaced, rankings_of

pytestmark = pytest.mark.proof


def picture(name: str, room: Room) -> Picture:
    """This one of the room's figures, drawn."""
    [drawn_one] = drawn(named for named in figures(room) if named.name == name)
    return drawn_one


def figures(*rooms: Room) -> Iterator[NamedFigure]:
    pooled = [recorded(room, code) for room, code in zip(rooms, ("KTRWXY", "MNPQRS"), strict=False)]
    return figures_of(pooled, analysed(pooled))


def described(*rooms: Room) -> dict[str, str]:
    return {named.name: named.alt for named in figures(*rooms)}


def test_a_whole_day_gives_a_figure_of_everything_there_was() -> None:
    assert list(described(whole_day())) == [
        "hierarchies-KTRWXY",
        "constellation-KTRWXY-B",
        "path-KTRWXY-A",
        "path-KTRWXY-B",
        "path-KTRWXY-D",
        "order",
        "ranks",
        "pairwise",
        "fit",
    ]


def test_where_nobody_ranked_or_answered_there_is_nothing_to_draw() -> None:
    assert described(ranking()) == {}


def test_the_published_hierarchies_stand_side_by_side_as_in_appendix_8() -> None:
    assert described(published())["hierarchies-KTRWXY"] == (
        "The groups’ hierarchies side by side, workshop KTRWXY 2 hierarchies, from 2 groups in the workshop. "
        "Group A, from the top: Support for the peer worker (S6); Supportive culture (S2); "
        "Changing conversations (S7); The language of peer support (S4); "
        "The essence of the peer worker role (S5); Challenging boundaries (S8). "
        "Not placed: Organisational structure (S1) and ‘Peerness’ and diversity (S3). "
        "Group B, from the top: Challenging boundaries (S8); Changing conversations (S7); "
        "Support for the peer worker (S6); Supportive culture (S2). "
        "Not placed: Organisational structure (S1), ‘Peerness’ and diversity (S3), "
        "The language of peer support (S4) and The essence of the peer worker role (S5)."
    )


def test_a_constellation_is_told_with_its_centre_and_links() -> None:
    told = described(whole_day())["constellation-KTRWXY-B"]

    assert "3 of 8 statements placed, 1 of them at the centre; one of 4 groups in the workshop." in told
    assert "from the top: Supportive culture (S2); Support for the peer worker (S6) and Challenging" in told
    assert told.endswith("S6 supports S2. S6 is in tension with S8.")


def test_the_heat_map_tells_where_each_group_put_each_statement() -> None:
    assert "Supportive culture (S2): KTRWXY A 1, KTRWXY B 1, KTRWXY D 1." in described(whole_day())["ranks"]
    assert "Organisational structure (S1): KTRWXY A not placed" in described(whole_day())["ranks"]


def test_the_order_tells_each_place_under_each_reading() -> None:
    told = described(whole_day())["order"]

    assert "3 groups’ rankings of 8 statements, 1 workshop. 1 more group discussed without ranking." in told
    assert (
        "Supportive culture (S2): place 4.5 (where called less important: below), 1 (all unplaced below), "
        "4.5 (unplaced not compared)"
    ) in told


def test_fit_is_told_with_what_does_not_fit_first() -> None:
    told = described(whole_day())["fit"]

    assert told.startswith(
        "Do the themes fit people’s experience? 16 people there when the themes were shown"
    )
    assert "Organisational structure (T1): 1 does not fit, 0 partly, 1 fits; 2 of 16 answered." in told


def test_no_figure_speaks_in_percentages() -> None:
    assert [name for name, told in described(whole_day()).items() if "%" in told] == []


@pytest.mark.parametrize("name", ["hierarchies-KTRWXY", "constellation-KTRWXY-B", "order"])
def test_the_same_workshop_gives_the_same_bytes(name: str) -> None:
    first, second = picture(name, whole_day()), picture(name, whole_day())

    assert first == second
    assert b"date" not in first.svg
    assert first.png.startswith(b"\x89PNG")


def test_drawing_leaves_matplotlib_as_it_was() -> None:
    before = mpl.rcParams.copy()

    picture("fit", whole_day())

    assert mpl.rcParams.copy() == before


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "--><b>", "$\\frac$ & more", "]]> \\frac", "%s {n}"]
)
def test_words_that_are_code_elsewhere_are_drawn_as_words(words: str) -> None:
    svg = ElementTree.fromstring(picture("hierarchies-KTRWXY", whole_day(own=words)).svg)  # noqa: S314

    assert {element.tag.rpartition("}")[2] for element in svg.iter()} <= {
        *("svg", "metadata", "RDF", "Work", "type", "defs", "style", "g", "path", "use", "clipPath", "rect")
    }


@pytest.mark.parametrize("words", ["支持同伴", "حمایت", "Money 💷"])
def test_what_the_font_lacks_is_drawn_by_its_id(words: str) -> None:
    told = described(whole_day(own=words))["hierarchies-KTRWXY"]

    assert words not in told
    assert "Support for the peer worker (S6) and A-x1" in told


def test_a_long_name_is_cut_and_keeps_its_id() -> None:
    assert name_of("A-x1", "word " * 60).endswith("word … (A-x1)")
    assert drawable("Cefnogaeth i’r gweithiwr – tŷ")


def test_files_stand_beside_each_other(tmp_path: Path) -> None:
    one = picture("hierarchies-KTRWXY", published())

    files = write_figures([one], tmp_path / "figures")

    assert [file.name for file in files] == ["hierarchies-KTRWXY.svg", "hierarchies-KTRWXY.png"]
    assert [file.read_bytes() for file in files] == [one.svg, one.png]


def test_a_path_counts_from_when_the_form_was_last_chosen() -> None:
    room = ranking().placed("P01", "S1", "S2").waits(5).does("P01", ChooseForm("A", "constellation"))
    room.waits(5).does(
        "P01", PlaceStatement("A", "S3", "around"), UndoPlacement("A", room.group("A").moves_made + 1)
    )

    taken = steps(recorded(room), "A")

    assert [step.tiers for step in taken] == [
        (("S1",), ("S2",)),
        (("S1",), ("S2", "S3")),
        (("S1",), ("S2",)),
    ]
    assert [round(step.minutes) for step in taken] == [5, 10, 10]


def test_a_group_that_placed_all_at_once_has_no_path() -> None:
    room = ranking().does("P01", TakePen("A"), PlaceStatement("A", "S1", "top")).handed_in("P01")

    assert list(described(room)) == ["hierarchies-KTRWXY"]


def test_every_group_of_each_workshop_has_its_own_figures() -> None:
    assert [name for name in described(published(), published()) if re.match("path|hier", name)] == [
        "hierarchies-KTRWXY",
        "path-KTRWXY-A",
        "path-KTRWXY-B",
        "hierarchies-MNPQRS",
        "path-MNPQRS-A",
        "path-MNPQRS-B",
    ]


def test_many_rankings_are_counted_by_rank() -> None:
    found = many(MOST_COLUMNS + 1)

    assert ranks(found, {}).alt.endswith("S1: 29, 0. S2: 0, 29.")
    assert "W 0 1" in ranks(many(MOST_COLUMNS), {}).alt


@pytest.mark.parametrize("counts", [(1, 10), (4, 7), (3, 3, 5), (6, 5), (2, 4, 4), (0, 8), (11, 0)])
def test_no_statement_of_a_constellation_covers_another(counts: tuple[int, ...]) -> None:
    rings = [[f"S{ring}{number}" for number in range(count)] for ring, count in enumerate(counts)]

    points = [point for _, ring in arranged(counts, crowding(rings)) for point in ring]

    assert len(points) == sum(counts)
    assert covering(points, []) == 0


def test_a_links_own_word_stands_where_it_covers_no_statement_or_nowhere() -> None:
    apart = free_point((0.0, 0.0), (6.0, 0.0), [(0.0, 0.0), (6.0, 0.0)], "feeds")
    between = [(x / 2, y / 2) for x in range(13) for y in range(-2, 3)]

    assert apart is not None
    assert 2.5 < apart[0] < 3.5
    assert free_point((0.0, 0.0), (6.0, 0.0), between, "feeds") is None


@pytest.mark.parametrize("name", ["Pay", "word " * 60, "unbreakable" * 20, "支持", "Challenging boundaries"])
def test_a_statement_of_a_constellation_stands_in_three_lines_with_its_id(name: str) -> None:
    lines = short_lines("A-x1", name)

    assert len(lines) <= 3
    assert "A-x1" in " ".join(lines)


@pytest.mark.parametrize(
    ("imported", "kept_out"),
    [("exports.report.assembly, exports.methods", "matplotlib"), ("exports.figures", "matplotlib.pyplot")],
)
def test_what_is_not_needed_is_not_loaded(imported: str, kept_out: str) -> None:
    program = f"import sys, {imported}; print({kept_out!r} in sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert loaded.stdout == "False\n"


@pytest.mark.parametrize(
    "module", ["boards", "wording", "figures.constellation", "figures.lettering", "figures.paths"]
)
def test_the_worked_examples_hold(module: str) -> None:
    found = doctest.testmod(import_module(f"exports.{module}"))

    assert (found.failed, found.attempted > 0) == (0, True)


def many(count: int) -> Analysed:
    """As many groups that all put S1 above S2."""
    rankers = [Ranker("W", str(number)) for number in range(count)]
    rankings = rankings_of(["S1", "S2"], [{"S1": 1, "S2": 2}] * count, rankers)
    under = {unplaced: analyse(rankings, unplaced) for unplaced in Unplaced}
    alone, by_workshop = {"W": rankings}, {"W": under[Unplaced.REASONS]}
    return Analysed(Level.GROUP, rankings, 0, Unplaced.REASONS, under, alone, by_workshop, ())
