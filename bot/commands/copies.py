"""That nothing is lost: backups, the way back, and an examination of what a workshop depends on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.answering import awaited, operated
from bot.commands.options import Data, PublicUrl, TokenFile

app = typer.Typer(rich_markup_mode=None)

Folder = Annotated[Path, typer.Argument(metavar="DIR")]


@app.command()
def backup(to: Folder, data: Data = None) -> None:
    """Copy everything stored to a new folder, and read the copy again; also while `serve` runs."""
    from bot.backing_up import BackedUp, BackUp, backed_up_line

    done = operated(data, BackUp(str(to.absolute())))
    if isinstance(done, BackedUp):
        typer.echo(backed_up_line(done))


@app.command()
def restore(backup: Folder, data: Data = None) -> None:
    """Put a backup in the place of what is lost or damaged; whoever withdrew since stays withdrawn."""
    from bot.restoring import restore as put_back
    from bot.settings import data_folder

    for line in awaited(put_back(data_folder(data), backup)):
        typer.echo(line)


@app.command()
def doctor(data: Data = None, public_url: PublicUrl = "", telegram_token_file: TokenFile = None) -> None:
    """Examine disk, file modes, journal, clock, address and bot; exit code 1 when something is wrong."""
    from bot.doctor import examined
    from bot.findings import State
    from bot.settings import Settings, data_folder, public_address, telegram_token, telegram_url

    settings = Settings(
        data=data_folder(data),
        public_url=public_address(public_url),
        token=telegram_token(telegram_token_file),
        telegram_url=telegram_url(),
    )

    async def tell() -> bool:
        states = set()
        async for finding in examined(settings):
            typer.echo(finding)
            states.add(finding.state)
        return State.WRONG in states

    if awaited(tell()):
        sys.exit(1)
