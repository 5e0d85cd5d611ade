"""datapackage.json: an outside reader finds the folder valid, and finds what is wrong with a spoilt one."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import frictionless
import msgspec
import pytest

from exports.codebook import codebook
from exports.folder import write_export
from tests.exports.recording import published, recorded
from tests.given import BUILT_IN, WITH_INDIVIDUAL_RANKING, Room, workshop
from workshops.commands import (
    AmendStudy,
    AnswerEvaluation,
    AnswerProfile,
    AnswerReflects,
    AskQuestion,
    ChangeTheme,
    ChooseForm,
    ConfirmArrangement,
    ExplainFit,
    GiveFit,
    LeadGroup,
    LinkStatements,
    MergeExtras,
    MovePhaseEnd,
    PlaceStatement,
    RankStatement,
    SayMissing,
    StartBreak,
    SubmitIndividualRanking,
    TakePen,
    UndoPlacement,
    Withdraw,
    WriteForTeam,
    WriteNote,
)
from workshops.model import Confirmation, Fit, Phase, Reflects

pytestmark = pytest.mark.proof


def lived_through() -> Room:
    """A workshop with a row in every table, in which somebody has their answers removed at the end."""
    room = workshop(WITH_INDIVIDUAL_RANKING).joined("P01", "P02", table="A").joined("P03")
    room.joined("P04", "P05", table="B")
    room.does("P01", AnswerProfile("role", "peer")).phase(Phase.THEMES)
    room.does("P01", GiveFit("T1", Fit.FITS), ExplainFit("T2", "=now()"), AnswerProfile("organis", "1"))
    room.does("respondent:a", AskQuestion("T1", True, "Who?")).does("F1", MovePhaseEnd(Phase.THEMES, 0))
    room.does("F1", LeadGroup("B"), StartBreak(1, 15))
    room.phase(Phase.INDIVIDUAL).does("P03", RankStatement("S5", 1), SubmitIndividualRanking(1))
    room.does("P01", RankStatement("S2", 1), SubmitIndividualRanking(1)).phase(Phase.RANKING)
    room.placed("P01", "S6", "S2", "S3").does("P01", UndoPlacement("A", 3)).added("P02", "P01", "Pay")
    room.does("P01", PlaceStatement("A", "S3", "with S2"), PlaceStatement("A", "S3", "out"))
    room.does("P01", LinkStatements("A", "S2", "A-x1", "supports"), WriteNote("A", "quote", "-1"))
    room.handed_in("P01").does("P02", ConfirmArrangement("A", 1, Confirmation.AGREE)).added(
        "P04", "F1", "Wage"
    )
    room.does("P04", TakePen("B"), ChooseForm("B", "constellation"), PlaceStatement("B", "S6", "around"))
    room.handed_in("P04").does("P04", ConfirmArrangement("B", 1, Confirmation.AGREE)).phase(Phase.PLENARY)
    room.does("F1", WriteNote("", "other", "Tea"), MergeExtras("A-x1+B-x1", "Money"))
    room.does("P01", AnswerReflects(Reflects.YES), SayMissing("Money"))
    room.phase(Phase.EVALUATION).does("respondent:a", AnswerEvaluation("useful.2", words="Tea"))
    room.amended["1" * 64] = msgspec.structs.replace(WITH_INDIVIDUAL_RANKING, hands="all")
    room.does(
        "operator", AmendStudy("1" * 64, "Asked for"), WriteForTeam("reading", "=1", "AG", "2026-11-21")
    )
    room.does("operator", ChangeTheme("T1", "kept", (), (), "It fits", "A-n1", "AG", "2026-11-21"))
    return room.does("P02", Withdraw("P02", remove=True)).phase(Phase.CLOSED)


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("lived_through") / "export"
    write_export([recorded(lived_through())], to)
    return to


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
        ("flow", ",consented,5", ",consented,five", "type-error"),
        ("plenary", "Money", "Moneys", "hash-count"),
    ],
)
def test_frictionless_finds_what_was_spoilt(
    table: str, written: str, spoilt: str, problem: str, export: Path, tmp_path: Path
) -> None:
    shutil.copytree(export, tmp_path / "export")
    file = tmp_path / "export" / f"{table}.csv"
    content = file.read_text(encoding="utf-8")
    assert written in content

    file.write_text(content.replace(written, spoilt, 1), encoding="utf-8")

    assert problem in {found[0] for found in problems(tmp_path / "export")}


def test_it_says_where_each_row_leads(export: Path) -> None:
    package = json.loads((export / "datapackage.json").read_text(encoding="utf-8"))

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
            "The tier in which the statement was placed, 1 for the top, or the ring, 1 for the centre; "
            "statements that share a tier are tied. Empty when it was not placed."
        ),
        "constraints": {"minimum": 1},
    }


def test_every_table_of_the_example_has_rows(export: Path) -> None:
    """So that no table is valid for being empty."""
    tables = {file.stem: file.read_text(encoding="utf-8").splitlines() for file in export.glob("*.csv")}

    assert set(tables) == set(codebook())
    assert [name for name, lines in tables.items() if len(lines) < 2] == []
