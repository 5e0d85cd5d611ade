"""Rooms as the export sees them, and its tables as they look in the file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from exports.codebook import codebook
from exports.formats.csv_files import write_csv
from exports.tables import Recorded, Row, table
from exports.tables.recorded import folded
from tests.given import BUILT_IN, CODE, Room, workshop
from workshops.commands import ExplainUnplaced
from workshops.model import Phase
from workshops.study import Study


def recorded(room: Room, code: str = CODE) -> Recorded:
    """What the journal would hold of the room, under this code."""
    rows = (Row(seq, act.at, str(act.actor), act.events) for seq, act in enumerate(room.acts, start=1))
    return folded(code, room.library, rows)


def shown(name: str, *rooms: Room | Recorded, columns: str = "") -> str:
    """The table as its CSV file shows it, with these columns only where some are named."""
    pooled = [recorded(room) if isinstance(room, Room) else room for room in rooms]
    frame = table(name, pooled)
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.csv"
        write_csv(file, frame[columns.split(",")] if columns else frame, codebook()[name])
        return file.read_text(encoding="utf-8")


def published(study: Study = BUILT_IN) -> Room:
    """The two hierarchies that Appendix 8 of the published study shows, handed in by groups of four.

    Gillard and others (2014), Health Services and Delivery Research 2(19), doi 10.3310/hsdr02190.
    """
    room = workshop(study).joined("P01", "P02", "P03", "P04", table="A")
    room.joined("P05", "P06", "P07", "P08", table="B").phase(Phase.THEMES).waits(40).phase(Phase.RANKING)
    room.placed("P01", *map(titled, GROUP_A)).placed("P05", *map(titled, GROUP_B)).waits(20)
    room.does("P01", ExplainUnplaced("A", "S1", "less_important"), ExplainUnplaced("A", "S3", "inside:S2"))
    room.does("P05", ExplainUnplaced("B", "S4", "not_for_us"), ExplainUnplaced("B", "all", "no_time"))
    return room.handed_in("P01").waits(10).handed_in("P05")


GROUP_A = (
    "Support for the peer worker",
    "Supportive culture",
    "Changing conversations",
    "The language of peer support",
    "The essence of the peer worker role",
    "Challenging boundaries",
)
GROUP_B = (
    "Challenging boundaries",
    "Changing conversations",
    "Support for the peer worker",
    "Supportive culture",
)


def titled(title: str) -> str:
    """The id of the core statement whose theme has this title."""
    [statement] = (each for each in BUILT_IN.statements if BUILT_IN.text("en").label(each) == title)
    return statement
