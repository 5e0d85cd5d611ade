"""People's rights: withdrawal, and what the study promised to delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.answering import operated, show
from bot.commands.options import Data

if TYPE_CHECKING:
    pass

app = typer.Typer(rich_markup_mode=None)


@app.command()
def withdraw(
    code: str,
    participant: str,
    remove: Annotated[bool, typer.Option("--remove", help="Also remove what they said.")] = False,
    data: Data = None,
) -> None:
    """Withdraw a participant, such as P07."""
    from bot.operations import WithdrawSomeone

    done = operated(data, WithdrawSomeone(code, participant, remove))
    show(done, as_json=False)


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
    done = operated(data, Purge(until))
    if isinstance(done, Purged):
        for line in purged_lines(done.links, done.everything, done.left_open):
            typer.echo(line)
