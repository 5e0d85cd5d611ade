"""The export folder: whole or not at all, the same bytes every time, rehearsals never beside the real."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from exports.analysis_report import analyse_file
from exports.codebook import codebook
from exports.folder import SHAREABLE, ExportRefused, write_export
from exports.tables import Recorded
from tests.exports.recording import published, recorded, shown
from tests.exports.whole_day import whole_day
from tests.given import BUILT_IN, CODE, WITH_INDIVIDUAL_RANKING, Room, ranking, workshop
from workshops.commands import (
    AdmitFacilitator,
    ChooseForm,
    MakeWorkshop,
    RankStatement,
    SubmitIndividualRanking,
    TakePen,
)
from workshops.consensus.rankings import Unplaced
from workshops.model import Phase

pytestmark = pytest.mark.proof

TABLES = [
    "rankings.csv",
    "statements.csv",
    "participants.csv",
    "groups.csv",
    "workshops.csv",
    "timetable.csv",
    "fit.csv",
    "questions.csv",
    "notes.csv",
    "confirmations.csv",
    "links.csv",
    "merges.csv",
    "plenary.csv",
    "evaluation.csv",
    "moves.csv",
    "issues.csv",
    "changes.csv",
    "team.csv",
    "deviations.csv",
    "flow.csv",
]
ANALYSIS = ["consensus.csv", "pairwise.csv", "agreement.csv", "analysis.json"]
FIGURES = [
    f"figures/{name}.{ending}"
    for name in ("hierarchies-KTRWXY", "path-KTRWXY-A", "path-KTRWXY-B", "order", "ranks", "pairwise")
    for ending in ("svg", "png")
]
REST = [
    "report.html",
    "report.docx",
    "methods.md",
    "starter.py",
    "starter.R",
    "codebook.md",
    "datapackage.json",
    "README.txt",
]
FILES = [
    *TABLES,
    *ANALYSIS,
    "summary.xlsx",
    "preflib/group.toi",
    "preflib/group.toc",
    "project.qdpx",
    *FIGURES,
    *REST,
]


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published orders, exported into a folder of a folder that holds nothing else."""
    to = tmp_path_factory.mktemp("published") / "export"
    assert write_export([recorded(published())], to) == tuple(to / name for name in FILES)
    return to


def rehearsal() -> Room:
    made = MakeWorkshop("Trial", "0" * 64, ("A",), "join", "projector", rehearsal=True)
    return Room().does("operator", made, AdmitFacilitator("F1", "en")).joined("P01", table="A")


def quiet(code: str = CODE) -> Recorded:
    """A workshop in which nothing has been ranked, so that there is little to draw."""
    return recorded(workshop().joined("P01", table="A"), code)


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def first_lines(folder: Path) -> list[str]:
    return (folder / "README.txt").read_text(encoding="utf-8").split("\n\n")[:-1]


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The system refuses to let any file grow beyond this."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_export_is_a_folder_of_these_files(export: Path) -> None:
    assert sorted(contents(export)) == sorted(FILES)
    assert (export / "rankings.csv").read_text() == shown("rankings", published())
    assert list(export.parent.iterdir()) == [export]


def test_the_same_journal_gives_the_same_bytes(export: Path, tmp_path: Path) -> None:
    write_export([recorded(published())], tmp_path / "deeper" / "second")

    assert contents(export) == contents(tmp_path / "deeper" / "second")


def test_the_order_in_which_workshops_are_named_changes_nothing(tmp_path: Path) -> None:
    one, other = quiet(), quiet("ZZZZZZ")

    write_export([one, other], tmp_path / "first")
    write_export([other, one, other], tmp_path / "second")

    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_pooled_workshops_keep_their_codes(tmp_path: Path) -> None:
    write_export([quiet("ZZZZZZ"), quiet()], tmp_path / "export")

    groups = (tmp_path / "export" / "groups.csv").read_text().splitlines()[1:]
    assert [line.split(",")[:2] for line in groups] == [["KTRWXY", "A"], ["ZZZZZZ", "A"]]


def test_analysing_the_exported_rankings_gives_what_was_exported(tmp_path: Path) -> None:
    pooled = [recorded(whole_day()), recorded(published(), "ZZZZZZ")]
    write_export(pooled, tmp_path / "export", unplaced=Unplaced.BELOW)

    exported = json.loads((tmp_path / "export" / "analysis.json").read_text(encoding="utf-8"))

    analysed = analyse_file(tmp_path / "export" / "rankings.csv", unplaced="below")
    assert exported["group"]["pooled"] == analysed
    assert (analysed["m"], analysed["unplaced"]) == (5, "below")
    assert list(exported["group"]["workshops"]) == ["KTRWXY", "ZZZZZZ"]
    assert exported["individual"] is None


def test_without_a_ranked_group_there_is_a_sentence_instead_of_an_analysis(tmp_path: Path) -> None:
    talked = ranking().does("P01", TakePen("A"), ChooseForm("A", "discussion")).hands_in("P01", "A")

    write_export([recorded(talked)], tmp_path / "export")

    assert {name for name in contents(tmp_path / "export") if name in ANALYSIS} == set()
    sentence = "No group has handed in a ranking, so there is no analysis of groups."
    assert first_lines(tmp_path / "export")[2] == sentence


def test_individual_rankings_are_analysed_by_themselves(tmp_path: Path) -> None:
    room = workshop(WITH_INDIVIDUAL_RANKING).joined("P01", "P02", table="A").phase(Phase.INDIVIDUAL)
    for person, statement in (("P01", "S5"), ("P02", "S2")):
        room.does(person, RankStatement(statement, 1), SubmitIndividualRanking(1))

    write_export([recorded(room)], tmp_path / "export")

    exported = json.loads((tmp_path / "export" / "analysis.json").read_text(encoding="utf-8"))
    assert (exported["group"], exported["individual"]["pooled"]["m"]) == (None, 2)
    levels = (tmp_path / "export" / "agreement.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {line.split(",")[0] for line in levels} == {"individual"}


def test_studies_that_differ_are_pooled_over_what_they_share(tmp_path: Path) -> None:
    shorter = msgspec.structs.replace(BUILT_IN, themes=BUILT_IN.themes[1:])
    room = ranking(shorter).handed_in("P01", "S6", "S2")

    write_export(
        [recorded(ranking().handed_in("P01", "S1", "S2")), recorded(room, "ZZZZZZ")], tmp_path / "export"
    )

    assert first_lines(tmp_path / "export")[2] == (
        "The studies of these workshops differ: what was found in all of them together is over the core "
        "statements that all of them have, without S1; what was found in each alone is over all of its own."
    )
    exported = json.loads((tmp_path / "export" / "analysis.json").read_text(encoding="utf-8"))
    assert exported["group"]["pooled"]["statements"] == ["S2", "S3", "S4", "S5", "S6", "S7", "S8"]


def test_what_may_be_shared_is_counts_and_a_word_about_them(tmp_path: Path) -> None:
    files = write_export([recorded(whole_day())], tmp_path / "export", shareable=True)

    assert [file.name for file in files] == ["README.txt", "counts.csv"]
    assert sorted(contents(tmp_path / "export")) == ["README.txt", "counts.csv"]
    assert first_lines(tmp_path / "export")[0] == SHAREABLE


def test_only_whoever_exports_can_open_it(tmp_path: Path) -> None:
    write_export([quiet()], tmp_path / "export")

    assert (tmp_path / "export").stat().st_mode & 0o777 == 0o700


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()

    write_export([quiet()], tmp_path / "export")

    assert "README.txt" in contents(tmp_path / "export")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    with pytest.raises(ExportRefused) as refused:
        write_export([quiet()], tmp_path)

    assert str(refused.value) == f"{tmp_path} is not empty: name a folder that is empty or not there yet."
    assert contents(tmp_path) == {"thesis.txt": b"mine"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "export").write_text("mine")

    with pytest.raises(ExportRefused, match="export is a file: name a folder that is empty"):
        write_export([quiet()], tmp_path / "export")
    with pytest.raises(
        ExportRefused, match=r"could not be written \(Not a directory\): name another folder\."
    ):
        write_export([quiet()], tmp_path / "export" / "deeper")


def test_where_nothing_may_be_written_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match=r"/proc/export (may not|could not) be written"):
        write_export([quiet()], Path("/proc/export"))


def test_an_export_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with files_of_at_most(2_000), pytest.raises(ExportRefused) as refused:
        write_export([recorded(published())], tmp_path / "deeper" / "export")

    sentence = f"{tmp_path}/deeper/export could not be written (File too large): name another folder."
    assert str(refused.value) == sentence
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_is_broken_off_leaves_nothing_behind(tmp_path: Path) -> None:
    def break_off(file: str, done: int, of: int) -> None:
        if file == "report":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_export([quiet()], tmp_path / "export", progress=break_off)

    assert list(tmp_path.iterdir()) == []


def test_whoever_waits_sees_what_is_begun_and_the_end(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []

    room = ranking().handed_in("P01", "S6")
    write_export([recorded(room)], tmp_path / "export", progress=lambda *step: seen.append(step))

    begun = [
        *TABLES,
        "analysis.json",
        "summary.xlsx",
        "preflib",
        "project.qdpx",
        "figures",
        "report",
        "methods.md",
        "starter",
        "codebook.md",
        "datapackage.json",
        "README.txt",
        "",
    ]
    drawn = ("figures/hierarchies-KTRWXY", 24, 31)
    assert seen == [
        *((name, done, 31) for done, name in enumerate(begun[:25])),
        drawn,
        *((name, done, 31) for done, name in enumerate(begun[25:], start=25)),
    ]


def test_a_rehearsal_is_never_pooled_with_a_real_workshop(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused) as refused:
        write_export([recorded(workshop()), recorded(rehearsal(), "TRYOUT")], tmp_path / "export")

    assert str(refused.value) == (
        "A rehearsal is never pooled with a real workshop: "
        f"TRYOUT is a rehearsal, {CODE} not; export them apart."
    )
    assert list(tmp_path.iterdir()) == []


def test_the_first_line_says_restricted_and_whether_it_was_a_rehearsal(tmp_path: Path) -> None:
    write_export([recorded(workshop())], tmp_path / "real")
    write_export([recorded(rehearsal())], tmp_path / "trial")

    real, trial = ((tmp_path / name / "README.txt").read_text().splitlines()[0] for name in ("real", "trial"))
    assert real == (
        "Restricted: groups of four to six re-identify easily. Keep this folder within the research team, "
        "store it encrypted, and delete it when the study's retention ends."
    )
    assert trial == f"{real} Rehearsal: the people in it are simulated, and nothing in it is data."


def test_there_is_nothing_to_export_without_a_workshop(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="Nothing to export: name at least one workshop by its code"):
        write_export([], tmp_path / "export")


def test_the_codebook_explains_each_column_and_each_question(export: Path) -> None:
    page = (export / "codebook.md").read_text(encoding="utf-8").splitlines()

    meaning = codebook()["rankings"].column("rank_core").meaning
    assert f"| `rank_core` | number | {meaning} |" in page
    assert "| better | What would have made this workshop better? |  |" in page
    assert [line for line in page if line.startswith("## ")] == [
        "## How to read the files",
        *(f"## {name}" for name in FILES if name.endswith(".csv")),
        "## The study peer-worker-roles",
    ]
