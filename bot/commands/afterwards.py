"""After the day: coded, redacted, said what became of it, exported and analysed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.answering import awaited, operated, show
from bot.commands.options import Data, Level, Offered, Unplaced

if TYPE_CHECKING:
    pass

app = typer.Typer(rich_markup_mode=None)


@app.command("code")
def code_issues(
    codes: Annotated[list[str], typer.Argument(help="One workshop, or several.")],
    issues: Annotated[
        Path | None, typer.Option("--issues", help="The list, filled in: a CSV file to read back.")
    ] = None,
    data: Data = None,
) -> None:
    """What was said, as a CSV list to fill in with issues; with the filled-in list, keep what it says."""
    from bot.coding import keep_codings, list_to_fill_in
    from bot.settings import data_folder

    if issues is None:
        typer.echo(awaited(list_to_fill_in(data_folder(data), codes)), nl=False)
        return
    for line in awaited(keep_codings(data_folder(data), codes, issues)):
        typer.echo(line)


@app.command()
def redact(
    code: str,
    words: Annotated[
        Path | None, typer.Option("--words", help="A file: on each line a word, or word = replacement.")
    ] = None,
    data: Data = None,
) -> None:
    """Take names and places out of what was typed; without a file, only list what may be some."""
    from bot.redacting import candidate_lines, words_file
    from bot.settings import data_folder

    if words:
        from bot.operations import Redact

        show(operated(data, Redact(code, words_file(words))), as_json=False)
        return
    for line in awaited(candidate_lines(data_folder(data), code)):
        typer.echo(line)


@app.command()
def team(
    codes: Annotated[list[str], typer.Argument(help="One workshop, or several of which the same is so.")],
    file: Annotated[Path | None, typer.Option("--file", help="The file, filled in: read back.")] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Write the file to fill in, with what is recorded.")
    ] = None,
    tell: Annotated[
        bool, typer.Option("--tell", help="Let participants see what became of the themes.")
    ] = False,
    data: Data = None,
) -> None:
    """What the team types: what became of each theme, its own reading, roles, what guidelines ask."""
    from bot.settings import Mistaken, data_folder
    from bot.team import record, write_template

    if (file is None) == (template is None):
        raise Mistaken("Give either --template FILE, to write the file, or --file FILE, to read it back.")
    work = (
        write_template(data_folder(data), codes, template)
        if template
        else record(data_folder(data), codes, file or Path(), tell=tell)
    )
    for line in awaited(work):
        typer.echo(line)


@app.command()
def amend(
    code: str,
    study: Annotated[str, typer.Option(help="The study as it is to be: a built-in one's name, or a folder.")],
    reason: Annotated[str, typer.Option(help="Why; after the first consent it is reported.")],
    data: Data = None,
) -> None:
    """Change a workshop's study: as you like before the first consent, then as a reported deviation."""
    from bot.recording import Amend
    from bot.studies import study_folder
    from bot.team import amended_lines

    for line in amended_lines(operated(data, Amend(code, str(study_folder(study)), reason))):
        typer.echo(line)


@app.command()
def export(
    codes: Annotated[list[str], typer.Argument(help="One workshop, or several to pool.")],
    to: Annotated[Path, typer.Option("--to", help="A folder that is empty or not there yet.")],
    shareable: Annotated[
        bool, typer.Option("--shareable", help="Only counts that tell of nobody, which may leave the team.")
    ] = False,
    unplaced: Annotated[Unplaced, typer.Option(help="What an unplaced statement says.")] = Unplaced.REASONS,
    also: Annotated[
        list[Path] | None,
        typer.Option("--also", help="Another data folder to pool workshops from, read only."),
    ] = None,
    data: Data = None,
) -> None:
    """Write what the groups agreed on, across groups and workshops: report, figures, tables, codebook."""
    from bot.exporting import export_codes
    from bot.settings import data_folder

    written = export_codes(
        data_folder(data), codes, to, also=also or (), unplaced=unplaced.value, shareable=shareable
    )
    for line in awaited(written):
        typer.echo(line)


@app.command()
def analyse(
    rankings: Annotated[Path, typer.Argument(help="A rankings table: CSV, or PrefLib.")],
    unplaced: Annotated[Unplaced, typer.Option(help="What an unplaced statement says.")] = Unplaced.REASONS,
    level: Annotated[Level | None, typer.Option(help="Whose rankings, where there are both.")] = None,
    statements: Annotated[
        Offered, typer.Option(help="The core statements, or extra ones too.")
    ] = Offered.CORE,
    seed: Annotated[int, typer.Option(help="The same seed gives the same figures.")] = 1,
    json: Annotated[Path | None, typer.Option("--json", help="Also write the figures as JSON.")] = None,
) -> None:
    """Analyse any rankings file: exact order, agreement, and what the data cannot say."""
    from exports.analysis_report import json_bytes, report_on_file

    report = report_on_file(
        rankings,
        unplaced=unplaced.value,
        level=level.value if level else None,
        statements=statements.value,
        seed=seed,
    )
    if json:
        from bot.settings import Mistaken

        try:
            json.write_bytes(json_bytes(report.document()))
        except OSError as broken:
            raise Mistaken(f"{json} cannot be written ({broken.strerror}): name another file.") from broken
    for line in report.lines():
        typer.echo(line)
