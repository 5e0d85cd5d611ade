"""What is in an export for the team: the tables, what was found in them, and every format made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from exports.analysed import Analysed, analysed, nothing_in_common
from exports.analysis_report import analyse_rows, json_bytes
from exports.codebook import codebook
from exports.formats.codebook_page import codebook_page
from exports.formats.csv_files import write_csv
from exports.formats.datapackage import Written, data_package
from exports.formats.preflib_files import preflib_files
from exports.formats.starter_scripts import starter_scripts
from exports.methods import methods_md
from exports.pictures import Picture
from exports.pooling import worded_differently
from exports.ranking_rows import Level
from exports.tables import TABLES, Recorded, table
from exports.tables.analysis import analysis_tables, common_rule
from exports.tables.rankings import RankingRow, ranking_rows
from workshops.consensus.rankings import Unplaced

FIGURES = "figures"
WHERE_TO_START = """Start with report.html, which any browser opens and prints;
report.docx is the same for Word.
summary.xlsx has one sheet a table, which are also the .csv files.
methods.md is a draft of the methods section, with what reporting guidelines ask.
project.qdpx opens in NVivo, ATLAS.ti and MAXQDA; preflib/ holds the rankings for voting software.
starter.R and starter.py are a beginning of an analysis of your own.
codebook.md says what every table and column means."""

Progress = Callable[[str, int, int], None]
"""Told what is begun, how much is done, and of how much."""

Step = Callable[["Contents"], None]
"""Writes files into the folder."""


@dataclass(slots=True)
class Contents:
    """An export as it is written into `folder`; `warning` opens every part of it that people read."""

    pooled: Sequence[Recorded]
    folder: Path
    title: str
    warning: str
    unplaced: Unplaced
    progress: Progress
    done: int = 0
    files: list[str] = field(default_factory=list)
    tables: dict[str, Written] = field(default_factory=dict)
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    groups: Analysed | None = None
    individuals: Analysed | None = None

    @property
    def changed_at(self) -> datetime:
        """When the data last changed, so that the same data give the same bytes."""
        return datetime.fromtimestamp(max(one.workshop.last_at for one in self.pooled) / 1000, UTC)

    def begun(self, name: str) -> None:
        self.progress(name, self.done, len(STEPS))

    def write(self, name: str, content: bytes | str) -> None:
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        self.files.append(name)

    def write_parts(self, name: str, parts: Iterable[str]) -> None:
        """As `write`, for what is not to be held as a whole."""
        with (self.folder / name).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
        self.files.append(name)

    def write_table(self, name: str, frame: pd.DataFrame) -> None:
        """As CSV; the frame is kept for the workbook, and nowhere else."""
        entry, file = codebook()[name], self.folder / f"{name}.csv"
        write_csv(file, frame, entry)
        self.files.append(file.name)
        self.tables[name] = Written(entry, tuple(frame.columns), file)
        self.frames[name] = frame

    def ranking_rows(self) -> list[RankingRow]:
        """Every ranking of these workshops, groups' own statements and discussions among them."""
        return [row for one in self.pooled for row in ranking_rows(one.workshop)]


def write_contents(export: Contents) -> None:
    """Raises `OSError`."""
    for name, write in STEPS.items():
        export.begun(name)
        write(export)
        export.done += 1
    export.begun("")


def _table(name: str) -> Step:
    return lambda export: export.write_table(name, table(name, export.pooled))


def _analysis(export: Contents) -> None:
    """Nothing is written when nobody has ranked."""
    export.groups = analysed(export.pooled, Level.GROUP, export.unplaced)
    export.individuals = analysed(export.pooled, Level.INDIVIDUAL, export.unplaced)
    rule = common_rule(one.workshop for one in export.pooled)
    for name, frame in analysis_tables(export.groups, export.individuals, rule):
        export.write_table(name, frame)
    if export.groups or export.individuals:
        document = analyse_rows(export.ranking_rows(), unplaced=export.unplaced)
        export.write("analysis.json", json_bytes(document))


def _workbook(export: Contents) -> None:
    from exports.formats.xlsx import workbook

    made = workbook(export.warning, export.title, export.changed_at, export.frames.items())
    export.frames.clear()
    export.write("summary.xlsx", made)


def _preflib(export: Contents) -> None:
    last = export.changed_at.date()
    for name, content in preflib_files(export.ranking_rows(), export.title, export.warning, last).items():
        export.write(name, content)


def _project(export: Contents) -> None:
    from exports.issues_coding import codings_of
    from exports.qda_project import project_qdpx

    codings = [coding for one in export.pooled for coding in codings_of(one.workshop)]
    export.write("project.qdpx", project_qdpx(export.pooled, codings, export.title, export.warning))


def _figures(export: Contents) -> None:
    from exports.figures import pictures_of

    folder = export.folder / FIGURES
    folder.mkdir()
    for picture in pictures_of(export.pooled, export.groups):
        export.begun(f"{FIGURES}/{picture.name}")
        export.pictures.append(picture.written(folder))
        export.files += (f"{FIGURES}/{file.name}" for file in picture.files(folder))


def _report(export: Contents) -> None:
    from exports.report.assembly import report_docx, report_of
    from exports.report.html import html_parts

    report = report_of(export.pooled, export.groups, export.pictures, export.individuals)
    export.pictures.clear()
    export.write_parts("report.html", html_parts(report))
    export.write("report.docx", report_docx(report))


def _methods(export: Contents) -> None:
    export.write("methods.md", methods_md(export.pooled, export.groups, export.individuals))


def _starter(export: Contents) -> None:
    for name, content in starter_scripts().items():
        export.write(name, content)


def _codebook(export: Contents) -> None:
    studies = {one.workshop.study_hash: one.workshop.study for one in export.pooled}
    tables = {name: (one.table, one.columns) for name, one in export.tables.items()}
    export.write("codebook.md", codebook_page(export.warning, tables, studies))


def _data_package(export: Contents) -> None:
    created = export.changed_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    export.write("datapackage.json", data_package(export.title, export.warning, created, export.tables))


def _read_me(export: Contents) -> None:
    what = f"{export.title}. {WHERE_TO_START}"
    files = "\n".join([*export.files, "README.txt"])
    export.write(
        "README.txt", "\n\n".join([export.warning, what, *_about_the_analysis(export), files]) + "\n"
    )


def _about_the_analysis(export: Contents) -> Iterator[str]:
    if nothing_in_common(export.pooled):
        yield "The studies of these workshops have no core statement in common, so nothing is pooled."
    elif not export.groups:
        yield "No group has handed in a ranking, so there is no analysis of groups."
    elif export.groups.not_shared:
        yield (
            "The studies of these workshops differ: what was found in all of them together is over the core "
            f"statements that all of them have, without {', '.join(export.groups.not_shared)}; "
            "what was found in each alone is over all of its own."
        )
    if reworded := worded_differently(export.pooled):
        yield f"Not worded alike in all of these workshops: {', '.join(reworded)}."


STEPS: Mapping[str, Step] = {f"{name}.csv": _table(name) for name in TABLES} | {
    "analysis.json": _analysis,
    "summary.xlsx": _workbook,
    "preflib": _preflib,
    "project.qdpx": _project,
    FIGURES: _figures,
    "report": _report,
    "methods.md": _methods,
    "starter": _starter,
    "codebook.md": _codebook,
    "datapackage.json": _data_package,
    "README.txt": _read_me,
}
"""What is done, in this order, each named by what it writes."""
