"""A workshop's day: made, opened to facilitators, checked, printed, listed and watched."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.answering import awaited, operated, print_json, show
from bot.commands.options import Data, Directions, Invited, Json, Place, PublicUrl, Starts, Zone

if TYPE_CHECKING:
    pass

app = typer.Typer(rich_markup_mode=None)

AFTERWARDS = (
    "These links open while `workshop serve` runs. The facilitator's is for one person, once; "
    "`workshop claim` makes another."
)


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

    made = operated(
        data,
        MakeNew(
            str(study_folder(study)),
            title,
            groups,
            telegram=telegram,
            url=public_address(public_url),
            day=day_of(place, starts, zone, directions, invited),
        ),
    )
    show(made, as_json=json)
    if not json and sys.stdout.isatty():
        typer.echo(AFTERWARDS, err=True)


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

    changed = day_of(place, starts, zone, directions, invited)
    show(operated(data, ChangeDay(code, changed)), as_json=json)


@app.command()
def claim(code: str, public_url: PublicUrl = "", data: Data = None, json: Json = False) -> None:
    """A fresh link that makes whoever opens it first a facilitator."""
    from bot.operations import MakeClaim
    from bot.settings import public_address

    show(operated(data, MakeClaim(code, public_address(public_url))), as_json=json)


@app.command("list")
def list_workshops(data: Data = None, json: Json = False) -> None:
    """The workshops there are."""
    from bot.listing import listed, table
    from bot.settings import data_folder

    workshops = awaited(listed(data_folder(data)))
    if json:
        print_json(workshops)
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

    awaited(watch(data_folder(data), code, once=once))


@app.command("print")
def print_pages(
    code: str,
    to: Annotated[Path, typer.Option("--to", help="A folder that is empty or not there yet.")],
    data: Data = None,
) -> None:
    """Invitation, cards, table codes, run sheet and numbered slips, as pages to print or mail."""
    from bot.printing import printed
    from bot.settings import data_folder

    pages, to_know = awaited(printed(data_folder(data), code, to))
    for path in pages:
        typer.echo(path)
    if to_know:
        typer.echo(to_know, err=True)


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


def day_of(
    place: str | None, starts: str | None, zone: str | None, directions: str | None, invited: int | None
) -> dict[str, str]:
    """The parts that were given."""
    count = None if invited is None else str(invited)
    parts = {"place": place, "starts": starts, "zone": zone, "directions": directions, "invited": count}
    return {part: words for part, words in parts.items() if words is not None}
