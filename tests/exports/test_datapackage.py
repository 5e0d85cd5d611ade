"""datapackage.json: an outside reader finds the folder valid, and finds what is wrong with a spoilt one."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import frictionless
import msgspec
import pytest

from exports.folder import write_export
from tests.exports.recording import published, recorded
from tests.given import BUILT_IN, WITH_INDIVIDUAL_RANKING, Room, workshop
from workshops.commands import (
    AnswerEvaluation,
    AnswerProfile,
    AnswerReflects,
    ConfirmArrangement,
    ExplainFit,
    GiveFit,
    PlaceStatement,
    RankStatement,
    SayMissing,
    SubmitIndividualRanking,
    UndoPlacement,
    Withdraw,
)
from workshops.model import Confirmation, Fit, Phase, Reflects


def lived_through() -> Room:
    """A workshop with a row in every table."""
    room = workshop(WITH_INDIVIDUAL_RANKING).joined("P01", "P02", table="A").joined("P03")
    room.does("P01", AnswerProfile("role", "peer")).phase(Phase.THEMES)
    room.does("P01", GiveFit("T1", Fit.FITS), ExplainFit("T2", "=now()"), AnswerProfile("organis", "1"))
    room.phase(Phase.INDIVIDUAL).does("P03", RankStatement("S5", 1), SubmitIndividualRanking(1))
    room.phase(Phase.RANKING).placed("P01", "S6", "S2", "S3").does("P01", UndoPlacement("A", 3))
    room.does("P01", PlaceStatement("A", "S3", "with S2"), PlaceStatement("A", "S3", "out"))
    room.handed_in("P01").does("P02", ConfirmArrangement("A", 1, Confirmation.AGREE))
    room.phase(Phase.PLENARY).does("P01", AnswerReflects(Reflects.YES), SayMissing("Money"))
    room.phase(Phase.EVALUATION).does("respondent:a", AnswerEvaluation("useful.2", words="Tea"))
    return room.does("P02", Withdraw("P02", remove=True)).phase(Phase.CLOSED)


def problems(folder: Path) -> list[list[Any]]:
    """Type, table and field of everything that Frictionless finds wrong."""
    limit = csv.field_size_limit()  # which Frictionless lifts for the whole process
    try:
        report = frictionless.validate(str(folder / "datapackage.json"))
    finally:
        csv.field_size_limit(limit)
    found: list[list[Any]] = report.flatten(["type", "title", "fieldName", "note"])
    return found


def test_frictionless_finds_the_folder_valid(tmp_path: Path) -> None:
    other_study = msgspec.structs.replace(BUILT_IN, profile=BUILT_IN.profile[:1])
    write_export([recorded(lived_through()), recorded(published(other_study), "ZZZZZZ")], tmp_path / "export")

    assert problems(tmp_path / "export") == []


@pytest.mark.parametrize(
    ("table", "written", "spoilt", "problem"),
    [
        ("rankings", ",group,hierarchy,", ",room,hierarchy,", "constraint-error"),
        ("fit", ",P01,T1,", ",P09,T1,", "foreign-key"),
        ("groups", "KTRWXY,A,", "KTRWXY,,", "constraint-error"),
        ("flow", ",consented,3", ",consented,three", "type-error"),
        ("plenary", "Money", "Moneys", "hash-count"),
    ],
)
def test_frictionless_finds_what_was_spoilt(
    table: str, written: str, spoilt: str, problem: str, tmp_path: Path
) -> None:
    write_export([recorded(lived_through())], tmp_path / "export")
    file = tmp_path / "export" / f"{table}.csv"
    content = file.read_text(encoding="utf-8")
    assert written in content

    file.write_text(content.replace(written, spoilt, 1), encoding="utf-8")

    assert problem in {found[0] for found in problems(tmp_path / "export")}


def test_it_says_where_each_row_leads(tmp_path: Path) -> None:
    write_export([recorded(lived_through())], tmp_path / "export")

    package = json.loads((tmp_path / "export" / "datapackage.json").read_text(encoding="utf-8"))

    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert package["profile"] == "tabular-data-package"
    assert {resource["profile"] for resource in package["resources"]} == {"tabular-data-resource"}
    assert {tuple(schema["missingValues"]) for schema in schemas.values()} == {("",)}
    assert schemas["moves"]["primaryKey"] == ["workshop", "group", "move"]
    assert schemas["rankings"]["foreignKeys"] == [
        {"fields": ["workshop"], "reference": {"resource": "workshops", "fields": ["workshop"]}},
        {
            "fields": ["workshop", "statement"],
            "reference": {"resource": "statements", "fields": ["workshop", "statement"]},
        },
    ]
    assert schemas["rankings"]["fields"][7] == {
        "name": "tier",
        "type": "integer",
        "description": (
            "The tier in which the statement was placed, 1 for the top; statements that share a tier are "
            "tied. Empty when it was not placed."
        ),
        "constraints": {"minimum": 1},
    }


def test_every_row_of_the_example_is_there(tmp_path: Path) -> None:
    """So that no table is valid for being empty."""
    files = write_export([recorded(lived_through())], tmp_path / "export")

    tables = [file for file in files if file.suffix == ".csv"]
    assert [file.name for file in tables if len(file.read_text(encoding="utf-8").splitlines()) < 2] == (
        ["confirmations.csv"]  # the one who had confirmed had their answers removed
    )
