"""The analysis of a rankings table: as the published JSON, for an export folder, and for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from exports.analysis_lines import lines_of
from exports.ranking_rows import CORE, Level, Offer, RankingCells, Selection, select
from exports.rankings_file import RankingsFileError, read_rankings
from workshops.consensus.analysis import Analysis, analyse
from workshops.consensus.findings import readings
from workshops.consensus.kemeny import TooManyStatements
from workshops.consensus.rankings import Unplaced

Document = dict[str, Any]
"""Builtins only, keys in their published order."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """The analysis of one file, with what stands beside it."""

    path: Path
    selection: Selection
    analysis: Analysis

    def document(self) -> Document:
        """The published JSON as builtins."""
        return as_document(self.analysis)

    def lines(self) -> list[str]:
        """What a terminal shows, as plain text."""
        return lines_of(str(self.path), self.selection, self.analysis, readings(self.selection.rankings))


def report_on_file(
    path: Path,
    *,
    unplaced: str = Unplaced.REASONS,
    level: str | None = None,
    statements: Offer = CORE,
    seed: int = 1,
) -> FileReport:
    """Read and analyse a rankings file. Raises `RankingsFileError`, one sentence, where it cannot."""
    selection = select(read_rankings(path), Level(level) if level else None, statements)
    if not selection.rankings.rankers:
        raise RankingsFileError(_no_ranking(path, selection))
    try:
        analysis = analyse(selection.rankings, Unplaced(unplaced), seed)
    except TooManyStatements as error:
        raise RankingsFileError(f"{path}: {error} Leave the rows of some of them out.") from error
    return FileReport(path, selection, analysis)


def analyse_file(
    path: Path,
    *,
    unplaced: str = Unplaced.REASONS,
    level: str | None = None,
    statements: Offer = CORE,
    seed: int = 1,
) -> Document:
    """The published JSON of a rankings file, as builtins. Raises `RankingsFileError`."""
    return report_on_file(path, unplaced=unplaced, level=level, statements=statements, seed=seed).document()


def analyse_rows(
    rows: Sequence[RankingCells], *, unplaced: str = Unplaced.REASONS, seed: int = 1
) -> Document:
    """`analysis.json` of an export: groups and individuals, pooled and by workshop, core statements only.

    None stands where nobody ranked. Raises `TooManyStatements`.
    """
    return {level: _by_workshop(rows, level, Unplaced(unplaced), seed) for level in Level}


def as_document(analysis: Analysis) -> Document:
    """An analysis as builtins, in the shape and order in which it is published."""
    document: Document = msgspec.json.decode(msgspec.json.encode(analysis))
    return document


def json_bytes(document: Document) -> bytes:
    """A document as UTF-8 JSON, indented, the same bytes for the same document."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _by_workshop(
    rows: Sequence[RankingCells], level: Level, unplaced: Unplaced, seed: int
) -> Document | None:
    at_level = [row for row in rows if row.level == level]
    pooled = _analysed(at_level, level, unplaced, seed)
    if pooled is None:
        return None
    workshops = dict.fromkeys(row.workshop for row in at_level)
    return {
        "pooled": pooled,
        "workshops": {
            code: _analysed([row for row in at_level if row.workshop == code], level, unplaced, seed)
            for code in workshops
        },
    }


def _analysed(rows: Sequence[RankingCells], level: Level, unplaced: Unplaced, seed: int) -> Document | None:
    rankings = select(rows, level).rankings
    return as_document(analyse(rankings, unplaced, seed)) if rankings.rankers else None


def _no_ranking(path: Path, selection: Selection) -> str:
    found = []
    if selection.discussions:
        found.append(f"{selection.discussions} discussed without ranking")
    if selection.not_shared:
        found.append("its workshops have no core statement in common (analyse them one by one)")
    if selection.extras_left_out:
        found.append("only extra statements are ranked (use --statements all)")
    if selection.other_level_left_out:
        other = Level.INDIVIDUAL if selection.level is Level.GROUP else Level.GROUP
        found.append(f"it holds {other} rankings (use --level {other})")
    return f"{path} holds no {selection.level} ranking to analyse: {'; '.join(found)}."
