"""The export folder: whole or not at all, the same bytes every time, rehearsals never beside the real."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from exports.folder import ExportRefused, write_export
from tests.exports.recording import published, recorded, shown
from tests.given import CODE, Room, workshop
from workshops.commands import AdmitFacilitator, MakeWorkshop

FILES = [
    "rankings.csv",
    "statements.csv",
    "participants.csv",
    "groups.csv",
    "workshops.csv",
    "fit.csv",
    "plenary.csv",
    "evaluation.csv",
    "confirmations.csv",
    "moves.csv",
    "flow.csv",
    "codebook.md",
    "datapackage.json",
    "README.txt",
]


def rehearsal() -> Room:
    made = MakeWorkshop("Trial", "0" * 64, ("A",), "join", "projector", rehearsal=True)
    return Room().does("operator", made, AdmitFacilitator("F1", "en")).joined("P01", table="A")


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The system refuses to let any file grow beyond this."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_export_is_a_folder_of_these_files(tmp_path: Path) -> None:
    files = write_export([recorded(published())], tmp_path / "export")

    assert files == tuple(tmp_path / "export" / name for name in FILES)
    assert sorted(contents(tmp_path / "export")) == sorted(FILES)
    assert (tmp_path / "export" / "rankings.csv").read_text() == shown("rankings", published())
    assert list(tmp_path.iterdir()) == [tmp_path / "export"]


def test_the_same_journal_gives_the_same_bytes_whatever_the_folder_and_the_order(tmp_path: Path) -> None:
    one, other = recorded(published()), recorded(published(), "ZZZZZZ")

    write_export([one, other], tmp_path / "first")
    write_export([other, one, other], tmp_path / "deeper" / "second")

    assert contents(tmp_path / "first") == contents(tmp_path / "deeper" / "second")


def test_pooled_workshops_keep_their_codes(tmp_path: Path) -> None:
    write_export([recorded(published(), "ZZZZZZ"), recorded(published())], tmp_path / "export")

    groups = (tmp_path / "export" / "groups.csv").read_text().splitlines()[1:]
    assert [line.split(",")[:2] for line in groups] == [
        ["KTRWXY", "A"],
        ["KTRWXY", "B"],
        ["ZZZZZZ", "A"],
        ["ZZZZZZ", "B"],
    ]


def test_only_whoever_exports_can_open_it(tmp_path: Path) -> None:
    write_export([recorded(published())], tmp_path / "export")

    assert (tmp_path / "export").stat().st_mode & 0o777 == 0o700


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()

    write_export([recorded(published())], tmp_path / "export")

    assert sorted(contents(tmp_path / "export")) == sorted(FILES)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    with pytest.raises(ExportRefused) as refused:
        write_export([recorded(published())], tmp_path)

    assert str(refused.value) == f"{tmp_path} is not empty: name a folder that is empty or not there yet."
    assert contents(tmp_path) == {"thesis.txt": b"mine"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "export").write_text("mine")

    with pytest.raises(ExportRefused, match="export is a file: name a folder that is empty"):
        write_export([recorded(published())], tmp_path / "export")
    with pytest.raises(
        ExportRefused, match=r"could not be written \(Not a directory\): name another folder\."
    ):
        write_export([recorded(published())], tmp_path / "export" / "deeper")


def test_where_nothing_may_be_written_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match=r"/proc/export (may not|could not) be written"):
        write_export([recorded(published())], Path("/proc/export"))


def test_an_export_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with files_of_at_most(2_000), pytest.raises(ExportRefused) as refused:
        write_export([recorded(published())], tmp_path / "deeper" / "export")

    sentence = f"{tmp_path}/deeper/export could not be written (File too large): name another folder."
    assert str(refused.value) == sentence
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_is_broken_off_leaves_nothing_behind(tmp_path: Path) -> None:
    def break_off(file: str, done: int, of: int) -> None:
        if file == "moves.csv":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_export([recorded(published())], tmp_path / "export", break_off)

    assert list(tmp_path.iterdir()) == []


def test_whoever_waits_sees_each_file_begun_and_the_end(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []

    write_export([recorded(published())], tmp_path / "export", lambda *step: seen.append(step))

    assert seen == [*((name, done, 14) for done, name in enumerate(FILES)), ("", 14, 14)]


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


def test_the_codebook_explains_each_column_and_each_question(tmp_path: Path) -> None:
    write_export([recorded(published())], tmp_path / "export")

    page = (tmp_path / "export" / "codebook.md").read_text(encoding="utf-8").splitlines()

    assert (
        "| `rank_core` | number | The mid-rank among the core statements only, unplaced ones tied last. |"
        in page
    )
    assert "| better | What would have made this workshop better? |  |" in page
    assert [line for line in page if line.startswith("## ")] == [
        "## How to read the files",
        *(f"## {name}" for name in FILES if name.endswith(".csv")),
        "## The study peer-worker-roles",
    ]
