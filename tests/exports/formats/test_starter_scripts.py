"""The starter scripts, run as a researcher runs them: the analysis's own figures, and a picture."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exports.analysed import analysed
from exports.analysis_report import report_on_file
from exports.codebook import codebook
from exports.formats.csv_files import write_csv
from exports.formats.starter_scripts import starter_scripts
from exports.tables import table
from exports.tables.analysis import analysis_tables
from tests.exports.recording import recorded
from tests.given import Room, workshop
from workshops.commands import ExplainUnplaced
from workshops.consensus.rankings import Unplaced
from workshops.model import Phase

INTERPRETERS = [pytest.param([sys.executable, "starter.py"], "starter.png", b"\x89PNG", id="Python")]
if rscript := shutil.which("Rscript"):
    INTERPRETERS.append(pytest.param([rscript, "starter.R"], "starter.svg", b"<?xml", id="R"))


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(tmp_path_factory.mktemp("ranked"), of_eight_groups())


@pytest.fixture(scope="module")
def unranked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(tmp_path_factory.mktemp("unranked"), workshop())


def exported(folder: Path, room: Room) -> Path:
    """What of an export the scripts read, and the scripts beside it."""
    pooled = [recorded(room)]
    found = analysis_tables(analysed(pooled), None, "")
    for name, frame in [*((name, table(name, pooled)) for name in ("rankings", "statements")), *found]:
        write_csv(folder / f"{name}.csv", frame, codebook()[name])
    for name, script in starter_scripts().items():
        (folder / name).write_bytes(script)
    return folder


def of_eight_groups() -> Room:
    """Enough of them for ranges; they leave out one statement or more, some as less important."""
    letters = "ABCDEFGH"
    room = workshop(groups=letters)
    for number, letter in enumerate(letters, start=1):
        room.joined(f"P{number:02}", table=letter)
    room.phase(Phase.RANKING)
    orders = (
        "S2 S6 S7",
        "S2 S7 S6 S8",
        "S6 S2 S5",
        "S8 S2 S6",
        "S2 S6",
        "S7 S8 S2",
        "S6 S2 S8 S1",
        "S2 S3 S6",
    )
    for number, (letter, order) in enumerate(zip(letters, orders, strict=True), start=1):
        room.placed(f"P{number:02}", *order.split())
        room.does(
            f"P{number:02}", ExplainUnplaced(letter, "all", "less_important" if number % 2 else "no_time")
        )
        room.handed_in(f"P{number:02}")
    return room


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    alone = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "MPLBACKEND": "agg"}
    return subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, timeout=120)


@pytest.mark.proof
@pytest.mark.parametrize(("command", "picture", "begins"), INTERPRETERS)
def test_a_script_finds_what_the_analysis_found_and_draws_it(
    command: list[str], picture: str, begins: bytes, ranked: Path
) -> None:
    done = run(command, ranked)

    assert (done.stderr, done.returncode) == ("", 0)
    rows = {row.pop("statement"): row for row in csv.DictReader(io.StringIO(done.stdout))}
    under = {
        unplaced: report_on_file(ranked / "rankings.csv", unplaced=unplaced).analysis for unplaced in Unplaced
    }
    chosen = under[Unplaced.REASONS]
    for statement, item in chosen.items.items():
        places = {str(unplaced): analysis.items[statement].position for unplaced, analysis in under.items()}
        found = {name: float(cell) for name, cell in rows[statement].items() if cell}
        assert found == pytest.approx(
            {
                **places,
                **dict(zip(("loo_low", "loo_high"), item.loo or (), strict=True)),
                **dict(zip(("range95_low", "range95_high"), item.range95 or (), strict=True)),
                "placed": item.placed,
                "rankings": chosen.m,
            },
            rel=1e-12,
        )
    assert list(rows) == [statement for tier in chosen.kemeny.tiers for statement in tier]
    assert (ranked / picture).read_bytes().startswith(begins)


@pytest.mark.proof
@pytest.mark.parametrize(("command", "picture", "begins"), INTERPRETERS)
def test_without_a_ranking_a_script_says_so(
    command: list[str], picture: str, begins: bytes, unranked: Path
) -> None:
    done = run(command, unranked)

    assert done.returncode == 1
    assert "No group has handed in a ranking: there is nothing to draw." in done.stderr
    assert not (unranked / picture).exists()
