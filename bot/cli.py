"""The command line. Each command imports what it needs, so that `--help` is quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.house import House
    from bot.operations import Operation, Result

Awaited = TypeVar("Awaited")

app = typer.Typer(
    name="workshop",
    help="Feedback workshops: take a study's themes back to the people they came from.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Unplaced(StrEnum):
    REASONS = "reasons"
    BELOW = "below"
    MISSING = "missing"


class Level(StrEnum):
    GROUP = "group"
    INDIVIDUAL = "individual"


class Offered(StrEnum):
    CORE = "core"
    ALL = "all"


Data = Annotated[Path | None, typer.Option("--data", help="The folder that holds everything stored.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
PublicUrl = Annotated[str, typer.Option("--public-url", help="The address that links begin with.")]
TokenFile = Annotated[
    Path | None, typer.Option("--telegram-token-file", help="A file, mode 0600, with the bot's token.")
]


Place = Annotated[str | None, typer.Option(help="Where the workshop is: building and address.")]
Starts = Annotated[
    str | None, typer.Option(help='When people arrive, on the clock there: "2026-12-03 10:00".')
]
Zone = Annotated[str | None, typer.Option(help="The time zone there, where it is not the study's.")]
Directions = Annotated[str | None, typer.Option(help="How to get there and in.")]
Invited = Annotated[int | None, typer.Option(help="How many people were invited, for the report.", min=0)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command, this process's own unless given; a refusal is a sentence on stderr and exit code 1."""
    from bot.failures import sentence

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a letter shows a question mark, and the command goes on.
            stream.reconfigure(errors="replace")
    try:
        app(arguments)
    except BrokenPipeError:
        _nobody_reads()
    except Exception as failure:
        told = sentence(failure)
        if told is None:
            raise
        typer.echo(told, err=True)
        sys.exit(1)


def _nobody_reads() -> NoReturn:
    """Ends in silence; Python would complain once more when it closes what is left of the output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)


@app.command()
def serve(
    data: Data = None,
    host: Annotated[str, typer.Option(help="The address to bind to.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help="The port to bind to; 0 takes a free one.", min=0, max=65_535)
    ] = 8080,
    public_url: PublicUrl = "",
    telegram_token_file: TokenFile = None,
    webhook: Annotated[bool, typer.Option("--webhook", help="Take Telegram's updates by webhook.")] = False,
) -> None:
    """Serve the browser and, with a bot's token, Telegram."""
    from bot.app import serve as serve_until_stopped
    from bot.settings import (
        Settings,
        check_webhook,
        data_folder,
        public_address,
        telegram_token,
        telegram_url,
    )

    settings = Settings(
        data=data_folder(data),
        host=host,
        port=port,
        public_url=public_address(public_url),
        token=telegram_token(telegram_token_file),
        telegram_url=telegram_url(),
        webhook=webhook,
    )
    check_webhook(settings)

    async def ready(house: House) -> None:
        typer.echo(f"ready {house.addresses.url}")

    _awaited(serve_until_stopped(settings, ready))


@app.command()
def run(
    data: Data = None,
    phones: Annotated[bool, typer.Option("--phones", help="Reach phones on the same Wi-Fi.")] = False,
) -> None:
    """Serve this machine, with a workshop of the built-in study ready to join: what `make run` does."""
    from bot.running import run as run_here

    _awaited(run_here(data, phones=phones))


@app.command()
def new(
    title: Annotated[str, typer.Option(help="What the workshop is called.")],
    study: Annotated[str, typer.Option(help="A built-in study's name, or a folder.")] = "peer-worker-roles",
    groups: Annotated[int, typer.Option(help="Tables that people can sit down at by their code.")] = 0,
    telegram: Annotated[bool, typer.Option(help="Whether people may also join in Telegram.")] = True,
    place: Place = None,
    starts: Starts = None,
    zone: Zone = None,
    directions: Directions = None,
    invited: Invited = None,
    public_url: PublicUrl = "",
    data: Data = None,
    json: Json = False,
) -> None:
    """Make a workshop, also while `serve` runs."""
    from bot.operations import MakeNew
    from bot.settings import public_address
    from bot.studies import study_folder

    made = _operate(
        data,
        MakeNew(
            str(study_folder(study)),
            title,
            groups,
            telegram=telegram,
            url=public_address(public_url),
            day=_day(place, starts, zone, directions, invited),
        ),
    )
    _show(made, as_json=json)


@app.command()
def day(
    code: str,
    place: Place = None,
    starts: Starts = None,
    zone: Zone = None,
    directions: Directions = None,
    invited: Invited = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """When and where a workshop is, as its invitation says; an option changes it, "" takes it back."""
    from bot.day_setting import ChangeDay

    changed = _day(place, starts, zone, directions, invited)
    _show(_operate(data, ChangeDay(code, changed)), as_json=json)


@app.command()
def claim(code: str, public_url: PublicUrl = "", data: Data = None, json: Json = False) -> None:
    """A fresh link that makes whoever opens it first a facilitator."""
    from bot.operations import MakeClaim
    from bot.settings import public_address

    _show(_operate(data, MakeClaim(code, public_address(public_url))), as_json=json)


@app.command()
def withdraw(
    code: str,
    participant: str,
    remove: Annotated[bool, typer.Option("--remove", help="Also remove what they said.")] = False,
    data: Data = None,
) -> None:
    """Withdraw a participant, such as P07."""
    from bot.operations import WithdrawSomeone

    done = _operate(data, WithdrawSomeone(code, participant, remove))
    _show(done, as_json=False)


@app.command()
def purge(
    before: Annotated[str, typer.Option(help="Only what was due before this date, such as 2026-11-30.")] = "",
    data: Data = None,
) -> None:
    """Delete what the studies said would be deleted by now: lists of people, then whole workshops."""
    from bot.house import now
    from bot.operations import Purge, Purged
    from bot.purging import before_day, purged_lines
    from bot.settings import Mistaken

    try:
        until = before_day(before, now()) if before else 0
    except ValueError as wrong:
        raise Mistaken(str(wrong)) from wrong
    done = _operate(data, Purge(until))
    if isinstance(done, Purged):
        for line in purged_lines(done.links, done.everything, done.left_open):
            typer.echo(line)


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
        typer.echo(_awaited(list_to_fill_in(data_folder(data), codes)), nl=False)
        return
    for line in _awaited(keep_codings(data_folder(data), codes, issues)):
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

        _show(_operate(data, Redact(code, words_file(words))), as_json=False)
        return
    for line in _awaited(candidate_lines(data_folder(data), code)):
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
    for line in _awaited(work):
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

    for line in amended_lines(_operate(data, Amend(code, str(study_folder(study)), reason))):
        typer.echo(line)


@app.command("list")
def list_workshops(data: Data = None, json: Json = False) -> None:
    """The workshops there are."""
    from bot.listing import listed, table
    from bot.settings import data_folder

    workshops = _awaited(listed(data_folder(data)))
    if json:
        _print_json(workshops)
    else:
        table(workshops)


@app.command()
def monitor(
    code: str,
    once: Annotated[bool, typer.Option("--once", help="Print the board once and stop.")] = False,
    data: Data = None,
) -> None:
    """The room at a glance, live in the terminal."""
    from bot.monitor import watch
    from bot.settings import data_folder

    _awaited(watch(data_folder(data), code, once=once))


@app.command("print")
def print_pages(
    code: str,
    to: Annotated[Path, typer.Option("--to", help="A folder that is empty or not there yet.")],
    data: Data = None,
) -> None:
    """Invitation, cards, table codes, run sheet and numbered slips, as pages to print or mail."""
    from bot.printing import printed
    from bot.settings import data_folder

    for path in _awaited(printed(data_folder(data), code, to)):
        typer.echo(path)


@app.command()
def check(folder: Path) -> None:
    """Check a study: every mistake with its file, key and reason."""
    from bot.languages import language_notes
    from workshops.study import check_study, load_study

    mistakes = check_study(folder)
    for mistake in mistakes:
        typer.echo(mistake)
    if mistakes:
        sys.exit(1)
    typer.echo(f"{folder} is a sound study.")
    for note in language_notes(load_study(folder)):
        typer.echo(note)


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
    for line in _awaited(written):
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


@app.command()
def rehearse(
    study: Annotated[str, typer.Option(help="A built-in study's name, or a folder.")] = "peer-worker-roles",
    workshops: Annotated[int, typer.Option(help="How many workshops.", min=1)] = 2,
    participants: Annotated[int, typer.Option(help="How many people, in all.", min=1)] = 35,
    seed: Annotated[int, typer.Option(help="The same seed gives the same rehearsal.")] = 1,
    to: Annotated[Path | None, typer.Option("--to", help="Where to export it.")] = None,
    data: Data = None,
) -> None:
    """Simulated people live through whole workshops in both channels, then everything is exported."""
    from bot.rehearsal import rehearse as live_through
    from bot.studies import study_folder

    lived = _awaited(live_through(study_folder(study), workshops, participants, seed, to, data))
    for line in lived:
        typer.echo(line)


def _awaited(work: Coroutine[Any, Any, Awaited]) -> Awaited:
    import asyncio

    return asyncio.run(work)


def _operate(data: Path | None, operation: Operation) -> Result:
    from bot.operating import operate
    from bot.settings import data_folder

    return _awaited(operate(data_folder(data), operation))


def _day(
    place: str | None, starts: str | None, zone: str | None, directions: str | None, invited: int | None
) -> dict[str, str]:
    """The parts that were given."""
    count = None if invited is None else str(invited)
    parts = {"place": place, "starts": starts, "zone": zone, "directions": directions, "invited": count}
    return {part: words for part, words in parts.items() if words is not None}


def _show(result: Result, *, as_json: bool) -> None:
    import msgspec

    facts = msgspec.structs.asdict(result)
    if as_json:
        _print_json(facts)
        return
    for name, value in facts.items():
        if value is not None:
            typer.echo(f"{name}: {value}")


def _print_json(value: Any) -> None:
    import msgspec

    typer.echo(msgspec.json.format(msgspec.json.encode(value)).decode())
