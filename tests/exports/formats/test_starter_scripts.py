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

from exports.analysis_report import report_on_file
from exports.folder import write_export
from exports.formats.starter_scripts import starter_scripts
from tests.exports.recording import published, recorded
from tests.given import Room, workshop

INTERPRETERS = [pytest.param([sys.executable, "starter.py"], "starter.png", b"\x89PNG", id="Python")]
if rscript := shutil.which("Rscript"):
    INTERPRETERS.append(pytest.param([rscript, "starter.R"], "starter.svg", b"<?xml", id="R"))


def exported(folder: Path, *rooms: Room) -> Path:
    codes = ("KTRWXY", "ZZZZZZ")
    write_export([recorded(room, code) for room, code in zip(rooms, codes, strict=False)], folder / "export")
    for name, script in starter_scripts().items():
        (folder / "export" / name).write_bytes(script)
    return folder / "export"


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    alone = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "MPLBACKEND": "agg"}
    return subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(("command", "picture", "begins"), INTERPRETERS)
def test_a_script_finds_what_the_analysis_found_and_draws_it(
    command: list[str], picture: str, begins: bytes, tmp_path: Path
) -> None:
    folder = exported(tmp_path, published(), published())

    done = run(command, folder)

    assert (done.stderr, done.returncode) == ("", 0)
    rows = {row.pop("statement"): row for row in csv.DictReader(io.StringIO(done.stdout))}
    items = report_on_file(folder / "rankings.csv").analysis.items
    assert {
        statement: {name: float(cell) for name, cell in row.items()} for statement, row in rows.items()
    } == {
        statement: {
            "placed": item.placed,
            "groups": 4,
            "mean_rank": item.mean_rank,
            "q1": item.q1,
            "median_rank": item.median_rank,
            "q3": item.q3,
        }
        for statement, item in items.items()
    }
    means = [float(row["mean_rank"]) for row in rows.values()]
    assert means == sorted(means)
    assert (folder / picture).read_bytes().startswith(begins)


@pytest.mark.parametrize(("command", "picture", "begins"), INTERPRETERS)
def test_without_a_ranking_a_script_says_so(
    command: list[str], picture: str, begins: bytes, tmp_path: Path
) -> None:
    folder = exported(tmp_path, workshop())

    done = run(command, folder)

    assert done.returncode == 1
    assert "No group has handed in a ranking: there is nothing to draw." in done.stderr
    assert not (folder / picture).exists()
